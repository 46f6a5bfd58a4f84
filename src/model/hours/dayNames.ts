/** How days are named in what people type: days of the week and of the calendar, in English. */

import { day, type Weekday, weekdayIndex, weekdays } from '../../base/zone.js';
import { type Days, readDate } from './timetable.js';

const days: readonly string[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "Mo", "thurs", "Fridays": at least two letters of a name; undefined for anything else. */
export function readDayName(text: string): Weekday | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  const names = [name, name.replace(/s$/, '')].filter((one) => one.length >= 2);
  return weekdays[days.findIndex((full) => names.some((one) => full.startsWith(one)))];
}

type DaysRead = Days | 'notDate' | 'endsBeforeStart';

/**
 * Reads "2026-12-24", "2026-12-24..2026-12-27", "24 Dec", "24-27 Dec", "Dec 24 to Jan 2, 2027", "tomorrow", "fri" and "next week". Without a year: the
 * next such days, or those that are not over yet.
 * @param today days since 1970-01-01
 */
export function readDaysText(text: string, today: number): DaysRead {
  const words = text.trim().toLowerCase();
  const isDated = /^\d{4}-/.test(words);
  const separator = isDated ? /\.\.+|[/–—]|\s-\s|\s(?:to|till|until)\s/ : /\.\.+|[-/–—]|\s(?:to|till|until)\s/;
  const [from = '', to = from, ...rest] = words.split(separator);
  if (rest.length > 0) return 'notDate';
  if (isDated) return between(readDate(from), readDate(to));
  const named = daysNamed(from.trim(), to.trim(), today);
  if (named) return named;
  const [first, last] = [readParts(from), readParts(to)];
  const [firstMonth, lastMonth] = [first?.month ?? last?.month, last?.month ?? first?.month];
  if (!first || !last || firstMonth === undefined || lastMonth === undefined) return 'notDate';
  const newYear = lastMonth < firstMonth ? 1 : 0;
  const daysFrom = (year: number) =>
    between(dateOf(year, firstMonth, first.date), dateOf(year + newYear, lastMonth, last.date));
  if (first.year !== undefined && last.year !== undefined)
    return between(dateOf(first.year, firstMonth, first.date), dateOf(last.year, lastMonth, last.date));
  const year = first.year ?? (last.year === undefined ? undefined : last.year - newYear);
  return year === undefined ? nextOf(daysFrom, today) : daysFrom(year);
}

/** "tomorrow", "fri", "fri to tue", "next week", "next Monday": the next such days. */
function daysNamed(from: string, to: string, today: number): Days | undefined {
  if (from === to && from === 'next week') return { first: nextMonday(today), last: nextMonday(today) + 6 };
  const first = dayNamed(from, today);
  const last = from === to || first === undefined ? first : dayNamed(to, first);
  return first === undefined || last === undefined ? undefined : { first, last };
}

function dayNamed(text: string, today: number): number | undefined {
  if (text === 'today') return today;
  if (text === 'tomorrow') return today + 1;
  const [, isNext, name = ''] = /^(next )?([a-z]{3,10}\.?)$/.exec(text) ?? [];
  const weekday = readDayName(name);
  if (!weekday) return undefined;
  const place = weekdays.indexOf(weekday);
  return isNext ? nextMonday(today) + place : today + ((place - weekdayIndex(today) + 7) % 7);
}

function nextMonday(today: number): number {
  return today + 7 - weekdayIndex(today);
}

function between(first: number | undefined, last: number | undefined): DaysRead {
  if (first === undefined || last === undefined) return 'notDate';
  return last < first ? 'endsBeforeStart' : { first, last };
}

/** In years: the 29th of February may be eight of them away. */
const furthest = 8;

function nextOf(daysFrom: (year: number) => DaysRead, today: number): DaysRead {
  const thisYear = new Date(today * day).getUTCFullYear();
  // What began last year may not be over.
  for (let year = thisYear - 1; year <= thisYear + furthest; year++) {
    const found = daysFrom(year);
    if (found === 'endsBeforeStart' || (found !== 'notDate' && found.last >= today)) return found;
  }
  return 'notDate';
}

interface DateParts {
  readonly date: number;
  /** From 1. */
  readonly month?: number;
  readonly year?: number;
}

/** "24", "24th Dec", "Dec 24", "24 December 2026" */
function readParts(text: string): DateParts | undefined {
  const match =
    /^(?<date>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+(?<month>[a-z]{3,9})\.?(?:\s+(?<year>\d{4}))?)?$/.exec(text.trim()) ??
    /^(?<month>[a-z]{3,9})\.?\s+(?<date>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<year>\d{4}))?$/.exec(text.trim());
  const { date, month, year } = match?.groups ?? {};
  const number = month === undefined ? undefined : monthNamed(month);
  if (!match || (month !== undefined && number === undefined)) return undefined;
  return {
    date: Number(date),
    ...(number !== undefined && { month: number }),
    ...(year !== undefined && { year: Number(year) }),
  };
}

const months: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** @returns from 1 */
function monthNamed(name: string): number | undefined {
  const place = months.findIndex((month) => month.startsWith(name));
  return place < 0 ? undefined : place + 1;
}

function dateOf(year: number, month: number, date: number): number | undefined {
  const [y, m, d] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')];
  return readDate(`${y}-${m}-${d}`);
}
