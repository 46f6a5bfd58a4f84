import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyBoard, nothingNew, receive } from '../../../../src/model/board/board.js';
import { mostTalks, receiveTalks, receiveThreads, type Threads } from '../../../../src/model/threads/receive.js';
import { threadAt, threadKey, unsentThreadKey } from '../../../../src/model/threads/thread.js';
import { ana, at, bo, newId, speaker, talk, thread } from '../../../lib/fakes/builders.js';

const later = '2026-11-21T10:00:00.000Z';
const threadsOf = (...all: ReturnType<typeof thread>[]) => new Map(all.map((one) => [one.key, one]));

describe('news of discussions', () => {
  it('older news never overwrites, and the same news is the same object', () => {
    const known = threadsOf(thread({ title: 'new', updatedAt: later }));
    assert.equal(receiveThreads(known, [thread({ title: 'old' })], []), known);
    assert.equal(receiveThreads(known, [thread({ title: 'new', updatedAt: later })], []), known);
    const next = receiveThreads(known, [thread({ title: 'newer', updatedAt: later })], []);
    assert.equal(next.get(threadKey(3))?.title, 'newer');
  });

  it('a list does not take away the record that was read', () => {
    const record = newId();
    const known = threadsOf(thread({ record }));
    assert.equal(receiveThreads(known, [thread({ updatedAt: later })], []).get(threadKey(3))?.record, record);
  });

  it('what is gone is gone from both; what is not named stays', () => {
    const before = receive(emptyBoard, {
      ...nothingNew,
      threads: [thread(), thread({ number: 4 })],
      talks: [talk(), talk([], { number: 4 })],
    });
    const after = receive(before, { ...nothingNew, goneThreads: [4, 77] });
    assert.deepEqual([[...after.threads.keys()], [...after.talks.keys()]], [['#3'], [3]]);
    assert.equal(receive(after, { ...nothingNew, goneThreads: [4] }), after);
  });

  it('what was said is kept of those that changed last', () => {
    const instant = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
    const many = Array.from({ length: mostTalks }, (_, place) =>
      talk([], { number: place + 1, at: instant(place + 1) }),
    );
    const full = receiveTalks(new Map(), many, []);
    assert.equal(receiveTalks(full, [talk([], { number: 999, at })], []), full);
    const next = receiveTalks(full, [talk([], { number: 999, at: instant(999) })], []);
    assert.deepEqual([next.size, next.has(1), next.has(999)], [mostTalks, false, true]);
  });

  it('the forum is the same object until it says something else', () => {
    const forum = { id: 'R_1', isOn: true, categories: [] };
    const before = receive(emptyBoard, { ...nothingNew, forum });
    assert.equal(receive(before, { ...nothingNew, forum: { ...forum } }), before);
    assert.equal(receive(before, { ...nothingNew, forum: { ...forum, isOn: false } }).forum?.isOn, false);
    assert.equal(receive(before, nothingNew), before);
  });

  it('in any order, however often: the newest of each stays', () => {
    const news = fc.array(
      fc.record({ number: fc.integer({ min: 1, max: 3 }), minutes: fc.nat(9) }).map(({ number, minutes }) => ({
        number,
        updatedAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
      })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(news, (all) => {
        const threads = all.map((one) => thread(one));
        const forwards = threads.reduce<Threads>((known, one) => receiveThreads(known, [one], []), new Map());
        const backwards = receiveThreads(new Map(), [...threads].reverse(), []);
        const newest = (known: Threads) => [...known].map(([key, { updatedAt }]) => [key, updatedAt]).sort();
        assert.deepEqual(newest(receiveThreads(backwards, threads, [])), newest(forwards));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a discussion by its key', () => {
  it('what was said to it before GitHub had confirmed it finds it afterwards, by author and record', () => {
    const record = newId();
    const threads = threadsOf(thread({ record }), thread({ number: 4, record, by: speaker(bo) }));
    assert.equal(threadAt(threads, unsentThreadKey(ana.id, record))?.number, 3);
    assert.equal(threadAt(threads, unsentThreadKey(bo.id, record))?.number, 4);
    assert.equal(threadAt(threads, unsentThreadKey(99, record)), undefined);
    assert.equal(threadAt(threads, threadKey(4))?.number, 4);
    assert.equal(threadAt(threads, threadKey(5)), undefined);
  });
});
