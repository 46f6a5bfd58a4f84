/** Whose turn it is: the one available person of a team, by a rotation and its overrides. Pure; the clock is given. */

import { day, dayOf, instantOf, minute, wallOf, type Zone, zoneOf } from '../../base/zone.js';
import { readDate, readLocal } from '../hours/timetable.js';

export interface Turn {
  /** Login; absent before the rotation starts, and where an override names nobody. */
  readonly who?: string;
  /** When somebody else is, milliseconds since 1970; absent where that never happens. */
  readonly until?: number;
  /** Who it is from then on; absent where nobody is. */
  readonly next?: string;
  readonly because: 'rotation' | 'override';
}

/** "3d" or "1w" as days; undefined for anything else. */
export function readEvery(text: string): number | undefined {
  const match = /^([1-9]\d{0,2})\s*([dw])$/.exec(text.trim());
  return match ? Number(match[1]) * (match[2] === 'w' ? 7 : 1) : undefined;
}

/** Reads "2026-11-23T09:00[Europe/Berlin]". */
export function readStart(
  text: string,
): { readonly day: number; readonly minutes: number; readonly zone: Zone } | undefined {
  const match = /^([^[\]]+)\[([^[\]]+)\]$/.exec(text.trim());
  const [local, zone] = [readLocal(match?.[1] ?? ''), zoneOf(match?.[2] ?? '')];
  return local && zone && { ...local, zone };
}

/** For so long a hand-over is news. */
const isNews = day;
/** The shortest turn is a day, and an override adds two ends to it. */
const mostChanges = 10;

export interface HandOver {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who was the available person before; absent where nobody was. */
  readonly before?: string;
}

/** The last hand-over of the last 24 hours. */
export function handOver(plan: Rotation, now: number): HandOver | undefined {
  let turn = rotation(plan, now - isNews);
  let last: HandOver | undefined;
  for (let left = mostChanges; left > 0 && turn?.until !== undefined && turn.until <= now; left--) {
    last = { at: turn.until, ...(turn.who !== undefined && { before: turn.who }) };
    turn = rotation(plan, turn.until);
  }
  return last;
}

/** Whose turn it is; undefined where there is none because nobody is named or the rotation cannot be read. */
export function rotation(plan: Rotation, now: number): Turn | undefined {
  const start = readStart(plan.starts);
  const every = readEvery(plan.every);
  if (!start || every === undefined) return undefined;
  const overrides = readOverrides(plan.overrides ?? []);
  if (plan.people.length === 0 && overrides.length === 0) return undefined;
  const turnAt = (at: number) =>
    overriddenAt(overrides, start.zone, at) ?? regularAt(plan.people, start, every, at, overrides);
  const turn = turnAt(now);
  let { end } = turn;
  // Once all have had a turn with no override ahead, it stays as it is.
  for (let left = plan.people.length + 2 * overrides.length + 1; left > 0 && Number.isFinite(end); left--) {
    const next = turnAt(end);
    if (next.who !== turn.who)
      return { ...named('who', turn.who), until: end, ...named('next', next.who), because: turn.because };
    end = next.end;
  }
  return { ...named('who', turn.who), because: turn.because };
}

function named<K extends string>(key: K, who: string | undefined): { readonly [name in K]?: string } {
  return (who === undefined ? {} : { [key]: who }) as { readonly [name in K]?: string };
}

interface Part {
  readonly who: string | undefined;
  /** When this may change. */
  readonly end: number;
  readonly because: Turn['because'];
}

interface OverrideDays {
  readonly first: number;
  readonly last: number;
  readonly who: string | undefined;
}

/** Those that can be read. */
function readOverrides(overrides: readonly Override[]): readonly OverrideDays[] {
  return overrides.flatMap(({ from, to, who }) => {
    const [first, last] = [readDate(from), readDate(to)];
    return first === undefined || last === undefined || last < first ? [] : [{ first, last, who }];
  });
}

function overriddenAt(overrides: readonly OverrideDays[], zone: Zone, at: number): Part | undefined {
  const today = dayOf(wallOf(zone, at));
  const place = overrides.findLastIndex(({ first, last }) => first <= today && today <= last);
  const found = overrides[place];
  if (!found) return undefined;
  const later = overrides.slice(place + 1).filter(({ first }) => first > today);
  const endDay = Math.min(found.last + 1, ...later.map(({ first }) => first));
  return { who: found.who, end: instantOf(zone, endDay * day, 'first'), because: 'override' };
}

function regularAt(
  people: readonly string[],
  start: { readonly day: number; readonly minutes: number; readonly zone: Zone },
  every: number,
  at: number,
  overrides: readonly OverrideDays[],
): Part {
  const { zone } = start;
  const today = dayOf(wallOf(zone, at));
  const ahead = overrides
    .filter(({ first }) => first > today)
    .map(({ first }) => instantOf(zone, first * day, 'first'));
  const beginning = (turn: number) =>
    instantOf(zone, (start.day + turn * every) * day + start.minutes * minute, 'first');
  let turn = Math.floor((today - start.day) / every);
  if (beginning(turn) > at) turn -= 1;
  else if (beginning(turn + 1) <= at) turn += 1;
  if (people.length === 0 || (new Set(people).size === 1 && turn >= 0))
    return { who: people[0], end: Math.min(...ahead), because: 'rotation' };
  if (turn < 0) return { who: undefined, end: Math.min(beginning(0), ...ahead), because: 'rotation' };
  return { who: people[turn % people.length], end: Math.min(beginning(turn + 1), ...ahead), because: 'rotation' };
}

/** Who is the available person in turn, as it stands in the team file. */
export interface Rotation {
  /** Days or weeks on the calendar: "3d", "1w". The turn always changes at the same time of day. */
  readonly every: string;
  /** "2026-11-23T09:00[Europe/Berlin]" */
  readonly starts: string;
  /** Logins, in the order of their turns. */
  readonly people: readonly string[];
  /** Of two that name the same day the later in the list counts. */
  readonly overrides?: readonly Override[];
}

export interface Override {
  /** First and last day, both included, from midnight to midnight in the rotation's zone: "2026-12-24". */
  readonly from: string;
  readonly to: string;
  /** Absent: nobody is. */
  readonly who?: string;
}
