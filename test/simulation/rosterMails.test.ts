// Proves that GitHub mails nobody for being on the roster, and that whoever wants to be mailed is left alone.

import assert from 'node:assert/strict';
import { writeStatus } from '../../src/records/roster.js';
import { newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import { inboxIn, minute } from '../lib/fakes/delivering.js';
import type { Machine, SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import type { Asked } from '../lib/github/exchange.js';

const roster = 1;
const isLeaving = ({ body }: Asked) => body.includes('updateSubscription');

describe('mails about the roster', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => {
    assert.deepEqual(world.github.faults, []);
    world.dispose();
  });

  const asked = (operation = 'Unsubscribe') =>
    world.github.log.entries.filter((one) => one.operation === operation && !one.lost).length;
  /** What GitHub tells ana of the roster, by its notifications and mails. */
  const told = () => world.github.threads('ana').filter(({ number }) => number === roster);

  async function join(window: SimulatedWindow, login: string): Promise<void> {
    const now = new Date(world.clock.now()).toISOString();
    if (world.github.issues(repository).length === 0)
      await window.engine.record(openRoster({ team: world.teamOf(login) }));
    await window.engine.record(setStatus({ zone: 'Europe/Berlin' }, { team: world.teamOf(login), at: now }));
    await world.clock.advance(10_000);
  }

  async function joined(machine: Machine = world.machineOf('ana')): Promise<SimulatedWindow> {
    const window = await machine.open();
    await join(window, 'ana');
    return window;
  }

  const joinAsBo = async () => join(await world.machineOf('bo').open(), 'bo');

  it('end with joining: the next who joins is no news', async () => {
    let looks = 0;
    const isLook = ({ body }: Asked) => {
      if (body.includes('viewerSubscription timelineItems')) looks++;
      return false;
    };
    world.github.weather.add({ match: isLook, effect: { kind: 'refuse' } });
    await joined();
    await joinAsBo();
    assert.equal(world.github.comments(repository, roster).length, 2);
    assert.deepEqual(told(), []);
    await world.clock.advance(30 * minute);
    assert.deepEqual([asked(), looks], [2, 2], 'once each');
  });

  it('end for those who have been there before, once', async () => {
    const { github, clock } = world;
    const first = await joined();
    first.kill();
    github.as('ana').subscribe(repository, roster);
    const by = { id: github.idOf('bo'), login: 'bo' };
    github.as('bo').comment(repository, roster, writeStatus({ id: newId(), by, status: { mode: 'busy' }, edited: {} }));
    assert.equal(told().length, 1, 'ana wants to be told');
    const bo = await world.machineOf('bo').open();
    await clock.advance(2 * minute);
    assert.equal(asked(), 2);
    await clock.advance(60 * minute);
    assert.equal(asked(), 2);
    assert.equal(bo.store.get().sync.trouble, undefined);
  });

  it('come to whoever subscribes again by hand: also after a restart, and on another machine', async () => {
    const { github, clock } = world;
    const machine = world.machineOf('ana');
    const window = await joined(machine);
    github.as('ana').subscribe(repository, roster);
    await clock.advance(60 * minute);
    window.kill();
    await machine.open();
    await world.machineOf('ana').open();
    await clock.advance(60 * minute);
    assert.equal(asked(), 1);
    await joinAsBo();
    assert.equal(told().length, 1);
  });

  it('come for a mention there, which is no news here', async () => {
    const { github, clock } = world;
    const window = await joined();
    github.as('bo').comment(repository, roster, '@ana look at this');
    await clock.advance(10 * minute);
    assert.deepEqual(
      told().map(({ reason }) => reason),
      ['mention'],
    );
    assert.deepEqual([...inboxIn(window).entries.keys()], []);
    assert.equal(asked(), 1);
  });

  it('go on where GitHub refuses to end them: nobody hears of that, and it is not asked again', async () => {
    world.dispose();
    world = createWorld(1, 'public');
    const token = world.github.token('ana', { scopes: ['public_repo'] });
    const window = await joined(world.machineOf('ana', { token: () => token }));
    await world.clock.advance(60 * minute);
    assert.equal(asked(), 1);
    assert.notEqual(window.store.get().sync.heardAt, undefined);
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.deepEqual(window.store.get().refused, []);
  });

  it('end all the same where the answer is lost: GitHub is asked what became of it, and told once', async () => {
    world.github.weather.add({ match: isLeaving, times: 1, effect: { kind: 'reset', when: 'after' } });
    const window = await joined();
    await world.clock.advance(30 * minute);
    assert.equal(asked(), 1);
    assert.equal(window.store.get().sync.trouble, undefined);
    await joinAsBo();
    assert.deepEqual(told(), []);
  });

  it('end later where GitHub cannot be asked now', async () => {
    world.github.weather.add({
      match: isLeaving,
      times: 2,
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    await joined();
    await world.clock.advance(30 * minute);
    await joinAsBo();
    assert.deepEqual(told(), []);
  });

  it('of two windows one ends them', async () => {
    const machine = world.machineOf('ana');
    await machine.open();
    await joined(machine);
    await world.clock.advance(30 * minute);
    assert.equal(asked(), 1);
  });
});
