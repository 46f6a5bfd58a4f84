/**
 * How an answer stands in a document: a heading, the words, a link. Titles and answers come from GitHub: they are
 * Markdown there, and here they are text. Only code stays code, in which nothing else can be.
 */
import * as l10n from '@vscode/l10n';
import { bare, beginningOf, withoutUnseen } from '../base/plainText.js';
import { fullName, issueAddress, type Team } from '../model/board/team.js';

const longestTitle = 200;
/** No answer is longer; see `longestAnswer` of the model, and what a box takes. */
const longestLine = 4_000;
const mostLines = 500;

/** What it was given to, on GitHub. */
interface Answered {
  readonly title: string;
  readonly number?: number;
  /** An issue, unless it is said. */
  readonly subject?: 'discussion';
}

export function answerSection(team: Team, { title, number, subject }: Answered, answer: string): string {
  const heading = textInMarkdown(bare(title, longestTitle)) || l10n.t('(no title)');
  const name = number === undefined ? undefined : `${fullName(team.repository)}#${number}`;
  const link = name && number !== undefined && `[${textInMarkdown(name)}](${issueAddress(team, number, subject)})`;
  return `${[`## ${heading}`, answerInMarkdown(answer), link].filter(Boolean).join('\n\n')}\n`;
}

/** A decision as a numbered document of its own: of its text the headings of the second level stay headings. */
export function decisionDocument(
  team: Team,
  { title, number }: Answered,
  { date, by, words, opening, as }: DecisionKept,
): string {
  const heading = textInMarkdown(bare(title, longestTitle)) || l10n.t('(no title)');
  const name = `${fullName(team.repository)}#${number}`;
  const link = number === undefined ? '' : ` · [${textInMarkdown(name)}](${issueAddress(team, number, 'discussion')})`;
  const parts = opening.split(/\r\n|\r|\n/).reduce<string[][]>(
    (all, line) => {
      if (/^##\s/.test(line)) all.push([line]);
      else all.at(-1)?.push(line);
      return all;
    },
    [[]],
  );
  // Before the first heading stand its terms: who was asked, and until when.
  const sections = parts.slice(1).flatMap(([first = '', ...rest]) => {
    const text = answerInMarkdown(rest.join('\n'));
    return text === '' ? [] : [`## ${textInMarkdown(bare(first.replace(/^##\s+/, ''), longestTitle))}\n\n${text}`];
  });
  return `${[
    `# ${as}. ${heading}`,
    `${date} · ${textInMarkdown(`@${by}`)}${link}`,
    `## ${l10n.t('Decision')}\n\n${answerInMarkdown(words)}`,
    ...sections,
  ].join('\n\n')}\n`;
}

export interface DecisionKept {
  /** "0007" */
  readonly as: string;
  /** "2026-11-24" */
  readonly date: string;
  /** Login. */
  readonly by: string;
  /** Untrusted: the comment that made it, and the opening text. */
  readonly words: string;
  readonly opening: string;
}

/** Fenced code stays as it is, with a fence that nothing in it can close; where the fence is open, it is text. */
export function answerInMarkdown(answer: string): string {
  const lines = answer.split(/\r\n|\r|\n/).slice(0, mostLines);
  const written: string[] = [];
  const closings = closingsOf(lines);
  for (let index = 0; index < lines.length; index++) {
    const closing = closings.get(index);
    if (closing === undefined) {
      written.push(textInMarkdown(bare(lines[index] ?? '', longestLine)));
      continue;
    }
    const code = lines.slice(index + 1, closing).map(visible);
    const fence = fenceFor(code.join('\n'), 3);
    const language = /^\s*`+\s*(\w{1,20})\s*$/.exec(lines[index] ?? '')?.[1] ?? '';
    written.push(`${fence}${coloured.has(language.toLowerCase()) ? language : ''}`, ...code, fence);
    index = closing;
  }
  return written.join('\n').trim();
}

/** Of these a preview colours the code. Others may be drawn, and what draws them may run scripts and fetch pictures. */
const coloured: ReadonlySet<string> = new Set(
  (
    'bash bat c clojure console cpp cs csharp css dart diff dockerfile elixir fs fsharp go groovy haskell html ini java javascript js ' +
    'json jsonc jsx julia kotlin kt less log lua makefile md markdown objc perl php powershell ps1 py python r rb rs ruby rust scala ' +
    'scss sh shell sql swift text toml ts tsx txt typescript vb xml yaml yml zig zsh'
  ).split(' '),
);

/** Where a fence opens, and where it closes. */
function closingsOf(lines: readonly string[]): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  let open: { readonly at: number; readonly sign: string } | undefined;
  lines.forEach((line, index) => {
    const sign = /^\s{0,3}(`{3,})[^`]*$/.exec(line)?.[1];
    if (sign === undefined) return;
    if (!open) open = { at: index, sign };
    else if (sign.length >= open.sign.length && line.trim() === sign) {
      closings.set(open.at, index);
      open = undefined;
    }
  });
  return closings;
}

interface Piece {
  readonly kind: 'code' | 'words';
  readonly text: string;
}

/**
 * One line that shows itself: none of it becomes Markdown, HTML, an address or a mention.
 * @param line one line
 */
export function textInMarkdown(line: string): string {
  const pieces: Piece[] = [];
  for (const piece of piecesOf(line)) {
    const last = pieces.at(-1);
    // Two spans side by side would read each other's signs as their own.
    if (last?.kind === piece.kind) pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    else pieces.push(piece);
  }
  return (
    pieces
      .map(({ kind, text }) => (kind === 'code' ? codeSpan(text) : escaped(text)))
      .join('')
      // What means something only at the beginning of a line.
      .replace(/^(\s*)([-+=>#~:])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/, '$1\\$2')
  );
}

function piecesOf(line: string): readonly Piece[] {
  const parts = line.split(/((?<!`)(`+)(?!`).+?(?<!`)\2(?!`))/);
  return parts.flatMap((part, place): readonly Piece[] => {
    if (part === '' || place % 3 === 2) return []; // the sign of the span before it
    if (place % 3 === 0) return wordsOf(part);
    const sign = parts[place + 1]?.length ?? 0;
    return [{ kind: 'code', text: part.slice(sign, -sign) }];
  });
}

/** Addresses and mentions are linked wherever they stand, escaped or not: but not in code. */
function wordsOf(text: string): readonly Piece[] {
  return text
    .split(/(\s+)/)
    .filter((word) => word !== '')
    .map((word) => ({ kind: /:\/\/|@|www\./i.test(word) ? 'code' : 'words', text: word }));
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<>|~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/(?<=^|\s)#|&(?=[#\w])|#(?=\s*$)/g, '\\$&');
}

function codeSpan(text: string): string {
  const fence = fenceFor(text, 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function fenceFor(text: string, least: number): string {
  const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(Math.max(least, longestRun + 1));
}

/** Code keeps its spaces and loses what cannot be seen. */
function visible(line: string): string {
  return withoutUnseen(beginningOf(line, longestLine));
}
