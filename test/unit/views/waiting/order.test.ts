import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Item } from '../../../../src/model/board/item.js';
import type { Person } from '../../../../src/model/people/person.js';
import { ledger, type Wait } from '../../../../src/model/waits/ledger.js';
import { dueAt, inOrder, type Side } from '../../../../src/views/waiting/order.js';
import { board, item, statusRecord } from '../../../lib/fakes/builders.js';
import { teamFile } from '../people.js';
import { connected, now } from '../states.js';

const half = 30 * 60_000;
const day = 48 * half;
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const people: readonly Person[] = ['ana', 'bo'].map((login, place) => ({ id: place + 1, login }));

describe('when what is awaited is due', () => {
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
    ({ kind: 'item', key: `${place}`, heldUp, neededBy, since }) as Wait;

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
        list.map((one) => one.kind === 'item' && one.item.number),
        [3, 2, 1, 4, 5],
      );
  });
});
