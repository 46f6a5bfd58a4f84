import assert from 'node:assert/strict';
import type { Item } from '../../../../src/model/board/item.js';
import type { Reply } from '../../../../src/model/board/links.js';
import { awaitedFrom } from '../../../../src/views/waiting/blockerRow.js';
import { waitingRows } from '../../../../src/views/waiting/view.js';
import { keyIn, type Row } from '../../../../src/views/words/row.js';
import { ana, bo, item } from '../../../lib/fakes/builders.js';
import { hostilePieces } from '../../arbitraries.js';
import { berlin, records, teamState } from '../people.js';
import { unheard } from '../spoken.js';

const now = Date.parse('2026-11-20T14:30:00Z');
const createdAt = '2026-11-20T09:00:00Z';
const chidi = { id: 3, login: 'chidi' };
const reply = (text: string, more: Partial<Reply> = {}): Reply => ({
  id: `IC_${text.slice(0, 10)}`,
  by: bo,
  text,
  at: '2026-11-20T12:20:00Z',
  ...more,
});
const stateOf = (one: Item, replies: readonly Reply[]) =>
  teamState(records(), {
    items: new Map([[one.key, one]]),
    replies: new Map([[one.number ?? 0, { number: one.number ?? 0, replies }]]),
  });
function rowOf(one: Item, ...replies: readonly Reply[]): Row {
  const [row] = waitingRows(stateOf(one, replies), now, berlin).flatMap(({ children = [] }) => children);
  assert.ok(row);
  return row;
}
const headOf = (row: Row) => row.description?.split(' · ')[0];
const mine = item({ owner: 'bo', createdAt, comments: 1 });

describe('the replies under a row', () => {
  it('are the last three, folded, with a row to comment below them', () => {
    const row = rowOf(mine, ...['one', 'two', 'three', 'four\nand more'].map((text) => reply(text)));
    assert.equal(row.isExpanded, false);
    assert.deepEqual(
      row.children?.map(({ label, description, icon, command }) => [label, description, icon, command]),
      [
        ['two', '@bo · 2 h', 'comment', undefined],
        ['three', '@bo · 2 h', 'comment', undefined],
        ['four', '@bo · 2 h', 'comment', undefined],
        ['Comment…', undefined, 'add', 'makertime.comment'],
      ],
    );
    assert.deepEqual(row.children?.[2]?.tooltip?.split('\n'), ['four', 'and more', '@bo, 13:20']);
    assert.equal(row.children?.[0]?.spoken, 'two, reply by @bo, 2 hours ago');
    assert.deepEqual(row.children?.flatMap(unheard), []);
  });

  it('are none where nobody has said anything: then the row cannot be unfolded', () => {
    const row = rowOf(mine);
    assert.deepEqual([row.children, row.isExpanded], [undefined, undefined]);
  });

  it('of the row to comment the item is known again', () => {
    const row = rowOf(mine, reply('on it'));
    assert.equal(keyIn(row.children?.at(-1)?.id ?? ''), mine.key);
    assert.equal(keyIn(mine.key), mine.key);
  });

  for (const piece of ['\u200b', ...hostilePieces])
    it(`are inert and have words with ${JSON.stringify(piece)} in them`, () => {
      const { children = [] } = rowOf(mine, reply(piece, { by: { id: 3, login: piece } }));
      for (const { label, description, tooltip, spoken } of children) {
        assert.notEqual(label.trim(), '');
        assert.doesNotMatch([label, description, spoken].join(' '), /[\p{Cc}\u200b\u202e]|\$\(/u);
        assert.doesNotMatch(tooltip ?? '', /\$\(/);
      }
    });
});

describe('a reply of the owner', () => {
  it('is an answer of a kind: it is said, and the row is late no longer', () => {
    const late = rowOf(item({ owner: 'bo', createdAt: '2026-11-19T09:00:00Z' }));
    assert.equal(late.isLate, true);
    const row = rowOf({ ...mine, createdAt: '2026-11-19T09:00:00Z' }, reply('on it'));
    assert.deepEqual([headOf(row), row.isLate], ['@bo replied 2 hours ago', undefined]);
    assert.match(row.spoken, /, needed from @bo, .*, @bo replied 2 hours ago/);
    assert.match(row.tooltip ?? '', /\n@bo replied 2 hours ago\n/);
    assert.doesNotMatch(row.tooltip ?? '', /Answer/);
  });

  it('takes the place of what was due, and stands beside what is', () => {
    const due = (needBy: string) => rowOf({ ...mine, needBy }, reply('on it'));
    assert.deepEqual(
      [due('2026-11-20T13:00:00Z'), due('2026-11-20T16:00:00Z')].map((row) => [headOf(row), row.isLate]),
      [
        ['@bo replied 2 hours ago', undefined],
        ['due 17:00, @bo replied 2 hours ago', undefined],
      ],
    );
  });

  it('is mine where it waits for me', () => {
    const row = rowOf(item({ by: bo, owner: 'ana', createdAt, comments: 1 }), reply('on it', { by: ana }));
    assert.equal(headOf(row), '@bo, you replied 2 hours ago');
  });

  it('is said wherever a blocker of mine is named', () =>
    assert.equal(awaitedFrom(stateOf(mine, [reply('on it')]), mine.key, now, berlin), '@bo replied 2 hours ago'));

  it('is none of anybody else’s, none of whoever asks themselves, and none of who has taken the owner’s name', () => {
    assert.equal(headOf(rowOf(mine, reply('me too', { by: chidi }))), '@bo, expected by Mon 11:00');
    assert.equal(headOf(rowOf(item({ owner: 'ana', createdAt }), reply('still', { by: ana }))), '@ana');
    const taken = { ...mine, ownerId: 2 };
    assert.doesNotMatch(headOf(rowOf(taken, reply('it is me', { by: { id: 9, login: 'bo' } }))) ?? '', /replied/);
  });
});
