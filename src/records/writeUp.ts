/**
 * How a document in the making stands in its file; here a blocker's:
 *
 *     # One line that says it
 *
 *     Needed from: @bo
 *     Needed by: 15:00
 *     Desired outcome: the flag is on in staging
 *     Blocks: #12
 *     Attached: acme/lighthouse · main · src/beam.ts:10
 *
 *     <!-- explains the lines above; not sent -->
 *
 *     ## What I have tried
 *
 * The title is the first heading of the first level. Lines at the top count until the first heading of another level, each
 * once; one that was left as the template has it says nothing. Comments that begin and end a line are not sent. In fenced
 * code everything is text. Reading is total: any text at all gives a document.
 */
import { type TypedLine, type WriteUp, writeUpLabels } from '../model/local/writeUp.js';

/** What stands in any document in the making. `L`: by what its lines at the top are known. */
export interface Written<L extends string> {
  /** Empty where there is none. */
  readonly title: string;
  /** Where the title stands or belongs, counted from 1. */
  readonly titleLine: number;
  /** All but the lines at the top, comments, and questions nobody has answered. */
  readonly notes: string;
  /** As typed; without those that were left as the template has them. */
  readonly typed: Readonly<Partial<Record<L, TypedLine>>>;
  /** The lines that are there, typed or not. */
  readonly has: ReadonlySet<L>;
}

/**
 * @param labels how the lines at the top begin
 * @param questions the template's headings: left out of what is sent where nothing stands below them
 */
export function readWritten<L extends string>(
  text: string,
  labels: Readonly<Record<L, string>>,
  questions: readonly string[],
): Written<L> {
  const lines = partsOf(text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/));
  const title = lines.find(({ kind, text: line }) => kind === 'prose' && /^#(?:\s|$)/.test(line));
  const typed: Partial<Record<L, TypedLine>> = {};
  const has = new Set<L>();
  const kept: string[] = [];
  let isTop = true;
  for (const part of lines) {
    if (part === title || part.kind === 'comment') continue;
    isTop &&= part.kind === 'prose' && !/^##/.test(part.text);
    const label = isTop ? labelOf(part.text, labels) : undefined;
    if (label === undefined || has.has(label)) kept.push(part.text);
    else {
      has.add(label);
      const line = typedAfter(labels[label], part);
      if (line) typed[label] = line;
    }
  }
  return {
    title: title?.text.slice(1).trim() ?? '',
    titleLine: title?.line ?? 1,
    notes: tidy(withoutUnanswered(kept, questions)),
    typed,
    has,
  };
}

/** A blocker's. */
export function readWriteUp(text: string, questions: readonly string[]): WriteUp {
  const { typed, has, ...words } = readWritten(text, writeUpLabels, questions);
  const { attached: _attached, ...lines } = typed;
  return { ...words, ...lines, attaches: has.has('attached') };
}

export interface Part {
  readonly kind: 'prose' | 'code' | 'comment';
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A fence closes with its own sign, at least as often; a comment closes at the end of a line, or it is none. */
export function partsOf(lines: readonly string[]): readonly Part[] {
  let fence: string | undefined;
  let commentEnds = -1;
  /** Looked for once: a text of many openings and no closing would take its square. */
  const lastClosing = lines.findLastIndex((line) => /-->\s*$/.test(line));
  return lines.map((text, index) => {
    const part = (kind: Part['kind']): Part => ({ kind, text, line: index + 1 });
    if (index <= commentEnds) return part('comment');
    const [, sign = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(text) ?? [];
    if (fence !== undefined) {
      if (sign.startsWith(fence) && text.trim() === sign) fence = undefined;
      return part('code');
    }
    if (sign !== '') {
      fence = sign;
      return part('code');
    }
    if (text.startsWith('<!--') && index <= lastClosing) {
      commentEnds = index;
      while (!/-->\s*$/.test(lines[commentEnds] ?? '')) commentEnds++;
      return part('comment');
    }
    return part('prose');
  });
}

function labelOf<L extends string>(line: string, labels: Readonly<Record<L, string>>): L | undefined {
  const start = line.trimStart().toLowerCase();
  return (Object.keys(labels) as L[]).find((label) => start.startsWith(labels[label].toLowerCase()));
}

/** Undefined where it stands as in the template: an @ or a # alone is nobody and nothing. */
function typedAfter(label: string, { text, line }: Part): TypedLine | undefined {
  const value = text.trimStart().slice(label.length).replace(/\s+/g, ' ').trim();
  return value === '' || value === '@' || value === '#' ? undefined : { text: value, line };
}

/** From the end, so that what follows is known. With a question go the empty lines below it. */
function withoutUnanswered(lines: readonly string[], questions: readonly string[]): readonly string[] {
  const asked = new Set(questions.map((question) => `## ${question}`));
  const kept: string[] = [];
  let isAnswered = false;
  for (const line of lines.toReversed()) {
    const isQuestion = asked.has(line.trim());
    if (isQuestion && !isAnswered) while (kept.at(-1)?.trim() === '') kept.pop();
    else kept.push(line);
    if (line.trim() !== '') isAnswered = !isQuestion;
  }
  return kept.reverse();
}

/** Without empty lines at its ends; what the first line is indented by stays. */
function tidy(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(Math.max(first, 0), last + 1).join('\n');
}
