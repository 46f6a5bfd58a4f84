/**
 * The formats in which people write their time, and the timetable that a status comes to when it is read.
 * Reading is lenient and total: what cannot be read is left out and named, the rest applies, and nothing throws.
 */

import { memo } from '../../base/memo.js';
import { day, weekdayIndex, weekdays, type Zone, zoneOf } from '../../base/zone.js';
import type { Hours, PlanMark, PlannedFocus, Status } from '../people/member.js';

export interface Reading<T> {
  readonly value: T;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly kind:
    | 'notSpan'
    | 'emptySpan'
    | 'notTime'
    | 'notDate'
    | 'notDays'
    | 'endsBeforeStart'
    | 'notMinutes'
    | 'tooMany';
  /** The part that cannot be read. */
  readonly text: string;
}

/** Minutes since midnight; an end over 1440 lies on the next day. */
export interface ClockSpan {
  readonly start: number;
  readonly end: number;
}

/** First and last day, both included, as days since 1970-01-01. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

export interface FocusPlan {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly start: number;
  readonly minutes: number;
  readonly every: NonNullable<PlannedFocus['every']> | 'once';
}

/** A status as the clock needs it. */
export interface Timetable {
  readonly zone: Zone | undefined;
  /** Seven days from Monday; undefined where no hours can be read or there is no zone to read them in. */
  readonly week: readonly (readonly ClockSpan[])[] | undefined;
  readonly off: readonly Days[];
  readonly focus: readonly FocusPlan[];
  /** By the instant at which a planned block begins, when it ends instead; milliseconds since 1970. */
  readonly marks: ReadonlyMap<number, number>;
  /** Minutes since midnight, ascending. */
  readonly windows: readonly number[];
}

/** When held items are delivered to whoever has not chosen other times. */
export const usualWindows: readonly string[] = ['11:00', '15:00'];

/** More than anybody plans: a record made to slow down its readers stops here. */
const most = { spans: 12, off: 500, focus: 100, marks: 100, windows: 24 };

/** One status is asked for many instants. */
export const timetableOf = memo((status: Status) => [status], compile);

function compile(status: Status): Timetable {
  const zone = status.zone === undefined ? undefined : zoneOf(status.zone);
  const week = readWeek(status.hours ?? {}).value;
  return {
    zone,
    week: zone && week.some((spans) => spans.length > 0) ? week : undefined,
    off: readDaysOff(status.off ?? []).value,
    focus: readFocus(status.focus ?? []).value,
    marks: readMarks(status.marks ?? []),
    windows: windowsIn(status.windows ?? usualWindows),
  };
}

/** Only who says so gets everything at once: not who mistyped. */
function windowsIn(chosen: readonly string[]): readonly number[] {
  const { value } = readWindows(chosen);
  return chosen.length > 0 && value.length === 0 ? readWindows(usualWindows).value : value;
}

