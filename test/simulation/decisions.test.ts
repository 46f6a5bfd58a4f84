import assert from 'node:assert/strict';
import type { Decide, OpenThread } from '../../src/model/board/mutation.js';
import { visible } from '../../src/model/state.js';
import { answerText, type Stance } from '../../src/model/threads/decision.js';
import { threadKey } from '../../src/model/threads/thread.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { proseOf } from '../../src/records/block.js';
import { writeDecision } from '../../src/records/decision.js';
import { saidRecord } from '../../src/records/thread.js';
import { decisionOf, knownThread } from '../../src/views/threads/picture.js';
import { newId, onThread, openThread, say } from '../lib/fakes/builders.js';
import { inboxIn, keyOf } from '../lib/fakes/delivering.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { steps } from '../lib/suite/seed.js';

const minute = 60_000;
const hour = 60 * minute;
const key = threadKey(1);

/** Of the world's people ana decides and bo is asked, until in an hour. */
function people(world: World) {
  const person = (login: string) => ({ id: world.github.idOf(login), login });
  return { ana: person('ana'), bo: person('bo') };
}

function terms(world: World) {
  const { ana, bo } = people(world);
  return { decider: ana, named: [bo], closes: new Date(world.clock.now() + hour).toISOString(), zones: [] };
}

/** On GitHub, as ana's Makertime has written it; it is to take the place of the second, which bo began. */
function proposed(world: World): void {
  const { ana } = people(world);
  world.github.as('ana').createDiscussion(repository, {
    category: 'General',
    title: 'One lamp?',
    body: writeDecision('## Proposal\n\nWe buy one.', { id: newId(), by: ana, ...terms(world), replaces: 2 }),
  });
  world.github.as('bo').createDiscussion(repository, { category: 'General', title: 'No lamp', body: 'x' });
}

function deciding(world: World, what = 'one'): Decide {
  const text = `**Decided:** ${what}, by ana because @bo likes it\n\nAgreed: @bo.`;
  return { ...onThread(), kind: 'decide', team: world.teamOf('ana'), target: key, number: 1, record: newId(), text };
}

const discussion = ({ github }: World) => {
  const [one] = github.discussions(repository);
  assert.ok(one);
  return one;
};

/** What GitHub holds of it: the comments that decide, how often it stands above, how it is closed, whether its record is whole, and what the second says. */
function standing(world: World) {
  const { body, comments, closedAs } = discussion(world);
  const made = comments.map((one) => proseOf(one.body)).filter((text) => text.startsWith('**Decided:**'));
  const above = proseOf(body)
    .split('\n')
    .filter((line) => line.startsWith('**Decided:**'));
  const replaced = world.github.discussions(repository)[1]?.comments.map((one) => proseOf(one.body)) ?? [];
  return { made, above, closedAs, isWhole: saidRecord(body, people(world).ana)?.terms !== undefined, replaced };
}
const once = {
  made: ['**Decided:** one, by ana because @bo likes it\n\nAgreed: @bo.'],
  above: ['**Decided:** one, by ana because bo likes it'],
  closedAs: 'RESOLVED',
  isWhole: true,
  replaced: ['**Superseded by #1.**'],
};

const decisionIn = ({ store }: SimulatedWindow) => {
  const known = knownThread(store.get(), key, { settled: [] });
  return known && decisionOf(known);
};
const asks = ({ store }: SimulatedWindow) => ledger(store.get()).forMe.map(({ kind }) => kind);

