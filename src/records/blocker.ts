/**
 * How a blocker stands in an issue: title, readable lines, machine block, notes.
 *
 *     **Needed from:** @bo
 *
 *     **Needed by:** 24 Nov 2026, 15:00 UTC
 *
 *     **Blocks:** acme/lighthouse#12
 *
 *     **Where:** [`src/beam.ts` lines 10–14](https://…) on `fix-beam` at `0123abc` in `acme/lighthouse`
 *
 *     **Diagnostic:** `Type 'string' is not assignable to type 'number'. (ts2322)`
 *
 *     **Desired outcome:** the flag is on in staging
 *
 *     <!-- makertime {"v":1,"kind":"blocker","id":"…","by":1,"owner":"bo","needBy":"…","blocks":"…#12","context":{…}} -->
 *
 *     The whole text, where it did not fit the title, and whatever people add by hand
 *
 * Title, notes and outcome are read from what people see; owner, need-by, what it blocks and context from the block (an assignee set on
 * GitHub comes before the block's owner). Who wrote it comes from GitHub and never from the block.
 */
import * as v from 'valibot';
import type { Content, Context } from '../model/board/item.js';
import { type ItemKind, itemKindNames } from '../model/board/kinds.js';
import { type Changes, changed } from '../model/board/mutation.js';
import { parseReference } from '../model/board/reference.js';
import type { Person } from '../model/people/person.js';
import { type Block, blockVersion, decode, encode, proseOf } from './block.js';

export interface BlockerRecord {
  /** ULID. */
  readonly id: string;
  /** A blocker, where it is not said. */
  readonly itemKind?: ItemKind;
  readonly by: Person;
  readonly words: Content;
  readonly context?: Context;
  /** GitHub does not accept the owner as an assignee. */
  readonly isUnassigned?: boolean;
}

export interface RecordText {
  readonly title: string;
  readonly body: string;
}

export type ReadRecord =
  | { readonly kind: 'none' }
  /** A block that names somebody else as its author: a forgery or a copy. To be ignored. */
  | { readonly kind: 'forged' }
  | {
      readonly kind: 'ours' | 'newer' | 'unreadable';
      readonly itemKind: ItemKind;
      readonly id: string;
      readonly words: Content;
      readonly context?: Context;
    };

export function writeBlocker(record: BlockerRecord): RecordText {
  return text(
    record.words,
    record.context,
    { v: blockVersion, kind: record.itemKind ?? 'blocker', id: record.id, by: record.by.id },
    guarded(record.words.notes ?? ''),
    record.isUnassigned ? ' (could not be assigned in this repository)' : '',
  );
}

/**
 * @param author who GitHub says wrote the issue
 * @param number the issue's number: stands in for the id of a record that cannot be read
 */
export function readBlocker(issue: RecordText, author: Person, number: number): ReadRecord {
  const decoded = decode(issue.body);
  if (decoded.kind === 'none') return decoded;
  const prose = splitProse(proseOf(issue.body));
  const visible: Content = {
    title: issue.title,
    ...(prose.notes && { notes: prose.notes }),
    ...(prose.outcome && { outcome: prose.outcome }),
  };
  const unnamed = { itemKind: 'blocker', id: `#${number}`, words: visible } as const;
  if (decoded.kind === 'unreadable') return { kind: 'unreadable', ...unnamed };
  const head = v.safeParse(headSchema, decoded.block);
  if (decoded.kind === 'newer') {
    return head.success
      ? { kind: 'newer', itemKind: head.output.kind, id: head.output.id, words: visible }
      : { kind: 'newer', ...unnamed };
  }
  if (!head.success) {
    const itemKind = itemKindNames.find((kind) => kind === decoded.block.kind);
    return itemKind ? { kind: 'unreadable', ...unnamed, itemKind } : { kind: 'none' };
  }
  if (head.output.by !== author.id) return { kind: 'forged' };
  const rest = v.parse(restSchema, decoded.block);
  return {
    kind: 'ours',
    itemKind: head.output.kind,
    id: head.output.id,
    words: { ...visible, ...statedIn(rest) },
    ...(rest.context && { context: rest.context as Context }),
  };
}

/**
 * The same issue with changed words. What people wrote by hand and what other versions added to the block stay.
 * Undefined where there is no block that this version may rewrite.
 */
export function editBlocker(issue: RecordText, changes: Changes): RecordText | undefined {
  const decoded = decode(issue.body);
  if (decoded.kind !== 'block') return undefined;
  const rest = v.parse(restSchema, decoded.block);
  const prose = splitProse(proseOf(issue.body));
  const words: Content = {
    title: issue.title,
    ...(prose.outcome && { outcome: prose.outcome }),
    ...statedIn(rest),
  };
  const { owner: _owner, needBy: _needBy, blocks: _blocks, ...kept } = decoded.block;
  return text(changed(words, changes), rest.context as Context | undefined, kept, prose.notes);
}

