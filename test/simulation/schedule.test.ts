import assert from 'node:assert/strict';
import { wallOf, weekdays, zoneOf } from '../../src/base/zone.js';
import { isHeldBack, isQuiet } from '../../src/model/focus/deliveryTimes.js';
import { declaredAt } from '../../src/model/hours/declared.js';
import { workingSpans } from '../../src/model/hours/hours.js';
import { parseStatusLine } from '../../src/model/hours/typedTime.js';
import type { Mode, Status } from '../../src/model/people/member.js';
import { availability, type Reader } from '../../src/model/reach/availability.js';
import { nextMeetingTimes } from '../../src/model/reach/meetings.js';
import { overlap, type SharedSpan } from '../../src/model/reach/overlap.js';
import { seed, times } from '../lib/suite/seed.js';
import {
  beginningOfTomorrow,
  changesOf,
  isDayOff,
  isFocus,
  isHeld,
  isSaid,
  isWorkingTime,
  nextShowing,
  type PlainSpan,
  type PlainStatus,
  presenceAt,
  stateAt,
  wallClock,
} from './slowClock.js';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const zones = Intl.supportedValuesOf('timeZone');

/** mulberry32: the same cases for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(seed);
const below = (limit: number) => Math.floor(random() * limit);
const between = (low: number, high: number) => low + below(high - low);
const isChance = (share: number) => random() < share;
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const repeat = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

const clockText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const dateText = (date: number) => new Date(date * day).toISOString().slice(0, 10);
const iso = (at: number) => new Date(at).toISOString();

/** The status as it stands in a record. */
function written(plain: PlainStatus): Status {
  const spanText = ({ start, end }: PlainSpan) =>
    `${clockText(start)}-${end === 1440 ? '24:00' : clockText(end % 1440)}`;
  return {
    mode: plain.mode,
    ...(plain.until !== undefined && { until: iso(plain.until) }),
    ...(plain.since !== undefined && { since: iso(plain.since) }),
    zone: plain.zone,
    hours: Object.fromEntries(weekdays.map((name, i) => [name, (plain.week[i] ?? []).map(spanText).join(',')])),
    off: plain.off.map(({ first, last }) =>
      first === last ? dateText(first) : `${dateText(first)}/${dateText(last)}`,
    ),
    focus: plain.focus.map(({ date, start, minutes, every }) => ({
      start: `${dateText(date)}T${clockText(start)}`,
      minutes,
      ...(every && { every }),
    })),
    ...(plain.started && { focusing: { since: iso(plain.started.since), until: iso(plain.started.until) } }),
    marks: plain.marks.map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
  };
}

/** Hours whose ends often lie near a time of day at which something happens. */
function spans(near: number): readonly PlainSpan[] {
  const edge = () => (isChance(0.4) ? (near + between(-130, 131) + 1440) % 1440 : below(48) * 30);
  return repeat(pick([0, 1, 1, 1, 2, 3]), () => {
    const [start, end] = [edge(), isChance(0.1) ? 1440 : edge()];
    return { start, end: end > start ? end : end + 1440 };
  }).filter(({ start, end }) => end - start !== 1440 || start === 0);
}

/** @param about the instant that matters @param near minutes since midnight that matter */
function drawStatus(zone: string, about: number, near: number): PlainStatus {
  const date = Math.floor(about / day);
  const nearby = () => about + between(-3 * day, 3 * day);
  const ordinary = [{ start: 540, end: 1050 }];
  const week = isChance(0.3)
    ? weekdays.map((_, i) => (i < 5 ? ordinary : []))
    : isChance(0.05)
      ? weekdays.map(() => [])
      : weekdays.map(() => spans(near));
  const focus = repeat(pick([0, 0, 1, 2]), () => {
    const every = pick([undefined, 'day', 'week', 'workday'] as const);
    return {
      date: date + between(-10, 3),
      start: isChance(0.5) ? (near + between(-100, 100) + 1440) % 1440 : below(96) * 15,
      minutes: pick([25, 50, 90, 180, 240, 777]),
      ...(every && { every }),
    };
  });
  const marks = focus.filter(() => isChance(0.4)).map((plan) => markOf(zone, plan, date));
  return {
    mode: isChance(0.5) ? 'available' : pick<Mode>(['busy', 'away', 'invisible']),
    ...(isChance(0.5) && { until: nearby() }),
    ...(isChance(0.8) && { since: about - below(2 * day) }),
    zone,
    week,
    off: repeat(pick([0, 0, 1, 2]), () => {
      const first = date + between(-3, 4);
      return { first, last: first + pick([0, 0, 1, 4]) };
    }),
    focus,
    ...(isChance(0.4) && { started: startedAbout(about) }),
    marks: marks.filter(({ start }, place) => marks.findIndex((one) => one.start === start) === place),
  };
}

