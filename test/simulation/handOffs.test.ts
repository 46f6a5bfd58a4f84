import assert from 'node:assert/strict';
import type { OpenThread, PickUp } from '../../src/model/board/mutation.js';
import { handOffIn, holderOf } from '../../src/model/posting/handOffs.js';
import { visible } from '../../src/model/state.js';
import { threadKey } from '../../src/model/threads/thread.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { proseOf } from '../../src/records/block.js';
import { writeHandOff } from '../../src/records/handOff.js';
import { overWords, pickedUpWords } from '../../src/views/deliveries/words.js';
import { newId, onThread, openThread } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { steps } from '../lib/suite/seed.js';

const minute = 60_000;
const key = threadKey(1);
const of = newId();

const person = (world: World, login: string) => ({ id: world.github.idOf(login), login });

/** On GitHub, as bo's Makertime has written it. */
function handed(world: World, to: readonly string[], onward: readonly string[] = []): void {
  const people = (logins: readonly string[]) => logins.map((login) => person(world, login));
  world.github.as('bo').createDiscussion(repository, {
    category: 'General',
    title: 'The lamp',
    body: writeHandOff('## First thing to do\n\nOil it.', {
      id: of,
      by: person(world, 'bo'),
      to: people(to),
      ...(to.length > 1 && { isForNext: true }),
      onward: people(onward),
      files: [],
    }),
  });
}

function pickingUp(world: World, login = 'ana'): PickUp {
  const { id, at } = onThread();
  return { kind: 'pickUp', id, at, team: world.teamOf(login), target: key, number: 1, record: newId(), of };
}

const discussion = ({ github }: World) => {
  const [one] = github.discussions(repository);
  assert.ok(one);
  return one;
};
const pickUpsOn = (world: World) =>
  discussion(world).comments.filter((one) => proseOf(one.body) === 'Picked up.').length;
const asks = ({ store }: SimulatedWindow) => ledger(store.get()).forMe.map(({ kind }) => kind);
const waits = ({ store }: SimulatedWindow) => ledger(store.get()).mine.map(({ kind }) => kind);
const holderIn = ({ store }: SimulatedWindow) => {
  const { threads, talks } = visible(store.get());
  const thread = threads.get(key);
  const found = thread && handOffIn(thread, talks.get(1));
  return found && holderOf(found).login;
};
const refusals = ({ store }: SimulatedWindow) => store.get().refused.map(({ reason }) => [reason.kind, reason.detail]);

const newsIn = ({ store }: SimulatedWindow) =>
  [...store.get().inbox.entries.values()].filter(({ number }) => number === 1);
const entriesIn = (window: SimulatedWindow) => newsIn(window).map(({ reason, from }) => [reason, from]);
const overIn = (window: SimulatedWindow) => newsIn(window).map((entry) => overWords(window.store.get(), entry))[0];

