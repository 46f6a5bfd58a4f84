import assert from 'node:assert/strict';
import { createStore } from '../../../src/base/store.js';
import { initialState, type State } from '../../../src/model/state.js';
import type { Talk } from '../../../src/model/threads/talk.js';
import type { Thread } from '../../../src/model/threads/thread.js';
import { createKnowledge, type Document } from '../../../src/search/knowledge.js';
import { at, bo, board, item, said, speaker, talk, thread, threadComment } from '../../lib/fakes/builders.js';

/** Documents that change when told to; a pause that is as long as it takes others to have their turn. */
function scene(state: Partial<State> = {}) {
  const store = createStore<State>({ ...initialState, ...state });
  let found: ((document: Document) => Promise<void>) | undefined;
  let readings = 0;
  let time = 0;
  let pauses = 0;
  const knowledge = createKnowledge({
    store,
    readDocuments(callback) {
      readings++;
      found = callback;
      return { dispose: () => undefined };
    },
    now: () => time++,
    async pause() {
      pauses++;
    },
  });
  return {
    store,
    knowledge,
    readings: () => readings,
    pauses: () => pauses,
    document: async (document: Document) => found?.(document),
    titles: (text: string) => knowledge.resembling(text).map(({ title }) => title),
  };
}

const settled = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};
const resolved = (number: number, title: string) => item({ number, title, state: 'closed' });
const answers = (...all: readonly (readonly [number, string])[]) => ({
  answers: new Map(all.map(([number, text]) => [number, { number, by: bo, text, at }])),
});

describe('knowledge', () => {
  it('reads nothing before it is wanted, and then once', async () => {
    const { knowledge, store, readings, titles } = scene({ confirmed: board([resolved(1, 'staging key expired')]) });
    assert.deepEqual([readings(), titles('staging key')], [0, []]);
    knowledge.prepare();
    knowledge.prepare();
    await settled();
    assert.equal(readings(), 1);
    assert.deepEqual(titles('staging key'), ['staging key expired']);
    store.update((state) => ({ ...state, sync: {} }));
    assert.deepEqual(titles('staging key'), ['staging key expired']);
  });

  it('knows what was decided, once it is, by whoever may decide', async () => {
    const one = thread({ title: 'one lamp for both towers' });
    const terms = { decider: bo, named: [bo], closes: at };
    const told = (text: string) =>
      talk([threadComment('DC_1', { text, by: speaker(bo) })], {
        opening: said('D_3', { text: 'we buy it', record: { id: 'x', kind: 'decision', terms } }),
      });
    const boardWith = (text: string) => ({
      ...board([]),
      threads: new Map([[one.key, one]]),
      talks: new Map([[3, told(text)]]),
    });
    const { knowledge, store, titles } = scene({ confirmed: boardWith('Agree.') });
    knowledge.prepare();
    await settled();
    assert.deepEqual(titles('a lamp for both towers'), []);
    store.update((state) => ({ ...state, confirmed: boardWith('**Decided:** the big one') }));
    await settled();
    const [known] = knowledge.resembling('a lamp for both towers');
    assert.deepEqual(known?.kind === 'answer' && [known.number, known.answer], [3, 'the big one']);
  });

  it('knows resolved blockers with their answers, and follows what becomes of them', async () => {
    const one = resolved(1, 'staging key expired');
    const { knowledge, store } = scene({ confirmed: board([one, item({ number: 2, title: 'staging key open' })]) });
    knowledge.prepare();
    await settled();
    assert.deepEqual(knowledge.resembling('staging key'), [{ kind: 'answer', title: one.title, number: 1 }]);
    store.update((state) => ({ ...state, confirmed: board([one], answers([1, 'ask the vault keeper'])) }));
    await settled();
    assert.deepEqual(knowledge.resembling('vault keeper'), [
      { kind: 'answer', title: one.title, number: 1, answer: 'ask the vault keeper' },
    ]);
    store.update((state) => ({ ...state, confirmed: board([{ ...one, state: 'open' }]) }));
    await settled();
    assert.deepEqual(knowledge.resembling('staging key'), []);
  });

  it('knows answered discussions, until the answer is taken back', async () => {
    const question = thread({ number: 7, title: 'which oil for the lamp', isAnswered: true });
    const answer = { said: said('DC_1', { text: 'rape seed smells least' }) };
    const withThreads = (one: Thread, more: Partial<Talk> = {}) =>
      board([], {
        threads: new Map([[one.key, one]]),
        talks: new Map([[7, talk([], { number: 7, ...more })]]),
      });
    const { knowledge, store } = scene({ confirmed: withThreads(question, { answer }) });
    knowledge.prepare();
    await settled();
    assert.deepEqual(knowledge.resembling('oil smells'), [
      { kind: 'answer', title: question.title, number: 7, isDiscussion: true, answer: 'rape seed smells least' },
    ]);
    store.update((state) => ({ ...state, confirmed: withThreads({ ...question, isAnswered: false }, { answer }) }));
    await settled();
    assert.deepEqual(knowledge.resembling('oil smells'), []);
  });

  it('takes in a change without touching what has not changed', async () => {
    const many = Array.from({ length: 500 }, (_, place) => resolved(place + 1, `lamp${place}x broken glass`));
    const { knowledge, store, pauses, titles } = scene({ confirmed: board(many) });
    knowledge.prepare();
    for (let turn = 0; turn < 20; turn++) await settled();
    const before = pauses();
    assert.ok(before > 20, 'in slices');
    store.update((state) => ({
      ...state,
      confirmed: board(many.with(7, resolved(8, 'fog_9'))),
    }));
    await settled();
    assert.ok(pauses() - before <= 3);
    assert.deepEqual(titles('fog_9'), ['fog_9']);
    assert.deepEqual(titles('lamp7x'), []);
  });

  it('knows the sections of documents, and forgets those that are gone', async () => {
    const { knowledge, document } = scene();
    knowledge.prepare();
    const file = 'file:///work/docs/lamp.md';
    const text = '# Lamp\n\nabout\n\n## Staging key\n\nAsk the keeper.\n';
    await document({ file, path: 'docs/lamp.md', text });
    assert.deepEqual(knowledge.resembling('keeper of the staging key'), [
      { kind: 'document', title: 'Staging key', file, line: 5, path: 'docs/lamp.md' },
    ]);
    await document({ file, path: 'docs/lamp.md', text: '# Staging key\n' });
    await settled();
    assert.deepEqual(
      knowledge.resembling('staging key').map((known) => known.kind === 'document' && known.line),
      [1],
    );
    await document({ file, path: 'docs/lamp.md' });
    await settled();
    assert.deepEqual(knowledge.resembling('staging key'), []);
  });

  it('stops when it is disposed of', async () => {
    const { knowledge, store, titles } = scene();
    knowledge.prepare();
    knowledge.dispose();
    store.update((state) => ({ ...state, confirmed: board([resolved(1, 'staging key expired')]) }));
    await settled();
    assert.deepEqual(titles('staging key'), []);
  });
});
