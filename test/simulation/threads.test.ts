import assert from 'node:assert/strict';
import { visible } from '../../src/model/state.js';
import { threadKey, unsentThreadKey } from '../../src/model/threads/thread.js';
import { proseOf } from '../../src/records/block.js';
import { onThread, openThread, say } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { steps } from '../lib/suite/seed.js';

const minute = 60_000;

describe('discussions, between people', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.setRepository(repository, { hasDiscussions: true });
  });
  afterEach(() => world.dispose());

  const questions = () => ({ id: world.github.categoryId(repository, 'Q&A'), name: 'Q&A', isAnswerable: true });
  const ask = () => openThread({ team: world.teamOf('ana'), category: questions() });

  it('ana asks, bo answers offline, his answer leaves later, ana marks it, and both see the same', async () => {
    const [ana, bo] = [await world.machineOf('ana').open(), await world.machineOf('bo').open()];
    await world.clock.settle();
    await ana.engine.record(ask());
    await world.clock.advance(12 * minute);
    const key = threadKey(1);
    assert.equal(bo.store.get().confirmed.threads.get(key)?.title, 'which oil for the lamp?');
    world.github.weather.offline(true);
    await bo.engine.record(say('rape seed', { team: world.teamOf('bo'), target: key, number: 1 }));
    await world.clock.advance(5 * minute);
    assert.equal(bo.store.get().unsent.length, 1);
    world.github.weather.offline(false);
    await world.clock.advance(15 * minute);
    assert.equal(bo.store.get().unsent.length, 0);
    const comment = ana.store.get().confirmed.talks.get(1)?.comments[0]?.id;
    assert.ok(comment);
    await ana.engine.record({
      ...onThread(),
      team: world.teamOf('ana'),
      number: 1,
      target: key,
      kind: 'markAnswer',
      comment,
    });
    await world.clock.advance(15 * minute);
    for (const { store } of [ana, bo]) {
      const { confirmed } = store.get();
      assert.deepEqual(
        [confirmed.threads.get(key)?.isAnswered, confirmed.talks.get(1)?.answer?.said.text],
        [true, 'rape seed'],
      );
    }
  });

  it('what is said to a question that nobody has heard of yet follows it, in order', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    world.github.weather.offline(true);
    const [question, team] = [ask(), world.teamOf('ana')];
    const target = unsentThreadKey(team.account.id, question.record);
    await window.engine.record(question);
    await window.engine.record(say('It is the one in the tower', { team, target }));
    await window.engine.record({ ...onThread(), team, target, kind: 'closeThread', as: 'outdated' });
    const shown = visible(window.store.get()).threads.get(target);
    assert.deepEqual([shown?.title, shown?.state], ['which oil for the lamp?', 'closed']);
    world.github.weather.offline(false);
    await world.clock.advance(15 * minute);
    const [one] = world.github.discussions(repository);
    assert.deepEqual([one?.comments.length, one?.closedAs], [1, 'OUTDATED']);
    assert.deepEqual([...visible(window.store.get()).threads.keys()], ['#1'], 'it stands there once');
    assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
  });

  it('what is refused is kept with its reason, and what stands on it waits', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    const [question, team] = [ask(), world.teamOf('ana')];
    world.github.deleteCategory(repository, 'Q&A', 'General');
    await window.engine.record(question);
    await window.engine.record(say('?', { team, target: unsentThreadKey(team.account.id, question.record) }));
    await world.clock.advance(5 * minute);
    const { refused, unsent } = window.store.get();
    assert.deepEqual(
      [refused.map(({ mutation, reason }) => [mutation.kind, reason.kind]), unsent.map(({ kind }) => kind)],
      [[['openThread', 'categoryGone']], ['say']],
    );
  });

  it('two windows of one person that answer at once answer once each', async () => {
    const machine = world.machineOf('ana');
    const [first, second] = [await machine.open(), await machine.open()];
    world.github.as('bo').createDiscussion(repository, { category: 'Q&A', title: 'Which oil?', body: 'Hm' });
    await world.clock.advance(12 * minute);
    const team = world.teamOf('ana');
    await Promise.all([
      first.engine.record(say('rape seed', { team, target: threadKey(1), number: 1 })),
      second.engine.record(say('paraffin', { team, target: threadKey(1), number: 1 })),
    ]);
    await world.clock.advance(5 * minute);
    const [one] = world.github.discussions(repository);
    assert.deepEqual(one?.comments.map(({ body }) => proseOf(body)).sort(), ['paraffin', 'rape seed']);
  });

  it('an answer that may have been sent to a discussion that is gone since is refused, and waits for nothing', async () => {
    const window = await world.machineOf('ana').open();
    world.github.as('bo').createDiscussion(repository, { category: 'Q&A', title: 'Which oil?', body: 'Hm' });
    await world.clock.advance(12 * minute);
    world.github.weather.add({
      match: ({ body }) => body.includes('mutation Say('),
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    await window.engine.record(say('paraffin', { team: world.teamOf('ana'), target: threadKey(1), number: 1 }));
    world.github.as('bo').deleteDiscussion(repository, 1);
    await world.clock.advance(60 * minute);
    const { refused, unsent } = window.store.get();
    assert.deepEqual([unsent, refused.map(({ reason }) => reason.kind)], [[], ['threadGone']]);
  });

  it('killed at any step, a question and an answer are on GitHub once', async () => {
    for (const fatal of steps(12)) {
      const here = createWorld(fatal);
      here.github.setRepository(repository, { hasDiscussions: true });
      let step = 0;
      let isDead = false;
      let isArmed = false;
      const machine = here.machineOf('ana', {
        onStep(window) {
          if (!isArmed || ++step !== fatal) return;
          isDead = true;
          machine.windows.find(({ id }) => id === window)?.kill();
        },
      });
      const window = await machine.open();
      await here.clock.settle();
      isArmed = true;
      const team = here.teamOf('ana');
      const category = { id: here.github.categoryId(repository, 'Q&A'), name: 'Q&A', isAnswerable: true };
      const question = openThread({ team, category });
      const answer = say('rape seed', { team, target: unsentThreadKey(team.account.id, question.record) });
      // A dead window never says that it is durable: then it need not be there, but never twice.
      void window.engine.record(question).then(() => window.engine.record(answer));
      await here.clock.advance(3 * minute);
      isArmed = false;
      if (isDead) await machine.open();
      await here.clock.advance(20 * minute);
      const all = here.github.discussions(repository);
      assert.ok(all.length <= 1 && (all[0]?.comments.length ?? 0) <= 1, `killed at step ${fatal}`);
      const open = machine.windows.find(({ isAlive }) => isAlive);
      const { unsent, refused } = open?.store.get() ?? {};
      // What was not saved whole is given back, and was never sent.
      const others = refused?.filter(({ reason }) => reason.kind !== 'interrupted');
      assert.deepEqual([unsent, others], [[], []], `killed at step ${fatal}`);
      if (!isDead) assert.deepEqual([all.length, all[0]?.comments.length], [1, 1]);
      here.dispose();
      if (!isDead) break;
      assert.ok(fatal < 200);
    }
  });

  it('lists that lag show nothing of what was just sent, and it is not sent again', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    world.github.weather.add({ effect: { kind: 'listLag', ms: 90_000 } });
    const isCreate = ({ body }: { body: string }) => body.includes('mutation OpenThread');
    world.github.weather.add({ match: isCreate, times: 1, effect: { kind: 'reset', when: 'after' } });
    await window.engine.record(ask());
    await world.clock.advance(20 * minute);
    assert.equal(world.github.discussions(repository).length, 1);
    assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
  });

  for (const lost of ['a question', 'what was said'] as const)
    it(`${lost} whose answer is lost is sent once, though lists lag by eight minutes`, async () => {
      const window = await world.machineOf('ana').open();
      await world.clock.settle();
      if (lost === 'what was said') {
        await window.engine.record(ask());
        await world.clock.advance(minute);
      }
      world.github.weather.add({ effect: { kind: 'listLag', ms: 8 * minute } });
      const name = lost === 'a question' ? 'mutation OpenThread' : 'mutation Say(';
      const isCreate = ({ body }: { body: string }) => body.includes(name);
      world.github.weather.add({ match: isCreate, times: 1, effect: { kind: 'reset', when: 'after' } });
      const reply = say('rape seed', { team: world.teamOf('ana'), target: threadKey(1), number: 1 });
      await window.engine.record(lost === 'a question' ? ask() : reply);
      await world.clock.advance(25 * minute);
      const all = world.github.discussions(repository);
      assert.deepEqual([all.length, all[0]?.comments.length], [1, lost === 'a question' ? 0 : 1]);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []]);
    });

  it('a repository without discussions is asked once, and blockers go on as ever', async () => {
    world.github.setRepository(repository, { hasDiscussions: false });
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    world.github.log.clear();
    await world.clock.advance(25 * minute);
    const asked = world.github.log.entries.filter(
      ({ operation }) => operation === 'Discussions' || operation === 'Talks',
    );
    assert.equal(asked.length, 0);
    assert.equal(window.store.get().confirmed.forum?.isOn, false);
  });
});
