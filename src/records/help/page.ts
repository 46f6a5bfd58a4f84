/** A document in the making as the writing help reads it: its lines, each with its place, and its paragraphs. Total and quick. */
import type { DraftShape } from '../../model/local/writeUp.js';
import { partsOf } from '../writeUp.js';

export interface Page {
  readonly text: string;
  /** The first heading of the first level has words. */
  readonly hasTitle: boolean;
  /** The lines at the top, by how they begin. */
  readonly top: ReadonlyMap<string, Span>;
  /** "## " headings, by their words: the line, and whether anything stands below it. */
  readonly headings: ReadonlyMap<string, Span & { readonly isEmpty: boolean }>;
  /** Of what is sent, in its order. */
  readonly paragraphs: readonly Paragraph[];
  /** How many lines of text, and where each begins. */
  readonly lines: readonly number[];
}

/** Characters from the beginning; `end` is behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Paragraph extends Span {
  /** As it stands there. */
  readonly raw: string;
  /** The same length, without what is code or an address. */
  readonly words: string;
}

/** Characters: what stands further down is not looked at. */
const longest = 60_000;

export function readPage(whole: string, { labels }: Pick<DraftShape, 'labels'>): Page {
  const text = whole.slice(0, longest);
  const lines = [...text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/gy)].filter(([all], place) => all !== '' || place === 0);
  const parts = partsOf(lines.map(([, line = '']) => line));
  const top = new Map<string, Span>();
  const headings = new Map<string, Span & { isEmpty: boolean }>();
  const paragraphs: Paragraph[] = [];
  const starts: number[] = [];
  let [isTop, hasTitle, hasSeenTitle] = [true, false, false];
  let heading: { isEmpty: boolean } | undefined;
  let open: Span | undefined;
  const close = () => {
    if (open) paragraphs.push(paragraphOf(text, open));
    open = undefined;
  };
  for (const [place, { kind, text: line }] of parts.entries()) {
    const start = lines[place]?.index ?? 0;
    const span = { start, end: start + line.length };
    const isHeading = kind === 'prose' && /^#{1,6}(?:\s|$)/.test(line);
    if (kind !== 'comment' && line.trim() !== '' && !isHeading && heading) heading.isEmpty = false;
    if (kind !== 'prose' || isHeading || line.trim() === '') close();
    if (kind === 'code') isTop = false;
    if (kind !== 'prose' || line.trim() === '') continue;
    if (isHeading) {
      if (!hasSeenTitle && /^#(?:\s|$)/.test(line)) {
        hasSeenTitle = true;
        hasTitle = line.slice(1).trim() !== '';
      } else {
        isTop = false;
        const known = { ...span, isEmpty: true };
        heading = known;
        headings.set(line.replace(/^#+/, '').trim(), known);
      }
      continue;
    }
    const begin = line.trimStart().toLowerCase();
    const label = isTop ? labels.find((one) => !top.has(one) && begin.startsWith(one.toLowerCase())) : undefined;
    if (label !== undefined) {
      close();
      top.set(label, span);
      continue;
    }
    starts.push(start);
    open = { start: open?.start ?? start, end: span.end };
  }
  close();
  return { text, hasTitle, top, headings, paragraphs, lines: starts };
}

/** What stands behind a label; empty where the template's line was left as it is. */
export function valueIn({ text }: Page, { start, end }: Span, label: string): Span & { readonly value: string } {
  const line = text.slice(start, end);
  const from = start + Math.min(line.length, line.length - line.trimStart().length + label.length);
  const value = text.slice(from, end).trim();
  return { start: from, end, value: value === '@' || value === '#' ? '' : value };
}

function paragraphOf(text: string, { start, end }: Span): Paragraph {
  const raw = text.slice(start, end);
  const blank = (all: string) => ' '.repeat(all.length);
  const words = raw.replace(/`[^`\n]{1,500}`/g, blank).replace(/\b[a-z]{2,10}:\/\/[^\s<>)]{1,2000}/gi, blank);
  return { start, end, raw, words };
}
