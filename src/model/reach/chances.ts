/**
 * When people get to see what they are asked, and when everybody has had time to answer. Pure; the clock is given.
 *
 * A chance is one of a person's own delivery windows on a working day of theirs, or, where it lies in focus, the end of that
 * focus; for those who get everything at once, the start of their hours. While they are away or off there is none.
 *
 * Everybody has had time once each has had two chances and two whole working days. A working day is whole that begins after
 * the question and is over, on whose first and last moment they are not away.
 *
 * Whose hours are not known is taken to work from Monday to Friday, 9:00 to 17:00; whose zone is not known, to do so in any
 * zone there is: they have had a chance once they have had it everywhere.
 */
import { day, dayOf, wallOf, weekdays, zoneOf } from '../../base/zone.js';
import { isAway, isOut } from '../hours/declared.js';
import { focusSpans, spansOn, workingSpans } from '../hours/hours.js';
import { timetableOf } from '../hours/timetable.js';
import { windowsBetween } from '../hours/windows.js';
import { blankStatus, type Status } from '../people/member.js';

/** So many chances, and so many whole working days, everybody is given. */
export const enough = 2;

/** How far ahead to look, in days: mostly it is near. Nobody's holidays last longer than the furthest. */
const horizons = [10, 60, 400];

/** Hours that are taken for those that are not known. */
const usualHours = Object.fromEntries(weekdays.slice(0, 5).map((weekday) => [weekday, '09:00-17:00']));

/** Every whole hour. */
const everyZone = Array.from({ length: 27 }, (_, place) => place - 12).map((hours) =>
  hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`,
);

/** Whether it is known when somebody works. */
export function isScheduleKnown(status: Status | undefined): boolean {
  return status !== undefined && timetableOf(status).week !== undefined;
}

/** The first instant by which somebody has had time to answer; undefined where that takes more than 400 days. */
export function timeToAnswer(status: Status | undefined, asked: number): number | undefined {
  return latest(possible(status).map((one) => firstWithin(asked, (to) => readyBy(one, asked, to))));
}

/** The first instant by which everybody has. */
export function fairClosing(statuses: readonly (Status | undefined)[], asked: number): number | undefined {
  return latest([asked, ...statuses.map((status) => timeToAnswer(status, asked))]);
}

/** How many chances somebody has surely had from one instant on until another. */
export function chancesHad(status: Status | undefined, asked: number, until: number): number {
  return Math.min(...possible(status).map((one) => chances(one, asked, until).length));
}

/** The first chances somebody has; none where it is not known when they work. */
export function firstChances(status: Status | undefined, asked: number): readonly number[] {
  if (!status || !isScheduleKnown(status)) return [];
  for (const days of horizons) {
    const found = chances(status, asked, asked + days * day).slice(0, enough);
    if (found.length === enough || days === horizons.at(-1)) return found;
  }
  return [];
}

/** What somebody's status may be, with zone and hours. */
function possible(status: Status = blankStatus): readonly Status[] {
  const { zone } = timetableOf(status);
  const zones = zone && status.zone !== undefined ? [status.zone] : everyZone;
  return zones.map((name) => {
    const placed = { ...status, zone: name };
    return isScheduleKnown(placed) ? placed : { ...placed, hours: usualHours };
  });
}

function readyBy(status: Status, asked: number, to: number): number | undefined {
  const seen = chances(status, asked, to)[enough - 1];
  const worked = wholeDays(status, asked, to)[enough - 1];
  return seen === undefined || worked === undefined ? undefined : Math.max(seen, worked);
}

/** After one instant and until another, that included; in order. */
function chances(status: Status, from: number, to: number): readonly number[] {
  const zone = zoneOf(status.zone ?? '');
  if (!zone || to <= from) return [];
  const isAtOnce = timetableOf(status).windows.length === 0;
  const times = isAtOnce
    ? workingSpans(status, from - day, to + 1).map(({ start }) => start)
    : windowsBetween(status, zone, from, to);
  const focus = focusSpans(status, from - day, to + day);
  const seenAt = (at: number) => focus.find(({ start, end }) => start <= at && at < end)?.end ?? at;
  const all = times.filter((at) => at > from).map(seenAt);
  return [...new Set(all)].filter((at) => at <= to && !isOut(status, at)).sort((a, b) => a - b);
}

/** The ends of the working days that begin after one instant and are over by another; in order. */
function wholeDays(status: Status, from: number, to: number): readonly number[] {
  const timetable = timetableOf(status);
  const { zone } = timetable;
  if (!zone) return [];
  const ends: number[] = [];
  for (let date = dayOf(wallOf(zone, from)) - 1; date <= dayOf(wallOf(zone, to)); date++) {
    const spans = spansOn(timetable, zone, date).filter(({ start, end }) => start < end);
    const [start, end] = [Math.min(...spans.map((one) => one.start)), Math.max(...spans.map((one) => one.end))];
    const isWhole = spans.length > 0 && start >= from && end <= to;
    if (isWhole && !isAway(status, start) && !isAway(status, end - 1)) ends.push(end);
  }
  return ends.sort((a, b) => a - b);
}

function firstWithin(from: number, find: (to: number) => number | undefined): number | undefined {
  for (const days of horizons) {
    const found = find(from + days * day);
    if (found !== undefined) return found;
  }
  return undefined;
}

function latest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length === instants.length ? Math.max(...known) : undefined;
}
