/** How the hand-offs of a team stand: in whose hands each is, whom it waits for, and since when. */
import { memo } from '../../base/memo.js';
import type { Board } from '../board/board.js';
import type { Mutation, PickUp as PickUpMutation } from '../board/mutation.js';
import type { Person } from '../people/person.js';
import { atWorkUntil, nextAtWork } from '../reach/nextAtWork.js';
import { type HandOffTerms, type PickUp, pickUpsIn, pickUpText, stopsOf } from '../threads/handOff.js';
import type { Talk } from '../threads/talk.js';
import { type Thread, threadAt } from '../threads/thread.js';

export interface HandOff {
  readonly thread: Thread;
  readonly author: Person;
  /** ULID. */
  readonly record: string;
  readonly terms: HandOffTerms;
  /** One for each stop that has it behind it. */
  readonly pickUps: readonly PickUp[];
  /** All that was said is known: else somebody may have picked it up who seems not to have. */
  readonly isWhole: boolean;
}

/** Undefined for any other discussion, and for one that is begun by somebody who is not on the team. */
export function handOffIn(thread: Thread, talk: Talk | undefined): HandOff | undefined {
  const { id: record, handOff: terms } = talk?.opening.record ?? {};
  const { by } = thread;
  if (!talk || !record || !terms || by.kind !== 'person' || !by.counts) return undefined;
  return {
    thread,
    author: by.person,
    record,
    terms,
    pickUps: pickUpsIn(terms, talk.comments),
    isWhole: talk.earlier === 0,
  };
}

/** In whose hands it is: its author's until somebody has picked it up. */
export function holderOf({ author, pickUps }: HandOff): Person {
  return pickUps.at(-1)?.by ?? author;
}

/** To whom it goes next, any of them; none once it has come to its end. */
export function nextStop({ terms, pickUps }: HandOff): readonly Person[] {
  return stopsOf(terms)[pickUps.length] ?? [];
}

/** Whether all have picked it up, or nobody needs to any more. */
export function isOver(handOff: HandOff): boolean {
  return handOff.thread.state === 'closed' || nextStop(handOff).length === 0;
}

export function mayPickUp(handOff: HandOff, id: number | undefined): boolean {
  return !isOver(handOff) && nextStop(handOff).some((person) => person.id === id);
}

/** Whom it waits for, and since when: whoever picked it up last keeps it until their working day is over. */
export interface Awaited {
  readonly of: readonly Person[];
  /** ISO instant. */
  readonly since: string;
}

/** @param now milliseconds since 1970 */
export function awaitedOn(handOff: HandOff, statuses: Board['statuses'], now: number): Awaited {
  const { thread, terms, pickUps, isWhole } = handOff;
  const statusOf = ({ id }: Person) => statuses.get(id)?.status;
  const last = pickUps.at(-1);
  const nobody = { of: [], since: last?.at ?? thread.createdAt };
  // Where somebody may have picked it up among what is not known, nobody is asked once more.
  if (isOver(handOff) || !isWhole) return nobody;
  const stop = nextStop(handOff);
  if (!last) {
    const next = terms.isForNext ? nextAtWork(stop, statusOf, now)?.person : undefined;
    return { of: next ? [next] : stop, since: thread.createdAt };
  }
  const until = atWorkUntil(statusOf(last.by), Date.parse(last.at));
  if (until === undefined) return { of: stop, since: last.at };
  return now < until ? nobody : { of: stop, since: new Date(until).toISOString() };
}

/** For how long somebody has it, had it, or will by everybody's own hours. Milliseconds since 1970. */
export interface Held {
  readonly by: Person;
  readonly start: number;
  readonly end: number;
  /** Nobody has picked it up yet. */
  readonly isPlanned: boolean;
}

/** The way of the work from hand to hand, in its order. What nobody can know ends it. */
export function batonOf(handOff: HandOff, statuses: Board['statuses'], now: number): readonly Held[] {
  const { thread, author, pickUps, terms } = handOff;
  const statusOf = ({ id }: Person) => statuses.get(id)?.status;
  const taken = [{ by: author, at: Date.parse(thread.createdAt) }].concat(
    pickUps.map(({ by, at }) => ({ by, at: Date.parse(at) })),
  );
  const held: Held[] = [];
  for (const [place, { by, at }] of taken.entries()) {
    const ends = taken[place + 1]?.at ?? Math.max(now, (pickUps.length > 0 && atWorkUntil(statusOf(by), at)) || now);
    held.push({ by, start: at, end: ends, isPlanned: false });
  }
  if (thread.state === 'closed') return held;
  for (const stop of stopsOf(terms).slice(pickUps.length)) {
    const last = held.at(-1);
    const next = last && nextAtWork(stop, statusOf, last.end);
    const end = next && atWorkUntil(statusOf(next.person), next.from);
    if (!last || !next || end === undefined) break;
    // It stays in hand until somebody is there to take it.
    held[held.length - 1] = { ...last, end: next.from };
    held.push({ by: next.person, start: next.from, end, isPlanned: true });
  }
  return held;
}

/** With what this person has picked up and GitHub has not got: it is theirs at once. */
export const withPickUps = memo(
  (board: Board, unsent: readonly Mutation[]) => [board, unsent],
  (board, unsent): Board => {
    const talks = new Map(board.talks);
    for (const one of unsent) {
      if (one.kind !== 'pickUp') continue;
      const talk = talks.get(one.number ?? threadAt(board.threads, one.target)?.number ?? 0);
      if (talk) talks.set(talk.number, withPickUp(talk, one));
    }
    return unsent.some(({ kind }) => kind === 'pickUp') ? { ...board, talks } : board;
  },
);

export function withPickUp(talk: Talk, { id, record, at, team: { account } }: PickUpMutation): Talk {
  if (talk.comments.some((one) => one.record?.id === record)) return talk;
  const by = { kind: 'person', person: { id: account.id, login: account.login }, counts: true } as const;
  const said = { id, by, text: pickUpText(), at, reactions: [], may: [], record: { id: record } };
  return { ...talk, comments: [...talk.comments, { ...said, replies: [], earlierReplies: 0 }] };
}

/** Those of the board. */
export const handOffsOn = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  ({ threads, talks }): readonly HandOff[] =>
    [...threads.values()].flatMap((thread) => {
      const talk = thread.number === undefined ? undefined : talks.get(thread.number);
      return (talk?.opening.record?.handOff && handOffIn(thread, talk)) ?? [];
    }),
);
