import assert from 'node:assert/strict';
import { visible } from '../../src/model/state.js';
import { capture } from '../lib/fakes/builders.js';
import { entryIn, inboxIn, minute, people, shownIn, stagesIn } from '../lib/fakes/delivering.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, type World } from '../lib/fakes/world.js';
import { times } from '../lib/suite/seed.js';

const runs = times(40, 300);

/** Where no lease can be had, every window syncs: what the lease saves is requests, and what keeps all right are claims and locks. */
describe('two windows that both lead', () => {
  let world: World;
  let on: ReturnType<typeof people>;
  let windows: readonly [SimulatedWindow, SimulatedWindow];
  /** Of an issue that is delivered already. */
  let first: number;
  afterEach(() => world.dispose());

  async function begin(): Promise<void> {
    world?.dispose();
    world = createWorld();
    world.github.withoutNotifications(); // the board tells at once
    on = people(world);
    const { machine, window } = await on.joined({ holders: 'all' });
    windows = [window, await machine.open()];
    await world.clock.advance(minute);
    first = on.blocker();
    await world.clock.advance(2 * minute);
    await on.deliverNow(window);
    await world.clock.advance(minute);
  }

  it(`lose nothing of what is done and heard at the same time (${runs} runs)`, async () => {
    const lost: string[] = [];
    for (let run = 0; run < runs; run++) {
      // A board that grows takes its time.
      if (run % 30 === 0) await begin();
      const [one, other] = windows;
      const isSnoozed = run % 2 === 0;
      const act = isSnoozed
        ? ({ kind: 'snooze', until: new Date(world.clock.now() + 60 * minute).toISOString() } as const)
        : ({ kind: 'undone' } as const);
      const news = on.blocker();
      const [acting, hearing] = run % 4 < 2 ? [one, other] : [other, one];
      hearing.engine.wake();
      for (let ticks = (run * 7) % 120; ticks > 0; ticks--) await new Promise((resolve) => setImmediate(resolve));
      await on.act(acting, first, act);
      await world.clock.advance(5_000);
      for (const window of windows) window.engine.wake(); // whoever leads looks at the disk as it takes a turn
      await world.clock.advance(2_000);
      for (const window of windows) {
        if (!stagesIn(window).some((stage) => stage.startsWith(`${news} `))) lost.push(`run ${run}: the news`);
        const { stage } = entryIn(window, first);
        if ((stage.kind === 'snoozed') !== isSnoozed) lost.push(`run ${run}: ${act.kind}, but it is ${stage.kind}`);
      }
      assert.deepEqual(lost, []);
    }
    assert.deepEqual(windows[0].store.get().acts, []);
  });

  it('send each thing once, and speak of one delivery', async () => {
    await begin();
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        windows.map((window, place) =>
          window.engine.record(capture({ title: `${round} of ${place}` }, { team: world.teamOf('ana') })),
        ),
      );
      on.blocker();
      await world.clock.advance(2 * minute);
      await on.deliverNow(windows[round % 2 === 0 ? 0 : 1]);
      await world.clock.advance(2 * minute);
    }
    const titles = [...visible(windows[0].store.get()).items.values()].map(({ title }) => title);
    for (let round = 0; round < 10; round++)
      for (const place of [0, 1])
        assert.equal(titles.filter((title) => title === `${round} of ${place}`).length, 1, titles.join());
    assert.deepEqual(shownIn(windows[0]), shownIn(windows[1]));
    assert.equal(inboxIn(windows[0]).entries.size, 11);
    assert.deepEqual(
      windows.map(({ store }) => store.get().unsent),
      [[], []],
    );
  });
});
