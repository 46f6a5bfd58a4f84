/**
 * How the roster issue and each member's status comment stand on GitHub.
 *
 *     The card (statusCard.ts), and above or below it whatever people add by hand
 *
 *     <!-- makertime {"v":1,"kind":"status","id":"…","by":1,"mode":"busy","text":"…","until":"…","since":"…",
 *       "rough":"…","zone":"Europe/Berlin","hours":{"mon":"09:00-17:30"},"off":["2026-12-24"],
 *       "focus":[{"start":"2026-11-24T09:00","minutes":180,"every":"week"}],"focusing":{"since":"…","until":"…"},
 *       "marks":[{"start":"…","end":"…","at":"…"}],"windows":["11:00"],"edited":{"zone":"…"}} -->
 *
 * All of a status is read from the block and nothing from the card. `edited.said` is left out where it equals `since`.
 * Records from before focus had a place of its own have the mode "focusing" instead.
 */
import * as v from 'valibot';
import { beginningOf } from '../base/plainText.js';
import { declaredUntil } from '../model/hours/declared.js';
import {
  blankStatus,
  changedStatus,
  type Declared,
  type Edited,
  isContained,
  keysOf,
  modes,
  newerOf,
  type StartedFocus,
  type Status,
  type StatusChanges,
  type StatusPart,
  type StatusRecord,
  told,
} from '../model/people/member.js';
import type { Person } from '../model/people/person.js';
import { type Block, blockVersion, decode, encode, proseOf } from './block.js';
import type { RecordText } from './blocker.js';
import { statusCard, withCard } from './statusCard.js';

export function writeRoster(id: string, by: Person): RecordText {
  return {
    title: 'Makertime roster',
    body: encode(rosterProse, { v: blockVersion, kind: 'roster', id, by: by.id }),
  };
}

/** Undefined where the issue is no roster, or its block names somebody else as its author. */
export function readRoster(body: string, author: Person): { readonly id: string } | undefined {
  const decoded = decode(body);
  if (decoded.kind !== 'block' && decoded.kind !== 'newer') return undefined;
  const head = v.safeParse(rosterSchema, decoded.block);
  return head.success && head.output.by === author.id ? { id: head.output.id } : undefined;
}

export interface StatusComment {
  readonly body: string;
  /** Who GitHub says wrote it. */
  readonly author: Person;
  readonly number: number;
  /** ISO instant by GitHub's clock. */
  readonly updatedAt: string;
}

export function writeStatus(record: Pick<StatusRecord, 'id' | 'by' | 'status' | 'edited'>): string {
  const { id, by } = record;
  const { status, edited } = told(record);
  const head = { v: blockVersion, kind: 'status', id, by: by.id };
  return encode(statusCard(status, edited), { ...head, ...status, edited: writtenEdited(status, edited) });
}

/**
 * Undefined for other comments and for a block that names somebody else as its author. Nothing was edited later than
 * GitHub says the comment was: a machine whose clock runs ahead does not win for ever.
 */
export function readStatus({ body, author, number, updatedAt }: StatusComment): StatusRecord | undefined {
  const decoded = decode(body);
  const standing = { by: author, id: `#${number}`, comment: number, updatedAt };
  const damaged = { ...standing, status: blankStatus, edited: {}, record: 'unreadable' as const };
  if (decoded.kind === 'none') return undefined;
  if (decoded.kind === 'unreadable') return damaged;
  const { block } = decoded;
  if (block.kind !== 'status') return undefined;
  if (typeof block.by === 'number' && block.by !== author.id) return undefined;
  if (typeof block.by !== 'number' && decoded.kind === 'block') return damaged;
  const { id, mode, edited, ...parts } = v.parse(statusSchema, block);
  const since = parts.since && notAfter(updatedAt, parts.since);
  const said = edited?.said ?? since;
  const marks = parts.marks?.map((mark) => ({ ...mark, ...(mark.at && { at: notAfter(updatedAt, mark.at) }) }));
  const focusing = parts.focusing && notBegunAfter(updatedAt, parts.focusing);
  const stamps = Object.entries({ ...edited, said }).map(([part, at]) => [part, at && notAfter(updatedAt, at)]);
  const status = present({
    ...parts,
    hours: parts.hours && present(parts.hours),
    since,
    focusing,
    marks,
  }) as Omit<Status, 'mode'>;
  const declared = { status: { ...status, mode: 'available' as const }, edited: present(Object.fromEntries(stamps)) };
  return {
    ...standing,
    id: id ?? standing.id,
    ...(mode === oldFocus
      ? withOldFocus(declared, block.focusing === null)
      : { ...declared, status: { ...status, mode: mode ?? blankStatus.mode } }),
    record: decoded.kind === 'newer' ? 'newer' : 'ours',
  };
}

