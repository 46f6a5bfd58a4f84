import assert from 'node:assert/strict';
import type { Item } from '../../../../src/model/board/item.js';
import type { Promised, Reply } from '../../../../src/model/board/links.js';
import { nowRows } from '../../../../src/views/now/view.js';
import { awaitedFrom } from '../../../../src/views/waiting/blockerRow.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { keyIn, type Row } from '../../../../src/views/words/row.js';
import { ana, bo, item } from '../../../lib/fakes/builders.js';
import { berlin, records, teamState } from '../people.js';
import { unheard } from '../spoken.js';

/** Friday, 14:30 in Berlin. */
const now = Date.parse('2026-11-20T13:30:00Z');
const createdAt = '2026-11-20T09:00:00Z';
const told = '2026-11-20T10:00:00Z';
/** 15:00 in Berlin. */
const three = '2026-11-20T14:00:00Z';
const mine = item({ owner: 'bo', createdAt, comments: 1, number: 1 });
const forMe = item({ by: bo, owner: 'ana', createdAt, comments: 1, number: 1 });
const reply = (at: string, by = bo): Reply => ({ id: `IC_${at}`, by, text: 'on it', at });

function stateOf(one: Item, at: string | null, more: Partial<Promised> = {}, ...replies: readonly Reply[]) {
  const promise: Promised = { id: 'IC_1', by: one.owner === 'ana' ? ana : bo, at, told, ...more };
  const number = one.number ?? 0;
  return teamState(records(), {
    items: new Map([[one.key, one]]),
    replies: new Map([[number, { number, replies, promise }]]),
  });
}
function rowOf(state: ReturnType<typeof stateOf>, at = now): Row {
  const [row] = waitingRows(state, at, berlin).flatMap(({ children = [] }) => children);
  assert.ok(row);
  return row;
}
const headOf = (row: Row) => row.description?.split(' · ')[0];

describe('a promise', () => {
  it('takes the place of the estimate wherever that is shown', () => {
    const row = rowOf(stateOf(mine, three));
    assert.equal(headOf(row), '@bo, promised 15:00');
    assert.match(row.tooltip ?? '', /\nPromised for 15:00\n/);
    assert.doesNotMatch(row.tooltip ?? '', /Answer|Delivery|The team/);
    assert.match(row.spoken, /, promised 15:00/);
    assert.equal(awaitedFrom(stateOf(mine, three), mine.key, now, berlin), '@bo, promised 15:00');
    assert.equal(headOf(rowOf(stateOf(forMe, three))), '@bo, you promised 15:00');
  });

  it('is late only after its time, whatever was expected or due', () => {
    const late = { ...mine, createdAt: '2026-11-10T09:00:00Z' };
    assert.equal(rowOf(stateOf(late, three)).isLate, undefined);
    const due = rowOf(stateOf({ ...mine, needBy: '2026-11-20T12:00:00Z' }, three));
    assert.deepEqual([headOf(due), due.isLate], ['@bo, promised 15:00', undefined]);
    const later = rowOf(stateOf({ ...mine, needBy: '2026-11-20T16:00:00Z' }, three));
    assert.equal(headOf(later), '@bo, due 17:00, promised 15:00');
    const over = rowOf(stateOf(mine, three), Date.parse(three));
    assert.deepEqual([headOf(over), over.isLate], ['@bo, overdue since 15:00', true]);
  });

  it('stands until its time, though something was said since; then what was said stands', () => {
    const state = stateOf(mine, three, {}, reply('2026-11-20T12:00:00Z'));
    assert.equal(headOf(rowOf(state)), '@bo, promised 15:00');
    const after = rowOf(state, Date.parse(three) + 3_600_000);
    assert.deepEqual([headOf(after), after.isLate], ['@bo replied 3 hours ago', undefined]);
    const before = rowOf(stateOf(mine, three, {}, reply('2026-11-20T09:30:00Z')), Date.parse(three));
    assert.equal(before.isLate, true, 'what was said before it was promised is no answer to it');
  });

  it('counts of nobody but the owner, and not once it is withdrawn; it is no comment', () => {
    const estimate = '@bo, expected 15:00';
    assert.equal(headOf(rowOf(stateOf(mine, null))), estimate.replace('expected 15:00', 'expected by Mon 11:00'));
    assert.doesNotMatch(headOf(rowOf(stateOf(mine, three, { by: { id: 9, login: 'zoe' } }))) ?? '', /promised/);
    assert.doesNotMatch(rowOf(stateOf(mine, three)).description ?? '', /comment/);
    assert.match(rowOf(stateOf({ ...mine, comments: 2 }, three)).description ?? '', /· 1 comment$/);
    assert.equal(rowOf(stateOf(mine, three)).children, undefined, 'there is nothing to unfold');
  });

  it('a time that is none, or lies before the question, spoils nothing', () => {
    assert.doesNotMatch(headOf(rowOf(stateOf(mine, 'soon'))) ?? '', /promised/);
    assert.match(headOf(rowOf(stateOf(mine, '2026-01-01T00:00:00Z'))) ?? '', /^@bo, overdue since/);
  });
});

describe('what I have promised', () => {
  const row = (at: number, state = stateOf(forMe, three)) =>
    nowRows(state, at, berlin).find(({ id }) => id.startsWith('promise/'));

  it('stands in Now from an hour before until I have said something', () => {
    const hour = 3_600_000;
    assert.equal(row(Date.parse(three) - hour - 1), undefined);
    const near = row(Date.parse(three) - hour);
    assert.deepEqual(
      [near?.label, near?.description, near?.command],
      ['Promised for 15:00: the beam is stuck', '@bo', 'makertime.showBlocker'],
    );
    assert.equal(keyIn(near?.id ?? ''), forMe.key);
    assert.deepEqual(near && unheard(near), []);
    assert.ok(row(Date.parse(three) + hour));
    const answered = stateOf(forMe, three, {}, reply('2026-11-20T14:30:00Z', ana));
    assert.equal(row(Date.parse(three) + hour, answered), undefined);
    assert.equal(row(now, stateOf(mine, three)), undefined, 'what others have promised me stands in Waiting');
  });

  it('comes first of what waits for me once its time has come, whatever else is due', () => {
    const urgent = item({
      by: bo,
      owner: 'ana',
      createdAt,
      needBy: '2026-11-20T12:00:00Z',
      number: 7,
      title: 'urgent',
    });
    const titles = (at: number) => {
      const state = stateOf({ ...forMe, title: 'promised' }, three);
      const items = new Map([...state.confirmed.items, [urgent.key, urgent]]);
      const [group] = waitingRows({ ...state, confirmed: { ...state.confirmed, items } }, at, berlin);
      return group?.children?.map(({ label }) => label);
    };
    assert.deepEqual(titles(Date.parse(three) - 1), ['urgent', 'promised']);
    assert.deepEqual(titles(Date.parse(three)), ['promised', 'urgent']);
  });
});
