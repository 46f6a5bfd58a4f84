/**
 * Owns what somebody says of themselves: how long it lasts, and how a sentence and its end are read from one typed line.
 * Wall times belong to the zone they are typed in; hours belong to the zone of the status.
 */
import type { Mode, Status } from '../model/member.js';
import { readDayName, readDaysText } from './dayText.js';
import { endOfWorkingDay, workingSpans } from './hours.js';
import { day, dayOf, hour, instantOf, minute, wallOf, weekdayIndex, weekdays, type Zone, zoneOf } from './zone.js';

export interface Said {
  readonly mode: Mode;
  readonly text?: string;
  /** Milliseconds since 1970; absent where it lasts until something else is said. */
  readonly until?: number;
}

/**
 * What somebody has said, while it lasts. "Available" without `until` in the status is no more than its sentence: hours and
 * planned focus decide whether they are.
 */
export function saidAt(status: Status, now: number): Said | undefined {
  const end = saidUntil(status);
  if (now >= end) return undefined;
  const { mode, text } = status;
  return { mode, ...(text && { text }), ...(Number.isFinite(end) && { until: end }) };
}

/**
 * When what somebody has said is over: at its `until`; without, with the working day of `since`; infinity where neither
 * can be known, and for "invisible".
 */
export function saidUntil(status: Status): number {
  const until = instantIn(status.until);
  if (until !== undefined) return until;
  const since = status.mode === 'invisible' ? undefined : instantIn(status.since);
  return (since === undefined ? undefined : endOfWorkingDay(status, since)) ?? Number.POSITIVE_INFINITY;
}

export function roughAt(status: Status, now: number): boolean {
  const until = instantIn(status.rough);
  return until !== undefined && now < until;
}

