/** The board: what GitHub is known to hold for a team. Values only; every change makes a new board. */

import { isSameValue } from '../../base/sameValue.js';
import type { Named, Profile, StatusRecord, Work } from '../people/member.js';
import type { Person } from '../people/person.js';
import type { Forum } from '../threads/forum.js';
import { receiveTalks, receiveThreads, type Talks, type Threads } from '../threads/receive.js';
import type { Talk } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';
import type { Item, ItemKey } from './item.js';
import type { Answer, AskedPromises, AskedThing, Dependency, ItemReplies } from './links.js';
import type { TeamFile } from './team.js';

export interface Board {
  readonly items: ReadonlyMap<ItemKey, Item>;
  /** What people work on, by number. */
  readonly work: ReadonlyMap<number, Work>;
  /** Issues that carry a roster's record, by number. */
  readonly rosters: ReadonlyMap<number, Roster>;
  /** By the person's id: as they stand in the roster that counts. */
  readonly statuses: ReadonlyMap<number, StatusRecord>;
  /** By the person's id: what GitHub itself says of people. */
  readonly profiles: ReadonlyMap<number, Profile>;
  /** By the person's id: what people are called there. */
  readonly names: ReadonlyMap<number, Named>;
  /** By number. */
  readonly dependencies: ReadonlyMap<number, Dependency>;
  /** Reviews and questions, by number: GitHub counts pull requests and discussions together. */
  readonly asked: ReadonlyMap<number, AskedThing>;
  /** Of closed blockers, by number. */
  readonly answers: ReadonlyMap<number, Answer>;
  /** Of open items that somebody waits for, by number. */
  readonly replies: ReadonlyMap<number, ItemReplies>;
  /** Of what people are asked for, by number. */
  readonly promises: ReadonlyMap<number, AskedPromises>;
  /** Discussions, and what was said in those that changed last. */
  readonly threads: Threads;
  readonly talks: Talks;
  /** Who last changed an issue's words, where that is not its author; by number. */
  readonly editors: ReadonlyMap<number, Editor>;
  /** Absent where there is none, or none has been heard of. */
  readonly teamFile?: TeamFile;
  /** Absent until it has been heard of. */
  readonly forum?: Forum;
}

export interface Editor {
  readonly number: number;
  readonly by: Person;
}

export interface Roster {
  readonly number: number;
  /** Whether its author belongs to the team: anybody may open an issue. */
  readonly counts: boolean;
  readonly isOpen: boolean;
}

export const emptyBoard: Board = {
  items: new Map(),
  work: new Map(),
  rosters: new Map(),
  statuses: new Map(),
  profiles: new Map(),
  names: new Map(),
  dependencies: new Map(),
  asked: new Map(),
  answers: new Map(),
  replies: new Map(),
  promises: new Map(),
  threads: new Map(),
  talks: new Map(),
  editors: new Map(),
};

/** News from GitHub. What is absent is as it was. */
export interface Delta {
  /** Items as they stand there now. */
  readonly items: readonly Item[];
  /** Numbers of issues that hold no item (any longer). */
  readonly gone: readonly number[];
  /** Numbers of issues that were looked at: their rosters and work are those named here, and no others. */
  readonly heard?: readonly number[];
  readonly rosters?: readonly Roster[];
  readonly work?: readonly Work[];
  /** All there are, or one that has just been written. `isOwed`: GitHub does not hold all that this person has said. */
  readonly statuses?: {
    readonly kind: 'all' | 'one';
    readonly records: readonly StatusRecord[];
    readonly isOwed?: boolean;
  };
  /** All there are. */
  readonly profiles?: readonly Profile[];
  /** All there are. */
  readonly names?: readonly Named[];
  /** Of these issues' dependencies all there are. */
  readonly dependencies?: { readonly heard: readonly number[]; readonly found: readonly Dependency[] };
  /** All there are. */
  readonly asked?: readonly AskedThing[];
  readonly answers?: readonly Answer[];
  /** Numbers of issues that were found to have no answer. */
  readonly unanswered?: readonly number[];
  /** Of these issues all there are. */
  readonly replies?: { readonly heard: readonly number[]; readonly found: readonly ItemReplies[] };
  /** Of what is asked under these numbers all there are. */
  readonly promises?: { readonly heard: readonly number[]; readonly found: readonly AskedPromises[] };
  readonly threads?: readonly Thread[];
  readonly talks?: readonly Talk[];
  /** Numbers of discussions that GitHub says are not there. */
  readonly goneThreads?: readonly number[];
  readonly forum?: Forum;
  /** Of these issues all there are. */
  readonly editors?: { readonly heard: readonly number[]; readonly found: readonly Editor[] };
  /** `undefined` inside: there is none. */
  readonly teamFile?: { readonly value: TeamFile | undefined };
}