function startedAbout(about: number): NonNullable<PlainStatus['started']> {
  const since = about - between(-4 * hour, 8 * hour);
  return { since, until: since + pick([between(-hour, 9 * hour), 240 * minute, 30 * hour]) };
}

/** Of the block of a day near the one that matters: skipped, ended early, or longer. */
function markOf(zone: string, plan: PlainStatus['focus'][number], about: number): PlainStatus['marks'][number] {
  const date = plan.every === undefined ? plan.date : about + between(-1, 2);
  const wall = date * 1440 + plan.start;
  const before = wall - (wallClock(zone)(wall) - wall) - 70;
  const start = nextShowing(zone, before * minute, plan.start);
  return { start, end: start + pick([0, between(0, plan.minutes) * minute, 12_345, 24 * hour]) };
}

const counts = {
  workingTime: 0,
  focus: 0,
  availability: 0,
  said: 0,
  ends: 0,
  reachable: 0,
  typed: 0,
  shared: 0,
  differences: 0,
};
const covered = { cases: 0, zones: new Set<string>(), changes: 0 };

function agree(isSame: boolean, plain: PlainStatus, at: number, what: string): void {
  if (isSame) return;
  counts.differences += 1;
  if (counts.differences > 5) return;
  console.log(`      differs: ${what} at ${new Date(at).toISOString()} for ${JSON.stringify(written(plain))}`);
}

function compareAt(plain: PlainStatus, status: Status, at: number): void {
  covered.cases += 1;
  covered.zones.add(plain.zone);
  const said = declaredAt(status, at);
  counts.said += 1;
  agree((said !== undefined) === isSaid(plain, at), plain, at, `said ${said?.mode}`);
  if (said?.until !== undefined) {
    agree(isSaid(plain, said.until - 1), plain, said.until - 1, 'said no more');
    agree(!isSaid(plain, said.until), plain, said.until, 'still said');
  }
  const isWorking = workingSpans(status, at - day, at + day).some(({ start, end }) => start <= at && at < end);
  counts.workingTime += 1;
  agree(isWorking === isWorkingTime(plain, at), plain, at, `working ${isWorking}`);

  counts.focus += 1;
  const isQuietThen = isQuiet(status, at);
  agree(isQuietThen === isFocus(plain, at), plain, at, `focus ${isQuietThen}`);
  const isHeldThen = isHeldBack(status, at);
  agree(isHeldThen === isHeld(plain, at), plain, at, `held back ${isHeldThen}`);
  for (const who of ['oneself', 'others'] as const) compareAvailability(plain, status, at, who);
}

function compareAvailability(plain: PlainStatus, status: Status, at: number, who: Reader): void {
  const { state, because, until, nextReachable } = availability(status, at, who);
  const stateThen = (then: number) => stateAt(plain, then, who);
  counts.availability += 1;
  agree(state === stateThen(at), plain, at, `${state} for ${who}, not ${stateThen(at)}`);
  if (state === 'offHours') agree((because === 'dayOff') === isDayOff(plain, at), plain, at, because);

  if (until !== undefined) {
    counts.ends += 1;
    const inside = [until - 1, ...repeat(4, () => at + Math.floor(random() * (until - at)))];
    for (const one of inside) agree(stateThen(one) === state, plain, one, `not ${state} to the end for ${who}`);
    agree(stateThen(until) !== state, plain, until, `still ${state} for ${who}`);
  }
  if (nextReachable !== undefined) {
    counts.reachable += 1;
    const before = [nextReachable - 1, ...repeat(4, () => at + Math.floor(random() * (nextReachable - at)))];
    agree(stateThen(nextReachable) === 'available', plain, nextReachable, `not reachable for ${who}`);
    for (const one of before) agree(stateThen(one) !== 'available', plain, one, `reachable before for ${who}`);
  } else if (state !== 'available' && because !== 'status') {
    for (const one of repeat(6, () => at + below(50 * day)))
      agree(stateThen(one) !== 'available', plain, one, `reachable after all for ${who}`);
  }
}

