/**
 * How a team keeps what it has agreed on, as its records show it: never of a person, and only what `disclosure.ts` lets be told.
 * Pure. Periods end with the last Monday in UTC, so that all see the same figures, and nobody can watch a single item come in.
 *
 * - An answer counts in the working hours of whoever answers, from the delivery on at which they get to see it. What still waits
 *   counts once it is late, for the one of those asked who has had the least time for it.
 * - A blocker waits through a night where its owner has six hours on end without work before it is answered.
 * - A decision is late where whoever makes it has had a working day since it closed.
 * - Of hours, focus and delivery times only the plan is known, as it is now. Of the invisible the hours are.
 */
import { memo } from '../../base/memo.js';
import { day, hour, zoneOf } from '../../base/zone.js';
import type { Board } from '../board/board.js';
import { plannedSpans, type Span, workingSpans } from '../hours/hours.js';
import { timetableOf } from '../hours/timetable.js';
import { windowsBetween } from '../hours/windows.js';
import { isInvisible, type Status, type StatusRecord } from '../people/member.js';
import { decisionIn } from '../posting/decisions.js';
import { expectedAnswer } from '../reach/expectation.js';
import { type Ask, asksOn } from './asks.js';
import { type Case, type Figure, figuresOf } from './disclosure.js';

/** In the order in which they are shown. */
export const measures = ['blocker', 'question', 'review', 'night', 'decision', 'kept', 'inFocus', 'offHours'] as const;
/** The first three: answers within the time agreed on. The last three: delivery times, by what becomes of them. */
export type Measure = (typeof measures)[number];

export interface TeamProcess {
  /** When all periods end; milliseconds since 1970. */
  readonly end: number;
  readonly figures: Readonly<Record<Measure, { readonly [D in Period]: Figure | undefined }>>;
}

/** Days. */
export const periods = [30, 90] as const;
export type Period = (typeof periods)[number];

/** As most teams count it, and what counts where nothing is agreed on. */
export const workingDay = 8 * hour;
const night = 6 * hour;

/** 5 January 1970 was a Monday. */
export function endOfPeriods(now: number): number {
  const monday = 4 * day;
  return now - ((now - monday) % (7 * day));
}

/** @param now milliseconds since 1970 */
export function processOf(board: Board, now: number): TeamProcess {
  return processUntil(board, endOfPeriods(now));
}

const processUntil = memo(
  ({ items, answers, asked, threads, talks, statuses, teamFile }: Board, end: number) => [
    items,
    answers,
    asked,
    threads,
    talks,
    statuses,
    teamFile?.expectations,
    end,
  ],
  (board, end): TeamProcess => {
    const [shorter, longer] = periods;
    const cases = casesOf(board, { start: end - longer * day, end });
    const found = measures.map((measure) => {
      const late = cases[measure].filter(({ at }) => at >= end - shorter * day);
      const told = figuresOf(late, cases[measure]);
      return [measure, { [shorter]: told.shorter, [longer]: told.longer }] as const;
    });
    return { end, figures: Object.fromEntries(found) as unknown as TeamProcess['figures'] };
  },
);

/** `at`: to which period it belongs; milliseconds since 1970. */
type Dated = Case & { readonly at: number };

/** All that stand behind the figures. To be told to nobody. */
export function casesOf(board: Board, period: Span): Readonly<Record<Measure, readonly Dated[]>> {
  const asks = asksOn(board).filter(({ at }) => isWithin(at, period));
  const answers = (kind: Ask['kind']) => answersIn(board, asks, kind, period.end);
  const deliveries = deliveriesIn(board, period);
  const withFate = (fate: Fate) => deliveries.map(({ is, ...one }) => ({ ...one, isCounted: is === fate }));
  return {
    blocker: answers('blocker'),
    question: answers('question'),
    review: answers('review'),
    night: nightsIn(board, asks, period.end),
    decision: decisionsIn(board, period),
    kept: withFate('kept'),
    inFocus: withFate('inFocus'),
    offHours: withFate('offHours'),
  };
}

const isWithin = (at: number, { start, end }: Span) => start <= at && at < end;

function answersIn(board: Board, asks: readonly Ask[], kind: Ask['kind'], end: number): readonly Dated[] {
  const agreed = board.teamFile?.expectations[kind] ?? workingDay;
  return asks.flatMap(({ key, kind: asked, at, of, answer }): readonly Dated[] => {
    if (asked !== kind) return [];
    const isAnswered = answer !== undefined && answer.at < end;
    const waitsFor = answer ? [answer.by] : of;
    const until = isAnswered ? answer.at : end;
    const least = waitsFor
      .flatMap((person) => {
        const took = workedSinceDelivery(board, person, at, until);
        return took === undefined ? [] : [{ person, took }];
      })
      .sort((a, b) => a.took - b.took)[0];
    if (!least || (!isAnswered && least.took <= agreed)) return [];
    return [{ key, at, ...least, isCounted: isAnswered && least.took <= agreed }];
  });
}

