// Proves that a name is heard with its number: whoever takes an old one, of a repository or of a person, is somebody else.

import assert from 'node:assert/strict';
import { membersOf } from '../../src/model/members.js';
import { visible } from '../../src/model/state.js';
import { ledger } from '../../src/model/waits/ledger.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeStatus } from '../../src/records/roster.js';
import { nowRows } from '../../src/views/now/view.js';
import { capture, newId } from '../lib/fakes/builders.js';
import { minute, people } from '../lib/fakes/delivering.js';
import type { SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const roster = 1;

/** Who and what a window shows. */
function shownIn(window: SimulatedWindow) {
  const { items, statuses, teamFile } = visible(window.store.get());
  return {
    items: [...items.values()].map(({ by, title }) => `${by.login}: ${title}`).sort(),
    statuses: [...statuses.values()].map(({ by, status }) => `${by.login}: ${status.text ?? ''}`).sort(),
    members: teamFile?.members ?? [],
  };
}

describe('the name of a repository', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  const blockerOf = (login: string, title: string, owner = 'ana') =>
    writeBlocker({ id: newId(), by: { id: world.github.idOf(login), login }, words: { title, owner } });

  /** ana on the roster, with a blocker of bo's, and a key for her. */
  async function given() {
    const { github, clock } = world;
    github.addUser({ login: 'mallory' });
    const { window } = await people(world).joined();
    const status = { id: newId(), by: { id: github.idOf('bo'), login: 'bo' }, edited: {} };
    github.as('bo').comment(repository, roster, writeStatus({ ...status, status: { mode: 'away', text: 'at sea' } }));
    github.as('bo').createIssue(repository, { ...blockerOf('bo', 'the beam is stuck'), assignees: ['ana'] });
    await clock.advance(2 * minute);
    return { window, before: shownIn(window), entries: [...window.store.get().inbox.entries.keys()].length };
  }

  /** Another repository of that name, with all that a team's has in it. */
  function takeOver(name: string, whose: string): void {
    const { github } = world;
    const [owner = '', short = ''] = name.split('/');
    github.addRepository({ owner, name: short, private: false, roles: { mallory: 'admin', ana: 'read' } });
    github.putFile(name, '.github/makertime.yml', 'members: [mallory]\nroster: 1\n');
    const by = { id: github.idOf(whose), login: whose };
    github.as(whose).createIssue(name, { title: 'Makertime roster', body: roster0(by) });
    const said = { mode: 'available', text: 'Ask me, I am the available one' } as const;
    github.as(whose).comment(name, 1, writeStatus({ id: newId(), by, edited: {}, status: said }));
    for (let n = 0; n < 5; n++) github.as(whose).createIssue(name, blockerOf(whose, `mallory asks ${n}`));
    github.as(whose).createIssue(name, { title: 'you there', body: '@ana' });
  }
  const roster0 = (by: { id: number }) =>
    `<!-- makertime ${JSON.stringify({ v: 1, kind: 'roster', id: newId(), by: by.id })} -->`;

  it('invariant 17: nothing of who took the old one is on board, roster or inbox; the true one is followed', async () => {
    const { window, before, entries } = await given();
    const { github, clock } = world;
    github.renameRepository(repository, 'crew');
    takeOver(repository, 'mallory');
    for (const wait of [2 * minute, 40 * minute, 60 * minute]) {
      await clock.advance(wait);
      assert.deepEqual(shownIn(window), before);
      assert.equal(window.store.get().inbox.entries.size, entries);
      assert.equal(window.store.get().sync.trouble, undefined);
    }
    github.as('bo').createIssue('acme/crew', blockerOf('bo', 'still us'));
    await clock.advance(2 * minute);
    assert.deepEqual(shownIn(window).items, [...before.items, 'bo: still us'].sort());
  });

  it('invariant 17: one that was deleted and made again is another: nothing is mixed, what is owed is kept, and it is said', async () => {
    const { window, before, entries } = await given();
    const { github, clock } = world;
    github.deleteRepository(repository);
    takeOver(repository, 'mallory');
    await window.engine.record(capture({ title: 'for my team only' }, { team: world.teamOf('ana') }));
    for (const wait of [2 * minute, 40 * minute]) {
      await clock.advance(wait);
      const { items, ...others } = shownIn(window);
      assert.deepEqual(items, [...before.items, 'ana: for my team only'].sort());
      assert.deepEqual(others, { statuses: before.statuses, members: before.members });
      assert.equal(window.store.get().inbox.entries.size, entries);
      assert.equal(window.store.get().sync.trouble?.kind, 'repositoryReplaced');
      assert.equal(window.store.get().unsent.length, 1);
    }
    assert.equal(github.issues(repository).length, 7);
  });

  it('is looked at before each turn, and that costs nothing while it stands', async () => {
    await given();
    const { github, clock } = world;
    await clock.advance(31 * minute);
    github.log.clear();
    await clock.advance(20 * minute);
    const looks = github.log.entries.filter(({ path }) => path === `/repos/${repository}`);
    assert.ok(looks.length >= 19, String(looks.length));
    assert.deepEqual(new Set(looks.map(({ status }) => status)), new Set([304]));
    assert.ok(looks.every(({ charged }) => !charged));
  });

  it('a look for what may have been lost is none where the name is another’s', async () => {
    const { window } = await given();
    const { github, clock } = world;
    const lost = { match: { method: 'POST', path: /\/issues$/ }, times: 1 };
    github.weather.add({ ...lost, effect: { kind: 'reset', when: 'after' } });
    await window.engine.record(capture({ title: 'once' }, { team: world.teamOf('ana') }));
    await clock.advance(500);
    github.renameRepository(repository, 'crew');
    takeOver(repository, 'mallory');
    await clock.advance(20 * minute);
    assert.equal(github.issues('acme/crew').filter(({ title }) => title === 'once').length, 1);
    assert.equal(window.store.get().unsent.length, 0);
  });
});

