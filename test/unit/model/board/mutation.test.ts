import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyBoard } from '../../../../src/model/board/board.js';
import { type ItemKey, itemKey } from '../../../../src/model/board/item.js';
import { apply, applyAll, numberOf, type SetStatus, threadOf } from '../../../../src/model/board/mutation.js';
import { type ThreadKey, threadAt, threadKey } from '../../../../src/model/threads/thread.js';
import {
  ana,
  at,
  bo,
  board as boardWith,
  capture,
  comment,
  edit,
  item,
  newId,
  resolve,
} from '../../../lib/fakes/builders.js';
import { aBoard, aMutation } from '../../arbitraries.js';

const boardOf = (...items: ReturnType<typeof item>[]) => boardWith(items);

describe('applying a mutation', () => {
  it('invariant 6, total and idempotent: any mutation on any board, and twice is the same as once', () => {
    fc.assert(
      fc.property(aBoard, aMutation, (board, mutation) => {
        const before = new Map(board.items);
        const once = apply(board, mutation);
        assert.deepEqual(apply(once, mutation), once);
        assert.deepEqual(board.items, before);
      }),
      { numRuns: 120 },
    );
  });

  it('invariant 6: an unknown target leaves the board as it is', () => {
    fc.assert(
      fc.property(aBoard, aMutation, (board, mutation) => {
        const isUnknown = (target: unknown) =>
          typeof target !== 'string' ||
          (!board.items.has(target as ItemKey) && threadAt(board.threads, target as ThreadKey) === undefined);
        fc.pre(
          mutation.kind === 'roster' ||
            ('on' in mutation && !board.asked.has(mutation.number) && !board.threads.has(threadKey(mutation.number))) ||
            ('target' in mutation && isUnknown(mutation.target)),
        );
        assert.deepEqual(apply(board, mutation), board);
      }),
      { numRuns: 60 },
    );
  });

  it('many at once is the same as one after the other', () => {
    fc.assert(
      fc.property(aBoard, fc.array(aMutation, { maxLength: 6 }), (board, mutations) => {
        assert.deepEqual(applyAll(board, mutations), mutations.reduce(apply, board));
      }),
      { numRuns: 60 },
    );
  });

  it('nothing to apply is the same board', () => {
    const board = boardOf(item());
    assert.equal(applyAll(board, []), board);
  });

  it('what is said of oneself leaves the items the same object', () => {
    const board = boardOf(item());
    const status: SetStatus = { ...capture(), kind: 'status', changes: { zone: 'Asia/Tokyo' } };
    const next = apply(board, status);
    assert.equal(next.statuses.size, 1);
    assert.equal(next.items, board.items);
  });

  it('a capture is on the board as its author said it, without a number', () => {
    const mutation = capture({ title: 'stuck', owner: 'bo', outcome: 'green' }, { context: { branch: 'main' } });
    const shown = apply(emptyBoard, mutation).items.get(itemKey(ana.id, mutation.record));
    assert.deepEqual(shown, {
      key: itemKey(ana.id, mutation.record),
      id: mutation.record,
      kind: 'blocker',
      by: ana,
      title: 'stuck',
      owner: 'bo',
      outcome: 'green',
      context: { branch: 'main' },
      state: 'open',
      createdAt: at,
      updatedAt: at,
      comments: 0,
      record: 'ours',
    });
  });

  it('a capture never overwrites what GitHub has confirmed', () => {
    const confirmed = item({ title: 'edited on GitHub', state: 'closed' });
    const late = capture({ title: 'as it was captured' }, { record: confirmed.id });
    assert.deepEqual(apply(boardOf(confirmed), late), boardOf(confirmed));
  });

  it('an edit changes what it names, and takes away what it sets to null', () => {
    const before = item({ owner: 'bo', needBy: at, outcome: 'green' });
    const board = apply(
      boardOf(before),
      edit(before.key, { title: 'new', owner: null, needBy: '2026-12-01T09:00:00Z' }),
    );
    const { owner: _owner, ...rest } = before;
    assert.deepEqual(board.items.get(before.key), { ...rest, title: 'new', needBy: '2026-12-01T09:00:00Z' });
  });

  it('resolving closes; commenting waits for GitHub to count', () => {
    const open = item();
    assert.equal(apply(boardOf(open), resolve(open.key)).items.get(open.key)?.state, 'closed');
    assert.deepEqual(apply(boardOf(open), comment(open.key)), boardOf(open));
  });
});

describe('the thread of a mutation', () => {
  it('a capture and all that is done to it are one thread', () => {
    const mutation = capture();
    const key = itemKey(ana.id, mutation.record);
    for (const one of [mutation, comment(key), edit(key, {}), resolve(key)]) assert.equal(threadOf(one), key);
  });

  it('the same record of another author is another thread', () => {
    const record = newId();
    assert.notEqual(itemKey(ana.id, record), itemKey(bo.id, record));
  });

  it('its number is the one it was given, else the one the board knows by now', () => {
    const known = item({ number: 7 });
    assert.equal(numberOf(comment(known.key, 'x', { number: 3 }), boardOf(known)), 3);
    assert.equal(numberOf(comment(known.key), boardOf(known)), 7);
    assert.equal(numberOf(comment(known.key), emptyBoard), undefined);
  });
});
