/**
 * How people type their week and their days off, and how a week is said back to them. What is read comes out as it
 * stands in the record; reading is lenient and total, as in `timetable.ts`.
 */

import { day, dayOf, type Weekday, wallOf, weekdays, zoneOf } from '../../base/zone.js';
import type { Hours } from '../people/member.js';
import { readDayName, readDaysText } from './dayNames.js';
import { type ClockSpan, type Problem, type Reading, readHours, readWeek } from './timetable.js';
import { laterThan, readClock } from './typedClock.js';

/** Weeks to offer to whoever has not said theirs, the most usual first. */
export const usualWeeks: readonly Hours[] = [
  hoursOf(['mon', 'tue', 'wed', 'thu', 'fri'], '09:00-17:00'),
  hoursOf(['mon', 'tue', 'wed', 'thu', 'fri'], '09:00-17:30'),
  hoursOf(['mon', 'tue', 'wed', 'thu', 'fri'], '08:00-16:00'),
  hoursOf(['mon', 'tue', 'wed', 'thu', 'fri'], '10:00-18:00'),
  hoursOf(['mon', 'tue', 'wed', 'thu'], '09:00-17:00'),
  hoursOf(['mon', 'tue', 'wed', 'thu', 'sun'], '09:00-17:00'),
];

function hoursOf(days: readonly Weekday[], text: string): Hours {
  return Object.fromEntries(days.map((name) => [name, text]));
}

/**
 * Reads "mon-fri 9-17:30", "mo-thu 09:00-12:00, 13:00-17:30; fri 9-13", "sun-thu 8-16", "mon, wed 9am-1pm" and
 * "daily 10-14". If a day is named again, hours that overlap its earlier ones replace them, and others are added.
 */
export function readWeekText(text: string): Reading<Hours> {
  const week = new Map<Weekday, readonly ClockSpan[]>();
  const problems: Problem[] = [];
  for (const { daysText, hoursText } of linesOf(text)) {
    const names = readDayNames(daysText);
    const read = readHours(clockText(hoursText));
    if (!names) problems.push({ kind: 'notDays', text: daysText || hoursText });
    if (daysText !== '') problems.push(...read.problems);
    if (hoursText === '') problems.push({ kind: 'notSpan', text: daysText });
    for (const name of names ?? []) week.set(name, together(week.get(name) ?? [], read.value));
  }
  const hours = weekdays.flatMap((name) => {
    const spans = week.get(name) ?? [];
    return spans.length > 0 ? [[name, written(spans, '-', ',')] as const] : [];
  });
  return { value: Object.fromEntries(hours), problems };
}

interface Line {
  readonly daysText: string;
  readonly hoursText: string;
}

/** What begins with a digit is hours, anything else is days: hours belong to the days before them. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const line of text.split(/[;\n]/)) {
    let [daysText, hoursText] = ['', ''];
    for (const part of line.split(',')) {
      const [, words = '', clocks = ''] = /^(\D*)(.*)$/s.exec(part.trim()) ?? [];
      if (words !== '' && hoursText !== '') {
        lines.push({ daysText, hoursText });
        [daysText, hoursText] = ['', ''];
      }
      daysText = [daysText, words.trim()].filter(Boolean).join(', ');
      hoursText = [hoursText, clocks].filter(Boolean).join(', ');
    }
    if (daysText !== '' || hoursText !== '') lines.push({ daysText, hoursText });
  }
  return lines;
}

function together(before: readonly ClockSpan[], added: readonly ClockSpan[]): readonly ClockSpan[] {
  const isOther = added.some((one) => before.some(({ start, end }) => one.start < end && start < one.end));
  return isOther ? added : readHours(written([...before, ...added], '-', ',')).value;
}

/** When a morning is over that an afternoon may follow, in minutes since midnight. */
const lunch = { from: 10 * 60, to: 14 * 60 };

/** "9am to 5:30 pm" as "09:00-17:30", "9-5" too, and "9-12, 1-5" as "09:00-12:00,13:00-17:00". What cannot be read stays as it is. */
function clockText(text: string): string {
  let before = 0;
  return text
    .toLowerCase()
    .replace(/\s(?:to|until|till)\s/g, '-')
    .split(',')
    .map((part) => {
      const [from = '', to = '', ...rest] = part.split(/[-–—]/);
      const [first, last] = [readClock(from), readClock(to.trim() === '24' ? '24:00' : to)];
      if (!first || !last || rest.length > 0) return part;
      const isAfternoon = first.isEither && first.minutes < before && before >= lunch.from && before <= lunch.to;
      const start = isAfternoon ? { ...first, minutes: first.minutes + 720 } : first;
      const end = isAfternoon && last.isEither ? last.minutes + 720 : laterThan(start, last, 1440).minutes;
      if (start.minutes === end) return part;
      before = end;
      return `${clock(start.minutes)}-${clock(end)}`;
    })
    .join(',');
}