describe('the login of a member', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld(1, 'public');
  });
  afterEach(() => world.dispose());

  const file = '.github/makertime.yml';
  /** As whoever goes by that login at the moment. */
  function blockerOf(login: string, title: string, owner = 'ana') {
    const { github } = world;
    const by = { id: github.idOf(login), login };
    return github.as(login).createIssue(repository, writeBlocker({ id: newId(), by, words: { title, owner } }));
  }
  function say(login: string, text: string): void {
    const { github } = world;
    const by = { id: github.idOf(login), login };
    const status = { mode: 'available', text } as const;
    github.as(login).comment(repository, roster, writeStatus({ id: newId(), by, edited: {}, status }));
  }
  /** carl, of the team by its file alone, has said something; ana looks. */
  async function given(members = 'members: [carl]') {
    const { github, clock } = world;
    github.addUser({ login: 'carl' });
    github.putFile(repository, file, members);
    const { window, machine } = await people(world).joined();
    say('carl', 'the true carl');
    blockerOf('carl', 'carl asks');
    await clock.advance(2 * minute);
    return { window, machine };
  }
  /** carl calls himself carla, and somebody else takes the name. */
  function takeOver(): void {
    const { github } = world;
    github.renameUser('carl', 'carla');
    github.addUser({ login: 'carl' });
    say('carl', 'ask me');
    blockerOf('carl', 'please send me the deploy key');
  }
  const rowsIn = (window: SimulatedWindow) =>
    nowRows(window.store.get(), world.clock.now())
      .filter(({ id }) => id.startsWith('teamFile/'))
      .map(({ label }) => label);
  const isTaken = /@carl is no longer who it was/;

  it('invariant 17: is the number it had when the team file was edited: who takes it is nobody, and it is said', async () => {
    const { github, clock } = world;
    const { window } = await given();
    const before = shownIn(window);
    assert.deepEqual([before.items, before.statuses.length], [['carl: carl asks'], 2]);
    takeOver();
    await clock.advance(45 * minute);
    assert.deepEqual(
      [shownIn(window).items, shownIn(window).statuses.filter((one) => one.startsWith('carl'))],
      [['carla: carl asks'], ['carla: the true carl']],
    );
    // Who was mentioned GitHub itself tells of.
    const reasons = [...window.store.get().inbox.entries.values()].map(({ reason }) => reason);
    assert.equal(reasons.filter((reason) => reason === 'waitsForMe').length, 1, String(reasons));
    assert.match(String(rowsIn(window)), isTaken);
    blockerOf('carla', 'it is still me');
    await clock.advance(2 * minute);
    assert.ok(shownIn(window).items.includes('carla: it is still me'));
    assert.deepEqual(
      membersOf(window.store.get()).map(({ login }) => login),
      ['ana', 'carla'],
    );
    github.putFile(repository, file, 'members: [carla]');
    await clock.advance(12 * minute);
    assert.deepEqual(shownIn(window).items, ['carla: carl asks', 'carla: it is still me']);
    assert.deepEqual(rowsIn(window), []);
  });

  it('counts as whoever has it once the file was edited and names it still', async () => {
    const { github, clock } = world;
    const { window } = await given();
    takeOver();
    await clock.advance(45 * minute);
    github.putFile(repository, file, 'members: [carl] # yes, the new one');
    await clock.advance(12 * minute);
    assert.ok(shownIn(window).items.includes('carl: please send me the deploy key'));
    assert.deepEqual(rowsIn(window), []);
  });

  it('stays who it was after a restart, and where all is read anew', async () => {
    const { clock } = world;
    const { window, machine } = await given();
    window.kill();
    takeOver();
    const again = await machine.open();
    await clock.advance(45 * minute);
    assert.deepEqual(shownIn(again).items, ['carla: carl asks']);
    assert.match(String(rowsIn(again)), isTaken);
  });

  it('is heard by name alone until GitHub has told whose it is', async () => {
    const { github, clock } = world;
    github.weather.add({ match: { path: /graphql$/ }, effect: { kind: 'serverError', status: 502, when: 'before' } });
    const { window } = await given();
    await clock.advance(45 * minute);
    assert.deepEqual(shownIn(window).items, ['carl: carl asks']);
    github.weather.clear();
    await clock.advance(12 * minute);
    takeOver();
    await clock.advance(45 * minute);
    assert.deepEqual(shownIn(window).items, ['carla: carl asks']);
  });

  it('that nobody has is said', async () => {
    const { window } = await given('members: [carl, kral]');
    assert.deepEqual(rowsIn(window), ['Team file: there is nobody called @kral on GitHub']);
  });

  it('that an owner is assigned by is theirs by number', async () => {
    const { github, clock } = world;
    const { window } = await given();
    const issue = blockerOf('carl', 'for ana');
    github.as('bo').editIssue(repository, issue.number, { assignees: ['ana'] });
    await clock.advance(2 * minute);
    const waitsForMe = () =>
      ledger(window.store.get()).forMe.flatMap((wait) => (wait.kind === 'item' ? wait.item.title : []));
    assert.ok(waitsForMe().includes('for ana'));
    github.renameUser('ana', 'anna');
    github.addUser({ login: 'ana' });
    blockerOf('carl', 'for whoever is called ana now');
    const next = blockerOf('carl', 'for anna');
    github.as('bo').editIssue(repository, next.number, { assignees: ['anna'] });
    await clock.advance(45 * minute);
    assert.ok(waitsForMe().includes('for anna'));
    assert.ok(window.store.get().inbox.entries.size >= 2);
  });
});
