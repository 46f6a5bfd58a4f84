import assert from 'node:assert/strict';
import type { AskedThing } from '../../../../src/model/board/links.js';
import type { Thread } from '../../../../src/model/threads/thread.js';
import { askedOn } from '../../../../src/model/waits/asked.js';
import { ledger } from '../../../../src/model/waits/ledger.js';
import { bo, board, said, speaker, talk, thread } from '../../../lib/fakes/builders.js';
import { connected } from '../../views/states.js';

const asked: AskedThing = {
  kind: 'question',
  number: 3,
  title: 'x',
  by: bo,
  of: [],
  since: '2026-11-21T09:00:00Z',
  given: [],
};
const on = (threads: readonly Thread[], text = '', known: readonly AskedThing[] = []) =>
  board([], {
    threads: new Map(threads.map((one) => [one.key, one])),
    talks: new Map([[3, talk([], { opening: said('D_3', { text }) })]]),
    asked: new Map(known.map((one) => [one.number, one])),
  });
const waits = (...args: Parameters<typeof on>) => {
  const { forMe, mine } = ledger(connected({ confirmed: on(...args) }));
  return [forMe.map(({ key }) => key), mine.map(({ key }) => key)];
};

describe('what is asked, by the discussions as they stand', () => {
  it('a question waits as soon as it is there, for whom it names', () => {
    assert.deepEqual(waits([thread()]), [[], ['awaited/question/3']]);
    assert.deepEqual(waits([thread({ by: speaker(bo) })], 'what do you think, @ANA?'), [['awaited/question/3'], []]);
    assert.deepEqual(waits([thread({ by: speaker(bo) })], '`@ana`'), [[], []]);
  });

  it('and no longer once it is answered or closed, though GitHub has not told of that yet', () => {
    for (const over of [{ isAnswered: true }, { state: 'closed' as const }])
      assert.deepEqual(waits([thread({ by: speaker(bo), ...over })], '', [{ ...asked, of: ['ana'] }]), [[], []]);
  });

  it('strangers, ideas and what asks nobody in the team wait for nobody', () => {
    const stranger = { kind: 'person', person: bo, counts: false } as const;
    assert.deepEqual(waits([thread({ by: stranger })], '@ana'), [[], []]);
    assert.deepEqual(waits([thread({ category: { id: 'x', name: 'Ideas', isAnswerable: false } })]), [[], []]);
    assert.deepEqual(waits([thread({ by: { kind: 'ghost' } })], '@ana'), [[], []]);
  });

  it('is the same object where nothing of it has changed', () => {
    const before = on([thread()]);
    const after = { ...before, threads: new Map([[thread().key, thread({ comments: 4 })]]) };
    assert.equal(askedOn(after), askedOn(before));
    assert.equal(askedOn(on([])).size, 0);
  });
});
