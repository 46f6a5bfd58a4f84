/**
 * When what is held is delivered, and how delivery windows are typed. Pure: the past is what the status still tells.
 *
 * - Nothing is delivered during focus, declared or planned; blocks that touch are one. Its end is a delivery.
 * - So is a window on a day with work, or in hours that began the day before; Monday to Friday where no hours are known.
 *   One inside focus waits for its end. One that the clocks skip is at the end of the gap, one shown twice at the first.
 * - A delivery that was missed is due, once, however many there were.
 * - Planned focus is taken to have run until what was said last. A declared block that something else has been said over
 *   has left no trace: who sees focus end delivers by themselves.
 */

import { day, dayOf, instantOf, minute, wallOf, weekdayIndex, type Zone, zoneOf } from '../../base/zone.js';
import { declaredUntil, instantIn } from '../hours/declared.js';
import { focusSpans, workingSpans } from '../hours/hours.js';
import { hoursOn, isOff, timetableOf } from '../hours/timetable.js';
import { readClocks } from '../hours/typedClock.js';
import { blankStatus, type Status } from '../people/member.js';
import { focusAt } from './focus.js';

/** How far ahead to look, in days: the next delivery is mostly near. The furthest bounds the look back as well. */
const horizons = [2, 10, 60];
const furthest = 60 * day;
/** Whoever declares no end would never be through: nobody is told of an end later than that. */
const longestChain = day;

/**
 * When what is held is due, in milliseconds since 1970; it is due now where that is not after `now`: of several deliveries
 * that were missed the last, so that it may stand for all of them as `after`. Without windows that is `now`, except during
 * focus. Where nothing is due within 60 days, their end.
 * @param zone IANA name of this machine's zone: windows are shown on its clocks where the status names no zone
 * @param after the last delivery, milliseconds since 1970. In the future: the clock was set back, and nothing is overdue.
 * Undefined: there was none, and nothing from before today is overdue.
 */
export function nextDelivery(status: Status | undefined, zone: string, after: number | undefined, now: number): number {
  const end = quietUntil(status, now);
  if (end !== undefined) return end;
  const clocks = clocksOf(status, zone);
  const own = { ...(status ?? blankStatus), zone: clocks.name, windows: windowsOf(status) };
  if (own.windows.length === 0) return now;
  const last = after ?? instantOf(clocks.zone, dayOf(wallOf(clocks.zone, now)) * day, 'first') - 1;
  const from = Math.max(Math.min(last, now), now - furthest);
  const isQuietThen = quietOver(status, now);
  for (const days of horizons) {
    const to = now + days * day;
    const windows = new Set(windowsBetween(own, clocks.zone, from, to));
    const isDelivery = (at: number) => !isQuietThen(at) && (windows.has(at) || isQuietThen(at - 1));
    const instants = [...windows, ...focusChanges(status, from, to)]
      .filter((at) => from < at && at < to)
      .sort((a, b) => a - b);
    const missed = instants.findLast((at) => at <= now && isDelivery(at));
    const found = missed ?? instants.find((at) => at > now && isDelivery(at));
    if (found !== undefined) return found;
  }
  return now + furthest;
}

/** Whether they focus right now, declared or planned. */
export function isQuiet(status: Status | undefined, now: number): boolean {
  return endAt(status, now) !== undefined;
}

/** The end of running focus and of all that follows it without a gap, but at most 24 hours from now. */
export function quietUntil(status: Status | undefined, now: number): number | undefined {
  let end = endAt(status, now);
  while (end !== undefined && end < now + longestChain) {
    const next = endAt(status, end);
    if (next === undefined) return end;
    end = next;
  }
  return end === undefined ? undefined : now + longestChain;
}

/** More would be no windows any more. */
const mostWindows = 6;

/** Reads "11, 15:00" and "11am, 3pm" as they stand in a status: "09:30". Sorted, none twice; undefined for anything else. */
export function readWindows(text: string): readonly string[] | undefined {
  const found = [...new Set(readClocks(text))].sort((a, b) => a - b);
  return found.length > 0 && found.length <= mostWindows ? found.map(clockText) : undefined;
}

/** The windows that count, as "11:00", in order: the usual ones where there are none to be read; none where nothing is held. */
export function windowsOf(status: Status | undefined): readonly string[] {
  return timetableOf(status ?? blankStatus).windows.map(clockText);
}

function clockText(minutes: number): string {
  return new Date(minutes * minute).toISOString().slice(11, 16);
}

/** When the block ends that runs at an instant. */
function endAt(status: Status | undefined, at: number): number | undefined {
  const focus = focusAt(status, at);
  switch (focus.kind) {
    case 'started':
      return focus.end;
    case 'planned':
      return focus.plan.end;
    case 'none':
    case 'soon':
      return undefined;
  }
}

/**
 * Whether they focus at an instant, or did: nothing was said before `since`. A `since` in the future is of a clock that was
 * set back since; what it stands for was said before now, and nobody knows when.
 */
function quietOver(status: Status | undefined, now: number): (at: number) => boolean {
  const since = instantIn(status?.since);
  if (!status || since === undefined || since > now) return (at) => isQuiet(status, at);
  const { text: _text, until: _until, since: _since, ...habits } = status;
  const before: Status = { ...habits, mode: 'available' };
  return (at) => isQuiet(at < since ? before : status, at);
}

/** Every instant between two at which focus may end, in no order. */
function focusChanges(status: Status | undefined, from: number, to: number): readonly number[] {
  if (!status) return [];
  return [
    ...focusSpans(status, from, to).map(({ end }) => end),
    declaredUntil(status),
    instantIn(status.since) ?? Number.NEGATIVE_INFINITY,
  ];
}

/** The windows that count on the days from one instant to another. */
function windowsBetween(own: Status, zone: Zone, from: number, to: number): readonly number[] {
  const timetable = timetableOf(own);
  const found: number[] = [];
  for (let date = dayOf(wallOf(zone, from)); date <= dayOf(wallOf(zone, to)); date++) {
    const isWorkday = timetable.week
      ? hoursOn(timetable, date).length > 0
      : weekdayIndex(date) < 5 && !isOff(timetable, date);
    for (const window of timetable.windows) {
      const at = instantOf(zone, date * day + window * minute, 'first');
      if (isWorkday || workingSpans(own, at, at + 1).length > 0) found.push(at);
    }
  }
  return found;
}

function clocksOf(status: Status | undefined, zone: string): { readonly name: string; readonly zone: Zone } {
  for (const name of [status?.zone ?? '', zone]) {
    const known = zoneOf(name);
    if (known) return { name, zone: known };
  }
  return { name: 'UTC', zone: { offsetAt: () => 0 } };
}
