/**
 * What is known of a member: what they declare, and what GitHub says of them. Values only; what follows from them is
 * computed elsewhere, with the clock.
 */
import { day, type Weekday } from '../../base/zone.js';
import type { Person } from './person.js';

/** What somebody can say of themselves. Focus is none of these: it lies over what was said, and takes nothing from it. */
export const modes = ['available', 'busy', 'away', 'invisible'] as const;
export type Mode = (typeof modes)[number];

/**
 * As it stands in the record, in layers that replace nothing of each other: what is said, focus, what became of the plan, hours.
 * What they come to at an instant is `model/reach/availability.ts`. Anything may stand in the texts: `timetable.ts` reads them
 * and says what is wrong.
 */
export interface Status {
  readonly mode: Mode;
  readonly text?: string;
  /** ISO instant at which the mode and the text end by themselves. */
  readonly until?: string;
  /** ISO instant at which the mode was declared: without `until`, it ends with that working day. */
  readonly since?: string;
  /** ISO instant until which somebody has a rough day. A sign for others to be kind, and no mode. */
  readonly rough?: string;
  /** IANA name. */
  readonly zone?: string;
  readonly hours?: Hours;
  /** "2026-12-24" or, both days included, "2026-12-24/2026-12-27". */
  readonly off?: readonly string[];
  readonly focus?: readonly PlannedFocus[];
  /** The focus block that was started last, over or not. */
  readonly focusing?: StartedFocus;
  /** Planned blocks that ended, or are to end, at another time than planned. */
  readonly marks?: readonly PlanMark[];
  /** Times of day at which what was held is delivered: "11:00". Absent: the usual ones; empty: nothing is held. */
  readonly windows?: readonly string[];
}

/** "09:00-17:30", "09:00-12:00,13:00-17:30"; "22:00-06:00" ends on the next day. */
export type Hours = Readonly<Partial<Record<Weekday, string>>>;

export interface PlannedFocus {
  /** "2026-11-24T09:00" on the person's clocks. */
  readonly start: string;
  /** How long it lasts, in minutes that pass; no matter what the clocks do meanwhile. */
  readonly minutes: number;
  /** `week`: on the start's weekday; `workday`: on days with working hours. Absent: once. */
  readonly every?: 'day' | 'week' | 'workday';
}

/** Both are ISO instants; whoever ends a block early sets its end to that moment. */
export interface StartedFocus {
  readonly since: string;
  readonly until: string;
}

/** One occurrence of a planned block, by the ISO instant at which it begins, and when it ends: at once where it is skipped. */
export interface PlanMark {
  readonly start: string;
  /** Absent: as planned, after all. */
  readonly end?: string;
  /** ISO instant at which this was said, by its writer's machine; absent: when `edited` says of all marks. */
  readonly at?: string;
}

/** A change to a status, by parts. What is absent stays as it is; `null` takes a part away. */
export interface StatusChanges {
  /** Mode, sentence and end belong together. */
  readonly said?: Pick<Status, 'mode' | 'text' | 'until'>;
  readonly rough?: string | null;
  readonly zone?: string | null;
  readonly hours?: Hours | null;
  readonly off?: readonly string[] | null;
  readonly focus?: readonly PlannedFocus[] | null;
  readonly focusing?: StartedFocus | null;
  /** Of each of these blocks; what is known of others stays. */
  readonly marks?: readonly PlanMark[];
  readonly windows?: readonly string[] | null;
}
export type StatusPart = keyof StatusChanges;

/** ISO instants at which each part was last changed, by its writer's machine: of two changes to a part the newer counts. */
export type Edited = Readonly<Partial<Record<StatusPart, string>>>;