/** Reads one day's hours, such as "09:00-12:00, 13-17.30" or "22:00-06:00"; no text, no hours. Sorted; overlaps are joined. */
export function readHours(text: string): Reading<readonly ClockSpan[]> {
  const written = text.split(',').filter((part) => part.trim() !== '');
  const read = collect(written, most.spans, readClockSpan);
  const joined: ClockSpan[] = [];
  for (const span of [...read.value].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return { ...read, value: joined };
}

function readClockSpan(text: string): ClockSpan | Problem['kind'] {
  const [from = '', to = '', ...rest] = text.split(/[-–—]/);
  const [start, end] = [readTime(from), to.trim() === '24:00' ? 1440 : readTime(to)];
  if (start === undefined || end === undefined || rest.length > 0) return 'notSpan';
  if (start === end) return 'emptySpan';
  return { start, end: end > start ? end : end + 1440 };
}

/** Reads the hours of a week: seven days from Monday. */
export function readWeek(hours: Hours): Reading<readonly (readonly ClockSpan[])[]> {
  const days = weekdays.map((weekday) => readHours(hours[weekday] ?? ''));
  return { value: days.map(({ value }) => value), problems: days.flatMap(({ problems }) => problems) };
}

/** Reads "2026-12-24" and "2026-12-24/2026-12-27". */
export function readDaysOff(texts: readonly string[]): Reading<readonly Days[]> {
  return collect(texts, most.off, readDays);
}

function readDays(text: string): Days | Problem['kind'] {
  const [from = '', to = from, ...rest] = text.split('/');
  const [first, last] = [readDate(from), readDate(to)];
  if (first === undefined || last === undefined || rest.length > 0) return 'notDate';
  return last < first ? 'endsBeforeStart' : { first, last };
}

/** Reads planned focus; at most a day long each. */
export function readFocus(plans: readonly PlannedFocus[]): Reading<readonly FocusPlan[]> {
  return collect(plans, most.focus, readFocusPlan, ({ start, minutes }) => `${start}, ${minutes}`);
}

function readFocusPlan({ start, minutes, every }: PlannedFocus): FocusPlan | Problem['kind'] {
  const at = readLocal(start);
  if (!at) return 'notTime';
  const isLength = Number.isInteger(minutes) && minutes > 0 && minutes <= 1440;
  return isLength ? { day: at.day, start: at.minutes, minutes, every: every ?? 'once' } : 'notMinutes';
}

/** A mark that makes a block longer than a day is none, and so is one without an end. */
function readMarks(marks: readonly PlanMark[]): ReadonlyMap<number, number> {
  const spans = marks.slice(0, most.marks).map(({ start, end }) => [Date.parse(start), Date.parse(end ?? '')] as const);
  return new Map(spans.filter(([start, end]) => end >= start && end - start <= day));
}

/** Reads times of day. */
export function readWindows(texts: readonly string[]): Reading<readonly number[]> {
  const read = collect(texts, most.windows, (text) => readTime(text) ?? 'notTime');
  return { ...read, value: [...new Set(read.value)].sort((a, b) => a - b) };
}

/** "9", "9:00", "09.00" as minutes since midnight. */
function readTime(text: string): number | undefined {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim());
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  return match && hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

/** "2026-12-24" as days since 1970-01-01; undefined for a day no calendar has. */
export function readDate(text: string): number | undefined {
  const date = text.trim();
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? time / day : undefined;
}

/** "2026-11-24T09:00", with a blank for the T if one likes, and whole minutes only. */
export function readLocal(text: string): { readonly day: number; readonly minutes: number } | undefined {
  const match = /^(\S{10})[T ](\d\d:\d\d)(?::00)?$/.exec(text.trim());
  const [date, minutes] = [readDate(match?.[1] ?? ''), readTime(match?.[2] ?? '')];
  return date === undefined || minutes === undefined ? undefined : { day: date, minutes };
}

/** An instant as it stands in a record, in milliseconds since 1970; undefined where there is none that can be read. */
export function instantIn(iso: string | undefined): number | undefined {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? undefined : at;
}

export function isOff(timetable: Timetable, dayNumber: number): boolean {
  return timetable.off.some(({ first, last }) => first <= dayNumber && dayNumber <= last);
}

/** The hours of one day as they are written; none on a day off. */
export function hoursOn(timetable: Timetable, dayNumber: number): readonly ClockSpan[] {
  return isOff(timetable, dayNumber) ? [] : (timetable.week?.[weekdayIndex(dayNumber)] ?? []);
}

function collect<T, V extends object | number>(
  written: readonly T[],
  limit: number,
  read: (one: T) => V | Problem['kind'],
  say: (one: T) => string = String,
): Reading<readonly V[]> {
  const [value, problems]: [V[], Problem[]] = [[], []];
  for (const one of written.slice(0, limit)) {
    const found = read(one);
    if (typeof found === 'string') problems.push({ kind: found, text: say(one).trim() });
    else value.push(found);
  }
  const next = written[limit];
  if (next !== undefined) problems.push({ kind: 'tooMany', text: say(next).trim() });
  return { value, problems };
}
