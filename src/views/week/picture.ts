/** The picture of the week: when some members work, focus and are off, and what they share, as plain data. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import { day, dayOf, hour, instantOf, minute, wallOf, type Zone, zoneOf } from '../../base/zone.js';
import { plannedSpans, type Span, workingSpans } from '../../model/hours/hours.js';
import { isOff, timetableOf } from '../../model/hours/timetable.js';
import { batonOf, handOffsOn } from '../../model/posting/handOffs.js';
import { nextMeetingTimes } from '../../model/reach/meetings.js';
import { overlap, type SharedSpan } from '../../model/reach/overlap.js';
import { type State, visible } from '../../model/state.js';
import { withName } from '../words/logins.js';
import { placeIn } from '../words/zones.js';
import { type Attendee, attendeesOf, clockRange, lengthWords, nameOf, timesThere } from './meeting.js';
import {
  mostWeeks,
  type WeekDay,
  type WeekPerson,
  type WeekPicture,
  type WeekShared,
  type WeekSpan,
  type WeekTable,
} from './protocol.js';
import { weekWords } from './words.js';

/** A compromise shorter than this is not worth coming for. */
const shortest = 30 * minute;
/** Unsocial hours on anybody's clocks, as `time/overlap.ts` counts them. */
const [nightFrom, nightTo] = [22 * hour, 31 * hour];
/** More local times than this nobody reads at once; what is copied names everybody. */
const mostTimes = 12;
const tickHours = [6, 12, 18];

/**
 * Seven days from the one that lies so many weeks after today, as my clocks show them.
 * @param logins those who are no members are left out
 * @param zone mine, IANA name
 * @param week 0 begins today; what is out of range counts as the nearest that is not
 */
export function weekPicture(
  state: State,
  logins: readonly string[],
  now: number,
  zone: string,
  week: number,
): WeekPicture {
  const mine = zoneOf(zone) ? zone : 'UTC';
  const offset = Math.min(Math.max(Math.trunc(week) || 0, 0), mostWeeks - 1);
  const days = daysOf(now, mine, offset);
  const [start, end] = [days[0]?.start ?? now, days.at(-1)?.end ?? now];
  const attendees = attendeesOf(state, logins);
  const shared = sharedOf(attendees, { start, end }, now, days, mine);
  const batons = batonsOn(state, now);
  const people = attendees.map((one) => personOf(one, { start, end }, now, mine, batons));
  return {
    offset,
    mostWeeks,
    logins,
    now: now - (now % minute),
    start,
    end,
    days,
    people,
    shared,
    table: tableOf(people, days, shared, mine),
    words: weekWords(attendees, shared, { phase: state.phase, days, zone: mine }),
  };
}

function daysOf(now: number, zone: string, offset: number): readonly WeekDay[] {
  const clocks = zoneOf(zone);
  if (!clocks) return [];
  const today = dayOf(wallOf(clocks, now));
  return Array.from({ length: 7 }, (_, place) => {
    const date = today + offset * 7 + place;
    const start = instantOf(clocks, date * day, 'first');
    return {
      start,
      end: instantOf(clocks, (date + 1) * day, 'first'),
      label: DateTime.fromMillis(start, { zone }).toFormat('ccc d LLL'),
      isToday: date === today,
      ticks: tickHours.map((at) => ({ at: instantOf(clocks, date * day + at * hour, 'first'), label: String(at) })),
    };
  });
}

function personOf(
  person: Attendee,
  { start, end }: Span,
  now: number,
  mine: string,
  batons: readonly Baton[],
): WeekPerson {
  const { status } = person;
  const { zone, week } = status ? timetableOf(status) : {};
  const name = zone && status?.zone;
  const label = (kind: Declared) => (span: Span) => ({ ...span, kind, label: labelOf(kind, span, mine) });
  const inHand = batons
    .filter((one) => one.by.toLowerCase() === person.login.toLowerCase() && one.start < end && one.end > start)
    .map(({ words, ...span }): WeekSpan => {
      const shown = { start: Math.max(span.start, start), end: Math.min(span.end, end) };
      return { ...shown, kind: 'baton', label: l10n.t('{0} {1}', words, clockRange(shown, mine)) };
    });
  const spans = !status
    ? inHand
    : [
        ...inHand,
        ...workingSpans(status, start, end).map(label('work')),
        ...plannedSpans(status, start, end).map(label('focus')),
        ...(zone ? daysOff(person, zone, { start, end }) : []).map(label('off')),
      ];
  return {
    name: nameOf(person),
    called: person.called ?? '',
    zone: name ?? l10n.t('time zone unknown'),
    place: name ? placeIn(name) : '',
    local: name ? DateTime.fromMillis(now, { zone: name }).toFormat('HH:mm') : '',
    note: week ? '' : l10n.t('hours unknown'),
    spans: spans.sort((a, b) => a.start - b.start || a.end - b.end),
    nights: zone ? nightsOf(zone, { start, end }) : [],
  };
}

/** What people declare of their days. */
type Declared = Exclude<WeekSpan['kind'], 'baton'>;

interface Baton extends Span {
  /** Login. */
  readonly by: string;
  readonly words: string;
}

