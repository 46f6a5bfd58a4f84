import assert from 'node:assert/strict';
import type { OpenThread } from '../../src/model/board/mutation.js';
import { threadKey } from '../../src/model/threads/thread.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { proseOf } from '../../src/records/block.js';
import { newId, openThread, say } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;
const hour = 60 * minute;
const asks = ({ store }: SimulatedWindow) => ledger(store.get()).forMe.map(({ kind }) => kind);
const waits = ({ store }: SimulatedWindow) => ledger(store.get()).mine.map(({ kind }) => kind);

function memo(world: World): OpenThread {
  const bo = { id: world.github.idOf('bo'), login: 'bo' };
  return {
    ...openThread(),
    record: newId(),
    threadKind: 'memo',
    category: { id: world.github.categoryId(repository, 'General'), name: 'General', isAnswerable: false },
    title: 'What the lamps cost',
    text: '## In short\n\nMore.',
    team: world.teamOf('ana'),
    memo: { named: [bo], until: new Date(world.clock.now() + hour).toISOString(), zones: [] },
  };
}

describe('a memo, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => {
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
    world.dispose();
  });

  it('waits for whom it asks until they have commented, and for nobody after its time', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    await ana.engine.record(memo(world));
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(bo), waits(ana)], [['memo'], ['memo']]);
    await bo.engine.record(say('Less would do', { team: world.teamOf('bo'), target: threadKey(1), number: 1 }));
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(bo), waits(ana)], [[], []]);
    await ana.engine.record({ ...memo(world), title: 'Another' });
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(bo), waits(ana)], [['memo'], ['memo']]);
    await world.clock.advance(hour + 5 * minute);
    assert.deepEqual([asks(bo), waits(ana)], [[], []]);
  });

  for (const effect of [
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'serverError', status: 502, when: 'after' },
    { kind: 'truncated' },
  ] as const)
    it(`invariant 3: it is sent once, where the answer is lost: ${JSON.stringify(effect)}`, async () => {
      const window = await world.machineOf('ana').open();
      await world.clock.advance(5 * minute);
      world.github.weather.add({ match: ({ body }) => body.includes('createDiscussion('), times: 1, effect });
      await window.engine.record(memo(world));
      await world.clock.advance(20 * minute);
      const [one, ...more] = world.github.discussions(repository);
      assert.match(proseOf(one?.body ?? ''), /^\*\*Comments from:\*\* @bo\n\n\*\*Comments until:\*\* .*UTC/);
      assert.deepEqual([more, window.store.get().unsent, window.store.get().refused], [[], [], []]);
    });
});
