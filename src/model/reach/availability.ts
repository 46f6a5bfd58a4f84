/**
 * What a status comes to at an instant: who can be reached, what ends it, and when next. Pure; the clock is given.
 *
 * - What is declared counts until its `until`, over hours, planned focus and days off; then it expires by itself.
 * - Without `until`: "focusing", "busy" and "away" last until the working day of `since` is over, or, where `since` or the
 *   zone is not known, until something else is declared. "Invisible" always does. "Available" says nothing then:
 *   hours and planned focus decide.
 * - After that: planned focus, in hours or not; then hours. Without hours nobody can know.
 * - Invisible people are unknown to others, and so is when that ends.
 */

import { day, dayOf, wallOf } from '../../base/zone.js';
import { declaredUntil, instantIn } from '../hours/declared.js';
import { focusSpans, workingSpans } from '../hours/hours.js';
import { isOff, timetableOf } from '../hours/timetable.js';
import type { Status } from '../people/member.js';

export interface Availability {
  readonly state: AvailabilityState;
  /** The first instant with another state; absent where none is near or nobody may know. */
  readonly until?: number;
  readonly because: Because;
  /** When the state is next `available`; absent while it is, and where it will not be within 60 days of what is declared. */
  readonly nextReachable?: number;
}

export type AvailabilityState = 'available' | 'focusing' | 'busy' | 'away' | 'offHours' | 'unknown';
export type Because = 'status' | 'focus' | 'hours' | 'dayOff' | 'noHours';

/** A stretch of time with one state: from `start` to `end`, milliseconds since 1970. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly state: AvailabilityState;
  /** Why it is so at its start. */
  readonly because: Because;
}

/** How far ahead to look, in days: the next change is mostly near, and the furthest bounds the search. */
const horizons = [2, 10, 60];

/** @param now milliseconds since 1970 */
export function availability(status: Status | undefined, now: number): Availability {
  if (!status) return { state: 'unknown', because: 'noHours' };
  for (const days of horizons) {
    const line = timelineAhead(status, now, days);
    const first = line[0];
    if (!first) break;
    const { state, because } = first;
    if (state === 'unknown' && because === 'status') return { state, because };
    const reachable = state === 'available' ? undefined : line.find((one) => one.state === 'available')?.start;
    const isSettled = line.length > 1 && (state === 'available' || reachable !== undefined);
    if (!isSettled && days !== horizons.at(-1)) continue;
    return {
      state,
      because,
      ...(line.length > 1 && { until: first.end }),
      ...(reachable !== undefined && { nextReachable: reachable }),
    };
  }
  return { state: 'unknown', because: 'noHours' };
}

/** The states from now until so many days after what is declared has ended. */
export function timelineAhead(status: Status, now: number, days: number): readonly Stretch[] {
  const end = declaredBy(status)?.end ?? now;
  return timeline(status, now, (Number.isFinite(end) ? Math.max(end, now) : now) + days * day);
}

/** The states between two instants, without gaps, neighbours always different. */
export function timeline(status: Status, from: number, to: number): readonly Stretch[] {
  const declared = declaredBy(status);
  const start = declared ? Math.min(Math.max(declared.end, from), to) : from;
  const line: Stretch[] = [];
  if (declared && start > from) line.push({ start: from, end: start, state: declared.state, because: 'status' });
  const { zone, week } = timetableOf(status);
  const work = workingSpans(status, start, to);
  const focus = focusSpans(status, start, to);
  let [atWork, atFocus] = [0, 0];
  for (let at = start; at < to; ) {
    while ((work[atWork]?.end ?? to) <= at && atWork < work.length) atWork += 1;
    while ((focus[atFocus]?.end ?? to) <= at && atFocus < focus.length) atFocus += 1;
    const [hours, block] = [work[atWork], focus[atFocus]];
    const isFocus = block !== undefined && block.start <= at;
    const isWork = hours !== undefined && hours.start <= at;
    const end = isFocus ? block.end : Math.min((isWork ? hours.end : hours?.start) ?? to, block?.start ?? to);
    if (isFocus) extend(line, { start: at, end, state: 'focusing', because: 'focus' });
    else if (isWork) extend(line, { start: at, end, state: 'available', because: 'hours' });
    else if (!week || !zone) extend(line, { start: at, end, state: 'unknown', because: 'noHours' });
    else {
      const because = isOff(timetableOf(status), dayOf(wallOf(zone, at))) ? 'dayOff' : 'hours';
      extend(line, { start: at, end, state: 'offHours', because });
    }
    at = end;
  }
  return line;
}

function extend(line: Stretch[], next: Stretch): void {
  const last = line.at(-1);
  if (last?.state === next.state) line[line.length - 1] = { ...last, end: next.end };
  else line.push(next);
}

/** What the mode says by itself and until when; undefined where it says nothing. */
function declaredBy(status: Status): { readonly state: AvailabilityState; readonly end: number } | undefined {
  const { mode } = status;
  if (mode === 'available' && instantIn(status.until) === undefined) return undefined;
  return { state: mode === 'invisible' ? 'unknown' : mode, end: declaredUntil(status) };
}
