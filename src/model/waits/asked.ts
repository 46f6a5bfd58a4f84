/**
 * Everything that is asked of people: as GitHub tells of it from time to time, and of discussions as they stand on the board,
 * where what has just been asked or answered is known first. Whom a decision, a hand-off or a memo waits for depends on the clock.
 */
import { memo } from '../../base/memo.js';
import { mentionsIn } from '../../base/mentions.js';
import { isSameValue } from '../../base/sameValue.js';
import type { Board } from '../board/board.js';
import type { AskedThing } from '../board/links.js';
import { neededInCheckIns } from '../posting/checkIns.js';
import { awaitedOn, isToBeMade, openDecisions } from '../posting/decisions.js';
import { awaitedOn as handOffAwaits, handOffsOn, holderOf } from '../posting/handOffs.js';
import { openMemos } from '../posting/memos.js';
import type { Thread } from '../threads/thread.js';

/** The board with all of it: what the wait ledger is made of. */
export function boardOfWaits(board: Board, now: number): Board {
  return withAsked(board, askedOn(board, now));
}

const withAsked = memo(
  (board: Board, asked: Board['asked']) => [board, asked],
  (board, asked): Board => (asked === board.asked ? board : { ...board, asked }),
);

/** @param now milliseconds since 1970: what closes later is open */
export function askedOn(board: Board, now = 0): Board['asked'] {
  const things = [...decisionsAt(board, now), ...handOffsAt(board, now), ...memosAt(board, now)];
  // By whom they wait for: they are the same until that changes.
  const names = things.map(({ number, of, closes, since }) => `${number} ${of.join(' ')} ${closes ?? since}`).join();
  return askedWith(board, things, names);
}

/** What was picked up stays, so that it is seen by whom; it is its holder's. */
function handOffsAt(board: Board, now: number): readonly AskedThing[] {
  return handOffsOn(board).flatMap((handOff): readonly AskedThing[] => {
    const { thread, author, pickUps } = handOff;
    const { number, title } = thread;
    const { of, since } = handOffAwaits(handOff, board.statuses, now);
    if (number === undefined || (of.length === 0 && pickUps.length === 0)) return [];
    const given = pickUps.map(({ by, at }, place) => {
      const to = (pickUps[place - 1]?.by ?? author).id;
      return { by, at, verdict: 'pickedUp' as const, to };
    });
    const logins = of.map(({ login }) => login);
    return [{ kind: 'handOff', number, title, by: holderOf(handOff), of: logins, since, given }];
  });
}

function decisionsAt(board: Board, now: number): readonly AskedThing[] {
  return openDecisions(board).flatMap((decision): readonly AskedThing[] => {
    const { number, by, title, createdAt } = decision.thread;
    const { closes } = decision.terms;
    const of = awaitedOn(decision, board.statuses, now).map(({ login }) => login);
    if (number === undefined || by.kind !== 'person' || of.length === 0) return [];
    const isTime = isToBeMade(decision, now);
    const since = isTime && now >= Date.parse(closes) ? closes : createdAt;
    return [{ kind: 'decision', number, title, by: by.person, of, since, ...(!isTime && { closes }), given: [] }];
  });
}

function memosAt(board: Board, now: number): readonly AskedThing[] {
  return openMemos(board).flatMap(({ thread, terms, silent }): readonly AskedThing[] => {
    const { number, by, title, createdAt: since } = thread;
    const { until: closes } = terms;
    const isOver = silent.length === 0 || now >= Date.parse(closes);
    if (number === undefined || by.kind !== 'person' || isOver) return [];
    return [
      { kind: 'memo', number, title, by: by.person, of: silent.map(({ login }) => login), since, closes, given: [] },
    ];
  });
}

const askedWith = memo(
  ({ asked, threads, talks }: Board, _things: readonly AskedThing[], names: string) => [asked, threads, talks, names],
  (board, things, _names, last?: Board['asked']): Board['asked'] => {
    const next = joined(board, things);
    const isSame =
      last !== undefined &&
      last.size === next.size &&
      [...next].every(([number, one]) => isSameValue(last.get(number), one));
    return isSame ? last : next;
  },
);

function joined({ asked, threads, talks }: Board, things: readonly AskedThing[]): Board['asked'] {
  const saying = [...things, ...neededInCheckIns({ threads, talks })];
  const changed = new Map<number, AskedThing | undefined>(saying.map((one) => [one.number, one]));
  for (const thread of threads.values()) {
    const { number } = thread;
    if (number === undefined || changed.has(number)) continue;
    const known = asked.get(number);
    // Over, or nobody is left to answer: whatever its category says, it is no question.
    const recorded = talks.get(number)?.opening.record?.kind;
    if (recorded === 'decision' || recorded === 'handOff' || recorded === 'memo' || recorded === 'checkInDay') {
      if (known) changed.set(number, undefined);
      continue;
    }
    const isOpen = thread.state === 'open' && !thread.isAnswered;
    // Of an answer that counts more is known there: who gave it, and when.
    if (known && !isOpen && known.given.length === 0) changed.set(number, undefined);
    if (known || !isOpen || !thread.category.isAnswerable) continue;
    const question = questionOf(thread, number, talks.get(number)?.opening.text);
    if (question) changed.set(number, question);
  }
  if (changed.size === 0) return asked;
  const next = new Map(asked);
  for (const [number, one] of changed) one ? next.set(number, one) : next.delete(number);
  return next;
}

/** Undefined for those whose author does not belong to the team. @param text of its opening; undefined where it is not known */
function questionOf(thread: Thread, number: number, text = ''): AskedThing | undefined {
  const { by, title, createdAt } = thread;
  if (by.kind !== 'person' || !by.counts) return undefined;
  const { person } = by;
  const of = mentionsIn(`${title}\n\n${text}`).filter((login) => login.toLowerCase() !== person.login.toLowerCase());
  return { kind: 'question', number, title, by: person, of, since: createdAt, given: [] };
}
