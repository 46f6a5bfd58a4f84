import assert from 'node:assert/strict';
import { rosterOf } from '../../src/model/board/board.js';
import { itemKey } from '../../src/model/board/item.js';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeRoster } from '../../src/records/roster.js';
import { capture, newId, setStatus } from '../lib/fakes/builders.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';

const minute = 60_000;

describe('what is many, or far back', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  it('invariant 19: an answer stays, however much is said after it, and until its comment is deleted', async () => {
    const { github, clock } = world;
    const team = world.teamOf('ana');
    const window = await world.machineOf('ana').open();
    const first = capture({ title: 'which key?' }, { team });
    await window.engine.record(first);
    await clock.advance(2 * minute);
    const { id } = github.as('bo').comment(repository, 1, 'Use the key in the vault, entry 12.');
    github.as('bo').closeIssue(repository, 1);
    await clock.advance(12 * minute);
    const answer = () => window.store.get().confirmed.answers.get(1)?.text;
    assert.equal(answer(), 'Use the key in the vault, entry 12.');
    for (let n = 0; n < 12; n++) github.as('bo').comment(repository, 1, `and ${n}`);
    await clock.advance(60 * minute);
    assert.equal(answer(), 'Use the key in the vault, entry 12.');
    github.as('bo').deleteComment(repository, id);
    await clock.advance(60 * minute);
    assert.equal(answer(), undefined);
    assert.ok(visible(window.store.get()).items.has(itemKey(team.account.id, first.record)));
  });

  it('two hundred blockers that are deleted at once are off the board within minutes of the next full look', async () => {
    const { github, clock } = world;
    const bo = { id: github.idOf('bo'), login: 'bo' };
    for (let n = 0; n < 200; n++)
      github.as('bo').createIssue(repository, writeBlocker({ id: newId(), by: bo, words: { title: `blocker ${n}` } }));
    const window = await world.machineOf('ana').open();
    await clock.advance(2 * minute);
    assert.equal(visible(window.store.get()).items.size, 200);
    github.setRole(repository, 'bo', 'admin');
    for (let n = 1; n <= 200; n++) github.as('bo').deleteIssue(repository, n);
    await clock.advance(45 * minute);
    assert.equal(visible(window.store.get()).items.size, 0);
    const asked = github.log.entries.filter(({ path }) => /\/issues\/\d+$/.test(path)).map(({ at }) => at);
    const inOneMinute = asked.map((from) => asked.filter((at) => at >= from && at < from + 50_000).length);
    assert.ok(Math.max(...inOneMinute) <= 20, `${Math.max(...inOneMinute)} in a minute`);
  });

  it('invariant 19: the roster and blockers of somebody who has left stay, and are marked, until they are closed', async () => {
    const { github, clock } = world;
    const carl = { id: github.addUser({ login: 'carl' }).id, login: 'carl' };
    github.setRole(repository, 'carl', 'write');
    github.as('carl').createIssue(repository, writeRoster(newId(), carl));
    const asked = writeBlocker({ id: newId(), by: carl, words: { title: 'renew it', owner: 'ana' } });
    github.as('carl').createIssue(repository, asked);
    const window = await world.machineOf('ana').open();
    const team = world.teamOf('ana');
    await window.engine.record(setStatus({ said: { mode: 'busy', text: 'in a call' } }, { team }));
    await clock.advance(2 * minute);
    github.setRole(repository, 'carl', 'none');
    github.as('bo').comment(repository, 2, 'on it');
    github.as('bo').comment(repository, 1, 'hello');
    await clock.advance(45 * minute);
    const [item] = visible(window.store.get()).items.values();
    assert.deepEqual([item?.title, item?.isFormer], ['renew it', true]);
    assert.equal(rosterOf(window.store.get().confirmed), 1);
    await window.engine.record(
      setStatus({ said: { mode: 'away', text: 'gone' } }, { team, at: new Date(clock.now()).toISOString() }),
    );
    await clock.advance(5 * minute);
    assert.deepEqual(window.store.get().unsent, []);
    github.as('bo').closeIssue(repository, 2);
    await clock.advance(5 * minute);
    assert.equal(visible(window.store.get()).items.size, 0);
  });

  it('a repository whose old name leads nowhere is found by its number', async () => {
    const { github, clock } = world;
    const window = await world.machineOf('ana').open();
    await clock.advance(2 * minute);
    github.renameRepository(repository, 'crew');
    const isOldName = { path: /\/repos\/acme\/team(\/|\?|$)/ };
    const notFound = ({ headers }: { headers: Readonly<Record<string, string>> }) => ({
      status: 404,
      headers,
      body: '{"message":"Not Found"}',
    });
    github.weather.add({ match: isOldName, effect: { kind: 'altered', alter: notFound } });
    await window.engine.record(capture({ title: 'for the crew' }, { team: world.teamOf('ana') }));
    await clock.advance(5 * minute);
    assert.deepEqual([window.store.get().sync.trouble, window.store.get().unsent], [undefined, []]);
    assert.equal(github.issues('acme/crew').length, 1);
    github.as('bo').createIssue('acme/crew', { title: 'and another' });
    await clock.advance(5 * minute);
    assert.equal(window.store.get().sync.trouble, undefined);
  });
});
