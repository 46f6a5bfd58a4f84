/**
 * Times as people type them: "17:30", "5pm", "1730", "2h", "in 2 hours", "fri", "friday 3pm", "tomorrow", "30 Nov", "next week", "for
 * 2 days", "24:00". One reader for every box. Wall times belong to the zone they are typed in; hours to the zone of the status.
 */

import { dayOf, hour, minute, wallOf, weekdayIndex, weekdays, zoneOf } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import { readDayName, readDaysText } from './dayNames.js';
import { beginningOf, endOfDay, firstOfWeek, isoOf, nextShowing } from './declared.js';
import { readClock } from './typedClock.js';

/** Where and for what a time is typed. */
export interface Typing {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  /** Whose hours a day without a time goes by. */
  readonly status?: Status;
  /**
   * A day without a time is when the hours begin (`until`) or when they are over (`by`). A number that is no hour to come today
   * is minutes, or an hour of tomorrow.
   */
  readonly meaning: 'until' | 'by';
  /** Milliseconds since 1970: what is over by then is rather meant than what is not. */
  readonly latest?: number;
}

/** Where nothing but a time is asked for: an ISO instant in the future; undefined where anything else is typed. */
export function readTime(typed: string, typing: Typing): string | undefined {
  const text = wordsOf(typed.replace(/^\s*(?:until|till?|by|before|for|in|within|at|on)\s+/i, ''));
  const { now, meaning, latest = Number.POSITIVE_INFINITY } = typing;
  const minutes = meaning === 'until' && /^\d{1,3}$/.test(text) ? readLength(`${text}m`, typing) : undefined;
  const found = [readEnd(text, typing), readLength(text, typing), minutes].flatMap((at) =>
    at !== undefined && at > now ? [at] : [],
  );
  const at = found.find((one) => one <= latest) ?? found[0];
  return at === undefined ? undefined : isoOf(at);
}

export interface StatusLine {
  readonly text?: string;
  /** ISO instant. */
  readonly until?: string;
}

/**
 * Reads what is typed for a status: a sentence, an end, or both: "dentist until 15:00", "lunch for 45m", "30m", "till tomorrow",
 * "until Fri 14:00", "for a week". Ends lie in the future; a time of day is the next one; a bare number, such as "until 16", is an
 * hour only while it lies ahead today. What is not understood belongs to the sentence.
 * @param zone IANA name: where it is typed
 */
export function parseStatusLine(typed: string, now: number, zone: string, status?: Status): StatusLine {
  const typing: Typing = { now, zone, meaning: 'until', ...(status && { status }) };
  const words = typed.trim().split(/\s+/);
  const place = words.findLastIndex((word) => /^(?:until|['’]?till?|for)$/i.test(word));
  const tail = wordsOf(words.slice(place + 1).join(' '));
  const isLength = place < 0 || words[place]?.toLowerCase() === 'for';
  const end = isLength ? readLength(tail, typing) : (readLength(tail, typing) ?? readEnd(tail, typing));
  if (end === undefined || end <= now) return typed.trim() === '' ? {} : { text: typed.trim() };
  const text = words
    .slice(0, Math.max(place, 0))
    .join(' ')
    .replace(/[\s,;:–—-]{1,4}$/, '');
  return { ...(text && { text }), until: isoOf(end) };
}

function wordsOf(text: string): string {
  return text.slice(0, 200).trim().toLowerCase().replace(/\s+/g, ' ').replace(/[.!]$/, '');
}

const numbers: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };

/** "45m", "2 h", "1.5 hours", "1h30", "half an hour"; "2 days" and "a week" lead to a day, not to an hour. */
function readLength(text: string, typing: Typing): number | undefined {
  const { now } = typing;
  const begun = now - (now % minute);
  if (text === 'half an hour') return begun + hour / 2;
  const days = daysIn(text);
  if (days !== undefined) return onDay((today) => [today + days], typing);
  const match =
    /^(\d{1,3}(?:[.,]\d{1,2})?|[a-z]{1,5}) ?(?:h|hrs?|hours?)(?: ?(?:and )?(\d{1,2}) ?(?:m|mins?|minutes?)?)?$/.exec(
      text,
    ) ?? /^()(\d{1,3}) ?(?:m|mins?|minutes?)$/.exec(text);
  const [, hours = '', minutes = ''] = match ?? [];
  const count = Object.hasOwn(numbers, hours) ? (numbers[hours] ?? 0) : Number(hours.replace(',', '.'));
  const ms = Math.round(count * 60 + Number(minutes)) * minute;
  return ms > 0 ? begun + ms : undefined;
}

/** A year: nobody plans further by counting. */
const mostDays = 366;

function daysIn(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,3}|[a-z]{1,5}) ?(d|days?|w|wks?|weeks?)$/.exec(text) ?? [];
  const number = Object.hasOwn(numbers, count) ? numbers[count] : count === '' ? undefined : Number(count);
  const days = number === undefined ? Number.NaN : number * (unit.startsWith('w') ? 7 : 1);
  return days > 0 && days <= mostDays ? days : undefined;
}

