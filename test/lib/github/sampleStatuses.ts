/**
 * What the sample team's people declare at the moment somebody starts to watch: true to their hours, and alive at any
 * time. One is focusing and one busy, both awake; finn is away until his days off are over; the others said something when
 * their last working day began.
 */

import {
  day,
  dayOf,
  hour,
  instantOf,
  minute,
  wallOf,
  weekdayIndex,
  type Zone,
  zoneOf,
} from '../../../src/base/zone.js';
import { workingSpans } from '../../../src/model/hours/hours.js';
import {
  blankStatus,
  changedStatus,
  type Edited,
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

type Said = NonNullable<StatusChanges['said']>;

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
    const { at, said } =
      moods.get(week.login) ?? (week.login === 'finn' ? leave(status, moment) : greeting(week, status, moment));
    return { login: week.login, joined, lately: { at, declared: changed(joined.declared, { said }, at) } };
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
  readonly said: Said;
}

/** Of those who are awake, working ones first, one is focusing and another busy; both come back while they still work. */
function moodsOf(
  people: readonly { readonly login: SampleLogin; readonly status: Status }[],
  now: number,
): ReadonlyMap<SampleLogin, Mood> {
  const ranked = people
    .filter(({ login }) => sampleMoods.includes(login))
    .map(({ login, status }) => ({ login, rank: rankOf(status, now) }))
    .filter(({ rank }) => rank <= latest)
    .sort((a, b) => a.rank - b.rank || sampleMoods.indexOf(a.login) - sampleMoods.indexOf(b.login))
    .map(({ login }) => login);
  const [focusing, busy] = ranked;
  const moods = new Map<SampleLogin, Mood>();
  if (focusing)
    moods.set(focusing, mood('focusing', 'Writing the fog tests', now - 25 * minute, roundedUp(now + 50 * minute, 30)));
  if (busy) moods.set(busy, mood('busy', 'Out for a walk', now - 10 * minute, roundedUp(now + 25 * minute, 15)));
  return moods;
}

const mood = (mode: Said['mode'], text: string, since: number, until: number): Mood => ({
  at: since,
  said: { mode, text, until: iso(until) },
});

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
    said: { mode: 'available', ...(sentence && { text: sentence }) },
  };
}
