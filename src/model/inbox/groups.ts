/** The questions the list of deliveries asks an inbox: what is in which group, and in which order to look at it. */
import type { Inbox, InboxEntry, Reason, Stage } from './entries.js';
import { instant } from './entries.js';

export interface Groups {
  /** What broke through, whatever else it is. */
  readonly through: readonly InboxEntry[];
  /** What the person waited for: they can go on. */
  readonly freed: readonly InboxEntry[];
  readonly waitsForMe: readonly InboxEntry[];
  readonly people: readonly InboxEntry[];
  readonly threads: readonly InboxEntry[];
  readonly rest: readonly InboxEntry[];
}

export function heldCount(inbox: Inbox): number {
  let count = 0;
  for (const { stage } of inbox.entries.values()) if (stage.kind === 'held') count += 1;
  return count;
}

/** In the order of a delivery. */
export function heldList(inbox: Inbox): readonly InboxEntry[] {
  return flat(grouped(inStage(inbox, 'held')));
}

/** All that lies in the list; in each group what has lain there longest comes first. */
export function deliveredGroups(inbox: Inbox, isMeant: (entry: InboxEntry) => boolean = () => true): Groups {
  return grouped(inStage(inbox, 'delivered').filter(isMeant));
}

/** What is left of a delivery, in its order. */
export function batchOf(inbox: Inbox, batch: string): readonly InboxEntry[] {
  return flat(
    grouped(inStage(inbox, 'delivered').filter(({ stage }) => stage.kind === 'delivered' && stage.batch === batch)),
  );
}

/** What comes back first is first; what has no time comes after it. */
export function snoozed(inbox: Inbox): readonly InboxEntry[] {
  return [...inStage(inbox, 'snoozed')].sort((a, b) => compare(endOf(a), endOf(b)) || byAge(a, b));
}

/** The newest first, and no more than so many. */
export function recentlyDone(inbox: Inbox, most: number): readonly InboxEntry[] {
  return [...inStage(inbox, 'done')].sort((a, b) => compare(doneAt(b), doneAt(a)) || byAge(a, b)).slice(0, most);
}

function inStage(inbox: Inbox, kind: Stage['kind']): readonly InboxEntry[] {
  return [...inbox.entries.values()].filter(({ stage }) => stage.kind === kind);
}

const groupOf: Readonly<Record<Reason, Exclude<keyof Groups, 'through'>>> = {
  rotation: 'waitsForMe',
  note: 'waitsForMe',
  waitsForMe: 'waitsForMe',
  reviewRequested: 'waitsForMe',
  assigned: 'waitsForMe',
  freed: 'freed',
  mention: 'people',
  answer: 'people',
  author: 'threads',
  comment: 'threads',
  stateChange: 'threads',
  subscribed: 'rest',
  other: 'rest',
};

function grouped(entries: readonly InboxEntry[]): Groups {
  const groups = {
    through: [] as InboxEntry[],
    freed: [] as InboxEntry[],
    waitsForMe: [] as InboxEntry[],
    people: [] as InboxEntry[],
    threads: [] as InboxEntry[],
    rest: [] as InboxEntry[],
  };
  for (const entry of [...entries].sort(byTurn)) groups[entry.through ? 'through' : groupOf[entry.reason]].push(entry);
  return groups;
}

function flat({ through, freed, waitsForMe, people, threads, rest }: Groups): readonly InboxEntry[] {
  return [...through, ...freed, ...waitsForMe, ...people, ...threads, ...rest];
}

/** Whose turn it is comes first: until they know, nobody is the available one. Reading moves nothing under one's fingers. */
function byTurn(a: InboxEntry, b: InboxEntry): number {
  return Number(b.reason === 'rotation') - Number(a.reason === 'rotation') || byAge(a, b);
}

/** Much is heard of at once: then by when it happened. */
function byAge(a: InboxEntry, b: InboxEntry): number {
  return (
    compare(instant(a.heardAt), instant(b.heardAt)) || compare(instant(a.at), instant(b.at)) || compare(a.key, b.key)
  );
}

function endOf({ stage }: InboxEntry): number {
  return stage.kind === 'snoozed' && stage.until !== 'activity' ? instant(stage.until) : Number.POSITIVE_INFINITY;
}

function doneAt({ stage }: InboxEntry): number {
  return stage.kind === 'done' ? instant(stage.at) : 0;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