/** An instant as it stands in a record, in milliseconds since 1970; undefined where there is none that can be read. */
export function instantIn(iso: string | undefined): number | undefined {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** Midnight, as an ISO instant: a rough day is over then. In UTC where the zone is none. */
export function endOfToday(now: number, zone: string): string {
  const known = zoneOf(zone);
  const today = dayOf(known ? wallOf(known, now) : now);
  return isoOf(known ? (nextShowing(known, [today + 1], 0, now) ?? now + day) : (today + 1) * day);
}

export interface UntilChoice {
  readonly kind: 'halfHour' | 'hour' | 'twoHours' | 'endOfDay' | 'tomorrow' | 'nextWeek';
  /** ISO instant. */
  readonly at: string;
}

/**
 * Ends to choose from: all in the future, in order, none twice. "Tomorrow" and "next week" begin with the hours; next week
 * on the first day from Monday on that has any.
 */
export function untilChoices(status: Status | undefined, now: number, zone: string): readonly UntilChoice[] {
  const begun = now - (now % minute);
  const choices: (readonly [UntilChoice['kind'], number | undefined])[] = [
    ['halfHour', begun + hour / 2],
    ['hour', begun + hour],
    ['twoHours', begun + 2 * hour],
  ];
  const known = zoneOf(zone);
  if (known) {
    const own = { mode: 'available', ...status, zone: status?.zone ?? zone } as const;
    const today = dayOf(wallOf(known, now));
    const monday = today + 7 - weekdayIndex(today);
    const week = Array.from({ length: 7 }, (_, days) => monday + days);
    const first = week.find((date) => hoursBegin(own, known, date) !== undefined) ?? monday;
    choices.push(
      ['endOfDay', endOfWorkingDay(own, now)],
      ['tomorrow', beginning(own, known, today + 1)],
      ['nextWeek', beginning(own, known, first)],
    );
  }
  const seen = new Set<number>();
  return choices
    .flatMap(([kind, at]) => (at === undefined || at <= now || seen.has(at) || !seen.add(at) ? [] : [{ kind, at }]))
    .sort((a, b) => a.at - b.at)
    .map(({ kind, at }) => ({ kind, at: isoOf(at) }));
}

/** Nobody's hours are known to begin on that day: nine o'clock. */
const usualStart = 9 * 60;

function beginning(status: Status | undefined, zone: Zone, date: number): number {
  return (status && hoursBegin(status, zone, date)) ?? instantOf(zone, date * day + usualStart * minute, 'first');
}

/** When hours begin first on a day of the zone's clocks. */
function hoursBegin(status: Status, zone: Zone, date: number): number | undefined {
  const [start, end] = [instantOf(zone, date * day, 'first'), instantOf(zone, (date + 1) * day, 'first')];
  // From a moment before: hours that have begun by then do not begin on this day.
  return workingSpans(status, start - 1, end).find((span) => span.start >= start)?.start;
}

export interface SaidLine {
  readonly text?: string;
  /** ISO instant. */
  readonly until?: string;
}

/**
 * Reads what is typed for a status: a sentence, an end, or both: "dentist until 15:00", "lunch for 45m", "30m", "until 9:30 am",
 * "till tomorrow", "until Fri 14:00", "until noon", "until 2026-11-30", "until 24 Dec". A day without a time means when that
 * person's hours begin then. Ends lie in the future; a time of day is the next one; a bare number, such as "until 16",
 * is an hour only while it lies ahead today. What is not understood belongs to the sentence.
 * @param zone IANA name: where it is typed
 */
export function readSaid(typed: string, now: number, zone: string, status?: Status): SaidLine {
  const words = typed.trim().split(/\s+/);
  const place = words.findLastIndex((word) => /^(?:until|['’]?till?|for)$/i.test(word));
  const tail = words
    .slice(place + 1)
    .join(' ')
    .toLowerCase()
    .replace(/[.!]$/, '');
  const isLength = place < 0 || words[place]?.toLowerCase() === 'for';
  const length = isLength ? readLength(tail) : undefined;
  const end =
    length === undefined ? (isLength ? undefined : readEnd(tail, now, zone, status)) : now - (now % minute) + length;
  if (end === undefined) return typed.trim() === '' ? {} : { text: typed.trim() };
  const text = words
    .slice(0, Math.max(place, 0))
    .join(' ')
    .replace(/[\s,;:–—-]{1,4}$/, '');
  return { ...(text && { text }), until: isoOf(end) };
}

/** "45m", "2 h", "1.5 hours", "1h30", "half an hour" in milliseconds; undefined for none. */
function readLength(text: string): number | undefined {
  if (text === 'half an hour') return hour / 2;
  if (text === 'an hour') return hour;
  const match =
    /^(\d{1,3}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?)(?: ?(\d{1,2}) ?(?:m|mins?|minutes?)?)?$/.exec(text) ??
    /^()(\d{1,3}) ?(?:m|mins?|minutes?)$/.exec(text);
  const [, hours = '', minutes = ''] = match ?? [];
  const ms = Math.round(Number(hours.replace(',', '.')) * 60 + Number(minutes)) * minute;
  return ms > 0 ? ms : undefined;
}

/** More words than any end has. */
const mostWords = 6;

/** Reads a day, a time, or both in either order. */
function readEnd(text: string, now: number, zoneName: string, status: Status | undefined): number | undefined {
  const zone = zoneOf(zoneName);
  const words = text.split(' ').map((word) => word.replace(/,$/, ''));
  if (!zone || words.length > mostWords) return undefined;
  const today = dayOf(wallOf(zone, now));
  const own = status && { ...status, zone: status.zone ?? zoneName };
  for (let cut = words.length; cut >= 0; cut--) {
    const [before, after] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    for (const [dayText, clockText] of [
      [before, after],
      [after.replace(/^on /, ''), before],
    ] as const) {
      const [dates, clock] = [readDates(dayText, today), readClock(clockText)];
      if (dates && clockText === '' && dayText !== 'today')
        return dates.map((date) => beginning(own, zone, date)).find((at) => at > now);
      if (dates && clock) return nextShowing(zone, dates, clock.minutes, now);
      if (clock && dayText === '')
        return nextShowing(zone, clock.isBare ? [today] : [today, today + 1], clock.minutes, now);
    }
  }
  return undefined;
}

/** The first instant after now at which the clocks show a time on one of these days, or at which they skip it. */
function nextShowing(zone: Zone, dates: readonly number[], minutes: number, now: number): number | undefined {
  return dates
    .flatMap((date) => [
      instantOf(zone, date * day + minutes * minute, 'first'),
      instantOf(zone, date * day + minutes * minute, 'last'),
    ])
    .find((at) => at > now);
}

/** The days that may be meant, the nearest first. */
function readDates(text: string, today: number): readonly number[] | undefined {
  if (text === 'today') return [today];
  if (text === 'tomorrow') return [today + 1];
  const weekday = text.length >= 3 ? readDayName(text) : undefined;
  if (weekday) {
    const next = today + ((weekdays.indexOf(weekday) - weekdayIndex(today) + 7) % 7);
    return [next, next + 7];
  }
  const days = readDaysText(text, today);
  return typeof days === 'object' && days.first === days.last ? [days.first] : undefined;
}

interface Clock {
  /** Since midnight. */
  readonly minutes: number;
  /** Only an hour, as in "16": it could be anything. */
  readonly isBare: boolean;
}

function readClock(text: string): Clock | undefined {
  const time = text.replace(/^at /, '');
  if (time === 'noon') return { minutes: 720, isBare: false };
  if (time === 'midnight') return { minutes: 1440, isBare: false };
  const [match, hours, minutes, half] = /^(\d{1,2})(?:[:.](\d\d))?(?: ?([ap])\.?m\.?)?$/.exec(time) ?? [];
  const [shown, past] = [Number(hours), Number(minutes ?? 0)];
  if (match === undefined || past > 59) return undefined;
  if (half === undefined) return shown > 23 ? undefined : { minutes: shown * 60 + past, isBare: minutes === undefined };
  if (shown < 1 || shown > 12) return undefined;
  return { minutes: ((shown % 12) + (half === 'p' ? 12 : 0)) * 60 + past, isBare: false };
}

function isoOf(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
