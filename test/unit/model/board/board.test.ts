import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Board, emptyBoard, receive } from '../../../../src/model/board/board.js';
import { type Item, itemKey } from '../../../../src/model/board/item.js';
import { ana, at, bo, board as boardWith, item } from '../../../lib/fakes/builders.js';
import { instants, keys } from '../../arbitraries.js';

const deltaOf = (...items: Item[]) => ({ items, gone: [] });
const shown = (board: Board) => [...board.items.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

/** Every issue carries one record; several issues may carry the same, and each is told in several versions. */
const facts: fc.Arbitrary<readonly Item[]> = fc.uniqueArray(
  fc
    .record({ number: fc.integer({ min: 1, max: 9 }), version: fc.nat(instants.length - 1) })
    .map(({ number, version }) => {
      const key = keys[number % 4] ?? keys[0];
      const by = key?.startsWith(`${ana.id}/`) ? ana : bo;
      const updatedAt = instants[version] ?? '';
      return item({ ...(key && { key }), by, number, updatedAt, title: `#${number} at ${updatedAt}` });
    }),
  { selector: ({ number, updatedAt }) => `${number} ${updatedAt}`, maxLength: 12 },
);

describe('news on the board', () => {
  it('invariant 4, nobody’s clock decides: in any order and any portions the same board, by number and GitHub’s revision', () => {
    const told = facts.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
        fc.integer({ min: 1, max: 4 }),
      ),
    );
    fc.assert(
      fc.property(told, ([all, shuffled, portion]) => {
        let board = emptyBoard;
        for (let start = 0; start < shuffled.length; start += portion)
          board = receive(board, deltaOf(...shuffled.slice(start, start + portion)));
        const expected = new Map<string, Item>();
        for (const one of [...all].sort(byNumberThenRevision)) expected.set(one.key, one);
        assert.deepEqual(shown(board), shown({ ...emptyBoard, items: expected as never }));
      }),
      { numRuns: 120 },
    );
  });

  it('is never undone by older news, and the same news twice is the same board', () => {
    fc.assert(
      fc.property(facts, fc.nat(11), (all, pick) => {
        const board = receive(emptyBoard, deltaOf(...all));
        const again = all[pick % Math.max(1, all.length)];
        if (again) assert.deepEqual(receive(board, deltaOf(again)), board);
        assert.deepEqual(receive(board, deltaOf(...all)), board);
      }),
      { numRuns: 60 },
    );
  });

  it('of two issues with the same record of the same person the lowest number counts, however late it is heard of', () => {
    const first = item({ number: 3 });
    const second = { ...first, number: 4, updatedAt: '2026-12-24T00:00:00Z' };
    for (const order of [
      [first, second],
      [second, first],
    ])
      assert.deepEqual(
        shown(order.reduce((board, one) => receive(board, deltaOf(one)), emptyBoard)).map(({ number }) => number),
        [3],
      );
  });

  it('the same record of two people is two items', () => {
    const one = item({ number: 1 });
    const copy = { ...one, by: bo, key: itemKey(bo.id, one.id), number: 2 };
    assert.equal(receive(emptyBoard, deltaOf(one, copy)).items.size, 2);
  });

  it('what GitHub confirmed takes the place of what was only captured here', () => {
    const { number: _number, ...unsent } = item({ updatedAt: '2099-01-01T00:00:00Z' });
    const confirmed = { ...unsent, number: 1, updatedAt: '2026-11-21T09:00:01Z' };
    assert.equal(receive(boardWith([unsent]), deltaOf(confirmed)).items.get(unsent.key)?.number, 1);
  });

  it('takes away what is gone and nothing else', () => {
    const board = receive(emptyBoard, deltaOf(item({ number: 1 }), item({ number: 2 }), item({ number: 3 })));
    assert.deepEqual(
      shown(receive(board, { items: [], gone: [2, 99] })).map(({ number }) => number),
      [1, 3],
    );
  });

  it('no news is the same board', () => {
    const board = receive(emptyBoard, deltaOf(item()));
    assert.equal(receive(board, { items: [], gone: [] }), board);
  });

  it('what is heard again as it was is the same object, and so is the board', () => {
    const one = item({ context: { path: 'src/lamp.ts', lines: [1, 2] } });
    const work = { number: 5, title: 'beam', kind: 'issue', people: [1] } as const;
    const delta = { ...deltaOf(one, item({ number: 2 })), heard: [5], work: [work] };
    const board = receive(emptyBoard, delta);
    assert.equal(receive(board, structuredClone(delta)), board);
    const next = receive(board, structuredClone({ ...delta, items: [{ ...one, comments: 7 }] }));
    assert.equal(next.items.get(one.key)?.comments, 7);
    assert.equal(next.work, board.work);
    const moved: Item = { ...one, context: { path: 'src/lamp.ts', lines: [1, 3] } };
    assert.equal(receive(board, { ...delta, items: [moved] }).items.get(one.key), moved);
    const without = receive(board, { items: [], gone: [], heard: [5] });
    assert.deepEqual([without.work.size, without.items], [0, board.items]);
  });

  it('promises are those that were heard last', () => {
    const promiseOf = (number: number, when: string) => ({
      number,
      promises: { [bo.id]: { id: 'IC', by: bo, at: when, told: at } },
    });
    const told = { heard: [1, 2], found: [promiseOf(1, 'mon'), promiseOf(2, 'tue')] };
    const before = receive(emptyBoard, { ...deltaOf(), promises: told });
    assert.equal(receive(before, { ...deltaOf(), promises: { heard: [1], found: [promiseOf(1, 'mon')] } }), before);
    const after = receive(before, { ...deltaOf(), promises: { heard: [1, 2], found: [promiseOf(1, 'thu')] } });
    assert.deepEqual([...after.promises.values()], [promiseOf(1, 'thu')]);
  });

  it('replies are those that were heard last, and go with what is closed or gone', () => {
    const told = (number: number, text: string) => ({ number, replies: [{ id: text, by: bo, text, at: '' }] });
    const before = receive(emptyBoard, {
      ...deltaOf(item({ number: 1 }), item({ number: 2 }), item({ number: 3 })),
      replies: { heard: [1, 2, 3], found: [told(1, 'on it'), told(2, 'which?'), told(3, 'hm')] },
    });
    assert.equal(receive(before, { ...deltaOf(), replies: { heard: [1], found: [told(1, 'on it')] } }), before);
    const after = receive(before, {
      ...deltaOf(item({ number: 2, state: 'closed' })),
      gone: [3],
      replies: { heard: [1], found: [told(1, 'done')] },
    });
    assert.deepEqual([...after.replies.values()], [told(1, 'done')]);
    assert.equal(receive(after, { ...deltaOf(), replies: { heard: [1], found: [] } }).replies.size, 0);
  });

  it('one issue is one item: a record that becomes unreadable, or readable again, takes its own place', () => {
    const whole = item({ number: 5, updatedAt: instants[0] ?? '' });
    const damaged: Item = {
      ...whole,
      id: '#5',
      key: itemKey(ana.id, '#5'),
      record: 'unreadable',
      updatedAt: instants[1] ?? '',
    };
    const repaired: Item = { ...whole, updatedAt: instants[2] ?? '' };
    let board = receive(receive(emptyBoard, deltaOf(whole)), deltaOf(damaged));
    assert.deepEqual(shown(board), [damaged]);
    board = receive(board, deltaOf(repaired));
    assert.deepEqual(shown(board), [repaired]);
  });
});

function byNumberThenRevision(a: Item, b: Item): number {
  const number = (b.number ?? 0) - (a.number ?? 0);
  return number || (a.updatedAt < b.updatedAt ? -1 : 1);
}
