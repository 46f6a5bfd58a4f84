/** When what somebody waits for is due, by the clock of whoever is asked, and the order of a list by it. */

import { memo } from '../../base/memo.js';
import { kinds } from '../../model/board/kinds.js';
import { type Member, memberNamed, statusOf } from '../../model/members.js';
import type { Status } from '../../model/people/member.js';
import type { ExpectedAnswer } from '../../model/reach/expectation.js';
import { type State, visible } from '../../model/state.js';
import { bySince, type Wait } from '../../model/waits/ledger.js';
import { askedWord, ownerWord } from '../../model/waits/promises.js';
import { commentsOn } from '../../model/waits/replies.js';
import { type AskedFor, answerFrom } from '../words/expectedAnswer.js';

/** Whose list a row stands in: what I owe others, what they owe me, what they owe each other. */
export type Side = 'forMe' | 'mine' | 'team';

export interface DueAnswer {
  readonly kind: AskedFor;
  readonly answer: ExpectedAnswer;
  /** It is what they have said themselves, and no estimate. */
  readonly isPromised?: true;
  /** What is awaited is that it is picked up. */
  readonly isPickUp?: true;
}

/**
 * Undefined where nobody can know. A review is there when the last of those asked has given theirs, an answer when the first has.
 * Nobody has been asked for an issue that others wait for: it takes what it takes.
 */
export function dueAnswer(state: State, wait: Wait, side: Side, now: number): DueAnswer | undefined {
  switch (wait.kind) {
    case 'item': {
      const { kind, owner, by } = wait.item;
      if (owner === undefined || owner.toLowerCase() === by.login.toLowerCase()) return undefined;
      const { expectation } = kinds[kind];
      const word = ownerWord(visible(state), wait.item, now);
      if (word?.kind === 'replied') return undefined;
      if (word) return { kind: expectation, answer: promisedAnswer(word.at, wait.since), isPromised: true };
      const [answer] = answersOf(state, [owner], wait.since, expectation);
      // Once somebody has written, only they can say whether that was the answer.
      const comments = commentsOn(visible(state), wait.item);
      return answer && (comments === 0 || answer.latest > now) ? { kind: expectation, answer } : undefined;
    }
    case 'dependency':
      return undefined;
    case 'decision':
    case 'memo': {
      // It says itself until when; once a decision is to be made, only a promise says more.
      const login = side === 'forMe' ? state.team?.account.login : wait.asked.of[0];
      const word = login === undefined ? undefined : askedWord(visible(state), wait.asked, login, now);
      if (word?.kind !== 'promised') return undefined;
      return { kind: 'question', answer: promisedAnswer(word.at, wait.since), isPromised: true };
    }
    case 'handOff': {
      const login = side === 'forMe' ? state.team?.account.login : wait.asked.of[0];
      const { expectation } = kinds.handOff;
      const [answer] = login === undefined ? [] : answersOf(state, [login], wait.since, expectation);
      return answer && { kind: expectation, answer, isPickUp: true };
    }
    case 'review':
    case 'question':
    case 'checkIn': {
      const me = state.team?.account.login;
      const of = side === 'forMe' && me !== undefined ? [me] : wait.asked.of;
      const { asked, since } = wait;
      const kind = wait.kind === 'checkIn' ? kinds.checkIn.expectation : wait.kind;
      const answers = of.flatMap((login): readonly DueAnswer[] => {
        const word = askedWord(visible(state), asked, login, now);
        if (word?.kind === 'promised') return [{ kind, answer: promisedAnswer(word.at, since), isPromised: true }];
        // Only whoever asked knows whether that was the answer.
        return word ? [] : answersOf(state, [login], since, kind).map((answer) => ({ kind, answer }));
      });
      answers.sort((a, b) => a.answer.latest - b.answer.latest);
      return kind === 'review' ? answers.at(-1) : answers[0];
    }
  }
}

/** Whatever is asked is answered after that. */
function promisedAnswer(at: number, since: number): ExpectedAnswer {
  const time = Math.max(at, since);
  return { likely: time, latest: time, because: [] };
}

/** Milliseconds since 1970; infinite where there is no time. */
export function dueAt(state: State, wait: Wait, side: Side, now: number): number {
  if (Number.isFinite(wait.neededBy)) return wait.neededBy;
  return dueAnswer(state, wait, side, now)?.answer.latest ?? Number.POSITIVE_INFINITY;
}

/**
 * The first so many, by how many people are held up, then by when they are due, then the longest waiting: never by recency.
 * @param waits in the order of the ledger
 * @param due milliseconds since 1970; where no time was named, never before it was asked
 */
export function inOrder(waits: readonly Wait[], due: (wait: Wait) => number, most: number): readonly Wait[] {
  const first: Wait[] = [];
  for (let start = 0; start < waits.length && first.length < most; ) {
    const heldUp = waits[start]?.heldUp;
    let end = start;
    while (end < waits.length && waits[end]?.heldUp === heldUp) end += 1;
    first.push(...soonest(waits.slice(start, end), due, most - first.length));
    start = end;
  }
  return first;
}

interface Dated {
  readonly wait: Wait;
  readonly due: number;
}

/** What is expected of thousands takes seconds to work out: whatever was asked after the last of the first is due cannot be among them. */
function soonest(waits: readonly Wait[], due: (wait: Wait) => number, most: number): readonly Wait[] {
  const dated = (list: readonly Wait[]) => list.map((wait): Dated => ({ wait, due: due(wait) }));
  const [named, others] = [true, false].map((isNamed) =>
    waits.filter((one) => Number.isFinite(one.neededBy) === isNamed),
  );
  let first = dated(named ?? [])
    .sort(byDue)
    .slice(0, most);
  const rest = [...(others ?? [])].sort(bySince);
  for (let at = 0; at < rest.length; at += most) {
    const last = first[most - 1];
    if (last && last.due < (rest[at]?.since ?? 0)) break;
    first = [...first, ...dated(rest.slice(at, at + most))].sort(byDue).slice(0, most);
  }
  return first.map(({ wait }) => wait);
}

/** Infinite times differ by nothing. */
function byDue(a: Dated, b: Dated): number {
  return (a.due === b.due ? 0 : a.due - b.due) || bySince(a.wait, b.wait);
}

function answersOf(state: State, logins: readonly string[], asked: number, kind: AskedFor): readonly ExpectedAnswer[] {
  return logins.flatMap((login) => {
    const member = memberNamed(state, login);
    return (member && answerOnce(state, member, asked, kind)) ?? [];
  });
}

/** What stands open is drawn every minute; a status that has not changed stays the same object. */
function answerOnce(state: State, member: Member, asked: number, kind: AskedFor): ExpectedAnswer | undefined {
  const status = statusOf(member);
  if (!status) return undefined;
  const known = answersBy(status);
  const key = `${asked} ${kind} ${visible(state).teamFile?.expectations[kind]}`;
  if (!known.has(key)) known.set(key, answerFrom(state, member, asked, kind));
  return known.get(key);
}

/** One status has a different answer for everything that was asked of it. */
const answersBy = memo(
  (status: Status) => [status],
  () => new Map<string, ExpectedAnswer | undefined>(),
);