/** More words than any end has. */
const mostWords = 7;

/** Reads a day, a time, or both in either order. */
function readEnd(text: string, typing: Typing): number | undefined {
  const { now, zone: name, status, meaning } = typing;
  const zone = zoneOf(name);
  const words = text.split(' ').map((word) => word.replace(/,$/, ''));
  if (!zone || words.length > mostWords) return undefined;
  if (/^(?:(?:the )?end of (?:the )?(?:day|today)|eod|tonight)$/.test(text))
    return onDay((today) => [today], { ...typing, meaning: 'by' });
  const today = dayOf(wallOf(zone, now));
  if (/^(?:(?:the )?end of (?:the |this )?week|eow)$/.test(text))
    return onDay((from) => [from + ((4 - weekdayIndex(from) + 7) % 7)], { ...typing, meaning: 'by' });
  if (text === 'next week') {
    const own = status && { ...status, zone: status.zone ?? name };
    const monday = today + 7 - weekdayIndex(today);
    return onDay(() => [firstOfWeek(own, zone, monday)], typing);
  }
  for (let cut = words.length; cut >= 0; cut--) {
    const [before, after] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    for (const [dayText, clockText] of [
      [before.replace(/^on /, ''), after],
      [after.replace(/^on /, ''), before],
    ] as const) {
      const [dates, clock] = [readDates(dayText, today), readClock(clockText)];
      // "Until Monday", said on a Monday, is the next one; and a day that is over has no hours to come.
      if (dates && clockText === '' && (dayText !== 'today' || meaning === 'by'))
        return onDay(() => (meaning === 'until' ? dates.filter((date) => date > today) : dates), typing);
      if (dates && clock) return nextShowing(zone, dates, clock.minutes, now);
      if (clock && dayText === '')
        return nextShowing(
          zone,
          clock.isBare && meaning === 'until' ? [today] : [today, today + 1],
          clock.minutes,
          now,
        );
    }
  }
  return undefined;
}

/** The first of these days to begin, or to be over, after now. */
function onDay(daysFrom: (today: number) => readonly number[], typing: Typing): number | undefined {
  const { now, zone: name, status, meaning } = typing;
  const zone = zoneOf(name);
  if (!zone) return undefined;
  const own = status && { ...status, zone: status.zone ?? name };
  return daysFrom(dayOf(wallOf(zone, now)))
    .map((date) => (meaning === 'until' ? beginningOf(own, zone, date) : endOfDay(own, zone, date)))
    .find((at) => at > now);
}

/** The days that may be meant, the nearest first. */
function readDates(text: string, today: number): readonly number[] | undefined {
  if (text === 'today') return [today];
  if (text === 'tomorrow') return [today + 1];
  if (text === 'the day after tomorrow' || text === 'day after tomorrow') return [today + 2];
  const [, which = '', name = ''] = /^(?:(next|this) )?([a-z]{3,10}\.?)$/.exec(text) ?? [];
  const weekday = readDayName(name);
  if (weekday) {
    const place = weekdays.indexOf(weekday);
    if (which === 'next') return [today + 7 - weekdayIndex(today) + place];
    const next = today + ((place - weekdayIndex(today) + 7) % 7);
    return [next, next + 7];
  }
  const counted = daysIn(text.replace(/^in /, ''));
  if (counted !== undefined) return [today + counted];
  const days = readDaysText(text, today);
  return typeof days === 'object' && days.first === days.last ? [days.first] : undefined;
}
