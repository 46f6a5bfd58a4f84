/**
 * When a person works and when they focus, as exact spans of instants. Knows nothing of what they say.
 *
 * - A start that the clocks skip moves to the end of the gap, and so does an end; a span inside the gap is none.
 * - Of a time that the clocks show twice, a start means the first and an end the last.
 * - Hours belong to the day they begin on: on a day off none begin, and hours from the day before end at its midnight.
 * - Planned focus lasts its minutes whatever the clocks do. If it repeats, it is left out on days off. One occurrence may be
 *   marked to end at another time, or to be none.
 */

import { day, dayOf, instantOf, minute, wallOf, weekdayIndex, type Zone } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import { type FocusPlan, hoursOn, instantIn, isOff, type Timetable, timetableOf } from './timetable.js';

/** Milliseconds since 1970; the end does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Working time between two instants: sorted, disjoint, inside. None where zone or hours are not known. */
export function workingSpans(status: Status, from: number, to: number): readonly Span[] {
  const timetable = timetableOf(status);
  const { zone, week } = timetable;
  if (!zone || !week || from >= to) return [];
  const spans: Span[] = [];
  // Hours of the day before may reach into the first day.
  for (let date = dayOf(wallOf(zone, from)) - 1; date <= dayOf(wallOf(zone, to)) + 1; date++)
    spans.push(...spansOn(timetable, zone, date));
  return joined(spans, from, to);
}

/** The working time that begins on a day: days since 1970-01-01 on the clocks of the zone. */
export function spansOn(timetable: Timetable, zone: Zone, date: number): readonly Span[] {
  return hoursOn(timetable, date).map(({ start, end }) => ({
    start: instantOf(zone, date * day + start * minute, 'first'),
    end:
      end >= 1440 && isOff(timetable, date + 1)
        ? instantOf(zone, (date + 1) * day, 'first')
        : instantOf(zone, date * day + end * minute, 'last'),
  }));
}

/** Focus between two instants, planned or started: sorted, disjoint, inside. */
export function focusSpans(status: Status, from: number, to: number): readonly Span[] {
  const started = startedSpan(status);
  return joined([...plannedOccurrences(status, from, to), ...(started ? [started] : [])], from, to);
}

/** Planned focus between two instants: sorted, disjoint, inside. */
export function plannedSpans(status: Status, from: number, to: number): readonly Span[] {
  return joined([...plannedOccurrences(status, from, to)], from, to);
}

/** Nobody focuses for longer, whatever a record says. */
const longestStarted = day;

/** The focus block that was started last, over or not. */
export function startedSpan({ focusing }: Status): Span | undefined {
  const [start, end] = [instantIn(focusing?.since), instantIn(focusing?.until)];
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { start, end: Math.min(end, start + longestStarted) };
}

/** Planned blocks that may reach between two instants, each with the end it is marked to have, in no order. */
export function plannedOccurrences(status: Status, from: number, to: number): readonly Span[] {
  const timetable = timetableOf(status);
  const { zone, focus, marks } = timetable;
  if (!zone || focus.length === 0 || from >= to) return [];
  const [first, last] = [dayOf(wallOf(zone, from)) - 2, dayOf(wallOf(zone, to)) + 1];
  const spans: Span[] = [];
  for (const plan of focus) {
    const end = plan.every === 'once' ? Math.min(plan.day, last) : last;
    for (let date = Math.max(first, plan.day); date <= end; date++) {
      if (!happensOn(timetable, plan, date)) continue;
      const start = instantOf(zone, date * day + plan.start * minute, 'first');
      spans.push({ start, end: marks.get(start) ?? start + plan.minutes * minute });
    }
  }
  return spans;
}

/** Somebody without hours is taken to work from Monday to Friday. */
function happensOn(timetable: Timetable, plan: FocusPlan, date: number): boolean {
  switch (plan.every) {
    case 'once':
      return date === plan.day;
    case 'day':
      return !isOff(timetable, date);
    case 'week':
      return (date - plan.day) % 7 === 0 && !isOff(timetable, date);
    case 'workday':
      return timetable.week ? hoursOn(timetable, date).length > 0 : weekdayIndex(date) < 5 && !isOff(timetable, date);
  }
}

/** No team promises an answer later than that. */
const longestSearch = 400 * day;
const searchStep = 14 * day;

/**
 * The first instant by which so much working time has passed.
 * @param ms milliseconds of working time; none give back `from`
 * @returns undefined where it takes more than 400 days
 */
export function addWorkingTime(status: Status, from: number, ms: number): number | undefined {
  if (!(ms > 0)) return from;
  let rest = ms;
  for (let start = from; start < from + longestSearch; start += searchStep) {
    for (const span of workingSpans(status, start, start + searchStep)) {
      if (rest <= span.end - span.start) return span.start + rest;
      rest -= span.end - span.start;
    }
  }
  return undefined;
}

/**
 * When the working day of an instant is over: at the end of the hours that begin on that local day, or on the day
 * before where the instant lies in its hours. Where these are over, or there are none, at midnight.
 * @returns undefined where there is no zone
 */
export function endOfWorkingDay(status: Status, at: number): number | undefined {
  const timetable = timetableOf(status);
  const { zone } = timetable;
  if (!zone) return undefined;
  const today = dayOf(wallOf(zone, at));
  const isNight = spansOn(timetable, zone, today - 1).some(({ start, end }) => start <= at && at < end);
  const ends = spansOn(timetable, zone, isNight ? today - 1 : today).map(({ end }) => end);
  const end = Math.max(...ends, at);
  return end > at ? end : instantOf(zone, (today + 1) * day, 'first');
}

/** Sorts, joins what touches, and cuts off what lies outside. */
function joined(spans: Span[], from: number, to: number): readonly Span[] {
  spans.sort((a, b) => a.start - b.start);
  const result: Span[] = [];
  for (const span of spans) {
    const [start, end] = [Math.max(span.start, from), Math.min(span.end, to)];
    if (start >= end) continue;
    const last = result.at(-1);
    if (last && start <= last.end) result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else result.push({ start, end });
  }
  return result;
}