describe('a decision, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => {
    assert.deepEqual([world.github.faults, world.github.log.invalid], [[], []]);
    world.dispose();
  });

  it('asks whom it names until they have answered, then whoever decides, and then nobody', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    const category = { id: world.github.categoryId(repository, 'General'), name: 'General', isAnswerable: false };
    const words = { title: 'One lamp?', text: '## Proposal\n\nWe buy one.' };
    const proposal: OpenThread = {
      ...openThread(),
      ...words,
      threadKind: 'decision',
      category,
      team: world.teamOf('ana'),
      terms: terms(world),
    };
    await ana.engine.record(proposal);
    await world.clock.advance(12 * minute);
    assert.deepEqual([asks(ana), asks(bo)], [[], ['decision']]);

    const answer = async (stance: Stance, why?: string) => {
      await bo.engine.record(say(answerText(stance, why), { team: world.teamOf('bo'), target: key, number: 1 }));
      await world.clock.advance(12 * minute);
    };
    await answer('object', 'too heavy');
    assert.deepEqual([asks(ana), asks(bo)], [['decision'], []], 'all have answered');
    assert.deepEqual(
      decisionIn(ana)?.objections.map(({ by, words: why }) => [by.login, why]),
      [['bo', 'too heavy']],
    );
    await answer('agree');
    assert.deepEqual(decisionIn(ana)?.objections, [], 'it is withdrawn');

    await ana.engine.record(deciding(world));
    assert.equal(visible(ana.store.get()).threads.get(key)?.closedAs, 'resolved');
    await world.clock.advance(12 * minute);
    assert.deepEqual(standing(world), { ...once, replaced: [] });
    for (const window of [ana, bo]) {
      assert.deepEqual([asks(window), decisionIn(window)?.decided?.by.login], [[], 'ana']);
      assert.equal(visible(window.store.get()).threads.get(key)?.state, 'closed');
    }
  });

  it('a thumbs up on the opening text answers, and silence leaves it to the decider once it has closed', async () => {
    proposed(world);
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(5 * minute);
    assert.deepEqual([asks(ana), asks(bo)], [[], ['decision']]);
    assert.equal(inboxIn(ana).entries.size, 0);
    await world.clock.advance(hour + 5 * minute);
    assert.deepEqual([asks(ana), asks(bo)], [['decision'], []]);
    const closed = inboxIn(ana).entries.get(keyOf(1));
    assert.deepEqual([closed?.reason, closed?.isUnread], ['waitsForMe', true], 'it is delivered like all else');
    world.github.as('bo').react(repository, 1, 'THUMBS_UP');
    world.github.as('ana').commentOnDiscussion(repository, 1, 'Has anybody seen it?');
    await world.clock.advance(15 * minute);
    assert.deepEqual(
      [...(decisionIn(ana)?.answers.values() ?? [])].map(({ by, stance }) => [by.login, stance]),
      [['bo', 'agree']],
    );
  });

  it('invariant 12: strangers name nobody, and nobody decides but who may', async () => {
    world.github.addUser({ login: 'eve' });
    world.github.setRepository(repository, { private: false });
    const eve = { id: world.github.idOf('eve'), login: 'eve' };
    const { ana, bo } = people(world);
    const mine = { ...terms(world), decider: eve, named: [ana, bo] };
    world.github.as('eve').createDiscussion(repository, {
      category: 'General',
      title: 'All of you!',
      body: writeDecision('x', { id: newId(), by: eve, ...mine }),
    });
    proposed(world);
    world.github.as('eve').commentOnDiscussion(repository, 2, '**Decided:** no');
    world.github.as('bo').commentOnDiscussion(repository, 2, '**Decided:** no');
    const [window, bos] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.advance(5 * minute);
    assert.deepEqual([asks(window), asks(bos)], [[], ['decision']]);
    await bos.engine.record({ ...deciding(world), team: world.teamOf('bo'), target: threadKey(2), number: 2 });
    await world.clock.advance(5 * minute);
    assert.deepEqual(
      bos.store.get().refused.map(({ reason }) => reason.kind),
      ['forbidden'],
    );
  });

  it('one that it replaces says so, where that is still there', async () => {
    const other = (window: SimulatedWindow) => {
      const known = knownThread(window.store.get(), threadKey(2), { settled: [] });
      return known && decisionOf(known)?.superseded;
    };
    for (const then of ['there', 'gone'] as const) {
      const here = createWorld();
      here.github.setRepository(repository, { hasDiscussions: true });
      proposed(here);
      here.github.as('bo').editDiscussion(repository, 2, {
        body: writeDecision('No lamp.', { id: newId(), by: people(here).bo, ...terms(here), decider: people(here).bo }),
      });
      if (then === 'gone') here.github.as('bo').deleteDiscussion(repository, 2);
      const window = await here.machineOf('ana').open();
      await here.clock.advance(5 * minute);
      await window.engine.record(deciding(here));
      await here.clock.advance(20 * minute);
      assert.deepEqual(standing(here), { ...once, replaced: then === 'there' ? once.replaced : [] }, then);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []], then);
      assert.equal(other(window), then === 'there' ? 1 : undefined, then);
      assert.deepEqual([here.github.faults, here.github.log.invalid], [[], []]);
      here.dispose();
    }
  });

  for (const name of ['Say', 'EditThread', 'CloseThread'])
    for (const effect of [
      { kind: 'reset', when: 'before' },
      { kind: 'reset', when: 'after' },
      { kind: 'serverError', status: 502, when: 'after' },
      { kind: 'truncated' },
    ] as const)
      it(`invariant 3: it is made once, where the answer to ${name} is lost: ${JSON.stringify(effect)}`, async () => {
        proposed(world);
        const window = await world.machineOf('ana').open();
        await world.clock.advance(5 * minute);
        world.github.weather.add({
          match: ({ body }) => body.includes(`mutation ${name}(`),
          times: name === 'Say' ? 1 : 2,
          effect,
        });
        await window.engine.record(deciding(world));
        await world.clock.advance(20 * minute);
        assert.deepEqual(standing(world), once);
        assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
      });

  it('invariant 3: what it replaces is told once, though the answer to that is lost', async () => {
    proposed(world);
    const window = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    world.github.weather.add({
      match: ({ body }) => body.includes('mutation Say(') && body.includes('Superseded by'),
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    await window.engine.record(deciding(world));
    await world.clock.advance(20 * minute);
    assert.deepEqual(standing(world), once);
    assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
  });

  it('two windows that decide at once decide once, and the other keeps its words', async () => {
    proposed(world);
    const machine = world.machineOf('ana');
    const [first, second] = [await machine.open(), await machine.open()];
    await world.clock.advance(5 * minute);
    await Promise.all([first.engine.record(deciding(world)), second.engine.record(deciding(world, 'two'))]);
    await world.clock.advance(10 * minute);
    const { made, above, closedAs } = standing(world);
    assert.deepEqual([made.length, above.length, closedAs], [1, 1, 'RESOLVED']);
    assert.deepEqual(
      first.store.get().refused.map(({ reason }) => reason.kind),
      ['decidedAlready'],
    );
  });

  it('decider and deputy who decide at once: the first word counts for everybody', async () => {
    proposed(world);
    const window = await world.machineOf('ana').open();
    await world.clock.advance(5 * minute);
    world.github.as('ana').commentOnDiscussion(repository, 1, 'Decided: two lamps');
    await window.engine.record(deciding(world));
    await world.clock.advance(12 * minute);
    assert.equal(decisionIn(window)?.decided?.words, 'two lamps');
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['decidedAlready'],
    );
  });

  it('killed at any step, it is made once', async () => {
    for (const fatal of steps(24)) {
      const here = createWorld(fatal);
      here.github.setRepository(repository, { hasDiscussions: true });
      proposed(here);
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
      void window.engine.record(deciding(here));
      await here.clock.advance(2 * minute);
      isArmed = false;
      if (isDead) await machine.open();
      await here.clock.advance(20 * minute);
      const open = machine.windows.find(({ isAlive }) => isAlive);
      const { unsent, refused = [] } = open?.store.get() ?? {};
      // What was not saved whole is given back, and has decided nothing.
      const isInterrupted = refused.some(({ reason }) => reason.kind === 'interrupted');
      const { made } = standing(here);
      assert.deepEqual([unsent, refused.length], [[], isInterrupted ? 1 : 0], `killed at step ${fatal}`);
      if (made.length > 0 || !isDead) assert.deepEqual(standing(here), once, `killed at step ${fatal}`);
      here.dispose();
      if (!isDead) break;
      assert.ok(fatal < 200);
    }
  });
});
