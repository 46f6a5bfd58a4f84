/** Whether some lines of a text are where a commit has them: whoever is led there is to see the same. */

/** Beside them, since many lines are like any other. */
const around = 1;

/**
 * @param committed the file's text in the commit
 * @param now what the editor shows, saved or not
 * @param lines first and last, counted from 1; the whole file where they are not told
 */
export function isSameSpot(committed: string, now: string, lines: readonly [number, number] | undefined): boolean {
  if (!lines) return true;
  const [there, here] = [committed, now].map((text) =>
    text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, lines[1] + around),
  );
  for (let place = Math.max(0, lines[0] - 1 - around); place < lines[1] + around; place++)
    if ((there?.[place] ?? '') !== (here?.[place] ?? '')) return false;
  return lines[1] <= (there?.length ?? 0);
}
