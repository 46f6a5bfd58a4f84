/** How the decisions of a team stand: who has answered, what holds them up, and whom they wait for. */
import { memo } from '../../base/memo.js';
import type { Board } from '../board/board.js';
import { isOut } from '../hours/declared.js';
import type { Person } from '../people/person.js';
import { chancesHad } from '../reach/chances.js';
import {
  type Answered,
  answersTo,
  type Decided,
  type DecisionTerms,
  decidedBy,
  supersededBy,
} from '../threads/decision.js';
import type { Talk } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';

export interface Decision {
  readonly thread: Thread;
  readonly terms: DecisionTerms;
  /** By the number of each who is named and has answered. */
  readonly answers: ReadonlyMap<number, Answered>;
  /** What holds it up. */
  readonly objections: readonly Answered[];
  readonly decided?: Decided;
  /** The number of the decision that took its place. */
  readonly superseded?: number;
  /** All that was said is known: else somebody may have answered who seems not to have. */
  readonly isWhole: boolean;
}

/** Undefined for any other discussion, and for one that is begun by somebody who is not on the team. */
export function decisionIn(thread: Thread, talk: Talk | undefined): Decision | undefined {
  const terms = talk?.opening.record?.terms;
  if (!terms || thread.by.kind !== 'person' || !thread.by.counts) return undefined;
  const answers = answersTo(terms, talk);
  const decided = decidedBy(terms, talk);
  const superseded = supersededBy(talk);
  return {
    thread,
    terms,
    answers,
    objections: [...answers.values()].filter(({ stance }) => stance === 'object'),
    ...(decided && { decided }),
    ...(superseded !== undefined && { superseded }),
    isWhole: talk.earlier === 0,
  };
}

export function isOpen({ thread, decided }: Decision): boolean {
  return thread.state === 'open' && !decided;
}

/** Those who are named and have said nothing. */
export function silentOn({ terms, answers }: Decision): readonly Person[] {
  return terms.named.filter(({ id }) => !answers.has(id));
}

/** Those who have said nothing and had no chance to before it closed: their silence is no consent. */
export function unheardOn(decision: Decision, statuses: Board['statuses']): readonly Person[] {
  const [asked, closes] = [decision.thread.createdAt, decision.terms.closes].map((at) => Date.parse(at));
  return silentOn(decision).filter(({ id }) => chancesHad(statuses.get(id)?.status, asked ?? 0, closes ?? 0) === 0);
}

/** Whether it is to be made now: it has closed, or all have answered. @param now milliseconds since 1970 */
export function isToBeMade(decision: Decision, now: number): boolean {
  return isOpen(decision) && (now >= Date.parse(decision.terms.closes) || silentOn(decision).length === 0);
}

/** Who may make it: the deputy where the decider is away or off once it is to be made. */
export function makerOf(decision: Decision, statuses: Board['statuses'], now: number): Person {
  const { decider, deputy } = decision.terms;
  const status = statuses.get(decider.id)?.status;
  const isOff = status !== undefined && isOut(status, now);
  return deputy && isOff && isToBeMade(decision, now) ? deputy : decider;
}

/** Whom it waits for: those who have not answered while it is open, then whoever makes it. */
export function awaitedOn(decision: Decision, statuses: Board['statuses'], now: number): readonly Person[] {
  if (!isOpen(decision)) return [];
  return isToBeMade(decision, now) ? [makerOf(decision, statuses, now)] : silentOn(decision);
}

/** Those of the board that are not made yet. */
export const openDecisions = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  ({ threads, talks }): readonly Decision[] =>
    [...threads.values()].flatMap((thread) => {
      const talk = thread.number === undefined ? undefined : talks.get(thread.number);
      const decision = talk?.opening.record?.terms && decisionIn(thread, talk);
      return decision && isOpen(decision) ? [decision] : [];
    }),
);