export const nothingNew: Delta = { items: [], gone: [] };

/** Takes in news. Order does not matter: a record older than the one we have never overwrites it. */
export function receive(board: Board, delta: Delta): Board {
  const teamFile = delta.teamFile ? delta.teamFile.value : board.teamFile;
  const heard = new Set([...(delta.heard ?? []), ...delta.gone]);
  const forum = isSameValue(board.forum, delta.forum) ? board.forum : (delta.forum ?? board.forum);
  const { threads = [], talks = [], goneThreads = [] } = delta;
  const next: Board = {
    items: receiveItems(board.items, delta),
    work: replaced(board.work, heard, delta.work ?? []),
    rosters: replaced(board.rosters, heard, delta.rosters ?? []),
    statuses: delta.statuses ? receiveStatuses(board.statuses, delta.statuses) : board.statuses,
    profiles: delta.profiles ? new Map(delta.profiles.map((one) => [one.person.id, one])) : board.profiles,
    names: delta.names ? replaced(board.names, board.names.keys(), delta.names) : board.names,
    dependencies: receiveDependencies(board.dependencies, delta),
    asked: delta.asked ? replaced(board.asked, board.asked.keys(), delta.asked) : board.asked,
    answers: receiveAnswers(board.answers, delta),
    replies: receiveReplies(board.replies, delta),
    promises: replaced(board.promises, delta.promises?.heard ?? [], delta.promises?.found ?? []),
    threads: receiveThreads(board.threads, threads, goneThreads),
    talks: receiveTalks(board.talks, talks, goneThreads),
    editors: replaced(board.editors, [...delta.gone, ...(delta.editors?.heard ?? [])], delta.editors?.found ?? []),
    ...(teamFile && { teamFile }),
    ...(forum && { forum }),
  };
  const names = [...listNames, 'teamFile', 'forum'] as const;
  return names.every((name) => next[name] === board[name]) ? board : next;
}

/** All of it that is a list by some key. */
export const listNames = [
  'items',
  'work',
  'rosters',
  'statuses',
  'profiles',
  'names',
  'dependencies',
  'asked',
  'answers',
  'replies',
  'promises',
  'threads',
  'talks',
  'editors',
] as const satisfies readonly (keyof Board)[];

/** An issue that is gone waits for nothing. One that holds no item is there all the same, where it was heard of. */
function receiveDependencies(
  before: Board['dependencies'],
  { dependencies, gone, heard }: Delta,
): Board['dependencies'] {
  const there = new Set(heard);
  const vanished = gone.filter((number) => before.has(number) && !there.has(number));
  return replaced(before, [...vanished, ...(dependencies?.heard ?? [])], dependencies?.found ?? []);
}

/** What is open again, or is no blocker any more, has no answer. */
function receiveAnswers(before: Board['answers'], { items, gone, answers, unanswered }: Delta): Board['answers'] {
  const open = items.flatMap(({ number, state }) => (state === 'open' && number !== undefined ? [number] : []));
  return replaced(before, [...gone, ...open, ...(unanswered ?? [])], answers ?? []);
}

