/**
 * When an answer can be expected, and why. Pure; what a team agreed and what is usual are given.
 *
 * A question reaches a person at the first delivery in reachable time: the end of a focus block, or a delivery window;
 * at once where nothing is held. That is the likely time, or later where answers usually take longer. From the delivery on
 * the team's expectation is counted in working hours: that is the latest.
 */

import { day, dayOf, instantOf, minute, wallOf } from '../../base/zone.js';
import { addWorkingTime } from '../hours/hours.js';
import { timetableOf } from '../hours/timetable.js';
import type { Status } from '../people/member.js';
import { type Stretch, timelineAhead } from './availability.js';

export interface Asked {
  readonly status: Status | undefined;
  /** When, milliseconds since 1970. */
  readonly asked: number;
  /** What the team agreed on: milliseconds of working time. */
  readonly expectation: number;
  /** How long this person's answers take as a rule, from asking: milliseconds of working time. */
  readonly usual?: number;
}

export interface ExpectedAnswer {
  /** Milliseconds since 1970. Never after `latest`: what was agreed counts for those who are slow as well. */
  readonly likely: number;
  readonly latest: number;
  /** In the order in which things happen. */
  readonly because: readonly Reason[];
}

export type Reason =
  | { readonly kind: 'focusing' | 'busy' | 'away' | 'offHours' | 'dayOff'; readonly until: number }
  | { readonly kind: 'window' | 'focusEnds'; readonly at: number }
  | { readonly kind: 'usual' | 'expectation'; readonly ms: number };

/** In days: as far as availability looks. */
const horizon = 60;

/** Undefined where nobody can know: no hours, or away until further notice. */
export function expectedAnswer({ status, asked, expectation, usual }: Asked): ExpectedAnswer | undefined {
  if (!status) return undefined;
  const line = timelineAhead(visible(status), asked, horizon);
  const delivery = deliveryIn(status, line);
  if (!delivery) return undefined;
  const latest = addWorkingTime(status, delivery.at, expectation);
  if (latest === undefined) return undefined;
  const usually = usual === undefined ? undefined : addWorkingTime(status, asked, usual);
  const isSlower = usually !== undefined && usually > delivery.at;
  return {
    likely: isSlower ? Math.min(usually, latest) : delivery.at,
    latest,
    because: [
      ...obstacles(line, delivery.at),
      ...(delivery.kind === 'atOnce' ? [] : [{ kind: delivery.kind, at: delivery.at }]),
      ...(isSlower && usual !== undefined ? [{ kind: 'usual' as const, ms: usual }] : []),
      { kind: 'expectation', ms: expectation },
    ],
  };
}

/** The hours of invisible people are known to all, what they do now is not: neither may show in the answer. */
function visible(status: Status): Status {
  if (status.mode !== 'invisible') return status;
  const { until: _until, since: _since, ...rest } = status;
  return { ...rest, mode: 'available' };
}

interface Delivery {
  readonly at: number;
  readonly kind: 'window' | 'focusEnds' | 'atOnce';
}

function deliveryIn(status: Status, line: readonly Stretch[]): Delivery | undefined {
  const { windows } = timetableOf(status);
  for (const [place, stretch] of line.entries()) {
    if (stretch.state !== 'available') continue;
    if (line[place - 1]?.state === 'focusing') return { at: stretch.start, kind: 'focusEnds' };
    if (windows.length === 0) return { at: stretch.start, kind: 'atOnce' };
    const at = windowIn(status, stretch);
    if (at !== undefined) return { at, kind: 'window' };
  }
  // None of the windows lies in reachable time.
  const first = line.find(({ state }) => state === 'available');
  return first && { at: first.start, kind: 'atOnce' };
}

/** The first delivery window of a stretch of time. */
function windowIn(status: Status, { start, end }: Stretch): number | undefined {
  const { zone, windows } = timetableOf(status);
  if (!zone) return undefined;
  for (let date = dayOf(wallOf(zone, start)); date <= dayOf(wallOf(zone, end)); date++) {
    const instants = windows.map((window) => instantOf(zone, date * day + window * minute, 'first'));
    const found = instants.find((at) => start <= at && at < end);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stood in the way until the delivery: each kind once, with its last end. */
function obstacles(line: readonly Stretch[], delivered: number): readonly Reason[] {
  const ends = new Map<Exclude<Reason, { ms: number } | { at: number }>['kind'], number>();
  for (const { state, because, end } of line) {
    if (end > delivered) break;
    if (state === 'available' || state === 'unknown') continue;
    ends.set(state === 'offHours' && because === 'dayOff' ? 'dayOff' : state, end);
  }
  return [...ends].map(([kind, until]) => ({ kind, until }));
}
