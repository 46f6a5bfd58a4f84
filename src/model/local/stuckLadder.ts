/**
 * When somebody is stuck, and how far up the ladder. What is declared counts from its declaration. What is seen counts
 * only while the person is at it: a gap in their work counts as nothing, and so does whatever a clock jumps or sleeps over.
 */

import { hour, minute } from '../../base/zone.js';
import { endOfWorkingDay } from '../hours/hours.js';
import type { Status } from '../people/member.js';
import type { Cause, Stuck, StuckKept, StuckSeen } from './stuck.js';

export type Rung = 'none' | 'line' | 'offer';

/** What the person asked the ladder to be, in milliseconds. */
const [lineAfter, offerAfter] = [20 * minute, 2 * hour];
/** Whoever was stuck yesterday begins anew. */
const longest = 8 * hour;
/** Whoever does nothing for longer is at lunch, and not stuck. */
export const longestPause = 10 * minute;
/** One failure is work, and two may be a slip. */
const timesToCount = 3;

export function rung(stuck: Stuck | undefined, now: number): Rung {
  const lasted = stuck ? now - Date.parse(stuck.since) : 0;
  if (lasted >= offerAfter) return 'offer';
  return lasted >= lineAfter ? 'line' : 'none';
}

/**
 * What holds of all that is kept; what is declared comes first. A clock that was set back only makes it wait.
 * @param status of the person, whose working day ends it
 */
export function stuckNow({ said, seen }: StuckKept, status: Status | undefined, now: number): Stuck | undefined {
  if (said?.kind === 'declared' && isWithin(said.at, now, longest)) {
    const dayEnds = status && endOfWorkingDay(status, said.at);
    if (dayEnds === undefined || now < dayEnds) return { since: isoOf(said.at), on: 'declared' };
  }
  if (!seen || !isSeen(seen, now)) return undefined;
  // What somebody has cleared says nothing of what began later.
  if (said?.kind === 'cleared' && seen.since <= said.at && said.at <= now) return undefined;
  const { on, name } = seen.cause;
  return { since: isoOf(seen.since), on, name };
}

/** Whether it was seen lately enough to hold. */
export function isSeen({ since, seenAt }: StuckSeen, now: number): boolean {
  return isWithin(since, now, longest) && isWithin(seenAt, now, longestPause);
}

/** What one window has seen of one task or file. */
export type Struggle =
  | { readonly kind: 'well' }
  /** Has gone wrong, but not often enough to say anything. */
  | ({ readonly kind: 'failing'; readonly times: number } & Spent)
  | ({ readonly kind: 'lasting' } & Spent)
  /** The person has said that they are not stuck: nothing is said of it until it has been well. */
  | { readonly kind: 'waved' };

interface Spent {
  /** Milliseconds the person has been at it, up to `activeAt`. */
  readonly counted: number;
  /** Milliseconds since 1970. */
  readonly activeAt: number;
}

export type StruggleEvent =
  /** A run of the task has ended badly. */
  | 'failed'
  /** The file has errors. */
  | 'wrong'
  /** The task has ended well, or the file has no errors. */
  | 'passed'
  /** The person has done something about it. */
  | 'touched'
  | 'dismissed';

export const well: Struggle = { kind: 'well' };

/** Every state answers every event: a missing cell does not compile. */
type Table = {
  readonly [S in Struggle['kind']]: {
    readonly [E in StruggleEvent]: (trouble: Struggle & { kind: S }, now: number) => Struggle;
  };
};

const same = (trouble: Struggle) => trouble;
const toWell = () => well;
const waved = (): Struggle => ({ kind: 'waved' });

const table: Table = {
  well: {
    failed: (_trouble, now) => ({ kind: 'failing', times: 1, counted: 0, activeAt: now }),
    wrong: (_trouble, now) => ({ kind: 'lasting', counted: 0, activeAt: now }),
    passed: same,
    touched: same,
    dismissed: same,
  },
  failing: {
    failed: ({ times, ...spent }, now) =>
      times + 1 < timesToCount
        ? { kind: 'failing', times: times + 1, ...later(spent, now) }
        : { ...later(spent, now), kind: 'lasting' },
    wrong: same,
    passed: toWell,
    touched: (trouble, now) => ({ ...trouble, ...later(trouble, now) }),
    dismissed: waved,
  },
  lasting: {
    failed: (trouble, now) => ({ kind: 'lasting', ...later(trouble, now) }),
    // Errors are told of again and again: nobody has to be there for it.
    wrong: same,
    passed: toWell,
    touched: (trouble, now) => ({ kind: 'lasting', ...later(trouble, now) }),
    dismissed: waved,
  },
  waved: { failed: same, wrong: same, passed: toWell, touched: same, dismissed: same },
};

export function struggleAfter(trouble: Struggle, event: StruggleEvent, now: number): Struggle {
  const cell = table[trouble.kind][event] as (trouble: Struggle, now: number) => Struggle;
  return cell(trouble, now);
}

/** What there is to keep of it: nothing before the first rung, and nothing while the person is at something else. */
export function seenIn(cause: Cause, trouble: Struggle, now: number): StuckSeen | undefined {
  if (trouble.kind !== 'lasting' || !isWithin(trouble.activeAt, now, longestPause)) return undefined;
  const { counted } = later(trouble, now);
  return counted < lineAfter ? undefined : { cause, since: now - counted, seenAt: trouble.activeAt };
}

/** What a window knows once it has read what another, or the same before a reload, has seen of it. */
export function joinedWith(trouble: Struggle, seen: StuckSeen, now: number): Struggle {
  if ((trouble.kind !== 'failing' && trouble.kind !== 'lasting') || !isSeen(seen, now)) return trouble;
  const activeAt = Math.max(trouble.activeAt, seen.seenAt);
  const known = { counted: Math.max(0, seen.seenAt - seen.since), activeAt: seen.seenAt };
  return {
    kind: 'lasting',
    activeAt,
    counted: Math.max(later(trouble, activeAt).counted, later(known, activeAt).counted),
  };
}

function later({ counted, activeAt }: Spent, now: number): Spent {
  const gap = now - activeAt;
  return { counted: counted + (gap > 0 && gap <= longestPause ? gap : 0), activeAt: now };
}

/** On either side: a clock may have been set back. */
function isWithin(at: number, now: number, most: number): boolean {
  return Math.abs(now - at) <= most;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