/** As a mode, focus was said until its end, or for the rest of the working day; whoever said so was available otherwise. */
const oldFocus = 'focusing';

/** @param isTaken whether it says by itself that none was started */
function withOldFocus({ status, edited }: Declared, isTaken: boolean): Declared {
  const { since } = status;
  if (isTaken || Date.parse(edited.focusing ?? '') > Date.parse(since ?? '')) return { status, edited };
  const end = declaredUntil({ ...status, mode: 'busy' });
  if (since === undefined || status.focusing || !Number.isFinite(end)) return { status, edited };
  const focusing = { since, until: new Date(end).toISOString() };
  return { status: { ...status, focusing }, edited: { ...edited, focusing: edited.said ?? since } };
}

/**
 * The same comment with a changed status; the same text where the changes are contained already. What people wrote by
 * hand and what other versions added to the block stay; a damaged block is written anew.
 * Undefined where there is no status, or one of a newer version.
 * @param at ISO instant of the change, by its writer's machine
 * @param known what the author was last known to declare: where it is newer, or the block is damaged, it is written as well
 */
export function editStatus(
  body: string,
  author: Person,
  changes: StatusChanges,
  at: string,
  number: number,
  updatedAt: string,
  known: Declared = blank,
): string | undefined {
  const record = readStatus({ body, author, number, updatedAt });
  if (!record || record.record === 'newer') return undefined;
  const isDamaged = record.record === 'unreadable';
  const base = isDamaged ? known : newerOf(record, known);
  if (!isDamaged && base.edited === record.edited && isContained(record, changes, at)) return body;
  const next = changedStatus(base, changes, at);
  const { status, edited } = told(next);
  const decoded = decode(body);
  const kept = !isDamaged && decoded.kind === 'block' ? withoutKeys(decoded.block, keptBackBy(next)) : {};
  const stamps = typeof kept.edited === 'object' ? withoutKeys((kept.edited ?? {}) as Block, keptBackBy(next)) : {};
  const raw = kept.focusing as Partial<StartedFocus> | undefined;
  const isMoved = record.status.focusing && raw && record.status.focusing.since !== raw.since;
  const { said: _said, ...otherStamps } = { ...stamps, ...edited };
  const block = {
    ...kept,
    v: blockVersion,
    kind: 'status',
    id: record.id,
    by: author.id,
    ...(kept.mode === oldFocus && { mode: status.mode, focusing: status.focusing }),
    ...(isDamaged ? status : changedKeys(record, { status, edited }, changes, at)),
    // As it was read: one of a clock that runs ahead would count as later with each writing.
    ...(status.since && { since: status.since }),
    ...(isMoved && { focusing: status.focusing }),
    edited: { ...otherStamps, ...writtenEdited(status, edited) },
  };
  return encode(withCard(proseOf(body), statusCard(status, edited)), block);
}

/** Parts of a status that are not to stand on GitHub. */
function keptBackBy(declared: Declared): readonly string[] {
  const { status, edited } = told(declared);
  const keys = [...Object.keys(declared.status), ...Object.keys(declared.edited)];
  return keys.filter((key) => !Object.hasOwn(status, key) && !Object.hasOwn(edited, key));
}

function withoutKeys(block: Block, keys: readonly string[]): Block {
  return Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));
}

const blank: Declared = { status: blankStatus, edited: {} };

