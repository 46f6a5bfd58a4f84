import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Item, Person } from '../../../src/model/item.js';
import { ledger, type Wait } from '../../../src/model/ledger.js';
import type { Status } from '../../../src/model/member.js';
import type { Asked } from '../../../src/model/waits.js';
import { dueAt, inOrder, type Side } from '../../../src/views/due.js';
import { board, item, statusRecord } from '../../support/builders.js';
import { teamFile } from './people.js';
import { connected, now } from './states.js';

const half = 30 * 60_000;
const day = 48 * half;
/** A Monday, midnight in UTC. */
const monday = Date.parse('2026-11-16T00:00:00Z');

/** In half hours. Zones without summer time: the clocks of others are tried where hours are. */
interface Calendar {
  readonly zone: { readonly name: string; readonly offset: number };
  readonly opens: number;
  readonly closes: number;
  readonly weekdays: readonly number[];
  /** Days after the Monday. */
  readonly off: number;
  readonly windows: readonly number[];
}

const zones = [
  { name: 'UTC', offset: 0 },
  { name: 'Asia/Kolkata', offset: 11 },
  { name: 'Asia/Tokyo', offset: 18 },
  { name: 'America/Phoenix', offset: -14 },
];
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const clock = (halves: number) => `${String(halves >> 1).padStart(2, '0')}:${halves % 2 === 0 ? '00' : '30'}`;

function statusOf({ zone, opens, closes, weekdays, off, windows }: Calendar): Partial<Status> {
  return {
    zone: zone.name,
    hours: Object.fromEntries(weekdays.map((place) => [names[place], `${clock(opens)}-${clock(closes)}`])),
    off: [new Date(monday + off * day).toISOString().slice(0, 10)],
    windows: windows.map(clock),
  };
}

/** Half hour by half hour: none of it knows of spans. */
function slowlyDue(calendar: Calendar, asked: number, expectation: number): number {
  const { zone, opens, closes, weekdays, off, windows } = calendar;
  const placeAt = (at: number) => (at - monday) / half + zone.offset;
  const dateAt = (at: number) => Math.floor(placeAt(at) / 48);
  const timeAt = (at: number) => placeAt(at) - dateAt(at) * 48;
  const works = (at: number) =>
    dateAt(at) !== off && weekdays.includes(((dateAt(at) % 7) + 7) % 7) && timeAt(at) >= opens && timeAt(at) < closes;
  const within = windows.some((window) => window >= opens && window < closes);
  let at = asked;
  while (!works(at) || (within && !windows.includes(timeAt(at)))) at += half;
  for (let rest = expectation; rest > 0; at += half) if (works(at)) rest -= half;
  return at;
}

const people: readonly Person[] = ['ana', 'bo', 'chidi', 'dana'].map((login, place) => ({ id: place + 1, login }));

/** Each byte decides one thing. */
function drawnFrom(bytes: Uint8Array) {
  let place = 0;
  const next = (below: number) => (bytes[place++ % bytes.length] ?? 0) % below;
  const calendars = people.map((): Calendar => {
    const opens = 12 + next(10);
    return {
      zone: zones[next(zones.length)] ?? { name: 'UTC', offset: 0 },
      opens,
      closes: opens + 2 + next(16),
      weekdays: [next(5), 5 - next(5)],
      off: next(9),
      windows: Array.from({ length: next(3) }, () => 14 + next(20)),
    };
  });
  const asked = monday + next(7 * 48) * half;
  const of = people.slice(1 + next(2), 2 + next(3)).map(({ login }) => login);
  const expectation = { blocker: 8 * half, question: (1 + next(30)) * half, review: 16 * half };
  return { calendars, asked, of, expectation };
}