/** A status as it stands in its owner's comment on the roster issue. */
export interface StatusRecord {
  readonly by: Person;
  /** ULID. */
  readonly id: string;
  readonly status: Status;
  readonly edited: Edited;
  /** The comment's number; absent until GitHub has confirmed it, or where it is there no longer. */
  readonly comment?: number;
  /** ISO instant by GitHub's clock. */
  readonly updatedAt: string;
  /** `newer`: written by a newer Makertime, never rewritten. `unreadable`: its record was damaged. */
  readonly record: 'ours' | 'newer' | 'unreadable';
  /** Somebody else has changed what stands there since: the status is what its owner said last. */
  readonly changedBy?: Person;
}

/** The status somebody set on GitHub itself. */
export interface Profile {
  readonly person: Person;
  readonly text?: string;
  /** GitHub calls it "limited availability". */
  readonly isBusy: boolean;
  /** ISO instant. */
  readonly until?: string;
}

/** What somebody is called on their GitHub profile. Anybody may call themselves anything: the login says who they are. */
export interface Named {
  /** The person's. */
  readonly number: number;
  readonly name: string;
}

/** An open issue or pull request that somebody works on. */
export interface Work {
  readonly number: number;
  readonly title: string;
  readonly kind: 'issue' | 'pullRequest';
  /** Ids of the assignees, and of the author of a pull request. */
  readonly people: readonly number[];
  readonly milestone?: Milestone;
  /** ISO instant. */
  readonly createdAt?: string;
}

interface Milestone {
  readonly title: string;
  /** ISO instant. */
  readonly dueOn?: string;
}

export const blankStatus: Status = { mode: 'available' };

export type Declared = Pick<StatusRecord, 'status' | 'edited'>;

/** Invariant: twice is the same as once, and of two changes to a part the newer counts, in whichever order they come. */
export function changedStatus({ status, edited }: Declared, changes: StatusChanges, at: string): Declared {
  let next = status;
  let stamps = edited;
  for (const part of Object.keys(changes) as StatusPart[]) {
    if (changes[part] === undefined) continue;
    if (part === 'marks') {
      const said = { status: { ...blankStatus, marks: changes.marks ?? [] }, edited: { marks: at } };
      ({ status: next, edited: stamps } = newerOf({ status: next, edited: stamps }, said));
      continue;
    }
    if (isAfter(edited[part], at)) continue;
    next = withPart(next, changes, part, at);
    stamps = { ...stamps, [part]: at };
  }
  return { status: next, edited: stamps };
}

/**
 * Of two that somebody declared in different places the newer of each part; where neither is newer, that of the first.
 * The same `edited` as the first where nothing is newer.
 */
export function newerOf(first: Declared, second: Declared): Declared {
  let { status, edited } = first;
  for (const part of Object.keys(second.edited) as StatusPart[]) {
    const at = second.edited[part];
    if (part === 'marks') {
      const latest = edited.marks && !isAfter(at, edited.marks) ? edited.marks : at;
      const [known, marks] = [[], marksOf(second)].map((more) => mergedMarks(marksOf(first), more, latest));
      if (!latest || (latest === edited.marks && JSON.stringify(marks) === JSON.stringify(known))) continue;
      status = { ...status, marks: marks ?? [] };
      edited = { ...edited, marks: latest };
      continue;
    }
    if (at === undefined || (edited[part] !== undefined && !isAfter(at, edited[part]))) continue;
    const keys = keysOf(part);
    const others = Object.entries(status).filter(([key]) => !(keys as readonly string[]).includes(key));
    const theirs = keys.flatMap((key) => (second.status[key] === undefined ? [] : [[key, second.status[key]]]));
    status = Object.fromEntries([...others, ...theirs]) as unknown as Status;
    edited = { ...edited, [part]: at };
  }
  return { status, edited };
}

/** A mark is kept so long: everybody has heard of the end of its block by then. */
const marksKept = 2 * day;

/** Each with the instant at which it was said. */
function marksOf({ status, edited }: Declared): readonly PlanMark[] {
  return (status.marks ?? []).map((mark) => ({ ...mark, ...(!mark.at && edited.marks && { at: edited.marks }) }));
}