/** What a change writes into the block; what it does not touch stays there as it is, unknown keys within included. */
function changedKeys(before: Declared, { status, edited }: Declared, changes: StatusChanges, at: string): Block {
  const isNamed = (part: StatusPart) => changes[part] !== undefined && edited[part] === at;
  const areMarksNew = JSON.stringify(status.marks) !== JSON.stringify(before.status.marks);
  const parts = (Object.keys(edited) as StatusPart[]).filter(
    (part) => isNamed(part) || edited[part] !== before.edited[part] || (part === 'marks' && areMarksNew),
  );
  return Object.fromEntries(parts.flatMap(keysOf).map((key) => [key, status[key]]));
}

function writtenEdited(status: Status, { said, ...edited }: Edited): Edited {
  return said === undefined || said === status.since ? edited : { ...edited, said };
}

/** GitHub's times have whole seconds: anything within that one was not later. */
function notAfter(latest: string, at: string): string {
  return Date.parse(at) >= Date.parse(latest) + 1_000 ? latest : at;
}

/** Nobody starts a block later than they say so: one of a clock that runs ahead is as long, and begins with the comment. */
function notBegunAfter(latest: string, focusing: StartedFocus): StartedFocus {
  const ahead = Date.parse(focusing.since) - Date.parse(notAfter(latest, focusing.since));
  if (!(ahead > 0)) return focusing;
  const [since, until] = [focusing.since, focusing.until].map((at) => new Date(Date.parse(at) - ahead).toISOString());
  return { since, until } as StartedFocus;
}

function present(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const rosterProse = `This issue is the team's **roster**. It shows who is available, and when.

- Each member has one comment below, and edits only that one. Makertime, a VS Code extension, does it for them.
- Editing a comment notifies nobody. There is no need to watch this issue or to reply here.
- Anyone without the extension can read the comments here.

Please do not close, lock or move this issue: everyone's status is kept here.`;

const ulid = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/));
const rosterSchema = v.object({ kind: v.literal('roster'), id: ulid, by: v.pipe(v.number(), v.integer()) });

/** A part that makes no sense is left out; the others still count. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.optional(v.fallback(v.optional(schema), undefined));
const atMost = (length: number) => v.pipe(v.string(), v.maxLength(length));
const instant = v.pipe(v.string(), v.maxLength(40), v.isoTimestamp());
/** What can be read of a list, up to so many: more than anybody plans is there to slow readers down. */
const listOf = <S extends v.GenericSchema>(schema: S, most: number) =>
  lenient(
    v.pipe(
      v.array(v.unknown()),
      v.transform((list) => list.filter((one) => v.is(schema, one)).slice(0, most)),
      v.array(schema),
    ),
  );

const daily = lenient(atMost(200));
const stamp = lenient(instant);

const statusSchema = v.object({
  id: lenient(ulid),
  mode: lenient(v.picklist([...modes, oldFocus])),
  /** Room for a sentence; the rest of a longer one is cut off. */
  text: lenient(
    v.pipe(
      v.string(),
      v.transform((text) => beginningOf(text, 300)),
    ),
  ),
  until: stamp,
  since: stamp,
  rough: stamp,
  zone: lenient(atMost(100)),
  hours: lenient(v.object({ mon: daily, tue: daily, wed: daily, thu: daily, fri: daily, sat: daily, sun: daily })),
  off: listOf(atMost(40), 500),
  focus: listOf(
    v.object({
      start: atMost(40),
      minutes: v.pipe(
        v.number(),
        v.check((minutes) => Number.isFinite(minutes)),
      ),
      every: v.optional(v.picklist(['day', 'week', 'workday'])),
    }),
    100,
  ),
  focusing: lenient(v.object({ since: instant, until: instant })),
  marks: listOf(v.object({ start: instant, end: v.exactOptional(instant), at: v.exactOptional(instant) }), 100),
  windows: listOf(atMost(40), 24),
  edited: lenient(
    v.object({
      said: stamp,
      rough: stamp,
      zone: stamp,
      hours: stamp,
      off: stamp,
      focus: stamp,
      focusing: stamp,
      marks: stamp,
      windows: stamp,
    }),
  ),
});
