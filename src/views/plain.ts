/**
 * Owns making untrusted text safe to show. Every text from GitHub, git or the outbox passes here before it becomes a
 * label, a tooltip or a question; nothing that passed is ever used as Markdown, HTML, a command or a pattern.
 */

/** Control characters, and those that reorder, hide or join text without being seen. The emoji joiner stays. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  /[\u0000-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;

/** Longer labels help nobody and cost time to draw. */
const longestLine = 300;

/** One line, visible characters only, no `$(icon)`. */
export function plain(text: string, longest: number = longestLine): string {
  const head = text.length > longest * 4 ? text.slice(0, longest * 4) : text;
  const line = head.replace(/[\s\u2028\u2029]+/g, ' ').replace(unseen, '').replaceAll('$(', '$ (').trim();
  return line.length > longest ? `${[...line].slice(0, longest - 1).join('')}…` : line;
}

/** Several lines for a tooltip: each is made plain, and there are not too many. */
export function plainLines(text: string, most = 12): string {
  const lines = text.slice(0, longestLine * most).split(/\r?\n/);
  const shown = lines.slice(0, most).map((line) => plain(line));
  return [...shown, ...(lines.length > most ? ['…'] : [])].join('\n').trim();
}
