/** What git tells of who wrote some lines, and which login that comes to. All of it is untrusted. */

/**
 * From the text of `git blame`, how many of the lines each commit wrote, the most first. Its lines come in the file's order
 * and begin with a hash; that of what is not committed is all zeros. Whatever else stands there is not looked at.
 * @param lines first and last, counted from 1
 */
export function commitsBehind(
  blame: string,
  [first, last]: readonly [number, number],
): readonly { readonly commit: string; readonly lines: number }[] {
  const counts = new Map<string, number>();
  for (const line of blame.split('\n', last).slice(first - 1)) {
    const commit = /^\^?([\da-f]{7,64})[ \t]/.exec(line.slice(0, 70))?.[1];
    if (commit && /[^0]/.test(commit)) counts.set(commit, (counts.get(commit) ?? 0) + 1);
  }
  return [...counts].map(([commit, lines]) => ({ commit, lines })).sort((a, b) => b.lines - a.lines);
}
