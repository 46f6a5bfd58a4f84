/** How long it takes to know who is reachable and when all of them work: ours, and luxon's intervals for comparison. */
import assert from 'node:assert/strict';
import { weekdays } from '../../../src/base/zone.js';
import type { Status } from '../../../src/model/people/member.js';
import { availability } from '../../../src/model/reach/availability.js';
import { overlap } from '../../../src/model/reach/overlap.js';
import { type Figures, figures, timesOf } from './figures.js';
import { kilobytesUsed } from './heap.js';
import { luxonAvailability, luxonOverlap } from './luxonSchedule.js';

const day = 86_400_000;
const now = Date.parse('2026-11-24T10:10:00Z');
const members = 1_000;
const together = 50;
const days = 7;
/** How many of the answers are compared; all of luxon's would be compared for longer than they are measured. */
const sample = 250;

/** Only the first availability meets zones for the first time: overlap finds them known, as it does in a window. */
export async function benchSchedule(): Promise<readonly Figures[]> {
  const people = drawn(members, () => pick(zones));
  // A team that shares something: nobody is further than a few hours from the others.
  const team = drawn(together, () => pick(nearZones));
  return [
    ...(await compared(
      `availability of ${members.toLocaleString('en')}`,
      () => people.map((status) => availability(status, now)),
      () => people.map((status) => luxonAvailability(status, now)),
      () => people.slice(0, sample).forEach(assertSame),
    )),
    ...(await compared(
      `overlap of ${together} over ${days} days`,
      () => overlap(team, now, now + days * day),
      () => luxonOverlap(team, now, now + days * day),
      () => assertSameOverlap(team),
    )),
  ];
}

/** Ours goes first: what the platform learns of zones by then is luxon's advantage. */
async function compared(
  name: string,
  ours: () => unknown,
  luxon: () => unknown,
  check: () => void,
): Promise<readonly Figures[]> {
  const first = await measured(1, ours);
  const again = await measured(30, ours);
  const firstLuxon = await measured(1, luxon);
  const againLuxon = await measured(5, luxon);
  check();
  return [
    { ...figures(`${name}, first`, first.times), ...versus(firstLuxon.times, first.times), kilobytes: first.kilobytes },
    { ...figures(`${name}, again`, again.times), ...versus(againLuxon.times, again.times), kilobytes: again.kilobytes },
    { ...figures(`${name} with luxon, first`, firstLuxon.times), kilobytes: firstLuxon.kilobytes },
    { ...figures(`${name} with luxon, again`, againLuxon.times), kilobytes: againLuxon.kilobytes },
  ];
}

function versus(theirs: readonly number[], ours: readonly number[]): { readonly ratio: number } {
  return { ratio: figures('', theirs).p50 / figures('', ours).p50 };
}

async function measured(count: number, run: () => unknown) {
  const before = kilobytesUsed();
  const times = await timesOf(count, async () => run());
  return { times, kilobytes: kilobytesUsed() - before };
}

function assertSame(status: Status): void {
  const { state, until, nextReachable } = availability(status, now);
  assert.deepEqual(luxonAvailability(status, now), JSON.parse(JSON.stringify({ state, until, nextReachable })));
}

function assertSameOverlap(people: readonly Status[]): void {
  const shared = overlap(people, now, now + days * day).map(({ start, end }) => [start, end]);
  const luxon = luxonOverlap(people, now, now + days * day);
  assert.deepEqual(
    luxon.map(({ start, end }) => [start?.toMillis(), end?.toMillis()]),
    shared,
  );
  assert.ok(shared.length > 0);
}

const zones = Intl.supportedValuesOf('timeZone');
const nearZones = ['Europe/Berlin', 'Europe/London', 'Europe/Athens', 'Africa/Lagos', 'Europe/Lisbon'];

let seed = 20_261_121;
/** Always the same team. */
function below(limit: number): number {
  seed = (Math.imul(seed, 48_271) + 11) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

function pick<T>(list: readonly T[]): T {
  return list[below(list.length)] as T;
}

function drawn(count: number, zone: () => string): readonly Status[] {
  return Array.from({ length: count }, () => {
    const hours = pick(['09:00-17:30', '08:00-16:00', '10:00-12:00,13:00-18:00', '09:30-18:30']);
    return {
      mode: 'available',
      ...(below(5) === 0 && {
        mode: 'away' as const,
        until: new Date(now + below(5) * 3_600_000 + 1_800_000).toISOString(),
      }),
      zone: zone(),
      hours: Object.fromEntries(weekdays.slice(0, 5).map((name) => [name, hours])),
      off: pick([[], [], ['2026-12-24/2026-12-27'], ['2026-11-26', '2026-12-24/2027-01-02']]),
      focus: pick([
        [],
        [{ start: '2026-11-02T09:00', minutes: 120, every: 'workday' }],
        [
          { start: '2026-11-03T13:00', minutes: 180, every: 'week' },
          { start: '2026-11-05T09:30', minutes: 90, every: 'week' },
        ],
      ]),
    };
  });
}