describe('when what is awaited is due', () => {
  it('is, on any calendars, what counting half hours says: all have to review, and one has to answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 40 }), (bytes) => {
        const { calendars, asked, of, expectation } = drawnFrom(bytes);
        const since = new Date(asked).toISOString();
        const ask = (kind: Asked['kind'], number: number): Asked => {
          return { kind, number, title: kind, by: people[0] as Person, of, since, given: [] };
        };
        const needed = item({ number: 3, owner: 'Bo', createdAt: since });
        const named: Item = {
          ...needed,
          key: `${needed.key}/named` as Item['key'],
          number: 4,
          needBy: '2026-11-20T10:00:00Z',
        };
        const records = people.map((by, place) => statusRecord(statusOf(calendars[place] as Calendar), { by }));
        const state = connected({
          confirmed: board([needed, named], {
            statuses: new Map(records.map((one) => [one.by.id, one])),
            asked: new Map([ask('review', 1), ask('question', 2)].map((one) => [one.number, one])),
            teamFile: teamFile({ expectations: expectation }),
          }),
        });
        const due = new Map(ledger(state).mine.map((wait) => [wait.key, dueAt(state, wait, 'mine', now)]));
        const slowly = (login: string, kind: keyof typeof expectation) =>
          slowlyDue(calendars[people.findIndex((one) => one.login === login)] as Calendar, asked, expectation[kind]);
        const all = (kind: 'review' | 'question') => of.map((login) => slowly(login, kind));
        assert.equal(due.get(needed.key), slowly('bo', 'blocker'));
        assert.equal(due.get(named.key), Date.parse('2026-11-20T10:00:00Z'));
        if (of.length > 0) assert.equal(due.get('awaited/review/1'), Math.max(...all('review')));
        assert.equal(due.get('awaited/question/2'), Math.min(...all('question')));
      }),
      { numRuns: 500 },
    );
  });

  it('for me counts in my hours, whoever else is asked', () => {
    const hours = Object.fromEntries(names.map((name) => [name, '09:00-17:00']));
    const of = ['bo', 'ana'];
    const records = people
      .slice(0, 2)
      .map((by) => statusRecord({ zone: 'UTC', hours, windows: [by.login === 'ana' ? '10:00' : '16:00'] }, { by }));
    const asked = { kind: 'review', number: 1, title: 'beam', by: { id: 3, login: 'chidi' }, of, given: [] } as const;
    const state = connected({
      confirmed: board([], {
        statuses: new Map(records.map((one) => [one.by.id, one])),
        asked: new Map([[1, { ...asked, since: '2026-11-20T09:00:00Z' }]]),
        teamFile: teamFile({ expectations: { review: 2 * half } }),
      }),
    });
    const [wait] = ledger(state).forMe;
    assert.equal(wait && dueAt(state, wait, 'forMe', now), Date.parse('2026-11-20T11:00:00Z'));
  });
});

describe('the order of what is awaited', () => {
  const wait = (place: number, heldUp: number, neededBy: number, since: number) =>
    ({ kind: 'blocker', key: `${place}`, heldUp, neededBy, since }) as Wait;

  it('is by people held up, then by what is due, then the longest waiting; the first of many are the first of all', () => {
    const time = fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(30));
    const drawn = fc.array(fc.tuple(fc.nat(2), time, fc.nat(30), time), { maxLength: 40 });
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 12 }), (rows, most) => {
        const waits = rows.map(([heldUp, neededBy, since], place) => wait(place, heldUp, neededBy, since));
        const due = (one: Wait) =>
          Number.isFinite(one.neededBy) ? one.neededBy : one.since + (rows[Number(one.key)]?.[3] ?? 0);
        const later = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
        const slowly = [...waits].sort(
          (a, b) =>
            later(b.heldUp, a.heldUp) || later(due(a), due(b)) || later(a.since, b.since) || (a.key < b.key ? -1 : 1),
        );
        const given = [...waits].sort((a, b) => b.heldUp - a.heldUp);
        assert.deepEqual(
          inOrder(given, due, most).map(({ key }) => key),
          slowly.slice(0, most).map(({ key }) => key),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does not work out what cannot be among the first', () => {
    const waits = Array.from({ length: 10_000 }, (_, place) => wait(place, 1, Number.POSITIVE_INFINITY, place * half));
    let asked = 0;
    const due = ({ since }: Wait) => {
      asked += 1;
      return since + day;
    };
    assert.equal(inOrder(waits, due, 200).length, 200);
    assert.equal(asked, 400);
  });

  it('is the ledger’s own where nobody’s hours are known', () => {
    const raised = (number: number, more: Partial<Item>) => item({ number, id: `${number}`, ...more });
    const items = [
      raised(1, { createdAt: '2026-11-21T08:00:00Z' }),
      raised(2, { createdAt: '2026-11-21T07:00:00Z' }),
      raised(3, { needBy: '2026-11-23T12:00:00Z' }),
      raised(4, { blocks: 'acme/team#2' }),
      raised(5, { owner: 'ana', createdAt: '2026-11-20T07:00:00Z' }),
    ];
    const state = connected({ confirmed: board(items) });
    const { mine } = ledger(state);
    const side: Side = 'mine';
    for (const list of [mine, inOrder(mine, (one) => dueAt(state, one, side, now), 10)])
      assert.deepEqual(
        list.map((one) => one.kind === 'blocker' && one.item.number),
        [3, 2, 1, 4, 5],
      );
  });
});