/** Undefined where nobody can know. */
function workedSinceDelivery(board: Board, person: number, asked: number, until: number): number | undefined {
  const plan = planOf(board.statuses.get(person));
  const delivered = plan && expectedAnswer({ status: plan, asked, expectation: 0 })?.latest;
  return delivered === undefined ? undefined : lengthOf(workingSpans(plan ?? nobody, delivered, until));
}

const nobody: Status = { mode: 'available' };

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

function nightsIn(board: Board, asks: readonly Ask[], end: number): readonly Dated[] {
  return asks.flatMap(({ key, kind, at, of, answer }): readonly Dated[] => {
    const [person] = of;
    const plan = person === undefined ? undefined : planOf(board.statuses.get(person));
    if (kind !== 'blocker' || person === undefined || !plan) return [];
    const isAnswered = answer !== undefined && answer.at < end;
    const until = isAnswered ? answer.at : end;
    const spans = workingSpans(plan, at, until);
    const ends = [at, ...spans.map((span) => span.end)];
    const isThroughNight = ends.some((from, place) => (spans[place]?.start ?? until) - from >= night);
    return isAnswered || isThroughNight ? [{ key, at, person, isCounted: isThroughNight }] : [];
  });
}

function decisionsIn(board: Board, period: Span): readonly Dated[] {
  const { end } = period;
  return [...board.threads.values()].flatMap((thread): readonly Dated[] => {
    const talk = thread.number === undefined ? undefined : board.talks.get(thread.number);
    const decision = decisionIn(thread, talk);
    const closes = Date.parse(decision?.terms.closes ?? '');
    if (!decision || !isWithin(closes, period)) return [];
    const { decided, isWhole, terms } = decision;
    const at = decided ? Date.parse(decided.at) : end;
    const isMade = at < end;
    // Withdrawn, or nobody here knows whether it is made.
    if (!decided && (thread.state === 'closed' || !isWhole)) return [];
    const person = decided?.by.id ?? terms.decider.id;
    const plan = planOf(board.statuses.get(person));
    if (!plan) return [];
    const isLate = lengthOf(workingSpans(plan, closes, Math.min(at, end))) > workingDay;
    return isMade || isLate ? [{ key: thread.key, at: closes, person, isCounted: isLate }] : [];
  });
}

type Fate = 'kept' | 'inFocus' | 'offHours';

function deliveriesIn(board: Board, period: Span): readonly (Omit<Dated, 'isCounted'> & { readonly is: Fate })[] {
  const { start, end } = period;
  return [...board.statuses.values()].flatMap((record) => {
    const plan = isInvisible(record) ? undefined : planOf(record);
    const zone = zoneOf(plan?.zone ?? '');
    if (!plan || !zone) return [];
    const isIn = (spans: readonly Span[]) => {
      let place = 0;
      return (at: number) => {
        while ((spans[place]?.end ?? at + 1) <= at) place += 1;
        return (spans[place]?.start ?? at + 1) <= at;
      };
    };
    const [isWork, isFocus] = [isIn(workingSpans(plan, start, end)), isIn(plannedSpans(plan, start, end))];
    const times = [...new Set(windowsBetween(plan, zone, start, end))].filter((at) => isWithin(at, period));
    return times
      .sort((a, b) => a - b)
      .map((at) => {
        const [works, focuses] = [isWork(at), isFocus(at)];
        const is: Fate = works ? (focuses ? 'inFocus' : 'kept') : 'offHours';
        return { key: `${record.by.id}/${at}`, at, person: record.by.id, is };
      });
  });
}

/** What somebody plans: of what they say or do meanwhile nothing is kept. Undefined where it is not known when they work. */
function planOf(record: StatusRecord | undefined): Status | undefined {
  const plan = record && planIn(record);
  return plan && timetableOf(plan).week ? plan : undefined;
}

/** One object for one record: much is computed from a status once. */
const planIn = memo(
  (record: StatusRecord) => [record],
  (record): Status => {
    const { zone, hours, off, focus, windows } = record.status;
    const isTold = !isInvisible(record);
    return {
      mode: 'available',
      ...(zone && { zone }),
      ...(hours && { hours }),
      ...(off && { off }),
      ...(isTold && focus && { focus }),
      ...(isTold && windows && { windows }),
    };
  },
);
