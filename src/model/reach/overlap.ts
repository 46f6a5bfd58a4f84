/** When people work at the same time, and who would have to come outside their hours. Ignores what they declare. */

import { day, dayOf, hour, instantOf, wallOf, type Zone } from '../../base/zone.js';
import { workingSpans } from '../hours/hours.js';
import { isOff, type Timetable, timetableOf } from '../hours/timetable.js';
import type { Status } from '../people/member.js';

/**
 * How a span suits a person. Outside their hours `social` is 07:00 to 22:00 on their clocks and `unsocial` the rest;
 * `unknown` where zone or hours are not known. Who works at night works.
 */
export type Presence = 'working' | 'social' | 'unsocial' | 'dayOff' | 'unknown';

export interface SharedSpan {
  /** Milliseconds since 1970; the end does not belong to it. */
  readonly start: number;
  readonly end: number;
  /** Those who do not work then, by their place in the list. Within one span nobody's presence changes. */
  readonly outside: readonly Outside[];
}

export interface Outside {
  readonly person: number;
  readonly presence: Exclude<Presence, 'working'>;
}

const [socialFrom, socialTo] = [7 * hour, 22 * hour];

/**
 * Spans in which all work, or all but a few: sorted, disjoint, inside, and as long as they can be.
 * @param missing how many may be outside their hours; none if absent
 */
export function overlap(
  people: readonly (Status | undefined)[],
  from: number,
  to: number,
  { missing = 0 }: { readonly missing?: number } = {},
): readonly SharedSpan[] {
  if (people.length === 0 || from >= to) return [];
  const changes = people.flatMap((status, person) => presences(status, from, to).map((one) => ({ ...one, person })));
  changes.sort((a, b) => a.at - b.at);
  const now: Presence[] = people.map(() => 'unknown');
  let outside = people.length;
  const shared: SharedSpan[] = [];
  for (const [place, change] of changes.entries()) {
    const known = now[change.person] ?? 'unknown';
    outside += Number(change.presence !== 'working') - Number(known !== 'working');
    now[change.person] = change.presence;
    const end = changes[place + 1]?.at ?? to;
    if (end > change.at && outside <= missing) add(shared, { start: change.at, end, outside: outsideOf(now, outside) });
  }
  return shared;
}

function outsideOf(now: readonly Presence[], count: number): readonly Outside[] {
  if (count === 0) return [];
  return now.flatMap((presence, person) => (presence === 'working' ? [] : [{ person, presence }]));
}

function add(shared: SharedSpan[], next: SharedSpan): void {
  const last = shared.at(-1);
  const isSame =
    last?.end === next.start &&
    last.outside.length === next.outside.length &&
    last.outside.every(
      (one, i) => one.person === next.outside[i]?.person && one.presence === next.outside[i]?.presence,
    );
  if (isSame) shared[shared.length - 1] = { ...last, end: next.end };
  else shared.push(next);
}

interface Change {
  readonly at: number;
  readonly presence: Presence;
}

/** A person's presence from `from` on: when it becomes what, in order. */
function presences(status: Status | undefined, from: number, to: number): readonly Change[] {
  const { zone, week } = status ? timetableOf(status) : {};
  if (!status || !zone || !week) return [{ at: from, presence: 'unknown' }];
  const free = outsideHours(timetableOf(status), zone, from, to);
  const changes: Change[] = [];
  let next = 0;
  for (const work of [...workingSpans(status, from, to), { start: to, end: to }]) {
    const before = free.findIndex(({ at }, place) => place >= next && at >= work.start);
    changes.push(...free.slice(next, before < 0 ? free.length : before));
    while ((free[next]?.at ?? to + 1) <= work.end) next += 1;
    if (work.start < to) changes.push({ at: work.start, presence: 'working' });
    if (work.end < to) changes.push({ at: work.end, presence: free[next - 1]?.presence ?? 'unknown' });
  }
  return changes;
}

/** What a person's presence would be without any hours; the first change lies at `from`. */
function outsideHours(timetable: Timetable, zone: Zone, from: number, to: number): readonly Change[] {
  const changes: Change[] = [];
  const add = (wall: number, presence: Presence) => {
    const at = Math.max(instantOf(zone, wall, 'first'), from);
    if (changes.at(-1)?.at === at) changes.pop();
    if (at < to) changes.push({ at, presence });
  };
  for (let date = dayOf(wallOf(zone, from)) - 1; date <= dayOf(wallOf(zone, to)); date++) {
    if (isOff(timetable, date)) {
      add(date * day, 'dayOff');
      continue;
    }
    add(date * day, 'unsocial');
    add(date * day + socialFrom, 'social');
    add(date * day + socialTo, 'unsocial');
  }
  return changes;
}