/** Who has what was handed off, or will by everybody's hours. */
function batonsOn(state: State, now: number): readonly Baton[] {
  const board = visible(state);
  return handOffsOn(board).flatMap((handOff) => {
    const title = plain(handOff.thread.title, 60);
    return batonOf(handOff, board.statuses, now).map(({ by, start, end, isPlanned }) => ({
      by: by.login,
      start,
      end,
      words: isPlanned ? l10n.t('next for “{0}”', title) : l10n.t('has “{0}”', title),
    }));
  });
}

function labelOf(kind: Declared, span: Span, zone: string): string {
  switch (kind) {
    case 'work':
      return l10n.t('works {0}', clockRange(span, zone));
    case 'focus':
      return l10n.t('planned focus {0}', clockRange(span, zone));
    case 'off':
      return l10n.t('day off');
  }
}

/** Days off as their own clocks count days; those in a row are one span. */
function daysOff({ status }: Attendee, zone: Zone, span: Span): readonly Span[] {
  if (!status) return [];
  const timetable = timetableOf(status);
  const off = datesOf(zone, span).filter((date) => isOff(timetable, date));
  const joined: Span[] = [];
  for (const one of clipped(off, zone, [0, day], span)) {
    const last = joined.at(-1);
    if (last?.end === one.start) joined[joined.length - 1] = { start: last.start, end: one.end };
    else joined.push(one);
  }
  return joined;
}

function nightsOf(zone: Zone, span: Span): readonly Span[] {
  return clipped(datesOf(zone, span), zone, [nightFrom, nightTo], span);
}

/** Every date on which something may begin that reaches into the span. */
function datesOf(zone: Zone, { start, end }: Span): readonly number[] {
  const first = dayOf(wallOf(zone, start)) - 1;
  return Array.from({ length: dayOf(wallOf(zone, end)) - first + 1 }, (_, place) => first + place);
}

function clipped(dates: readonly number[], zone: Zone, [from, to]: readonly [number, number], span: Span) {
  return dates
    .map((date) => ({
      start: Math.max(instantOf(zone, date * day + from, 'first'), span.start),
      end: Math.min(instantOf(zone, date * day + to, 'first'), span.end),
    }))
    .filter(({ start, end }) => start < end);
}

/** What is over is of no use to anybody; alone, there is nothing to share. */
function sharedOf(
  people: readonly Attendee[],
  { start, end }: Span,
  now: number,
  days: readonly WeekDay[],
  zone: string,
): readonly WeekShared[] {
  if (people.length < 2) return [];
  const statuses = people.map(({ status }) => status);
  const words = (kind: WeekShared['kind']) => (span: SharedSpan) => {
    const place = days.findIndex((one) => span.start < one.end);
    const time = clockRange(span, zone);
    const times = timesThere(span, people, zone);
    const more = times.length - mostTimes;
    return {
      start: span.start,
      end: span.end,
      kind,
      day: Math.max(place, 0),
      time,
      label: l10n.t('{0}, {1}, {2}', days[place]?.label ?? '', time, lengthWords(span.end - span.start)),
      details: [...times.slice(0, mostTimes), ...(more > 0 ? [l10n.t('{0} more', more)] : [])],
    };
  };
  const shared = overlap(statuses, start, end).filter((span) => span.end > now);
  if (shared.length > 0) return shared.map(words('shared'));
  const from = Math.max(now - (now % minute), start);
  return nextMeetingTimes(statuses, from, (end - from) / day, shortest)
    .map((span) => ({ ...span, end: Math.min(span.end, end) }))
    .filter((span) => span.end - span.start >= shortest)
    .map(words('compromise'));
}

function tableOf(
  people: readonly WeekPerson[],
  days: readonly WeekDay[],
  shared: readonly WeekShared[],
  zone: string,
): WeekTable {
  const isShared = shared.every(({ kind }) => kind === 'shared');
  return {
    caption: l10n.t('Working hours by day, times in {0}', zone),
    corner: l10n.t('Member'),
    rows: people.map(({ name, called, note, spans }) => ({
      name: withName(name, called || undefined),
      cells: days.map((one) => cellOf(one, note, spans, zone)),
    })),
    sharedName: isShared ? l10n.t('Shared hours') : l10n.t('Closest match'),
  };
}

function cellOf(one: WeekDay, note: string, spans: readonly WeekSpan[], zone: string): readonly string[] {
  const here = (kind: WeekSpan['kind']) =>
    spans
      .filter((span) => span.kind === kind && span.start < one.end && span.end > one.start)
      .map((span) => ({ start: Math.max(span.start, one.start), end: Math.min(span.end, one.end) }));
  const times = (kind: WeekSpan['kind']) => here(kind).map((span) => clockRange(span, zone));
  // Days off elsewhere begin and end within days here: they belong to the day that most of them lies on.
  const isOff = here('off').some(({ start, end }) => end - start >= (one.end - one.start) / 2);
  const work = times('work');
  return [
    ...(note ? [note] : work),
    ...times('focus').map((time) => l10n.t('focus {0}', time)),
    ...(isOff ? [l10n.t('day off')] : []),
    ...spans
      .filter((span) => span.kind === 'baton' && span.start < one.end && span.end > one.start)
      .map(({ label }) => label),
  ];
}
