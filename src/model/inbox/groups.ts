/** Owns the questions the list of deliveries asks an inbox: what is in which group, and in which order to look at it. */
import type { Inbox, Parcel, Reason, Stage } from './inbox.js';
import { instant } from './inbox.js';

export interface Groups {
  /** What broke through, whatever else it is. */
  readonly through: readonly Parcel[];
  /** What the person waited for: they can go on. */
  readonly freed: readonly Parcel[];
  readonly waitsForMe: readonly Parcel[];
  readonly people: readonly Parcel[];
  readonly threads: readonly Parcel[];
  readonly rest: readonly Parcel[];
}

export function heldCount(inbox: Inbox): number {
  let count = 0;
  for (const { stage } of inbox.parcels.values()) if (stage.kind === 'held') count += 1;
  return count;
}

/** In the order of a delivery. */
export function heldList(inbox: Inbox): readonly Parcel[] {
  return flat(grouped(inStage(inbox, 'held')));
}

/** All that lies in the list; in each group what has lain there longest comes first. */
export function deliveredGroups(inbox: Inbox): Groups {
  return grouped(inStage(inbox, 'delivered'));
}

/** What is left of a delivery, in its order. */
export function batchOf(inbox: Inbox, batch: string): readonly Parcel[] {
  return flat(
    grouped(inStage(inbox, 'delivered').filter(({ stage }) => stage.kind === 'delivered' && stage.batch === batch)),
  );
}

/** What comes back first is first; what has no time comes after it. */
export function snoozed(inbox: Inbox): readonly Parcel[] {
  return [...inStage(inbox, 'snoozed')].sort((a, b) => compare(endOf(a), endOf(b)) || byAge(a, b));
}

/** The newest first, and no more than so many. */
export function recentlyDone(inbox: Inbox, most: number): readonly Parcel[] {
  return [...inStage(inbox, 'done')].sort((a, b) => compare(doneAt(b), doneAt(a)) || byAge(a, b)).slice(0, most);
}

function inStage(inbox: Inbox, kind: Stage['kind']): readonly Parcel[] {
  return [...inbox.parcels.values()].filter(({ stage }) => stage.kind === kind);
}

const groupOf: Readonly<Record<Reason, Exclude<keyof Groups, 'through'>>> = {
  rotation: 'waitsForMe',
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

function grouped(parcels: readonly Parcel[]): Groups {
  const groups = {
    through: [] as Parcel[],
    freed: [] as Parcel[],
    waitsForMe: [] as Parcel[],
    people: [] as Parcel[],
    threads: [] as Parcel[],
    rest: [] as Parcel[],
  };
  for (const parcel of [...parcels].sort(byTurn))
    groups[parcel.through ? 'through' : groupOf[parcel.reason]].push(parcel);
  return groups;
}

function flat({ through, freed, waitsForMe, people, threads, rest }: Groups): readonly Parcel[] {
  return [...through, ...freed, ...waitsForMe, ...people, ...threads, ...rest];
}

/** Whose turn it is comes first: until they know, nobody is the available one. Reading moves nothing under one's fingers. */
function byTurn(a: Parcel, b: Parcel): number {
  return Number(b.reason === 'rotation') - Number(a.reason === 'rotation') || byAge(a, b);
}

/** Much is heard of at once: then by when it happened. */
function byAge(a: Parcel, b: Parcel): number {
  return (
    compare(instant(a.heardAt), instant(b.heardAt)) || compare(instant(a.at), instant(b.at)) || compare(a.key, b.key)
  );
}

function endOf({ stage }: Parcel): number {
  return stage.kind === 'snoozed' && stage.until !== 'activity' ? instant(stage.until) : Number.POSITIVE_INFINITY;
}

function doneAt({ stage }: Parcel): number {
  return stage.kind === 'done' ? instant(stage.at) : 0;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
