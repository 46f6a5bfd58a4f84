/**
 * What the layers of a status come to at an instant: who can be reached, what ends it, and when next. Pure; the clock is given.
 * Nothing that is said is replaced by anything else: whatever ends, what lies under it counts again.
 *
 * |           | off hours | in focus                                | else                       |
 * | available | off hours | focusing                                | available, until the hours end |
 * | busy      | off hours | focusing                                | busy                       |
 * | away      | away      | focusing for oneself, away for others   | away                       |
 * | invisible | unknown   | focusing for oneself, unknown to others | unknown                    |
 *
 * - Whoever focuses off hours does so for themselves: others see off hours.
 * - What is said counts until its `until`; without, until the working day of `since` is over, or, where `since` or the zone is
 *   not known, until something else is said. "Invisible" always does.
 * - Without hours nobody can know whether somebody is available, but for what they say.
 */

import { day, dayOf, wallOf } from '../../base/zone.js';
import { declaredUntil } from '../hours/declared.js';
import { focusSpans, type Span, workingSpans } from '../hours/hours.js';
import { instantIn, isOff, timetableOf } from '../hours/timetable.js';
import type { Mode, Status } from '../people/member.js';

/** Whose eyes it is for: focus that others are not to see protects all the same. */
export type Reader = 'oneself' | 'others';

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
export function availability(status: Status | undefined, now: number, reader: Reader = 'others'): Availability {
  if (!status) return { state: 'unknown', because: 'noHours' };
  for (const days of horizons) {
    const line = timelineAhead(status, now, days, reader);
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

/** The states from now until so many days after what is said has ended. */
export function timelineAhead(
  status: Status,
  now: number,
  days: number,
  reader: Reader = 'others',
): readonly Stretch[] {
  const end = saidBy(status).end;
  return timeline(status, now, (Number.isFinite(end) ? Math.max(end, now) : now) + days * day, reader);
}

/** The states between two instants, without gaps, neighbours always different. */
export function timeline(status: Status, from: number, to: number, reader: Reader = 'others'): readonly Stretch[] {
  const said = saidBy(status);
  const timetable = timetableOf(status);
  const { zone, week } = timetable;
  const work = inTurn(workingSpans(status, from, to), to);
  const focus = inTurn(focusSpans(status, from, to), to);
  const line: Stretch[] = [];
  for (let at = from; at < to; ) {
    const [hours, block] = [work(at), focus(at)];
    const isSaid = at < said.end;
    const end = Math.min(hours.changes, block.changes, isSaid ? said.end : to, to);
    const cell = stateOf(isSaid ? said.mode : undefined, {
      hours: !week || !zone ? 'unknown' : hours.isIn ? 'on' : 'off',
      isFocus: block.isIn,
      reader,
    });
    const isDayOff = cell.state === 'offHours' && zone && isOff(timetable, dayOf(wallOf(zone, at)));
    extend(line, { start: at, end, ...cell, ...(isDayOff && { because: 'dayOff' as const }) });
    at = end;
  }
  return line;
}

interface Under {
  readonly hours: 'on' | 'off' | 'unknown';
  readonly isFocus: boolean;
  readonly reader: Reader;
}

/** @param said undefined: nothing, or no more than the hours say */
function stateOf(said: Mode | undefined, { hours, isFocus, reader }: Under): Pick<Stretch, 'state' | 'because'> {
  if (isFocus && reader === 'oneself') return { state: 'focusing', because: 'focus' };
  if (said === 'invisible') return { state: 'unknown', because: 'status' };
  if (said === 'away') return { state: 'away', because: 'status' };
  if (hours === 'off') return { state: 'offHours', because: 'hours' };
  if (isFocus) return { state: 'focusing', because: 'focus' };
  if (said === 'busy') return { state: 'busy', because: 'status' };
  if (hours === 'on') return { state: 'available', because: 'hours' };
  return said === 'available' ? { state: 'available', because: 'status' } : { state: 'unknown', because: 'noHours' };
}

/** Whether an instant is in one of some spans, and when that changes; asked for instants in order. */
function inTurn(
  spans: readonly Span[],
  to: number,
): (at: number) => { readonly isIn: boolean; readonly changes: number } {
  let place = 0;
  return (at) => {
    while (place < spans.length && (spans[place]?.end ?? to) <= at) place += 1;
    const span = spans[place];
    const isIn = span !== undefined && span.start <= at;
    return { isIn, changes: (isIn ? span.end : span?.start) ?? to };
  };
}

function extend(line: Stretch[], next: Stretch): void {
  const last = line.at(-1);
  if (last?.state === next.state) line[line.length - 1] = { ...last, end: next.end };
  else line.push(next);
}

/** A sentence of somebody available, without an end of its own, says nothing of when they are. */
function saidBy(status: Status): { readonly mode: Mode; readonly end: number } {
  const saysNothing = status.mode === 'available' && instantIn(status.until) === undefined;
  return { mode: status.mode, end: saysNothing ? Number.NEGATIVE_INFINITY : declaredUntil(status) };
}