/** Who is outside then, as the slow clock has it: "0 social, 2 unsocial". */
function outsideAt(people: readonly PlainStatus[], at: number): readonly string[] {
  return people.map((one, who) => `${who} ${presenceAt(one, at)}`).filter((one) => !one.endsWith(' working'));
}

/** Does it last so long that nobody's presence changes? */
function lasts(people: readonly PlainStatus[], at: number, atLeast: number, from: number, to: number): boolean {
  const isSame = (other: number) => outsideAt(people, other).join() === outsideAt(people, at).join();
  let [start, end] = [at, at + minute];
  while (start > from && end - start < atLeast && isSame(start - minute)) start -= minute;
  // What begins after the last day is not offered.
  while (end < to + day && end - start < atLeast && isSame(end)) end += minute;
  return end - start >= atLeast && start < to;
}

/** What comes first is offered before what comes later: the people outside, then those at an hour that is not social. */
function rank(outside: readonly string[]): number {
  return outside.length * 100 + outside.filter((one) => / (?:unsocial|dayOff)$/.test(one)).length;
}

function compareShared(people: readonly PlainStatus[], from: number, days: number, atLeast: number): void {
  const to = from + days * day;
  const spans = nextMeetingTimes(people.map(written), from, days, atLeast);
  const said = ({ outside }: SharedSpan) => outside.map(({ person, presence }) => `${person} ${presence}`);
  const offered = spans[0] ? rank(said(spans[0])) : Number.POSITIVE_INFINITY;
  const [plain] = people as [PlainStatus];
  for (const span of spans) {
    const isFit = from <= span.start && span.start < to && span.end - span.start >= atLeast;
    agree(isFit && rank(said(span)) === offered, plain, span.start, `offered, and ${said(span)}`);
    for (const at of [span.start, Math.floor((span.start + span.end) / 2), span.end - 1])
      agree(outsideAt(people, at).join() === said(span).join(), plain, at, `shared, but ${said(span)}`);
  }
  for (const at of repeat(10, () => from + below(days * 1440) * minute)) {
    counts.shared += 1;
    const outside = outsideAt(people, at);
    const isOffered = spans.some(({ start, end }) => start <= at && at < end);
    const isBetter = rank(outside) < offered || (rank(outside) === offered && spans.length < 20);
    if (isOffered || !isBetter || outside.length === people.length) continue;
    agree(!lasts(people, at, atLeast, from, to), plain, at, `missing, ${outside}`);
  }
}

function summary(before: typeof counts): string {
  const grown = Object.entries(counts).map(([name, count]) => [name, count - before[name as keyof typeof counts]]);
  return `      ${grown
    .filter(([name, count]) => count !== 0 || name === 'differences')
    .map((one) => one.join(' '))
    .join(', ')}`;
}

