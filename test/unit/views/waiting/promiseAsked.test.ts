import assert from 'node:assert/strict';
import type { AskedPromise, AskedThing } from '../../../../src/model/board/links.js';
import { nowRows } from '../../../../src/views/now/view.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { keyIn, type Row } from '../../../../src/views/words/row.js';
import { ana, bo, item } from '../../../lib/fakes/builders.js';
import { berlin, records, teamState } from '../people.js';
import { unheard } from '../spoken.js';

/** Friday, 14:30 in Berlin. */
const now = Date.parse('2026-11-20T13:30:00Z');
const hour = 3_600_000;
const since = '2026-11-20T09:00:00Z';
const told = '2026-11-20T10:00:00Z';
/** 15:00 in Berlin. */
const three = '2026-11-20T14:00:00Z';
const number = 7;

for (const kind of ['review', 'question'] as const)
  describe(`a promise on a ${kind}`, () => {
    const asked: AskedThing = { kind, number, title: 'the lens', by: ana, of: ['bo'], since, given: [] };
    const ofMe: AskedThing = { ...asked, by: bo, of: ['ana'] };
    function stateOf(one: AskedThing, at: string | null, more: Partial<AskedPromise> = {}) {
      const promise: AskedPromise = { id: 'IC_1', by: one.by === ana ? bo : ana, at, told, ...more };
      return teamState(records(), {
        asked: new Map([[number, one]]),
        promises: new Map([[number, { number, promises: { [promise.by.id]: promise } }]]),
      });
    }
    function rowOf(state: ReturnType<typeof stateOf>, at = now): Row {
      const [row] = waitingRows(state, at, berlin).flatMap(({ children = [] }) => children);
      assert.ok(row);
      return row;
    }
    const headOf = (row: Row) => row.description?.split(' · ')[0];

    it('takes the place of the estimate, on both sides', () => {
      const row = rowOf(stateOf(asked, three));
      assert.deepEqual([headOf(row), row.offers], ['@bo, promised 15:00', 'awaited']);
      assert.match(row.tooltip ?? '', /\nPromised for 15:00\n/);
      assert.doesNotMatch(row.tooltip ?? '', /Answer|Delivery|The team/);
      assert.match(row.spoken, /, promised 15:00/);
      const mine = rowOf(stateOf(ofMe, three));
      assert.deepEqual([headOf(mine), mine.offers], ['@bo, you promised 15:00', 'awaited.forMe']);
    });

    it('is late only after its time, however long ago it was asked', () => {
      const long = { ...asked, since: '2026-11-02T09:00:00Z' };
      assert.equal(rowOf(stateOf(long, null)).isLate, true);
      assert.equal(rowOf(stateOf(long, three)).isLate, undefined);
      const over = rowOf(stateOf(long, three), Date.parse(three));
      assert.deepEqual([headOf(over), over.isLate], ['@bo, overdue since 15:00', true]);
    });

    it('stands until its time, though something was said since; then only whoever asked knows', () => {
      const state = stateOf(asked, three, { said: '2026-11-20T12:00:00Z' });
      assert.equal(headOf(rowOf(state)), '@bo, promised 15:00');
      const after = rowOf(state, Date.parse(three) + hour);
      assert.deepEqual([headOf(after), after.isLate], ['@bo', undefined]);
      const before = rowOf(stateOf(asked, three, { said: '2026-11-20T09:30:00Z' }), Date.parse(three));
      assert.equal(before.isLate, true, 'what was said before it was promised is no answer to it');
    });

    it('counts of nobody who is not asked, nor once it is withdrawn, nor where they are asked anew', () => {
      const estimate = headOf(rowOf(stateOf(asked, null)));
      assert.match(estimate ?? '', /^@bo, expected/);
      for (const state of [
        stateOf(asked, three, { by: { id: 9, login: 'zoe' } }),
        stateOf(asked, 'soon'),
        stateOf(asked, '2026-11-19T14:00:00Z'),
      ])
        assert.equal(headOf(rowOf(state)), estimate);
    });

    it('stands in Now from an hour before until I have said something', () => {
      const row = (at: number, state = stateOf(ofMe, three)) =>
        nowRows(state, at, berlin).find(({ id }) => id.startsWith('promise/'));
      assert.equal(row(Date.parse(three) - hour - 1), undefined);
      const near = row(Date.parse(three) - hour);
      assert.deepEqual(
        [near?.label, near?.description, near?.command],
        ['Promised for 15:00: the lens', '@bo', 'makertime.openWaiting'],
      );
      assert.equal(keyIn(near?.id ?? ''), `awaited/${kind}/${number}`);
      assert.deepEqual(near && unheard(near), []);
      assert.ok(row(Date.parse(three) + hour));
      assert.equal(row(Date.parse(three) + hour, stateOf(ofMe, three, { said: '2026-11-20T14:30:00Z' })), undefined);
      assert.equal(row(now, stateOf(asked, three)), undefined, 'what others have promised me stands in Waiting');
    });

    it('comes first of what waits for me once its time has come', () => {
      const urgent = item({ by: bo, owner: 'ana', createdAt: since, needBy: since, number: 8, title: 'urgent' });
      const state = stateOf(ofMe, three);
      const both = { ...state, confirmed: { ...state.confirmed, items: new Map([[urgent.key, urgent]]) } };
      const titles = (at: number) => waitingRows(both, at, berlin)[0]?.children?.map(({ label }) => label);
      assert.deepEqual(titles(Date.parse(three) - 1), ['urgent', 'the lens']);
      assert.deepEqual(titles(Date.parse(three)), ['the lens', 'urgent']);
    });
  });

describe('a promise among several who are asked for a review', () => {
  const cy = { id: 3, login: 'cy' };
  const review: AskedThing = {
    kind: 'review',
    number,
    title: 'the lens',
    by: ana,
    of: ['bo', 'cy'],
    since,
    given: [],
  };

  it('says when the last of them will look at it', () => {
    const promiseOf = (by: typeof bo, at: string): AskedPromise => ({ id: `IC_${by.id}`, by, at, told });
    const state = (...promises: readonly AskedPromise[]) =>
      teamState(records(), {
        asked: new Map([[number, review]]),
        promises: new Map([
          [number, { number, promises: Object.fromEntries(promises.map((one) => [one.by.id, one])) }],
        ]),
      });
    const headOf = (one: ReturnType<typeof state>) =>
      waitingRows(one, now, berlin)[0]?.children?.[0]?.description?.split(' · ')[0];
    assert.equal(
      headOf(state(promiseOf(bo, three), promiseOf(cy, '2026-11-20T15:00:00Z'))),
      '@bo, @cy, promised 16:00',
    );
    assert.equal(headOf(state(promiseOf(cy, three))), '@bo, @cy, expected by Mon 11:00');
  });
});
