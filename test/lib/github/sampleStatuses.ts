/**
 * What the sample team's people declare at the moment somebody starts to watch: true to their hours, and alive at any
 * time. One is focusing and one busy, both awake, and working late or early where it is not their time; finn is away until his
 * days off are over; the others said something when their last working day began.
 */

import {
  day,
  dayOf,
  hour,
  instantOf,
  minute,
  wallOf,
  weekdayIndex,
  weekdays,
  type Zone,
  zoneOf,
} from '../../../src/base/zone.js';
import { plannedSpans, workingSpans } from '../../../src/model/hours/hours.js';
import {
  blankStatus,
  changedStatus,
  type Edited,
  type Mode,
  type Status,
  type StatusChanges,
} from '../../../src/model/people/member.js';
import { wholeSecond } from './clock.js';
import { type SampleLogin, samplePeople } from './samplePeople.js';
import { type SampleWeek, sampleMoods, sampleWeeks } from './sampleWeeks.js';

interface Declared {
  readonly status: Status;
  readonly edited: Edited;
}

export interface SampleStatus {
  readonly login: SampleLogin;
  /** Their first record, when they joined, and the one that stands there now. `at`: milliseconds, whole seconds. */
  readonly joined: { readonly at: number; readonly declared: Declared };
  readonly lately: { readonly at: number; readonly declared: Declared };
}

/** In the order in which they joined. @param opened when the roster was opened */
export function sampleStatuses(opened: number, now: number): readonly SampleStatus[] {
  const moment = wholeSecond(now);
  const everybody = sampleWeeks.map((week, place) => {
    const at = wholeSecond(opened) + (place + 1) * 20 * minute;
    return { week, joined: { at, declared: changed({ status: blankStatus, edited: {} }, habits(week, moment), at) } };
  });
  const moods = moodsOf(
    everybody.map(({ week, joined }) => ({ login: week.login, status: joined.declared.status })),
    moment,
  );
  return everybody.map(({ week, joined }) => {
    const { status } = joined.declared;
    const { at, changes } =
      moods.get(week.login) ?? (week.login === 'finn' ? leave(status, moment) : greeting(week, status, moment));
    return { login: week.login, joined, lately: { at, declared: changed(joined.declared, changes, at) } };
  });
}

const changed = (declared: Declared, changes: StatusChanges, at: number): Declared =>
  changedStatus(declared, changes, iso(at));

const iso = (at: number): string => new Date(at).toISOString();

function habits({ login, hours, focus, off }: SampleWeek, now: number): StatusChanges {
  const name = samplePeople.find((person) => person.login === login)?.zone ?? 'UTC';
  const today = dayOf(wallOf(zoneNamed(name), now));
  const lastWeek = today - weekdayIndex(today) - 7;
  const date = (dayNumber: number) => iso(dayNumber * day).slice(0, 10);
  return {
    zone: name,
    hours,
    ...(focus.length > 0 && {
      focus: focus.map(({ weekday, time, ...rest }) => ({ start: `${date(lastWeek + weekday)}T${time}`, ...rest })),
    }),
    ...(off && { off: [`${date(today + off.from)}/${date(today + off.from + off.days - 1)}`] }),
  };
}

function zoneNamed(name: string): Zone {
  const zone = zoneOf(name);
  if (!zone) throw new Error(`${name} is no zone`);
  return zone;
}

interface Mood {
  readonly at: number;
  readonly changes: StatusChanges;
}

interface Sample {
  readonly login: SampleLogin;
  readonly status: Status;
}

