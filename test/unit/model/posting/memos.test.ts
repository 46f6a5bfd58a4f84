import assert from 'node:assert/strict';
import { sortOf } from '../../../../src/model/posting/threadSort.js';
import type { Said, ThreadComment } from '../../../../src/model/threads/talk.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { askedOn } from '../../../../src/model/waits/asked.js';
import { ledger } from '../../../../src/model/waits/ledger.js';
import { memoFacts } from '../../../../src/views/threads/words.js';
import { ana, bo, board, newId, said, speaker, talk, thread, threadComment } from '../../../lib/fakes/builders.js';
import { connected } from '../../views/states.js';

const until = '2026-11-24T12:00:00.000Z';
const now = Date.parse('2026-11-21T11:00:00Z');
const emi = { id: 5, login: 'emi' };
const memo = { named: [ana, emi], until };
const opening = (text = 'x') => said('D_3', { text, by: speaker(bo), record: { id: newId(), kind: 'memo', memo } });
const on = (comments: readonly ThreadComment[] = [], more: Partial<Thread> = {}) => {
  const one = thread({ by: speaker(bo), ...more });
  return board([], {
    threads: new Map([[one.key, one]]),
    talks: new Map([[3, talk(comments, { opening: opening() })]]),
  });
};
const asks = (...args: Parameters<typeof on>) =>
  [...askedOn(on(...args), now).values()].map(({ kind, of }) => [kind, ...of]);
const by = (who: Said['by'], more: Partial<ThreadComment> = {}) => threadComment('C_1', { by: who, ...more });

describe('a memo', () => {
  it('waits for those it asks until each has said something or its time has come, and then for nobody', () => {
    assert.deepEqual(asks(), [['memo', 'ana', 'emi']]);
    assert.deepEqual(asks([by(speaker(ana))]), [['memo', 'emi']]);
    assert.deepEqual(asks([by(speaker(ana), { replies: [said('R_1', { by: speaker(emi) })] })]), []);
    assert.deepEqual([...askedOn(on(), Date.parse(until)).values()], []);
    assert.deepEqual(asks([], { state: 'closed' }), []);
  });

  it('goes on waiting for who has only promised to look at it, or taken their words back', () => {
    assert.deepEqual(asks([by(speaker(ana), { record: { id: newId() } })]), [['memo', 'ana', 'emi']]);
    assert.deepEqual(asks([by(speaker(ana), { hidden: { kind: 'deleted' } })]), [['memo', 'ana', 'emi']]);
    assert.deepEqual(asks([by(speaker(ana), { record: { id: newId(), kind: 'comment' } })]), [['memo', 'emi']]);
  });

  it('is a memo in any category, where it is no question either', () => {
    const questions = { id: 'DIC_1', name: 'Q&A', isAnswerable: true };
    assert.equal(sortOf(thread({ category: questions }), on()), 'memo');
    assert.deepEqual(asks([by(speaker(ana)), by(speaker(emi))], { category: questions }), []);
  });

  it('of a stranger asks nobody', () => {
    assert.deepEqual(asks([], { by: { kind: 'person', person: bo, counts: false } }), []);
  });

  it('stands in what waits for me with its time, and in what its author waits for', () => {
    const { forMe, mine } = ledger(connected({ confirmed: on() }));
    assert.deepEqual(
      [forMe.map(({ key, neededBy }) => [key, neededBy]), mine],
      [[['awaited/memo/3', Date.parse(until)]], []],
    );
  });

  it('says on its page until when it waits for whom', () => {
    const looking = { now, zone: 'Europe/Berlin', statuses: new Map() };
    const facts = (comments: readonly ThreadComment[], at = now) =>
      memoFacts(thread({ by: speaker(bo) }), talk(comments, { opening: opening() }), { ...looking, now: at });
    assert.deepEqual(facts([]), ['Comments until Tue 13:00', 'waits for @ana, @emi']);
    assert.deepEqual(facts([by(speaker(ana)), by(speaker(emi))]), ['Comments until Tue 13:00']);
    assert.deepEqual(facts([], Date.parse(until)), []);
  });
});