describe('working time and availability against a slow clock', () => {
  let changes: readonly { readonly zone: string; readonly at: readonly number[] }[];
  let changing: typeof changes;
  before(() => {
    changes = zones.map((zone) => ({ zone, at: changesOf(zone, Date.UTC(2024, 0), Date.UTC(2029, 0)) }));
    changing = changes.filter(({ at }) => at.length > 0);
  });

  const randomCases = times(2_000, 20_000);

  it('agree at every change of the clocks from 2024 to 2028, in all zones that have some', () => {
    assert.ok(changing.length >= 60, `${changing.length} zones change their clocks`);
    const before = { ...counts };
    for (const { zone, at: minutes } of changing)
      for (const change of minutes) {
        const at = change * minute;
        covered.changes += 1;
        const shown = wallClock(zone)(change - 1) + 1;
        for (let draw = 0; draw < 2; draw++) {
          const plain = drawStatus(zone, at, ((shown % 1440) + 1440) % 1440);
          const status = written(plain);
          for (const off of [-hour, -1, 0, 1, hour, between(-2 * hour, 2 * hour), between(-day, day)])
            compareAt(plain, status, at + off);
        }
      }
    console.log(summary(before));
    assert.equal(counts.differences - before.differences, 0);
  });

  it(`agree for ${randomCases} random zones, hours and instants from 2005 to 2040`, () => {
    const before = { ...counts };
    for (let run = 0; run < randomCases; run++) {
      const at = between(Date.UTC(2005, 0), Date.UTC(2040, 0));
      const plain = drawStatus(pick(zones), at, below(1440));
      compareAt(plain, written(plain), at);
    }
    console.log(summary(before));
    assert.equal(counts.differences - before.differences, 0);
  });

  it('agree where a day was left out, and on all offsets around the changes', () => {
    const before = { ...counts };
    const skipped = Date.parse('2011-12-30T10:00:00Z');
    for (const zone of ['Pacific/Apia', 'Pacific/Fakaofo'])
      for (let run = 0; run < 500; run++) {
        const plain = drawStatus(zone, skipped, 0);
        compareAt(plain, written(plain), skipped + pick([-1, 0, 1, between(-2 * day, 2 * day)]));
      }
    let offsets = 0;
    for (const { zone, at } of changes)
      for (const change of [...at, Date.UTC(2026, 5) / minute]) {
        const known = zoneOf(zone);
        assert.ok(known, zone);
        for (const one of [change - 1, change, change + 1, change + 90]) {
          assert.equal(wallOf(known, one * minute) / minute, wallClock(zone)(one), zone);
          offsets += 1;
        }
      }
    console.log(`${summary(before)}, offsets ${offsets}`);
    assert.equal(counts.differences - before.differences, 0);
  });

  it('agree on who works together', () => {
    let [compared, differences] = [0, 0];
    for (let run = 0; run < 300; run++) {
      const from = pick(pick(changing).at) * minute - between(0, 7 * day);
      const plain = repeat(between(2, 5), () => drawStatus(pick(changing).zone, from, below(1440)));
      const [to, missing] = [from + 7 * day, pick([0, 1, 2])];
      const shared = overlap(plain.map(written), from, to, { missing });
      for (const at of repeat(20, () => between(from, to))) {
        const outside = plain.filter((one) => !isWorkingTime(one, at)).length;
        const isShared = shared.some(({ start, end }) => start <= at && at < end);
        compared += 1;
        if (isShared !== outside <= missing) differences += 1;
      }
    }
    console.log(`      instants ${compared}, differences ${differences}`);
    assert.equal(differences, 0);
  });

  /** At a change or somewhere else, to the second. */
  const someTime = () =>
    Math.floor(
      isChance(0.7)
        ? pick(pick(changing).at) * minute + between(-day, day)
        : between(Date.UTC(2024, 0), Date.UTC(2029, 0)),
    );

  it('agree on the ends that are typed', () => {
    const before = { ...counts };
    for (let run = 0; run < 600; run++) {
      const [change, at] = [pick(changing), someTime()];
      const zone = change.zone;
      const plain = drawStatus(isChance(0.7) ? zone : pick(zones), at, below(1440));
      const ofDay = isChance(0.5) ? below(240) : below(1440);
      const compare = (typed: string, expected: number) => {
        const until = parseStatusLine(typed, at, zone, written(plain)).until;
        counts.typed += 1;
        agree(Date.parse(until ?? '') === expected, plain, at, `${typed} ${until}, not ${expected}, ${zone}`);
      };
      compare(`dentist until ${clockText(ofDay)}`, nextShowing(zone, at, ofDay));
      if (run % 5 === 0) compare('until tomorrow', beginningOfTomorrow(plain, zone, at));
    }
    console.log(summary(before));
    assert.equal(counts.differences - before.differences, 0);
  });

  it('agree on the next times to meet', () => {
    const before = { ...counts };
    for (let run = 0; run < 500; run++) {
      const from = Math.floor(someTime() / minute) * minute;
      const people = repeat(between(1, 5), () => drawStatus(pick(changing).zone, from, below(1440)));
      compareShared(people, from, pick([1, 2, 5]), pick([0, 30, 120]) * minute);
    }
    console.log(summary(before));
    assert.equal(counts.differences - before.differences, 0);
  });

  after(() => {
    const { cases, zones: drawn, changes: passed } = covered;
    console.log(
      `      in all ${cases} cases, ${drawn.size} zones, ${passed} changes of clocks, ${counts.differences} differences`,
    );
  });
});
