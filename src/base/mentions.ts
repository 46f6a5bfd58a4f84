/** Who is mentioned in a text, as GitHub would see it. The text is anybody's: it is walked through once. */

/** Whoever names more people asks nobody in particular. */
const mostMentions = 10;

/** Not an address, not a team. */
const mention = /(?<![\w@/.`-])@([A-Za-z\d](?:\w|-(?=\w)){0,38})(?![\w/]|-+\w)/g;

/** Logins in the order of their first mention, ten at most. What stands in code, comments and links mentions nobody. */
export function mentionsIn(text: string): readonly string[] {
  const logins = new Map<string, string>();
  const isDefined = definitionsIn(text);
  const read = tagReader();
  for (const { kind, text: paragraph } of paragraphsOf(text)) {
    const shown = read(kind, kind === 'html' ? paragraph : withoutCodeSpans(paragraph));
    for (const [, login = ''] of (kind === 'html' ? shown : withoutLinks(shown, isDefined)).matchAll(mention)) {
      if (!logins.has(login.toLowerCase())) logins.set(login.toLowerCase(), login);
      if (logins.size === mostMentions) return [...logins.values()];
    }
  }
  return [...logins.values()];
}

interface Paragraph {
  /** `html`: as it is, without any Markdown. */
  readonly kind: 'prose' | 'html';
  readonly text: string;
}

/** How a block of HTML begins that goes on over empty lines, and how it ends. */
const htmlBlocks: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
];

/** Before what stands in a quotation or a list. */
const container = /^(?: {0,3}>| {0,3}(?:[-+*]|\d{1,9}[.)])(?= ))+/;

/** Without fenced and indented code. Nothing but HTML reaches beyond a paragraph. */
function paragraphsOf(text: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: string[] = [];
  let fence: { readonly marks: string; readonly within: 'nothing' | 'list' | 'quotation' } | undefined;
  let htmlEnd: RegExp | undefined;
  let isInList = false;
  const end = (kind: Paragraph['kind'] = 'prose') => {
    if (lines.length > 0) paragraphs.push({ kind, text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const outer = container.exec(line)?.[0] ?? '';
    const isQuoted = outer.includes('>');
    const inner = line.slice(outer.length);
    if (fence) {
      const isPast = { nothing: false, list: /^\S/.test(line), quotation: !isQuoted }[fence.within];
      const [, marks = ''] = /^\s*([`~]{3,})\s*$/.exec(fence.within === 'nothing' ? line : inner) ?? [];
      const isClosing = marks.startsWith(fence.marks) && (fence.within !== 'nothing' || /^ {0,3}\S/.test(line));
      if (isPast || isClosing) fence = undefined;
      if (!isPast) continue;
    }
    if (htmlEnd) {
      lines.push(line);
      if (!htmlEnd.test(line)) continue;
      htmlEnd = undefined;
      end('html');
      continue;
    }
    if (line.trim() === '') {
      end();
      continue;
    }
    const [, marks, info = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(inner) ?? [];
    const opens = marks !== undefined && !(marks[0] === '`' && info.includes('`'));
    if (/[-+*\d]/.test(outer)) isInList = true;
    else if (/^\S/.test(line) && (lines.length === 0 || opens)) isInList = false;
    const isNested = isInList || outer !== '';
    const isIndented = !isNested && /^(?: {4}| {0,3}\t)/.test(line);
    if (isIndented && lines.length === 0) continue;
    if (opens && !isIndented) {
      end();
      fence = { marks, within: isQuoted ? 'quotation' : isNested ? 'list' : 'nothing' };
      continue;
    }
    const start = inner.trimStart();
    const [, ends] = (isIndented ? undefined : htmlBlocks.find(([begins]) => begins.test(start))) ?? [];
    if (ends) end();
    lines.push(ends ? start : line);
    // What begins it is not looked at again: `<!-->`.
    if (ends && !ends.test(start.slice(2))) htmlEnd = ends;
    else if (ends) end('html');
  }
  end(htmlEnd ? 'html' : 'prose');
  return paragraphs;
}

const tag =
  /<!--|<[?!]|<(\/?)([a-z][a-z\d-]*)(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>/gi;
/** In these GitHub looks for nobody. */
const silent = /^(?:pre|code|tt|a|style|script)$/i;

/** Takes a text after the other; what one leaves open goes on in the next. */
function tagReader(): (kind: Paragraph['kind'], text: string) => string {
  let open: string | undefined;
  /** `<pre>` stands within `<pre>` where nothing has closed the first. */
  let depth = 0;
  return (kind, text) => {
    const parts: string[] = [];
    let from = 0;
    const lastEnd = text.lastIndexOf('>');
    const lastClosing = text.lastIndexOf('-->');
    for (const { 0: whole, 1: slash, 2: name, index } of text.matchAll(tag)) {
      if (index < from) continue;
      const isComment = whole === '<!--';
      // What has no end is text in Markdown, and in HTML nothing that follows is shown.
      if (name === undefined && index > (isComment ? lastClosing : lastEnd)) {
        if (kind === 'prose') continue;
        if (open === undefined) parts.push(text.slice(from, index));
        [open, depth] = [whole, 1];
        return parts.join('');
      }
      if (open === undefined) parts.push(text.slice(from, index));
      from =
        name !== undefined
          ? index + whole.length
          : isComment
            ? text.indexOf('-->', index + 2) + 3
            : text.indexOf('>', index) + 1;
      if (name === undefined || !silent.test(name)) continue;
      if (!slash) open ??= name.toLowerCase();
      if (name.toLowerCase() === open) depth += slash ? -1 : 1;
      if (depth === 0) open = undefined;
    }
    if (open === undefined) parts.push(text.slice(from));
    return parts.join('');
  };
}

const link =
  /!?\[((?:[^[\]]|\[[^[\]]*\])*)\](?:(\(\s*(?:<[^<>\n]*>|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\))|\[([^[\]]*)\])?/g;
const address = /\b(?:https?:\/\/|www\.)[^\s<]+/gi;

function withoutLinks(text: string, isDefined: (label: string) => boolean): string {
  return text
    .replace(link, (whole, words: string, target: string | undefined, label: string | undefined) =>
      target !== undefined || isDefined(label || words) ? '' : whole,
    )
    .replace(address, '');
}

/** Labels that are a link wherever they stand in brackets. */
function definitionsIn(text: string): (label: string) => boolean {
  const plain = (label: string) => label.trim().toLowerCase().replace(/\s+/g, ' ');
  const labels = new Set<string>();
  for (const [, label = ''] of text.matchAll(/^ {0,3}\[([^[\]\n]{1,999})\]:[ \t]*\S/gm)) labels.add(plain(label));
  return (label) => labels.has(plain(label));
}

/** A code span ends at the next run of as many backticks as it began with; a run without such an end is text. */
function withoutCodeSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  const laterOf = new Map<number, number>();
  const ends = runs.map(() => -1);
  for (let place = runs.length - 1; place >= 0; place--) {
    const length = runs[place]?.length ?? 0;
    ends[place] = laterOf.get(length) ?? -1;
    laterOf.set(length, place);
  }
  const parts: string[] = [];
  let from = 0;
  for (let place = 0; place < runs.length; place++) {
    const [begin, end] = [runs[place], runs[ends[place] ?? -1]];
    if (!begin || !end) continue;
    parts.push(paragraph.slice(from, begin.index));
    from = end.index + end.length;
    place = ends[place] ?? place;
  }
  return [...parts, paragraph.slice(from)].join('`');
}
