/** The picture of one's own quiet time: what interrupted on each day and what would have, as plain data. */
import { DateTime } from 'luxon';
import { day, dayOf, instantOf, minute, wallOf, weekdayIndex, type Zone, zoneOf } from '../../base/zone.js';
import { workingSpans } from '../../model/hours/hours.js';
import { timetableOf } from '../../model/hours/timetable.js';
import { type Inbox, instant } from '../../model/inbox/entries.js';
import type { Status } from '../../model/people/member.js';
import type { QuietBar, QuietPicture, QuietStretch } from './protocol.js';
import { detailsOf, labelOf, type QuietSum, quietWords, tableOf } from './words.js';

const days = 14;
const weeks = 13;
/** Today's quiet span grows so much at a time: a picture that differs each minute is no calm one. */
const grain = 5 * minute;
/** One item alone is not to look like a flood. */
const leastTop = 10;
/** More marks than this make a calm picture restless. */
const mostTicks = 4;

/** What all bars are drawn from. */
interface Source {
  readonly inbox: Inbox;
  readonly status: Status | undefined;
  readonly now: number;
  readonly zone: Zone;
  /** IANA name of the zone. */
  readonly name: string;
  readonly span: QuietStretch;
  /** When anything was shown, on whichever day it was counted; ascending. */
  readonly shown: readonly number[];
}

/** Days since 1970-01-01, both included. */
interface Dates {
  readonly first: number;
  readonly last: number;
}

/**
 * @param status mine; without hours there are no quiet spans
 * @param zone IANA name of this machine's zone: days are those of its calendar where the status names no zone
 */
export function quietPicture(
  inbox: Inbox,
  status: Status | undefined,
  now: number,
  zone: string,
  span: QuietStretch,
): QuietPicture {
  const [name, clocks] = clocksOf(status, zone);
  const source: Source = { inbox, status, now, zone: clocks, name, span, shown: shownIn(inbox) };
  const today = dayOf(wallOf(clocks, now));
  const monday = today - weekdayIndex(today);
  const dates = datesOf(span, today, monday);
  const bars = dates.map((one) => barOf(source, one, today));
  const whole = sumOf(source, { first: dates[0]?.first ?? today, last: today });
  const week = sumOf(source, { first: monday, last: today });
  const most = Math.max(leastTop, ...bars.flatMap(({ arrived, interruptions }) => [arrived, interruptions]));
  const step = stepFor(most);
  const marks = Math.ceil(most / step);
  return {
    span,
    bars,
    top: marks * step,
    ticks: Array.from({ length: marks + 1 }, (_, place) => place * step),
    isEmpty: !whole.isKnown,
    table: tableOf(bars, span),
    words: quietWords(bars, {
      span,
      zone: name,
      week,
      whole,
      isNew: inbox.days.size === 0,
      isFirstDay: inbox.days.size === 1 && inbox.days.has(new Date(today * day).toISOString().slice(0, 10)),
      hasHours: status !== undefined && timetableOf(status).week !== undefined,
    }),
  };
}

/** The person's own clocks where they say which, else the machine's. */
function clocksOf(status: Status | undefined, zone: string): readonly [name: string, zone: Zone] {
  for (const name of [status?.zone ?? '', zone]) {
    const clocks = zoneOf(name);
    if (clocks) return [name, clocks];
  }
  return ['UTC', { offsetAt: () => 0 }];
}

function shownIn({ days: recorded }: Inbox): readonly number[] {
  return [...recorded.values()]
    .flatMap(({ shown }) => shown.map((at) => Date.parse(at)))
    .filter((at) => !Number.isNaN(at))
    .sort((a, b) => a - b);
}

/** Oldest first; of the current week what is still to come as well. */
function datesOf(span: QuietStretch, today: number, monday: number): readonly Dates[] {
  switch (span) {
    case 'fortnight':
      return Array.from({ length: days }, (_, place) => {
        const date = today - days + 1 + place;
        return { first: date, last: date };
      });
    case 'quarter':
      return Array.from({ length: weeks }, (_, place) => {
        const first = monday - 7 * (weeks - 1 - place);
        return { first, last: first + 6 };
      });
  }
}

function barOf(source: Source, { first, last }: Dates, today: number): QuietBar {
  const { zone, name, span } = source;
  const start = instantOf(zone, first * day, 'first');
  const end = instantOf(zone, (last + 1) * day, 'first');
  const isNow = first <= today && today <= last;
  const sum = sumOf(source, { first, last: Math.min(last, today) });
  const from = DateTime.fromMillis(start, { zone: name });
  return {
    ...sum,
    start,
    end,
    isNow,
    quietClock: sum.quiet === undefined ? '' : clockOf(sum.quiet),
    tick:
      span === 'fortnight' ? [from.toFormat('ccc'), from.toFormat('d')] : [from.toFormat('d'), from.toFormat('LLL')],
    label: labelOf({ start, end, isNow }, span, name),
    details: detailsOf(sum),
  };
}

function sumOf(source: Source, { first, last }: Dates): QuietSum {
  const dates = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const found = dates.flatMap((date) => {
    const recorded = source.inbox.days.get(new Date(date * day).toISOString().slice(0, 10));
    return recorded ? [{ ...recorded, interruptions: recorded.shown.length, quiet: longestQuiet(source, date) }] : [];
  });
  const total = (key: 'arrived' | 'interruptions' | 'delivered' | 'through') =>
    found.reduce((sum, one) => sum + one[key], 0);
  const lengths = found.flatMap(({ quiet }) => quiet ?? []);
  return {
    isKnown: found.length > 0,
    arrived: total('arrived'),
    interruptions: total('interruptions'),
    delivered: total('delivered'),
    through: total('through'),
    ...(lengths.length > 0 && { quiet: Math.max(...lengths) }),
  };
}

/** The longest time in that day's working hours, from when anybody listened until now, in which nothing was shown. A break ends it. */
function longestQuiet({ inbox, status, now, zone, shown }: Source, date: number): number | undefined {
  const start = Math.max(instantOf(zone, date * day, 'first'), instant(inbox.since ?? ''));
  const end = Math.min(instantOf(zone, (date + 1) * day, 'first'), now - (now % grain));
  const lengths = (status ? workingSpans(status, start, end) : []).flatMap((span) => {
    const within = shown.filter((at) => span.start < at && at < span.end);
    return [...within, span.end].map((cut, place) => cut - (within[place - 1] ?? span.start));
  });
  return lengths.length > 0 ? Math.max(...lengths) : undefined;
}

/** "3:10" */
function clockOf(ms: number): string {
  const minutes = Math.round(ms / minute);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** 1, 2, 5, 10, 20, 50 …: the first that needs few marks. */
function stepFor(most: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(most / mostTicks)));
  return [1, 2, 5].map((one) => one * power).find((step) => most / step <= mostTicks) ?? 10 * power;
}
