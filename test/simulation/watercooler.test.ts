import assert from 'node:assert/strict';
import { openWatercooler } from '../../src/commands/watercooler/open.js';
import { watercoolerOn } from '../../src/model/posting/watercooler.js';
import { visible } from '../../src/model/state.js';
import { proseOf } from '../../src/records/block.js';
import { threadRows } from '../../src/views/threads/view.js';
import { inboxIn } from '../lib/fakes/delivering.js';
import { fakeApp } from '../lib/fakes/fakeApp.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;

describe('the watercooler, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
    world.github.putFile(repository, '.github/makertime.yml', 'watercooler: true\n');
  });
  afterEach(() => {
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
    world.dispose();
  });

  /** Opens it as its command does, with what this window knows. */
  async function open(window: SimulatedWindow): Promise<void> {
    const app = fakeApp(window.store.get());
    app.world.readings.push(
      ...[...visible(window.store.get()).talks.values()].flatMap((talk) => {
        const thread = [...visible(window.store.get()).threads.values()].find(({ number }) => number === talk.number);
        return thread ? [{ kind: 'read' as const, thread, talk }] : [];
      }),
    );
    await openWatercooler(app);
    for (const one of app.recorded) await window.engine.record(one);
  }

  it('is begun once by whoever opens it first, and reaches nobody by itself', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(12 * minute);
    await open(ana);
    await world.clock.advance(25 * minute);
    await open(bo);
    await world.clock.advance(25 * minute);
    const [one, ...more] = world.github.discussions(repository);
    assert.equal(more.length, 0);
    assert.deepEqual(
      [one?.comments.length, proseOf(one?.comments[0]?.body ?? '').startsWith('**This week:** ')],
      [1, true],
    );
    world.github.as('bo').commentOnDiscussion(repository, 1, '@ana, a gull');
    await world.clock.advance(25 * minute);
    for (const window of [ana, bo]) assert.deepEqual([...inboxIn(window).entries.keys()], []);
    const group = threadRows(ana.store.get(), world.clock.now()).find(({ label }) => label === 'Watercooler');
    assert.equal(group?.children?.length, 1);
  });

  it('two who begin it at once have two, and everybody goes to the first', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(12 * minute);
    await Promise.all([open(ana), open(bo)]);
    await world.clock.advance(40 * minute);
    assert.equal(world.github.discussions(repository).length, 2);
    for (const window of [ana, bo]) assert.equal(watercoolerOn(visible(window.store.get()))?.number, 1);
  });
});
