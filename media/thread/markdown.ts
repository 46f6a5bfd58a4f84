/**
 * Text that somebody has written, drawn: parsed with HTML turned off, and what comes of it sanitized once more. Nothing is
 * fetched: an image is a link. A link says where it leads, and only asks the extension to be opened.
 */
import DOMPurify, { type Config } from 'dompurify';
import MarkdownIt from 'markdown-it';
import { element, scroller } from '../dom.js';

export interface Around {
  /** Where the team's pages are: its links need no https. */
  readonly server: string;
  /** Headings of the text come below this level. */
  readonly level: number;
  readonly words: { readonly image: string; readonly table: string };
  readonly follow: (address: string) => void;
}

/** GitHub takes no more. */
const longest = 65_536;

const tags = 'p br hr em strong s del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 table thead tbody tr th td';
const options = {
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: ['href', 'start'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^https?:\/\//i,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config & { RETURN_DOM_FRAGMENT: true };

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });
// What is no whole address is no link.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
parser.renderer.rules.image = (tokens, place, _options, env) => {
  const token = tokens[place];
  const { escapeHtml } = parser.utils;
  const address = String(token?.attrGet('src') ?? '');
  return `<a href="${escapeHtml(address)}">${escapeHtml([String(env?.image ?? ''), token?.content].filter(Boolean).join(': '))}</a>`;
};

export function drawMarkdown(text: string, around: Around): HTMLElement {
  const root = element('div', { class: 'markdown' });
  try {
    root.append(DOMPurify.sanitize(parser.render(text.slice(0, longest), around.words), options));
    for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6')) replaceHeading(heading, around.level);
    for (const table of root.querySelectorAll('table')) wrapTable(table, around.words.table);
    for (const link of root.querySelectorAll('a')) replaceLink(link, around);
  } catch {
    // Whatever a parser cannot cope with is read as it was written.
    root.replaceChildren(element('pre', { text: text.slice(0, longest) }));
  }
  return root;
}

/** In the order of the page, whatever levels somebody has chosen. */
function replaceHeading(heading: Element, above: number): void {
  const made = document.createElement(`h${Math.min(6, above + 1)}`);
  made.append(...heading.childNodes);
  heading.replaceWith(made);
}

function wrapTable(table: HTMLElement, label: string): void {
  const wrapped = scroller({ 'aria-label': label }, []);
  table.replaceWith(wrapped);
  wrapped.append(table);
}

/** Without `href`: VS Code would open what is pressed by itself. */
function replaceLink(link: HTMLAnchorElement, { server, follow }: Around): void {
  const written = link.getAttribute('href') ?? '';
  const address = URL.canParse(written) ? new URL(written) : undefined;
  const isOpened = address?.protocol === 'https:' || (address && `${address.href}/`.startsWith(`${server}/`));
  const shown = link.textContent.trim();
  const isPlain = address === undefined || withoutEnd(shown) === withoutEnd(written);
  const host = isPlain || !address ? [] : [element('span', { class: 'host', text: ` (${address.host})` })];
  if (!address || !isOpened) {
    link.replaceWith(element('span', {}, [...link.childNodes, ...host]));
    return;
  }
  const made = element('a', {
    class: 'link',
    hint: address.href,
    attributes: { role: 'link', tabindex: '0' },
    press: () => follow(address.href),
  });
  made.append(...link.childNodes, ...host);
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    follow(address.href);
  });
  link.replaceWith(made);
}

function withoutEnd(address: string): string {
  return address.replace(/\/$/, '');
}
