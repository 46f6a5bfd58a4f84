/** Cutting a text between what a reader sees as one sign: never inside an emoji, a flag, or a letter with its marks. */

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The beginning of a text in whole signs. @param most UTF-16 units */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  // Where a sign ends is told by what follows.
  const end = signs.segment(text.slice(0, most + 2)).containing(most)?.index || most;
  // A sign that is longer than all there is room for is cut between its characters.
  return text.slice(0, /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end);
}