/** Of each block what was said last; where neither is later, what the first says. In the order of the blocks. */
function mergedMarks(
  first: readonly PlanMark[],
  second: readonly PlanMark[],
  latest: string | undefined,
): readonly PlanMark[] {
  const marks = new Map<number, PlanMark>();
  for (const mark of [...second, ...first]) {
    const before = marks.get(Date.parse(mark.start));
    if (!before || !mark.at || !isAfter(before.at, mark.at)) marks.set(Date.parse(mark.start), mark);
  }
  const oldest = (Date.parse(latest ?? '') || 0) - marksKept;
  return [...marks]
    .filter(([start]) => start > oldest)
    .sort(([a], [b]) => a - b)
    .map(([, mark]) => mark);
}

/** What nobody but the person knows while they are invisible: it stays on their machine. */
const hiddenParts = ['rough', 'focus', 'focusing', 'marks', 'windows'] as const satisfies readonly StatusPart[];

/** Whether its owner was invisible when they last said anything: nobody knows by itself that the time for it is over. */
export function isInvisible({ status, edited }: Declared): boolean {
  return status.mode === 'invisible' && !isOver(status.until, edited);
}

/** Whether an end was past when something was said last. @param until ISO instant */
export function isOver(until: string | undefined, edited: Edited): boolean {
  const latest = Math.max(...Object.values(edited).map((at) => Date.parse(at)));
  return until !== undefined && Date.parse(until) <= latest;
}

/** What is told of a status: of the invisible the hours, and nothing else. */
export function told(declared: Declared): Declared {
  if (!isInvisible(declared)) return declared;
  const without = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !(hiddenParts as readonly string[]).includes(key)));
  return { status: without(declared.status) as unknown as Status, edited: without(declared.edited) };
}

/** One's own status as it was told, with what was kept back of it, or told elsewhere before it was changed here. */
export function withKeptBack<T extends Declared>(record: T, known: Declared | undefined): T {
  if (!known) return record;
  const edited = hiddenParts.flatMap((part) => (known.edited[part] === undefined ? [] : [[part, known.edited[part]]]));
  const newer = newerOf(record, { status: known.status, edited: Object.fromEntries(edited) });
  return newer.edited === record.edited ? record : { ...record, ...newer };
}

/** What stands in a status for a part. */
export function keysOf(part: StatusPart): readonly (keyof Status)[] {
  return part === 'said' ? ['mode', 'text', 'until', 'since'] : [part];
}

/**
 * The instant a change is said to be of: now, but later than what the person has just seen, even where the clock has been
 * set back since.
 * @param now milliseconds since 1970
 */
export function stampOf({ edited }: Pick<Declared, 'edited'>, changes: StatusChanges, now: number): string {
  const seen = (Object.keys(changes) as StatusPart[]).map((part) => Date.parse(edited[part] ?? '') + 1 || 0);
  return new Date(Math.max(now, ...seen)).toISOString();
}

/** Whether a change says nothing that was not known already, or only what has been said anew since. */
export function isContained({ status, edited }: Declared, changes: StatusChanges, at: string): boolean {
  const next = changedStatus({ status, edited }, changes, at);
  const isSaid = !changes.marks || next.status.marks === status.marks;
  return isSaid && JSON.stringify(next.edited) === JSON.stringify(edited);
}

function isAfter(a: string | undefined, b: string): boolean {
  return Date.parse(a ?? '') > Date.parse(b);
}

function withPart(status: Status, changes: StatusChanges, part: StatusPart, at: string): Status {
  if (part === 'said') {
    const { mode: _mode, text: _text, until: _until, since: _since, ...rest } = status;
    return { ...rest, ...(changes.said ?? blankStatus), since: at };
  }
  const { [part]: _before, ...rest } = status;
  return (changes[part] === null ? rest : { ...rest, [part]: changes[part] }) as Status;
}
