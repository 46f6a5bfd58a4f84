/** The weekly focus plan as people type it: "mon-fri 9-11, wed 14:00-15:30" in their own zone. */

import { day, minute, type Weekday, weekdayIndex, weekdays } from '../../base/zone.js';
import { readFocus, readWeek } from '../hours/timetable.js';
import { weekGroups } from '../hours/weekText.js';
import type { Hours, PlannedFocus } from '../people/member.js';
import { longestBlock } from './focus.js';

/**
 * The plan these hours come to. What was planned for one day only, or for every day, stays as it is.
 * @param today days since 1970-01-01, on the person's clocks
 */
export function planFrom(hours: Hours, before: readonly PlannedFocus[], today: number): readonly PlannedFocus[] {
  const weekly = readWeek(hours).value.flatMap((spans, place) =>
    spans.map(({ start, end }) => ({
      start: localText(dayOn(place, today), start),
      minutes: end - start,
      every: 'week' as const,
    })),
  );
  return [...before.filter((one) => !isWeekly(one)), ...weekly];
}

/** The weekly part of a plan, as hours. */
export function hoursOfPlan(plan: readonly PlannedFocus[]): Hours {
  const hours: Partial<Record<Weekday, string>> = {};
  for (const { day: date, start, minutes, every } of readFocus(plan.filter(isWeekly)).value) {
    const days = every === 'workday' ? weekdays.slice(0, 5) : [weekdays[weekdayIndex(date)] ?? 'mon'];
    const span = `${clock(start)}-${clock(start + minutes)}`;
    for (const name of days) hours[name] = hours[name] ? `${hours[name]},${span}` : span;
  }
  return hours;
}

/** Whether a plan has anything weekly to say. */
export function isPlanned(plan: readonly PlannedFocus[]): boolean {
  return weekGroups(hoursOfPlan(plan)).length > 0;
}

/** Whether any block is longer than anybody focuses without a break. */
export function hasLongBlock(hours: Hours): boolean {
  return readWeek(hours)
    .value.flat()
    .some(({ start, end }) => (end - start) * minute > longestBlock);
}

function isWeekly({ every }: PlannedFocus): boolean {
  return every === 'week' || every === 'workday';
}

/** The first such weekday from today on. */
function dayOn(weekday: number, today: number): number {
  return today + ((weekday - weekdayIndex(today) + 7) % 7);
}

function localText(date: number, minutes: number): string {
  return new Date(date * day + minutes * minute).toISOString().slice(0, 16);
}

function clock(minutes: number): string {
  const time = minutes % 1440;
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}