/** Of those who are awake, working ones first, one is focusing and another busy; both come back while they still work. */
function moodsOf(people: readonly Sample[], now: number): ReadonlyMap<SampleLogin, Mood> {
  const ranked = people
    .filter(({ login }) => sampleMoods.includes(login))
    .map((one) => ({ ...one, rank: rankOf(one.status, now) }))
    .filter(({ rank }) => rank <= latest)
    .sort((a, b) => a.rank - b.rank || sampleMoods.indexOf(a.login) - sampleMoods.indexOf(b.login));
  const [began, walked] = [now - 25 * minute, now - 10 * minute];
  const [end, back] = [roundedUp(now + 50 * minute, 30), roundedUp(now + 25 * minute, 15)];
  // Whoever has planned to focus now does so.
  const canWalk = ({ status }: Sample) =>
    plannedSpans({ ...status, ...hoursFor(status, walked, back) }, walked, back).length === 0;
  const busy = ranked.slice(1).find(canWalk) ?? ranked.find(canWalk);
  const focusing = ranked.find((one) => one !== busy);
  const moods = new Map<SampleLogin, Mood>();
  if (focusing) {
    const changes = {
      said: { mode: 'available', text: 'Writing the fog tests', until: iso(end) },
      focusing: { since: iso(began), until: iso(end) },
    } as const;
    moods.set(focusing.login, { at: began, changes: { ...changes, ...hoursFor(focusing.status, began, end) } });
  }
  if (busy) {
    const { at, changes } = mood('busy', 'Out for a walk', walked, back);
    moods.set(busy.login, { at, changes: { ...changes, ...hoursFor(busy.status, walked, back) } });
  }
  return moods;
}

const mood = (mode: Mode, text: string, since: number, until: number): Mood => ({
  at: since,
  changes: { said: { mode, text, until: iso(until) } },
});

/** Longer hours today, where theirs are not all of that time. */
function hoursFor(status: Status, start: number, end: number): Pick<Status, 'hours'> {
  const [first] = workingSpans(status, start, end);
  if (first?.start === start && first.end === end) return {};
  const zone = zoneNamed(status.zone ?? 'UTC');
  const wall = wallOf(zone, start);
  const weekday = weekdays[weekdayIndex(dayOf(wall))] ?? 'mon';
  const clock = (at: number) => iso(wallOf(zone, at)).slice(11, 16);
  const [from, to] = [roundedUp(start - 30 * minute, 30), roundedUp(end, 30)];
  const usual = status.hours?.[weekday];
  return { hours: { ...status.hours, [weekday]: `${usual ? `${usual},` : ''}${clock(from)}-${clock(to)}` } };
}

/** Hours from the middle of the day at which somebody may still be up: from seven to eleven in the evening. */
const latest = 8;
const middleOfTheDay = 15;

/** 0 for whoever works long enough to come back in their hours; else how far their clocks are from the middle of the day. */
function rankOf(status: Status, now: number): number {
  const [first] = workingSpans(status, now - 30 * minute, now + 80 * minute);
  if (first && first.start === now - 30 * minute && first.end === now + 80 * minute) return 0;
  const wall = wallOf(zoneNamed(status.zone ?? 'UTC'), now);
  return Math.abs((wall - dayOf(wall) * day) / hour - middleOfTheDay);
}

const roundedUp = (at: number, minutes: number): number => Math.ceil(at / (minutes * minute)) * minutes * minute;

/** Said in the evening before the days off, which begin today. */
function leave(status: Status, now: number): Mood {
  const zone = zoneNamed(status.zone ?? 'UTC');
  const midnight = instantOf(zone, dayOf(wallOf(zone, now)) * day, 'first');
  const [back] = workingSpans(status, midnight, midnight + 14 * day);
  return mood('away', 'Climbing near Bamberg', midnight - 7 * hour, back?.start ?? midnight + 4 * day);
}

/** Said when they last began to work: a sentence ends with its day by itself. */
function greeting({ sentence }: SampleWeek, status: Status, now: number): Mood {
  const before = now - 10 * minute;
  const began = workingSpans(status, now - 7 * day, before).at(-1)?.start ?? now - day;
  return {
    at: Math.min(began + 5 * minute, before),
    changes: { said: { mode: 'available', ...(sentence && { text: sentence }) } },
  };
}
