/**
 * Availability and overlap as anybody would write them with luxon's intervals: what ours is measured against, and
 * checked by. It looks ten days ahead, and knows only what the bench draws.
 */
import { DateTime, Interval } from 'luxon';
import { weekdays } from '../../../src/base/zone.js';
import type { Status } from '../../../src/model/people/member.js';

const daysAhead = 10;

export interface LuxonAvailability {
  readonly state: string;
  readonly until?: number;
  readonly nextReachable?: number;
}

export function luxonAvailability(status: Status, now: number): LuxonAvailability {
  const to = now + daysAhead * 86_400_000;
  const work = workingIntervals(status, now, to);
  const focus = focusIntervals(status, now, to);
  const declaredEnd = status.until ? DateTime.fromISO(status.until) : undefined;
  const stateAt = (at: DateTime) => {
    if (declaredEnd && at < declaredEnd) return status.mode;
    if (focus.some((interval) => interval.contains(at))) return 'focusing';
    return work.some((interval) => interval.contains(at)) ? 'available' : 'offHours';
  };
  const edges = [...work, ...focus].flatMap(({ start, end }) => [start, end]);
  const changes = [...edges, declaredEnd]
    .filter((at) => at instanceof DateTime)
    .filter((at) => at.toMillis() > now && at.toMillis() < to)
    .sort((a, b) => a.toMillis() - b.toMillis());
  const state = stateAt(DateTime.fromMillis(now));
  const until = changes.find((at) => stateAt(at) !== state)?.toMillis();
  const reachable = state === 'available' ? undefined : changes.find((at) => stateAt(at) === 'available')?.toMillis();
  return {
    state,
    ...(until !== undefined && { until }),
    ...(reachable !== undefined && { nextReachable: reachable }),
  };
}

/** When all of them work. */
export function luxonOverlap(people: readonly Status[], from: number, to: number): readonly Interval[] {
  const [first = [], ...others] = people.map((status) => workingIntervals(status, from, to));
  const shared = others.reduce(
    (common, own) =>
      Interval.merge(
        common.flatMap((one) => own.map((other) => one.intersection(other)).filter((both) => both !== null)),
      ),
    first,
  );
  return shared.filter((interval) => !interval.isEmpty());
}

function workingIntervals(status: Status, from: number, to: number): Interval[] {
  const window = Interval.fromDateTimes(DateTime.fromMillis(from), DateTime.fromMillis(to));
  const intervals: Interval[] = [];
  for (const date of daysOf(status, from, to)) {
    if (isOff(status, date)) continue;
    for (const text of status.hours?.[weekdays[date.weekday - 1] ?? 'mon']?.split(',') ?? []) {
      const [start = '', end = ''] = text.split('-');
      const opens = date.set(timeOf(start));
      const closes = date.set(timeOf(end));
      const hours = Interval.fromDateTimes(opens, closes > opens ? closes : nextDay(status, date, timeOf(end)));
      const inside = hours.intersection(window);
      if (inside) intervals.push(inside);
    }
  }
  return Interval.merge(intervals);
}

/** Hours that end on a day off end at its midnight. */
function nextDay(status: Status, date: DateTime, time: { hour: number; minute: number }): DateTime {
  const next = date.plus({ days: 1 });
  return isOff(status, next) ? next : next.set(time);
}

function focusIntervals(status: Status, from: number, to: number): Interval[] {
  const window = Interval.fromDateTimes(DateTime.fromMillis(from), DateTime.fromMillis(to));
  const intervals = daysOf(status, from, to).flatMap((date) =>
    (status.focus ?? []).flatMap(({ start, minutes, every }) => {
      const first = DateTime.fromISO(start, { zone: status.zone ?? 'utc' });
      const happens =
        every === 'week' ? date.weekday === first.weekday : status.hours?.[weekdays[date.weekday - 1] ?? 'mon'];
      if (!happens || date < first.startOf('day') || isOff(status, date)) return [];
      const begins = date.set({ hour: first.hour, minute: first.minute });
      return Interval.after(begins, { minutes }).intersection(window) ?? [];
    }),
  );
  return Interval.merge(intervals);
}

/** The days on the person's clocks, with the one before: its hours may reach into the first. */
function daysOf(status: Status, from: number, to: number): DateTime[] {
  const first = DateTime.fromMillis(from, { zone: status.zone ?? 'utc' })
    .startOf('day')
    .minus({ days: 1 });
  const count = Math.ceil((to - from) / 86_400_000) + 2;
  return Array.from({ length: count }, (_, days) => first.plus({ days }));
}

function isOff(status: Status, date: DateTime): boolean {
  return (status.off ?? []).some((text) => {
    const [first = '', last = first] = text.split('/');
    const iso = date.toISODate() ?? '';
    return first <= iso && iso <= last;
  });
}

function timeOf(text: string): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
}