describe('a hand-off, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => {
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
    world.dispose();
  });

  it('waits on both sides until it is picked up, and then its sender is told by whom', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    const category = { id: world.github.categoryId(repository, 'General'), name: 'General', isAnswerable: false };
    const opening: OpenThread = {
      ...openThread(),
      title: 'The lamp',
      text: '## First thing to do\n\nOil it.',
      threadKind: 'handOff',
      category,
      team: world.teamOf('bo'),
      handOff: { to: [person(world, 'ana')], onward: [], files: [] },
    };
    await bo.engine.record(opening);
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(ana), waits(bo), holderIn(ana)], [['handOff'], ['handOff'], 'bo']);
    assert.deepEqual(entriesIn(ana), [['waitsForMe', 'bo']]);

    await ana.engine.record({ ...pickingUp(world), of: opening.record });
    assert.deepEqual(asks(ana), [], 'at once');
    await world.clock.advance(12 * minute);
    assert.deepEqual([pickUpsOn(world), holderIn(ana), holderIn(bo)], [1, 'ana', 'ana']);
    assert.deepEqual([asks(ana), waits(bo), waits(ana)], [[], [], []]);
    assert.equal(overIn(ana), 'picked up');
    const entries = [...bo.store.get().inbox.entries.values()].filter(({ number }) => number === 1);
    assert.deepEqual(
      entries.map(({ reason, from }) => [reason, from]),
      [['freed', 'ana']],
    );
    const [entry] = entries;
    const words = entry && pickedUpWords(bo.store.get(), entry, world.clock.now(), 'UTC');
    assert.match(words ?? '', /^picked up by @ana, \d\d:\d\d your time$/);
  });

  it('of two who pick it up at once the first by GitHub’s order has it, and the other is told', async () => {
    world.github.addUser({ login: 'emi' });
    world.github.setRole(repository, 'emi', 'write');
    handed(world, ['ana', 'emi']);
    const ana = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    // It is written while hers is on its way.
    world.github.weather.add({
      match: ({ body }) => body.includes('mutation Say('),
      times: 1,
      effect: { kind: 'reset', when: 'before' },
    });
    await ana.engine.record(pickingUp(world));
    await world.clock.settle();
    world.github.as('emi').commentOnDiscussion(repository, 1, 'Picked up!');
    await world.clock.advance(12 * minute);
    assert.deepEqual([pickUpsOn(world), holderIn(ana), refusals(ana)], [0, 'emi', [['pickedUpAlready', 'emi']]]);
  });

  it('whoever writes it a moment later than another is told as well, though the comment is there', async () => {
    world.github.addUser({ login: 'emi' });
    world.github.setRole(repository, 'emi', 'write');
    handed(world, ['ana', 'emi']);
    const ana = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    world.github.weather.add({
      match: ({ body }) => body.includes('mutation Say('),
      times: 1,
      effect: { kind: 'latency', ms: 5_000, when: 'before' },
    });
    await ana.engine.record(pickingUp(world));
    await world.clock.advance(3_000);
    world.github.as('emi').commentOnDiscussion(repository, 1, 'Picked up.');
    await world.clock.advance(12 * minute);
    assert.deepEqual([pickUpsOn(world), holderIn(ana), refusals(ana)], [2, 'emi', [['pickedUpAlready', 'emi']]]);
  });

  it('invariant 12: nobody picks up what is not handed to them, whoever writes it', async () => {
    world.github.addUser({ login: 'eve' });
    world.github.setRepository(repository, { private: false });
    handed(world, ['bo']);
    world.github.as('eve').commentOnDiscussion(repository, 1, 'Picked up.');
    const ana = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    assert.deepEqual([asks(ana), holderIn(ana)], [[], 'bo']);
    await ana.engine.record(pickingUp(world));
    await world.clock.advance(5 * minute);
    assert.deepEqual([refusals(ana), pickUpsOn(world)], [[['notHandedToYou', undefined]], 1]);
  });

  it('a relay goes on with each pick-up, and back to who began it', async () => {
    handed(world, ['ana'], ['bo']);
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(5 * minute);
    await ana.engine.record(pickingUp(world));
    await world.clock.advance(12 * minute);
    // Nobody knows ana's hours, so it waits for bo at once.
    assert.deepEqual([asks(bo), waits(ana), holderIn(bo)], [['handOff'], ['handOff'], 'ana']);
    assert.deepEqual(entriesIn(bo), [['waitsForMe', 'ana']]);
    await bo.engine.record(pickingUp(world, 'bo'));
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(bo), waits(ana), holderIn(ana), pickUpsOn(world)], [[], [], 'bo', 2]);
  });

  it('invariant 8: picked up offline, it is told once there is a way', async () => {
    handed(world, ['ana']);
    const ana = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    const stop = world.github.weather.add({ effect: { kind: 'refuse' } });
    await ana.engine.record(pickingUp(world));
    await world.clock.advance(30 * minute);
    assert.deepEqual([asks(ana), pickUpsOn(world), ana.store.get().unsent.length], [[], 0, 1]);
    stop();
    await world.clock.advance(30 * minute);
    assert.deepEqual([pickUpsOn(world), ana.store.get().unsent, holderIn(ana)], [1, [], 'ana']);
  });

  for (const effect of [
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'serverError', status: 502, when: 'after' },
    { kind: 'truncated' },
  ] as const)
    it(`invariant 3: it is picked up once where the answer is lost: ${JSON.stringify(effect)}`, async () => {
      handed(world, ['ana']);
      const window = await world.machineOf('ana').open();
      await world.clock.advance(5 * minute);
      world.github.weather.add({ match: ({ body }) => body.includes('mutation Say('), times: 1, effect });
      await window.engine.record(pickingUp(world));
      await world.clock.advance(20 * minute);
      assert.deepEqual([pickUpsOn(world), holderIn(window)], [1, 'ana']);
      assert.deepEqual([window.store.get().unsent, refusals(window)], [[], []]);
    });

  it('two windows that pick it up at once do so once, and neither is told off', async () => {
    handed(world, ['ana']);
    const machine = world.machineOf('ana');
    const [first, second] = [await machine.open(), await machine.open()];
    await world.clock.advance(5 * minute);
    await Promise.all([first.engine.record(pickingUp(world)), second.engine.record(pickingUp(world))]);
    await world.clock.advance(10 * minute);
    assert.deepEqual([pickUpsOn(world), refusals(first), first.store.get().unsent], [1, [], []]);
  });

  it('killed at any step, it is picked up once', async () => {
    for (const fatal of steps(12)) {
      const here = createWorld(fatal);
      here.github.setRepository(repository, { hasDiscussions: true });
      handed(here, ['ana']);
      let step = 0;
      let isArmed = false;
      let isDead = false;
      const machine = here.machineOf('ana', {
        onStep(id) {
          if (!isArmed || ++step !== fatal) return;
          isDead = true;
          machine.windows.find((window) => window.id === id)?.kill();
        },
      });
      const window = await machine.open();
      await here.clock.advance(5 * minute);
      isArmed = true;
      void window.engine.record(pickingUp(here));
      await here.clock.advance(2 * minute);
      isArmed = false;
      if (isDead) await machine.open();
      await here.clock.advance(20 * minute);
      const open = machine.windows.find(({ isAlive }) => isAlive);
      const { unsent, refused = [] } = open?.store.get() ?? {};
      // What was not saved whole is given back, and has picked up nothing.
      const isInterrupted = refused.some(({ reason }) => reason.kind === 'interrupted');
      assert.deepEqual([unsent, refused.length], [[], isInterrupted ? 1 : 0], `killed at step ${fatal}`);
      const count = pickUpsOn(here);
      assert.ok(count === 1 || (isDead && count === 0), `killed at step ${fatal}: ${count}`);
      here.dispose();
      if (!isDead) break;
      assert.ok(fatal < 200);
    }
  });
});
