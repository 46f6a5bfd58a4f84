/**
 * When what is held is delivered, and how delivery times are typed. Pure: the past is what the status still tells.
 *
 * - Nothing is delivered during focus, started or planned; blocks that touch are one. Its end is a delivery.
 * - So is a delivery time on a day with work, or in hours that began the day before; Monday to Friday where no hours are
 *   known. One inside focus waits for its end. One that the clocks skip is at the end of the gap, one shown twice at the first.
 * - Nothing is delivered while away or on a day off: the next delivery is the first of their own times after that.
 * - A delivery that was missed is due, once, however many there were.
 */

import { day, dayOf, instantOf, minute, wallOf, type Zone, zoneOf } from '../../base/zone.js';
import { declaredUntil, isOut } from '../hours/declared.js';
import { focusSpans } from '../hours/hours.js';
import { instantIn, timetableOf } from '../hours/timetable.js';
import { readClocks } from '../hours/typedClock.js';
import { windowsBetween } from '../hours/windows.js';
import type { RunningFocus } from '../inbox/entries.js';
import { blankStatus, type Declared, type Status } from '../people/member.js';
import { focusAt, focusSince } from './focus.js';

/** How far ahead to look, in days: the next delivery is mostly near. The furthest bounds the look back as well. */
const horizons = [2, 10, 60];
const furthest = 60 * day;
/** Whoever declares no end would never be through: nobody is told of an end later than that. */
const longestChain = day;

/**
 * When what is held is due, in milliseconds since 1970; it is due now where that is not after `now`: of several deliveries
 * that were missed the last, so that it may stand for all of them as `after`. Without delivery times that is `now`, except
 * during focus, while away and on a day off. Where nothing is due within 60 days, their end.
 * @param zone IANA name of this machine's zone: delivery times are shown on its clocks where the status names no zone
 * @param after the last delivery, milliseconds since 1970. In the future: the clock was set back, and nothing is overdue.
 * Undefined: there was none, and nothing from before today is overdue.
 */
export function nextDelivery(status: Status | undefined, zone: string, after: number | undefined, now: number): number {
  const clocks = clocksOf(status, zone);
  const own = { ...(status ?? blankStatus), zone: clocks.name, windows: windowsOf(status) };
  const isAtOnce = own.windows.length === 0;
  const isHeld = (at: number) => isQuiet(status, at) || isOut(own, at);
  if (isAtOnce && !isHeld(now)) return now;
  const before = after ?? instantOf(clocks.zone, dayOf(wallOf(clocks.zone, now)) * day, 'first') - 1;
  const from = isAtOnce || isQuiet(status, now) ? now : Math.max(Math.min(before, now), now - furthest);
  for (const days of horizons) {
    const to = now + days * day;
    const windows = new Set(windowsBetween(own, clocks.zone, from, to));
    const isDelivery = (at: number) => !isHeld(at) && (isAtOnce || windows.has(at) || isQuiet(status, at - 1));
    const instants = [
      ...windows,
      ...(isAtOnce ? returns(own, clocks.zone, from, to) : []),
      ...focusEnds(status, from, to),
    ]
      .filter((at) => from < at && at < to)
      .sort((a, b) => a - b);
    const last = instants.findLast((at) => at <= now && isDelivery(at));
    const missed = last !== undefined && !wasOut(own, clocks.zone, last, now) ? last : undefined;
    const found = missed ?? instants.find((at) => at > now && isDelivery(at));
    if (found !== undefined) return found;
  }
  return now + furthest;
}

/** Whether they focus at an instant, or did, or will. */
export function isQuiet(status: Status | undefined, at: number): boolean {
  return status !== undefined && focusSpans(status, at, at + 1).length > 0;
}

/**
 * What somebody says in one team, with the focus that was begun in another and goes on. Undefined where there is neither.
 * @param repository the number of the team repository
 */
export function withFocusElsewhere(
  declared: Declared | undefined,
  focus: RunningFocus | undefined,
  repository: number | undefined,
): Status | undefined {
  if (!focus || focus.repository === repository) return declared?.status;
  const { edited = {} } = declared ?? {};
  const isAfter = (stamp: string | undefined) => Date.parse(stamp ?? '') >= Date.parse(focus.at);
  if ([edited.focusing, edited.marks, edited.focus].some(isAfter)) return declared?.status;
  return { ...(declared?.status ?? blankStatus), focusing: { since: focus.since, until: focus.until } };
}

/** The focus that runs, as it goes on in other teams. */
export function runningFocus(declared: Declared, repository: number, now: number): RunningFocus | undefined {
  const focus = focusAt(declared.status, now);
  const until = quietUntil(declared.status, now);
  const since = focusSince(declared.status, now);
  if (until === undefined || since === undefined) return undefined;
  const iso = (at: number) => new Date(at).toISOString();
  const at = (focus.kind === 'started' && declared.edited.focusing) || iso(since);
  return { since: iso(since), until: iso(until), at, repository };
}

/** Whether nothing is delivered to them: during focus, while they are away, and on a day off. */
export function isHeldBack(status: Status, at: number): boolean {
  return isQuiet(status, at) || isOut(status, at);
}

/** The end of running focus and of all that follows it without a gap, but at most 24 hours from now. */
export function quietUntil(status: Status | undefined, now: number): number | undefined {
  const [span] = status ? focusSpans(status, now, now + longestChain) : [];
  return span?.start === now ? span.end : undefined;
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

/** Every instant between two at which focus may end, in no order. */
function focusEnds(status: Status | undefined, from: number, to: number): readonly number[] {
  return status ? focusSpans(status, from - day, to).map(({ end }) => end) : [];
}

/** Whether they were away, or had a day off, at any time after an instant: what was missed before that waits for their own time. */
function wasOut(status: Status, zone: Zone, after: number, now: number): boolean {
  const [first, last] = [dayOf(wallOf(zone, after)), dayOf(wallOf(zone, now))];
  if (timetableOf(status).off.some((days) => days.first <= last && days.last >= first)) return true;
  const since = instantIn(status.since) ?? Number.NEGATIVE_INFINITY;
  const until = declaredUntil(status);
  return status.mode === 'away' && since <= now && since < until && until > after;
}

/** Every instant between two at which somebody may be back, in order. */
function returns(status: Status, zone: Zone, from: number, to: number): readonly number[] {
  const days = Array.from(
    { length: Math.ceil((to - from) / day) + 1 },
    (_, place) => dayOf(wallOf(zone, from)) + place,
  );
  return [...days.map((date) => instantOf(zone, date * day, 'first')), declaredUntil(status)];
}

function clocksOf(status: Status | undefined, zone: string): { readonly name: string; readonly zone: Zone } {
  for (const name of [status?.zone ?? '', zone]) {
    const known = zoneOf(name);
    if (known) return { name, zone: known };
  }
  return { name: 'UTC', zone: { offsetAt: () => 0 } };
}
