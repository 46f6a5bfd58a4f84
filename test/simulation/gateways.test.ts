import assert from 'node:assert/strict';
import { visible } from '../../src/model/state.js';
import { capture } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Answer } from '../lib/github/headers.js';

const minute = 60_000;
const statuses = [400, 401, 403, 404, 410, 413, 422, 451];

describe('what is in between', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  const say = (words: string, more = {}) => capture({ title: words, ...more }, { team: world.teamOf('ana') });
  const copies = () => world.github.issues(repository).length;

  for (const status of statuses)
    it(`invariant 16: a gateway’s ${status} in the place of an answer refuses nothing: all is sent once when it is gone`, async () => {
      const window = await world.machineOf('ana').open();
      await world.clock.settle();
      const stop = world.github.weather.add({
        match: { method: 'POST', path: /issues/ },
        effect: { kind: 'proxyPage', status },
      });
      for (const words of ['one', 'two', 'three']) await window.engine.record(say(words));
      await world.clock.advance(20 * minute);
      assert.deepEqual([copies(), window.store.get().unsent.length, window.store.get().refused], [0, 3, []]);
      stop();
      await world.clock.advance(30 * minute);
      assert.deepEqual([copies(), window.store.get().unsent, window.store.get().refused], [3, [], []]);
    });

  for (const status of statuses)
    it(`invariant 16: a gateway’s ${status} for everything is trouble, and says nothing of token, repository or blockers`, async () => {
      const window = await world.machineOf('ana').open();
      await window.engine.record(say('the beam is stuck'));
      await world.clock.advance(2 * minute);
      const stop = world.github.weather.add({ effect: { kind: 'proxyPage', status } });
      await world.clock.advance(60 * minute);
      assert.deepEqual(window.store.get().sync.trouble, { kind: 'serverDown', status });
      assert.equal(visible(window.store.get()).items.size, 1);
      stop();
      await world.clock.advance(6 * minute);
      assert.equal(window.store.get().sync.trouble, undefined);
    });

  it('invariant 15: one wrong 401 of GitHub’s stops an account for some minutes only', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    const unauthorized = ({ headers }: Answer): Answer => ({
      status: 401,
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"message":"Bad credentials"}',
    });
    world.github.weather.add({ times: 1, effect: { kind: 'altered', alter: unauthorized } });
    window.engine.wake();
    await world.clock.advance(2 * minute);
    assert.equal(window.store.get().sync.trouble?.kind, 'signedOut');
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(20 * minute);
    assert.deepEqual([copies(), window.store.get().unsent, window.store.get().sync.trouble], [1, [], undefined]);
  });

  it('a text that GitHub does not take for a minute is sent as it was, with its owner', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    const tooQuickly = ({ headers }: Answer): Answer => ({
      status: 422,
      headers,
      body: JSON.stringify({ message: 'Validation Failed', errors: [{ message: 'was submitted too quickly' }] }),
    });
    const isCreating = { method: 'POST', path: /issues/ };
    world.github.weather.add({ match: isCreating, times: 1, effect: { kind: 'altered', alter: tooQuickly } });
    await window.engine.record(say('the beam is stuck', { owner: 'bo' }));
    await world.clock.advance(3_000);
    assert.equal(window.store.get().sync.trouble?.kind, 'limited');
    assert.deepEqual(window.store.get().refused, []);
  });

  it('an IP allow list that a write meets is trouble, and refuses nothing', async () => {
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    const isWrite = { method: 'POST', path: /issues/ };
    const message =
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled';
    const closed = ({ headers }: Answer): Answer => ({ status: 403, headers, body: JSON.stringify({ message }) });
    const stop = world.github.weather.add({ match: isWrite, effect: { kind: 'altered', alter: closed } });
    await window.engine.record(say('the beam is stuck'));
    await world.clock.advance(3_000);
    assert.deepEqual([window.store.get().sync.trouble?.kind, window.store.get().refused], ['forbidden', []]);
    stop();
  });

  it('only the owner is left out of a new blocker whose owner cannot be assigned, and it says so', async () => {
    world.github.addUser({ login: 'zoe' });
    const window = await world.machineOf('ana').open();
    await world.clock.settle();
    await window.engine.record(say('the beam is stuck', { owner: 'zoe' }));
    await world.clock.advance(2 * minute);
    const { body, assignees } = world.github.issue(repository, 1);
    assert.deepEqual([assignees, world.github.labelsOn(repository, 1)], [[], ['blocked']]);
    assert.match(body ?? '', /@zoe \(could not be assigned in this repository\)/);
    const [item] = visible(window.store.get()).items.values();
    assert.equal(item?.owner, 'zoe');
  });
});
