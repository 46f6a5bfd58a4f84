import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import { capture, reopen, resolve } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

describe('a blocker that is closed and opened again', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  it('is so at GitHub and for everybody, as completed or as not needed', async () => {
    const team = world.teamOf('ana');
    const window = await world.machineOf('ana').open();
    const other = await world.machineOf('bo').open();
    const first = capture({ title: 'the lamp is out' }, { team });
    const target = itemKey(team.account.id, first.record);
    const shown = () => other.store.get().confirmed.items.get(target)?.state;
    await window.engine.record(first);
    await world.clock.advance(120_000);
    for (const isNotNeeded of [undefined, true] as const) {
      await window.engine.record(resolve(target, { team, ...(isNotNeeded && { isNotNeeded }) }));
      await world.clock.advance(120_000);
      const { state, stateReason } = world.github.issue(repository, 1);
      assert.deepEqual([state, stateReason, shown()], ['closed', isNotNeeded ? 'not_planned' : 'completed', 'closed']);
      await window.engine.record(reopen(target, { team }));
      await world.clock.advance(120_000);
      assert.deepEqual([world.github.issue(repository, 1).state, shown()], ['open', 'open']);
    }
    assert.deepEqual([window.store.get().refused, world.github.log.invalid], [[], []]);
  });
});