function statedIn({ owner, needBy, blocks }: v.InferOutput<typeof restSchema>): Partial<Content> {
  return { ...(owner && { owner }), ...(needBy && { needBy }), ...(blocks && { blocks }) };
}

function text(words: Content, context: Context | undefined, block: Block, notes: string, ownerNote = ''): RecordText {
  const lines = [
    words.owner && `${labels.owner} @${words.owner}${ownerNote}`,
    words.needBy && `${labels.needBy} ${readableInstant(words.needBy)}`,
    words.blocks && `${labels.blocks} ${words.blocks}`,
    ...contextLines(context ?? {}),
    // Free text, which may leave a tag open: nothing of ours stands after it.
    words.outcome && `${labels.outcome} ${oneLine(words.outcome)}`,
  ].filter((line) => typeof line === 'string' && line !== '');
  // A paragraph each: a stray backtick in one of them cannot open what the next one closes.
  const data = {
    ...block,
    ...(words.owner && { owner: words.owner }),
    ...(words.needBy && { needBy: words.needBy }),
    ...(words.blocks && { blocks: words.blocks }),
    // As it stands in the block already, with what other versions put there.
    ...(context && block.context === undefined && { context }),
  };
  return { title: words.title, body: encode(lines.join('\n\n'), data, notes) };
}

const labels = {
  owner: '**Needed from:**',
  needBy: '**Needed by:**',
  outcome: '**Desired outcome:**',
  blocks: '**Blocks:**',
  where: '**Where:**',
  diagnostic: '**Diagnostic:**',
};

/** Somebody's own line that looks like one of ours gets an invisible mark before it, and so stays theirs. */
function guarded(notes: string): string {
  return notes
    .split('\n')
    .map((line) => (isLabelled(line) ? `\u200B${line}` : line))
    .join('\n');
}

function isLabelled(line: string): boolean {
  return Object.values(labels).some((label) => line.startsWith(label));
}

/** Parts our own lines from the rest, which is the people's. */
function splitProse(prose: string): { readonly notes: string; readonly outcome?: string } {
  const notes: string[] = [];
  let outcome: string | undefined;
  for (const line of prose.split(/\r?\n/)) {
    if (line.startsWith(labels.outcome)) outcome = line.slice(labels.outcome.length).trim();
    else if (!isLabelled(line)) notes.push(line);
  }
  return { notes: notes.join('\n').trim(), ...(outcome && { outcome }) };
}

/** What the editor knew, a paragraph each. */
export function contextLines(context: Context): readonly string[] {
  const { diagnostic } = context;
  return [whereLine(context), diagnostic ? `${labels.diagnostic} ${code(diagnostic)}` : ''].filter(Boolean);
}

function whereLine(context: Context): string {
  const { path, lines, permalink, branch, commit, repository } = context;
  const span = lines && (lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines[0]}–${lines[1]}`);
  const plain =
    path && (permalink ? [code(path), span].filter(Boolean).join(' ') : code(lines ? `${path}:${lines[0]}` : path));
  const place = plain && (permalink ? `[${plain}](${permalink})` : plain);
  const rest = [
    branch && `on ${code(branch)}`,
    commit && `at ${code(commit.slice(0, 10))}`,
    repository && `in ${code(repository)}`,
  ];
  const parts = [place, ...rest].filter(Boolean);
  return parts.length > 0 ? `${labels.where} ${parts.join(' ')}` : '';
}

/** A code span that shows any text as it is: nothing in it becomes Markdown, a mention or a reference. */
export function code(value: string): string {
  const line = oneLine(value) || ' ';
  const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = longestRun > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function readableInstant(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return oneLine(iso);
  return `${date.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })} UTC`;
}

const headSchema = v.object({
  kind: v.picklist(itemKindNames),
  id: v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)),
  by: v.pipe(v.number(), v.integer()),
});

/** An https address and nothing else: this one is shown as a link. */
const httpsAddress = v.pipe(v.string(), v.maxLength(2000), v.regex(/^https:\/\/[^\s()<>"]+$/));
const shortText = v.pipe(v.string(), v.maxLength(1000));
const lineNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
/** A part that makes no sense is left out; the others still count. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.optional(v.fallback(v.optional(schema), undefined));

const restSchema = v.object({
  owner: lenient(v.pipe(v.string(), v.regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,38})$/))),
  needBy: lenient(v.pipe(v.string(), v.isoTimestamp())),
  blocks: lenient(
    v.pipe(
      v.string(),
      v.check((name) => parseReference(name) !== undefined),
    ),
  ),
  context: lenient(
    v.object({
      repository: lenient(shortText),
      branch: lenient(shortText),
      commit: lenient(v.pipe(v.string(), v.regex(/^[0-9a-f]{7,64}$/))),
      path: lenient(shortText),
      lines: lenient(v.tuple([lineNumber, lineNumber])),
      permalink: lenient(httpsAddress),
      diagnostic: lenient(shortText),
    }),
  ),
});
