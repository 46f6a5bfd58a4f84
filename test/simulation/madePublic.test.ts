// Proves that what was meant for a team is not written where everybody can read it, before a person says that it may be.

import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import type { Team } from '../../src/model/board/team.js';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { capture, comment, newId, openRoster, setStatus } from '../lib/fakes/builders.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;

describe('a team repository that was made public', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  const connected = (isPrivate?: boolean): Team => {
    const { account, repository: team } = world.teamOf('ana');
    return { account, repository: { ...team, ...(isPrivate !== undefined && { isPrivate }) } };
  };
  const opened = (team: Team) => world.machineOf('ana', { team }).open();
  const troubleIn = (window: SimulatedWindow) => window.store.get().sync.trouble;
  const unsentIn = (window: SimulatedWindow) => window.store.get().unsent.length;
  const titlesIn = (window: SimulatedWindow) =>
    [...visible(window.store.get()).items.values()].map(({ title }) => title);
  const writes = () =>
    world.github.log.entries.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'));
  const blockerOfBo = (title: string) => {
    const by = { id: world.github.idOf('bo'), login: 'bo' };
    return world.github.as('bo').createIssue(repository, writeBlocker({ id: newId(), by, words: { title } }));
  };

  it('invariant 15: nothing is written to it, news come all the same, and it is said', async () => {
    const { github, clock } = world;
    const team = connected(true);
    const window = await opened(team);
    await window.engine.record(openRoster({ team }));
    const asked = capture({ title: 'asked in private' }, { team });
    await window.engine.record(asked);
    await clock.advance(2 * minute);
    assert.deepEqual([troubleIn(window), unsentIn(window)], [undefined, 0]);
    github.setRepository(repository, { private: false });
    github.log.clear();
    await window.engine.record(capture({ title: 'the key is 1234' }, { team }));
    await window.engine.record(comment(itemKey(team.account.id, asked.record), 'as I said', { team }));
    await window.engine.record(setStatus({ said: { mode: 'away', text: 'at the dentist' } }, { team }));
    for (let minutes = 0; minutes < 40; minutes += 4) {
      blockerOfBo(`news ${minutes}`);
      await clock.advance(4 * minute);
      assert.ok(titlesIn(window).includes(`news ${minutes}`));
      assert.deepEqual(troubleIn(window), { kind: 'madePublic', repository });
      assert.equal(unsentIn(window), 3);
    }
    assert.ok(Date.parse(window.store.get().sync.heardAt ?? '') > clock.now() - 2 * minute);
    assert.deepEqual(writes(), []);
  });

  it('says so whatever else happens: under a new name, after a restart, and where nothing is to be sent', async () => {
    const { github, clock } = world;
    const team = connected(true);
    const window = await opened(team);
    await clock.advance(2 * minute);
    github.setRepository(repository, { private: false });
    github.renameRepository(repository, 'crew');
    await clock.advance(2 * minute);
    const trouble = { kind: 'madePublic', repository: 'acme/crew' } as const;
    assert.deepEqual(troubleIn(window), trouble);
    window.kill();
    const again = await opened(team);
    await again.engine.record(capture({ title: 'the key is 1234' }, { team }));
    await clock.advance(2 * minute);
    assert.deepEqual([troubleIn(again), unsentIn(again)], [trouble, 1]);
    assert.deepEqual(github.issues('acme/crew'), []);
  });

  for (const [name, isPrivate, wasPrivate] of [
    ['that was public when it was connected', false, false],
    ['of which nobody knows what it was', undefined, false],
    ['that is private still', true, true],
  ] as const)
    it(`holds up nothing of one ${name}`, async () => {
      const { github, clock } = world;
      github.setRepository(repository, { private: wasPrivate });
      const team = connected(isPrivate);
      const window = await opened(team);
      await window.engine.record(capture({ title: 'the beam is stuck' }, { team }));
      await clock.advance(2 * minute);
      assert.deepEqual([troubleIn(window), unsentIn(window), github.issues(repository).length], [undefined, 0, 1]);
    });

  it('rejects what was written for it while another one is connected, until it is connected again', async () => {
    const { github, clock } = world;
    const old = connected(true);
    const { id } = github.addRepository({ owner: 'acme', name: 'next', private: true, roles: { ana: 'write' } });
    const team: Team = { ...old, repository: { id, owner: 'acme', name: 'next', isPrivate: true } };
    const machine = world.machineOf('ana', { team });
    const window = await machine.open();
    github.setRepository(repository, { private: false });
    await window.engine.record(capture({ title: 'the key is 1234' }, { team: old }));
    await window.engine.record(capture({ title: 'the beam is stuck' }, { team }));
    await clock.advance(2 * minute);
    const { refused, sync } = window.store.get();
    assert.deepEqual(
      refused.map(({ reason }) => reason),
      [{ kind: 'madePublic', repository }],
    );
    assert.deepEqual([sync.trouble, unsentIn(window)], [undefined, 0]);
    assert.deepEqual([github.issues(repository).length, github.issues('acme/next').length], [0, 1]);
  });
});
