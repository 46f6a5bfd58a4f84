import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/fakes/builders.js';
import { entryIn, hour, minute, people, stagesIn } from '../lib/fakes/delivering.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { sample, steps } from '../lib/suite/seed.js';

let world: World;
let on: ReturnType<typeof people>;
function begin(): void {
  world?.dispose();
  world = createWorld();
  world.github.withoutNotifications(); // the board tells at once
  on = people(world);
}
const issuesCalled = (called: string) => world.github.issues(repository).filter(({ title }) => title === called);

describe('a disk that refuses for a moment', () => {
  afterEach(() => world.dispose());

  for (const [what, hook] of [
    ['to be read', 'onReading'],
    ['to be changed', 'onStep'],
  ] as const)
    it(`invariant 14: ${what}, whichever step it is: nothing is lost or doubled, and all goes on`, async () => {
      let last = 0;
      for (const k of steps(8)) {
        last = k;
        if (await refusing(hook, k)) break;
      }
      assert.ok(last > 15, `${last} steps`);
    });

  /** A window opens, something is typed in it and something comes in. True where all was over before the k-th step. */
  async function refusing(hook: 'onReading' | 'onStep', k: number): Promise<boolean> {
    begin();
    let left = Number.POSITIVE_INFINITY;
    let where = '';
    const { machine, window } = await on.joined({
      [hook]: (_: number, step: string) => {
        left--;
        if (left !== 0) return;
        where = `${hook} ${k}: ${step}`;
        throw Object.assign(new Error(`EIO: i/o error, ${step}`), { code: 'EIO' });
      },
    });
    await world.clock.advance(minute);
    const [delivered, snoozed] = [on.blocker('Beam'), on.blocker('Horn')];
    await world.clock.advance(2 * minute);
    await on.deliverNow(window);
    await on.act(window, snoozed, { kind: 'snooze', until: new Date(world.clock.now() + 9 * hour).toISOString() });
    await on.focusFor(window, 240);
    await world.clock.advance(minute);
    const held = on.blocker('Lens');
    await world.clock.advance(2 * minute);
    const before = [`${delivered} delivered`, `${snoozed} snoozed`, `${held} held`].sort();
    assert.deepEqual(stagesIn(window), before);
    window.kill();

    left = k;
    const next = await again(() => machine.open());
    await again(() => next.engine.record(capture({ title: 'typed' }, { team: world.teamOf('ana') })));
    const news = on.blocker('News');
    await world.clock.advance(5_000);
    const isOver = left > 0;
    left = Number.POSITIVE_INFINITY;
    await world.clock.advance(3 * minute);
    await judge(next);
    next.kill();
    const last = await machine.open();
    await world.clock.advance(minute);
    await judge(last);
    return isOver;

    async function judge(shown: SimulatedWindow): Promise<void> {
      const { unsent, refused, sync } = shown.store.get();
      assert.deepEqual([unsent, refused, sync.trouble], [[], [], undefined], where);
      assert.deepEqual(stagesIn(shown), [...before, `${news} held`].sort(), where);
      assert.equal(issuesCalled('typed').length, 1, where);
    }
  }
});

/** As whoever is told that it could not be done. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch {
    return act();
  }
}

describe('a window that syncs and hangs', () => {
  afterEach(() => world.dispose());

  for (const step of sample([1, 8, 2, 4], 4))
    it(`invariant 15: is passed over, when it hangs at step ${step}; and when it goes on, nothing is lost or doubled`, () =>
      hanging(step));

  for (const place of ['before it asks where the repository is', 'before it writes'] as const)
    it(`invariant 3: between taking what is owed and sending it, ${place}: another one sends it, once`, async () => {
      begin();
      const { github, clock } = world;
      let isArmed = false;
      let flushes = 0;
      const requests: string[] = [];
      const { machine, window: leader } = await on.joined({
        onStep: (id, step) => {
          // Of what is saved, and of what is taken.
          const isTaking = isArmed && id === leader.id && step === 'flush' && ++flushes === 2;
          if (isTaking && place === 'before it asks where the repository is') hang();
        },
        github: {
          fetch: async (input, init) => {
            const answer = await github.fetch(input, init);
            requests.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
            // The last thing that is asked before.
            if (isArmed && String(requests.at(-1)).endsWith(`/repos/${repository}`)) hang();
            return answer;
          },
        },
      });
      const hang = () => {
        isArmed = false;
        leader.suspend();
      };
      const other = await machine.open();
      await clock.advance(2 * minute);
      isArmed = true;
      requests.length = 0;
      await leader.engine.record(capture({ title: 'typed' }, { team: world.teamOf('ana') }));
      await clock.advance(3_000);
      assert.equal(isArmed, false, 'it hangs');
      assert.equal(readdirSync(join(machine.folder, 'outbox/claimed')).length, 1, 'taken');
      assert.ok(!requests.some((one) => one.startsWith('POST')), 'and not sent');
      await clock.advance(20 * minute);
      assert.deepEqual([issuesCalled('typed').length, other.store.get().unsent], [1, []]);
      leader.resume();
      await clock.advance(5 * minute);
      assert.equal(issuesCalled('typed').length, 1, 'on waking');
      assert.deepEqual([leader.store.get().unsent, leader.store.get().sync.trouble], [[], undefined]);
    });

  async function hanging(k: number): Promise<void> {
    begin();
    let left = Number.POSITIVE_INFINITY;
    const { machine, window: leader } = await on.joined({
      onStep: (id) => {
        if (left < Number.POSITIVE_INFINITY && id === leader.id && --left === 0) leader.suspend();
      },
    });
    const other = await machine.open();
    await world.clock.advance(minute);
    left = k;
    const first = on.blocker('Beam');
    await other.engine.record(capture({ title: 'typed' }, { team: world.teamOf('ana') }));
    await world.clock.advance(3_000);
    assert.ok(left <= 0, 'it hangs');
    await world.clock.advance(30 * minute); // a claim of a window that lives is doubted after five, and then looked for over ten
    const news = on.blocker('News');
    await world.clock.advance(2 * minute);
    const where = `step ${k}`;
    assert.deepEqual([issuesCalled('typed').length, other.store.get().unsent], [1, []], where);
    for (const number of [first, news]) assert.ok(entryIn(other, number), where);
    leader.resume();
    await world.clock.advance(2 * minute);
    assert.equal(issuesCalled('typed').length, 1, `${where}, on waking`);
    assert.deepEqual(stagesIn(leader), stagesIn(other), where);
    assert.deepEqual([leader.store.get().unsent, leader.store.get().sync.trouble], [[], undefined], where);
  }
});
