/**
 * Making untrusted text safe to show. Every text from GitHub, git or the outbox passes here before it becomes a
 * label, a tooltip or a question; nothing that passed is ever used as Markdown, HTML, a command or a pattern.
 */

/** Signs that are spelling: the joiner and the selector of emoji, Arabic signs around numbers, the flags of regions. */
const spelled =
  /[\u200D\uFE0F\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]|\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u;
/** Where letters join, what keeps two apart; and which form of a letter is meant. One of them, behind a letter. */
const spelledBehind =
  /(?<=\p{sc=Mong})[\u180B-\u180F]|(?<=[\p{L}\p{M}])(?<![\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}])\u200C|(?<=\p{sc=Han})[\u{E0100}-\u{E01EF}]/u;
/** Other control characters, and those that reorder, hide or join text without being seen. */
const unseen = new RegExp(`(${spelled.source}|${spelledBehind.source})|[\\p{Cc}\\p{Cf}\\p{Cs}\\p{DI}]`, 'gu');

/** Such text draws numbers and signs beside it into its own direction, unless it is isolated (UAX #9, FSI and PDI). */
const rightToLeft = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** Longer labels help nobody and cost time to draw. */
const longestLine = 300;

/** One line, visible characters only; neither `$(icon)` nor `[link](…)`, which input boxes and notices would make of it. */
export function plain(text: string, longest: number = longestLine): string {
  const line = bare(text, longest);
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line;
}

/** The same for a document, where an editor and GitHub warn of signs that cannot be seen: not isolated. */
export function bare(text: string, longest: number = longestLine): string {
  const line = beginningOf(text, longest * 4)
    .replace(/\s/g, ' ')
    .replace(unseen, '$1')
    .replace(/ +/g, ' ')
    .replaceAll('$(', '$ (')
    .replaceAll('](', '] (')
    .trim();
  if (/^[\u200D\uFE0F ]*$/.test(line)) return '';
  const signs = [...line];
  return signs.length > longest ? `${beginningOf(line, signs.slice(0, longest - 1).join('').length)}…` : line;
}

/** Several lines for a tooltip: each is made plain, and there are not too many. */
export function plainLines(text: string, most = 12): string {
  const lines = beginningOf(text, longestLine * most).split(/\r?\n/);
  const shown = lines.slice(0, most).map((line) => plain(line));
  const isCut = lines.length > most || text.length > longestLine * most;
  return [...shown, ...(isCut ? ['…'] : [])].join('\n').trim();
}

/** A whole text without what cannot be seen, for whoever draws Markdown: its lines and its signs stay as they are. */
export function withoutUnseen(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, (sign, kept: string | undefined) => kept ?? (sign === '\n' || sign === '\t' ? sign : ''));
}

/** What an exception says of itself: for a disk that refuses. */
export function errorWords(error: unknown): string {
  return plain(error instanceof Error ? error.message : String(error));
}

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The beginning of a text, cut between what a reader sees as signs: never inside an emoji or a letter with its marks. @param most UTF-16 units */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  // Where a sign ends is told by what follows.
  const end = signs.segment(text.slice(0, most + 2)).containing(most)?.index || most;
  // A sign that is longer than all there is room for is cut between its characters.
  return text.slice(0, /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end);
}
