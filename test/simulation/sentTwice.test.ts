import assert from 'node:assert/strict';
import type { Mutation } from '../../src/model/board/mutation.js';
import { visible } from '../../src/model/state.js';
import { capture, comment, openRoster } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { without } from '../lib/github/alter.js';
import type { Disturbance } from '../lib/github/weather.js';

const minute = 60_000;
const creating = { method: 'POST', path: /\/issues$/ };
const lost: Disturbance = { kind: 'reset', when: 'after' };

describe('what may have been sent', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  const say = (words: string, more = {}) => capture({ title: words, ...more }, { team: world.teamOf('ana') });
  const open = async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    return window;
  };
  const copies = () => world.github.issues(repository).filter(({ body }) => body?.includes('makertime'));
  const posts = () =>
    world.github.log.entries.filter(({ method, path }) => method === 'POST' && /issues/.test(path)).length;

  it('invariant 3: is found behind however many newer issues', async () => {
    const machine = world.machineOf('ana');
    const window = await machine.open();
    await world.clock.settle();
    world.github.weather.add({ match: creating, times: 1, effect: lost });
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(500);
    window.kill();
    for (let n = 0; n < 620; n++) world.github.as('bo').createIssue(repository, { title: `one of many, ${n}` });
    // The board is no help where it cannot be read.
    const isChanges = { path: /sort=updated/ };
    world.github.weather.add({ match: isChanges, effect: { kind: 'serverError', status: 502, when: 'before' } });
    const next = await machine.open();
    await world.clock.advance(30 * minute);
    assert.deepEqual([copies().length, next.store.get().unsent], [1, []]);
  });

  for (const lag of [2.5, 4, 6, 8])
    it(`invariant 3: is sent once, though lists lag by ${lag} minutes`, async () => {
      const window = await open();
      world.github.weather.add({ effect: { kind: 'listLag', ms: lag * minute } });
      world.github.weather.add({ match: creating, times: 1, effect: lost });
      await window.engine.record(say('the beam is stuck'));
      await world.clock.advance(20 * minute);
      assert.deepEqual([copies().length, window.store.get().unsent, window.store.get().refused], [1, [], []]);
    });

  it('is sent again after three minutes where it is needed within the hour', async () => {
    const window = await open();
    world.github.weather.add({ match: creating, times: 1, effect: { kind: 'reset', when: 'before' } });
    await window.engine.record(say('now', { needBy: new Date(world.clock.now() + 30 * minute).toISOString() }));
    await world.clock.advance(4 * minute);
    assert.equal(copies().length, 1);
  });

  it('invariant 3: is created twice at most, whatever is answered, and then a person is asked; what shows up later settles it', async () => {
    const window = await open();
    const stop = world.github.weather.add({
      match: { path: /\/issues\?/ },
      effect: { kind: 'listLag', ms: 90 * minute },
    });
    world.github.weather.add({ match: creating, effect: lost });
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(60 * minute);
    assert.equal(copies().length, 2);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['unconfirmed'],
    );
    stop();
    await world.clock.advance(10 * minute);
    assert.deepEqual([window.store.get().refused, window.store.get().unsent], [[], []]);
    assert.deepEqual(
      copies().map(({ number, state, stateReason }) => [number, state, stateReason]),
      [
        [1, 'open', null],
        [2, 'closed', 'duplicate'],
      ],
    );
    const [item] = visible(window.store.get()).items.values();
    assert.deepEqual([item?.number, item?.state], [1, 'open']);
  });

  it('where it never arrives, is tried twice as well, and the number of times survives a restart', async () => {
    const machine = world.machineOf('ana');
    const window = await machine.open();
    world.github.weather.add({ match: creating, effect: { kind: 'serverError', status: 502, when: 'before' } });
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(15 * minute);
    assert.equal(posts(), 2);
    window.kill();
    const next = await machine.open();
    await world.clock.advance(40 * minute);
    assert.deepEqual([posts(), next.store.get().refused.length], [2, 1]);
  });

  for (const [name, touch] of [
    ['has been commented on', () => world.github.as('bo').comment(repository, 2, 'me too')],
    ['has been changed', () => world.github.as('bo').editIssue(repository, 2, { title: 'the beam is really stuck' })],
    ['is closed', () => world.github.as('bo').closeIssue(repository, 2, 'completed')],
  ] as const)
    it(`a twin that ${name} is left alone`, async () => {
      const window = await open();
      const stop = world.github.weather.add({
        match: { path: /\/issues\?/ },
        effect: { kind: 'listLag', ms: 20 * minute },
      });
      world.github.weather.add({ match: creating, times: 1, effect: lost });
      await window.engine.record(say('the beam is stuck'));
      await world.clock.advance(11 * minute);
      assert.equal(copies().length, 2);
      touch();
      stop();
      await world.clock.advance(10 * minute);
      const twin = world.github.issue(repository, 2);
      assert.notEqual(twin.stateReason, 'duplicate');
    });

  it('invariant 3: is done where GitHub answers with a number, whatever else it leaves out', async () => {
    const optional = ['author_association', 'assignees', 'body', 'comments', 'closed_at', 'milestone', 'user', 'title'];
    for (const field of optional) {
      world.dispose();
      world = createWorld();
      const window = await open();
      world.github.weather.add({ match: { path: /\/repos\// }, effect: { kind: 'altered', alter: without(field) } });
      const mutations: readonly Mutation[] = [say('the beam is stuck'), openRoster({ team: world.teamOf('ana') })];
      for (const each of mutations) await window.engine.record(each);
      await world.clock.advance(60 * minute);
      assert.deepEqual([field, copies().length, posts()], [field, 2, 2]);
      assert.deepEqual([window.store.get().unsent, window.store.get().refused], [[], []], field);
    }
  });

  it('invariant 9: a page of which nothing can be read is trouble, and no empty board', async () => {
    const window = await open();
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(2 * minute);
    const items = visible(window.store.get()).items;
    world.github.weather.add({ match: { path: /\/issues\?/ }, effect: { kind: 'altered', alter: without('number') } });
    world.github.as('bo').createIssue(repository, { title: 'raise the light' });
    await world.clock.advance(40 * minute);
    assert.equal(window.store.get().sync.trouble?.kind, 'serverDown');
    assert.deepEqual(visible(window.store.get()).items, items);
  });

  it('a comment is sent once as well where its answer says nothing but its id', async () => {
    const window = await open();
    const first = say('the lamp is out');
    await window.engine.record(first);
    await world.clock.advance(2 * minute);
    const bare = without('body', 'user', 'author_association', 'updated_at', 'created_at', 'issue_url');
    world.github.weather.add({ match: { method: 'POST', path: /comments/ }, effect: { kind: 'altered', alter: bare } });
    const [item] = visible(window.store.get()).items.values();
    assert.ok(item);
    await window.engine.record(comment(item.key, 'any news?', { team: world.teamOf('ana') }));
    await world.clock.advance(60 * minute);
    assert.deepEqual([world.github.comments(repository, 1).length, window.store.get().unsent], [1, []]);
  });
});