/** Minutes of the longest hours without a break; hours at night count as those of one day. */
export function longestSpan(hours: Hours): number {
  return Math.max(
    0,
    ...readWeek(hours)
      .value.flat()
      .map(({ start, end }) => end - start),
  );
}

const [workdays, weekend] = [weekdays.slice(0, 5), weekdays.slice(5)];
const sets: Readonly<Record<string, readonly Weekday[]>> = {
  daily: weekdays,
  everyday: weekdays,
  'every day': weekdays,
  weekdays: workdays,
  weekends: weekend,
};

/** "mon-fri", "sun – thu", "mon wed & fri:", "daily". */
function readDayNames(text: string): readonly Weekday[] | undefined {
  // Of blanks only one each: a pattern that looks for many takes the square of their number.
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/ ?:$/, '');
  const set = Object.hasOwn(sets, words) ? sets[words] : undefined;
  if (set) return set;
  const parts = words
    .replace(/ ?(?:[-–—]|\bto\b) ?/g, '-')
    .split(/(?:[ ,&+/]|\band\b)+/)
    .filter((part) => part !== '');
  const found = parts.map((part) => {
    const [first, last = first, ...rest] = part.split('-').map(readDayName);
    return first && last && rest.length === 0 ? daysBetween(first, last) : undefined;
  });
  return found.length > 0 && found.every((one) => one !== undefined) ? found.flat() : undefined;
}

/** Over the weekend if need be. */
function daysBetween(first: Weekday, last: Weekday): readonly Weekday[] {
  const from = weekdays.indexOf(first);
  const count = ((weekdays.indexOf(last) - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + count);
}

export interface DayGroup {
  /** In the order of the week. */
  readonly days: readonly Weekday[];
  /** "09:00–12:00, 13:00–17:30" */
  readonly hours: string;
}

/** The days with the same hours together, by their first day. Days without hours are in none. */
export function weekGroups(hours: Hours): readonly DayGroup[] {
  return grouped(hours, '–', ', ');
}

/** What `readWeekText` reads back as the same week. */
export function writeWeekText(hours: Hours): string {
  return grouped(hours, '-', ', ')
    .map((group) => `${dayNames(group.days)} ${group.hours}`)
    .join('; ');
}

function grouped(hours: Hours, dash: string, comma: string): readonly DayGroup[] {
  const groups = new Map<string, Weekday[]>();
  for (const [place, spans] of readWeek(hours).value.entries()) {
    const text = written(spans, dash, comma);
    if (text !== '') groups.set(text, [...(groups.get(text) ?? []), weekdays[place] ?? 'mon']);
  }
  return [...groups].map(([text, names]) => ({ days: names, hours: text }));
}

/** "mon-fri", "sun-thu", "mon, wed" */
function dayNames(names: readonly Weekday[]): string {
  const has = (place: number) => names.includes(weekdays[(place + 7) % 7] ?? 'mon');
  if (names.length === 7) return 'daily';
  const runs: string[] = [];
  for (const [place, name] of weekdays.entries()) {
    if (!has(place) || has(place - 1)) continue;
    let length = 1;
    while (has(place + length)) length += 1;
    const last = weekdays[(place + length - 1) % 7];
    runs.push(length > 2 ? `${name}-${last}` : length === 2 ? `${name}, ${last}` : name);
  }
  return runs.join(', ');
}

function written(spans: readonly ClockSpan[], dash: string, comma: string): string {
  return spans
    .flatMap(writable)
    .map(({ start, end }) => `${clock(start)}${dash}${end === 1440 ? '24:00' : clock(end % 1440)}`)
    .join(comma);
}

/** Hours that reach over a whole day, joined from several, can only be written as two that overlap. */
function writable(span: ClockSpan): readonly ClockSpan[] {
  const { start, end } = span;
  return end - start < 1440 || end === 1440
    ? [span]
    : [
        { start, end: start + 1439 },
        { start: 1439, end },
      ];
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Reads "2026-12-24..2026-12-27, 2027-01-01", "24 Dec - 27 Dec" and "24-27 Dec" as they stand in a record:
 * "2026-12-24/2026-12-27". Without a year: the next such days, or those that are not over yet.
 */
export function readDaysOffText(text: string, now: number, zone: string): Reading<readonly string[]> {
  const known = zoneOf(zone);
  const today = dayOf(known ? wallOf(known, now) : now);
  const [value, problems]: [string[], Problem[]] = [[], []];
  for (const part of text.split(/[,;\n]/).map((one) => one.trim())) {
    if (part === '') continue;
    const found = readDaysText(part, today);
    if (typeof found === 'string') problems.push({ kind: found, text: part });
    else value.push([...new Set([found.first, found.last])].map(dateText).join('/'));
  }
  return { value, problems };
}

function dateText(dayNumber: number): string {
  return new Date(dayNumber * day).toISOString().slice(0, 10);
}
