import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Item } from '../../src/model/board/item.js';
import type { AskedThing } from '../../src/model/board/links.js';
import type { Status } from '../../src/model/people/member.js';
import type { Person } from '../../src/model/people/person.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { dueAt } from '../../src/views/waiting/order.js';
import { board, item, statusRecord } from '../lib/fakes/builders.js';
import { teamFile } from '../unit/views/people.js';
import { connected, now } from '../unit/views/states.js';

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

/** A calendar for each of four people, 5,000 times. */
describe('when what is awaited is due, by a slow count', () => {
  it('is, on any calendars, what counting half hours says: all have to review, and one has to answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 40 }), (bytes) => {
        const { calendars, asked, of, expectation } = drawnFrom(bytes);
        const since = new Date(asked).toISOString();
        const ask = (kind: AskedThing['kind'], number: number): AskedThing => {
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
      { numRuns: 5_000 },
    );
  });
});
