/**
 * The machine block: one hidden line of JSON at the end of a Markdown text. Where what people wrote may leave a fence or a tag
 * open, which swallows whatever follows, it stands before that, and after our own lines.
 *
 *     <!-- makertime {"v":1,"kind":"blocker","id":"01JD3…","by":583231} -->
 *
 * `<`, `>` and `--` inside the JSON are written as \u escapes, so that no value can end the comment early. The last
 * line that begins with the marker counts. Decoding is total: any text at all gives one of four answers and never throws.
 */

export type Block = Readonly<Record<string, unknown>>;

export type Decoded =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  /** Written by a newer version: to be kept as it is. */
  | { readonly kind: 'newer'; readonly block: Block }
  | { readonly kind: 'block'; readonly block: Block };

export const blockVersion = 1;

/** The longest text of an issue or comment; GitHub refuses longer ones. Counted in UTF-16 units, which is never less than what GitHub counts. */
export const longestBody = 65_536;

const opening = '<!-- makertime ';
const closing = '-->';
/** Ours are under 2 kB; parsing more than this on behalf of a stranger is not worth the time. */
const longestBlock = 65_536;

/**
 * @param own our own lines
 * @param text what people wrote; whatever of the two looks like a block is defused
 */
export function encode(own: string, block: Block, text = ''): string {
  const json = JSON.stringify(block)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replace(/-(?=-)/g, '\\u002d');
  const line = `${opening}${json} ${closing}`;
  const words = withoutBlocks(text).trim();
  const parts = [withoutBlocks(own).trim(), ...(mayStayOpen.test(words) ? [line, words] : [words, line])];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** A fence, or anything of HTML. In mails and previews the text comes first wherever it can. */
const mayStayOpen = /```|~~~|</;

export function decode(text: string): Decoded {
  const start = blockStart(text);
  if (start < 0) return { kind: 'none' };
  const end = text.indexOf(closing, start);
  if (end < 0 || end - start > longestBlock) return { kind: 'unreadable' };
  let block: unknown;
  try {
    block = JSON.parse(text.slice(start + opening.length, end));
    JSON.stringify(block); // nested so deep that it could not be written again
  } catch {
    return { kind: 'unreadable' };
  }
  if (typeof block !== 'object' || block === null || Array.isArray(block)) return { kind: 'unreadable' };
  const { v } = block as Block;
  if (v === blockVersion) return { kind: 'block', block: block as Block };
  return typeof v === 'number' && v > blockVersion ? { kind: 'newer', block: block as Block } : { kind: 'unreadable' };
}

/** What people read: the text without its machine block. */
export function proseOf(text: string): string {
  const start = blockStart(text);
  if (start < 0) return text.trim();
  const end = text.indexOf(closing, start);
  const [before, after] = [text.slice(0, start), end < 0 ? '' : text.slice(end + closing.length)];
  return `${before.trimEnd()}\n\n${after.replace(/^\s*\n/, '')}`.trim();
}

/** Where the last block begins; -1 where there is none. A marker counts only at the start of a line. */
function blockStart(text: string): number {
  for (let at = text.lastIndexOf(opening); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(opening, at - 1)) {
    if (at === 0 || text[at - 1] === '\n') return at;
  }
  return -1;
}

function withoutBlocks(prose: string): string {
  return prose.replaceAll(opening, '&lt;!-- makertime ');
}

/** GitHub may trim what it stores. */
export function isSameBody(a: string, b: string): boolean {
  return a.trim() === b.trim();
}