/** Nobody waits for what is closed. */
function receiveReplies(before: Board['replies'], { items, gone, replies }: Delta): Board['replies'] {
  const closed = items.flatMap(({ number, state }) => (state === 'closed' && number !== undefined ? [number] : []));
  return replaced(before, [...gone, ...closed, ...(replies?.heard ?? [])], replies?.found ?? []);
}

/** The roster that counts: the one the team file names, else the lowest number of those that are open, or of all. */
export function rosterOf({ rosters, teamFile }: Board): number | undefined {
  if (teamFile?.roster !== undefined && rosters.has(teamFile.roster)) return teamFile.roster;
  const counting = [...rosters.values()].filter(({ counts }) => counts);
  const open = counting.filter(({ isOpen }) => isOpen);
  const numbers = (open.length > 0 ? open : counting).map(({ number }) => number);
  return numbers.length > 0 ? Math.min(...numbers) : undefined;
}

/**
 * Of two issues that carry the same record of the same person the lowest number counts. What has not changed stays the same
 * object, and so does the whole: much is computed from it once.
 */
function receiveItems(before: Board['items'], delta: Delta): Board['items'] {
  if (delta.items.length === 0 && delta.gone.length === 0) return before;
  const items = new Map(before);
  const gone = new Set(delta.gone);
  let isAsBefore = true;
  if (gone.size > 0)
    for (const item of before.values())
      if (item.number !== undefined && gone.has(item.number) && items.delete(item.key)) isAsBefore = false;
  const told = new Set(delta.items.map(({ number }) => number));
  /** Which item stands for an issue: its record may change, and then it is the same issue all the same. */
  const standing = new Map<number, Item>();
  for (const item of items.values())
    if (item.number !== undefined && told.has(item.number)) standing.set(item.number, item);
  for (const item of delta.items) {
    const known = items.get(item.key);
    if (known && !supersedes(item, known)) continue;
    const before = item.number === undefined ? undefined : standing.get(item.number);
    const isOther = before !== undefined && before.key !== item.key && items.get(before.key) === before;
    if (isOther && before.updatedAt > item.updatedAt) continue;
    if (isOther && items.delete(before.key)) isAsBefore = false;
    if (isSameValue(items.get(item.key), item)) continue;
    items.set(item.key, item);
    isAsBefore = false;
    if (item.number !== undefined) standing.set(item.number, item);
  }
  return isAsBefore ? before : items;
}

function supersedes(item: Item, known: Item): boolean {
  if (known.number === undefined || item.number === undefined) return true;
  if (item.number !== known.number) return item.number < known.number;
  return item.updatedAt >= known.updatedAt;
}

/** What has not changed stays the same object, and so does the whole. @param heard numbers of those that are as `found`, or not there */
function replaced<T extends { readonly number: number }>(
  before: ReadonlyMap<number, T>,
  heard: Iterable<number>,
  found: readonly T[],
): ReadonlyMap<number, T> {
  const present = new Set(found.map(({ number }) => number));
  const lost = [...heard].filter((number) => before.has(number) && !present.has(number));
  const changed = found.filter((one) => !isSameValue(before.get(one.number), one));
  if (lost.length === 0 && changed.length === 0) return before;
  const next = new Map(before);
  for (const number of lost) next.delete(number);
  for (const one of changed) next.set(one.number, one);
  return next;
}

/** A record that has not changed stays the same object: much is computed from it once. */
function receiveStatuses(before: Board['statuses'], { kind, records }: NonNullable<Delta['statuses']>) {
  const next = new Map(kind === 'one' ? before : []);
  for (const record of records) {
    const known = before.get(record.by.id);
    const isKnown = known !== undefined && JSON.stringify(known) === JSON.stringify(record);
    const isOlder = known !== undefined && known.comment === record.comment && known.updatedAt > record.updatedAt;
    next.set(record.by.id, isKnown || isOlder ? known : record);
  }
  return next;
}
