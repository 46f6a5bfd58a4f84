/** What git tells of who wrote some lines, and which login that comes to. All of it is untrusted. */

/** How many of some lines were written in a commit, or by somebody of whom git tells no more than the name or `<address>`. */
type Share = { readonly lines: number } & ({ readonly commit: string } | { readonly author: string });

/** Settings of the person let git colour what it says. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how
const colours = /\x1b\[[\d;]*m/g;
/** `^`: the first commit. `*` and `?`: the line was searched for behind a commit that is to be ignored. */
const hash = /^\^?\*?\??([\da-f]{4,64})[ \t]/;
/** Of the first commit the hash may be blank, and others too short: then the name stands before the time, in whichever form that is. */
const nameOnly =
  /^\^?\*?\??[\da-f ]{2,64} [^(]*\((.{1,100}?) +(?:\d{4}[-/]\d\d|\d{9,11} [+-]\d{4} |\d{9,11} +\d+\)|[A-Z][a-z]{2},? |\d+ (?:second|minute|hour|day|week|month|year)s?[ ,])/;

/**
 * From the text of `git blame`, how many of the lines each commit wrote, the most first. Its lines come in the file's order
 * and begin with a hash; that of what is not committed is all zeros. Whatever else stands there is not looked at.
 * @param lines first and last, counted from 1
 */
export function commitsBehind(blame: string, [first, last]: readonly [number, number]): readonly Share[] {
  const counts = new Map<string, Share>();
  for (const line of blame.split('\n', last).slice(first - 1)) {
    const text = line.slice(0, 500).replace(colours, '');
    const commit = hash.exec(text)?.[1];
    const author = commit === undefined ? nameOnly.exec(text)?.[1] : undefined;
    const who =
      author !== undefined ? { author } : commit !== undefined && /[^0]/.test(commit) ? { commit } : undefined;
    const key = JSON.stringify(who);
    if (who) counts.set(key, { ...who, lines: (counts.get(key)?.lines ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.lines - a.lines);
}
