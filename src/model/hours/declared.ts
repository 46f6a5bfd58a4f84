/** What somebody says of themselves, and how long it lasts. Hours belong to the zone of the status. */

import { day, dayOf, hour, instantOf, minute, wallOf, weekdayIndex, type Zone, zoneOf } from '../../base/zone.js';
import type { Mode, Status } from '../people/member.js';
import { endOfWorkingDay, workingSpans } from './hours.js';
import { instantIn, isOff, timetableOf } from './timetable.js';

export interface Declaration {
  readonly mode: Mode;
  readonly text?: string;
  /** Milliseconds since 1970; absent where it lasts until something else is said. */
  readonly until?: number;
}

/** What somebody has said, while it lasts. "Available" is no more than its sentence: the hours decide whether they are. */
export function declaredAt(status: Status, now: number): Declaration | undefined {
  const end = declaredUntil(status);
  if (now >= end) return undefined;
  const { mode, text } = status;
  return { mode, ...(text && { text }), ...(Number.isFinite(end) && { until: end }) };
}

/**
 * When what somebody has said is over: at its `until`; without, with the working day of `since`; infinity where neither
 * can be known, and for "invisible".
 */
export function declaredUntil(status: Status): number {
  const until = instantIn(status.until);
  if (until !== undefined) return until;
  const since = status.mode === 'invisible' ? undefined : instantIn(status.since);
  return (since === undefined ? undefined : endOfWorkingDay(status, since)) ?? Number.POSITIVE_INFINITY;
}

/** What was said does not count before it was. */
export function isAway(status: Status, at: number): boolean {
  const isSaid = at >= (instantIn(status.since) ?? Number.NEGATIVE_INFINITY);
  return isSaid && declaredAt(status, at)?.mode === 'away';
}

/** Away, or on a day off. */
export function isOut(status: Status, at: number): boolean {
  const timetable = timetableOf(status);
  const { zone } = timetable;
  return isAway(status, at) || (zone !== undefined && isOff(timetable, dayOf(wallOf(zone, at))));
}

export function roughAt(status: Status, now: number): boolean {
  const until = instantIn(status.rough);
  return until !== undefined && now < until;
}

/** Midnight, as an ISO instant: a rough day is over then. In UTC where the zone is none. */
export function endOfToday(now: number, zone: string): string {
  const known = zoneOf(zone);
  const today = dayOf(known ? wallOf(known, now) : now);
  return isoOf(known ? (nextShowing(known, [today + 1], 0, now) ?? now + day) : (today + 1) * day);
}

/** The first instant after now at which the clocks show a time on one of these days, or at which they skip it. */
export function nextShowing(zone: Zone, dates: readonly number[], minutes: number, now: number): number | undefined {
  return dates
    .flatMap((date) => [
      instantOf(zone, date * day + minutes * minute, 'first'),
      instantOf(zone, date * day + minutes * minute, 'last'),
    ])
    .find((at) => at > now);
}

export interface UntilChoice {
  readonly kind: 'halfHour' | 'hour' | 'twoHours' | 'endOfDay' | 'tomorrow' | 'nextWeek';
  /** ISO instant. */
  readonly at: string;
}

/**
 * Ends to choose from: all in the future, in order, none twice. "Tomorrow" and "next week" begin with the hours; next week
 * on the first day from Monday on that has any.
 */
export function untilChoices(status: Status | undefined, now: number, zone: string): readonly UntilChoice[] {
  const begun = now - (now % minute);
  const choices: (readonly [UntilChoice['kind'], number | undefined])[] = [
    ['halfHour', begun + hour / 2],
    ['hour', begun + hour],
    ['twoHours', begun + 2 * hour],
  ];
  const known = zoneOf(zone);
  if (known) {
    const own = { mode: 'available', ...status, zone: status?.zone ?? zone } as const;
    const today = dayOf(wallOf(known, now));
    choices.push(
      ['endOfDay', endOfWorkingDay(own, now)],
      ['tomorrow', beginningOf(own, known, today + 1)],
      ['nextWeek', beginningOf(own, known, firstOfWeek(own, known, today + 7 - weekdayIndex(today)))],
    );
  }
  const seen = new Set<number>();
  return choices
    .flatMap(([kind, at]) => (at === undefined || at <= now || seen.has(at) || !seen.add(at) ? [] : [{ kind, at }]))
    .sort((a, b) => a.at - b.at)
    .map(({ kind, at }) => ({ kind, at: isoOf(at) }));
}

/** The first day with hours of the week that begins on a Monday; that Monday where there is none. */
export function firstOfWeek(status: Status | undefined, zone: Zone, monday: number): number {
  const week = Array.from({ length: 7 }, (_, days) => monday + days);
  return (status && week.find((date) => hoursBegin(status, zone, date) !== undefined)) ?? monday;
}

/** Nobody's hours are known to begin on that day: nine o'clock. */
const usualStart = 9 * 60;

/** When the hours of a day begin. */
export function beginningOf(status: Status | undefined, zone: Zone, date: number): number {
  return (status && hoursBegin(status, zone, date)) ?? instantOf(zone, date * day + usualStart * minute, 'first');
}

/** Nobody's hours are known to end on that day: five o'clock. */
const usualEnd = 17 * 60;

/** When the hours are over that begin on a day, on the clocks of the status; five o'clock on those of the zone where there are none. */
export function endOfDay(status: Status | undefined, zone: Zone, date: number): number {
  const own = zoneOf(status?.zone ?? '') ?? zone;
  const [start, end] = [instantOf(own, date * day, 'first'), instantOf(own, (date + 1) * day, 'first')];
  const begun = status
    ? workingSpans(status, start - 1, end + day).filter((span) => span.start >= start && span.start < end)
    : [];
  return begun.at(-1)?.end ?? instantOf(zone, date * day + usualEnd * minute, 'first');
}

/** When hours begin first on a day of the zone's clocks. */
function hoursBegin(status: Status, zone: Zone, date: number): number | undefined {
  const [start, end] = [instantOf(zone, date * day, 'first'), instantOf(zone, (date + 1) * day, 'first')];
  // From a moment before: hours that have begun by then do not begin on this day.
  return workingSpans(status, start - 1, end).find((span) => span.start >= start)?.start;
}

export function isoOf(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
