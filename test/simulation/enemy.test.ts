// Proves that nobody appears as somebody else, and that the token goes to its own server whatever that server says.

import assert from 'node:assert/strict';
import { visible } from '../../src/model/state.js';
import { blockVersion, encode } from '../../src/records/block.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeStatus } from '../../src/records/roster.js';
import { addressesTo, altered, withHeader } from '../hostile/alter.js';
import { type EvilServer, openEvilServer } from '../hostile/evilServer.js';
import { shownBy } from '../hostile/shown.js';
import { capture, newId } from '../support/builders.js';
import { minute, pause, people } from '../support/delivering.js';
import { createWorld, repository, type World } from '../support/world.js';

describe('nobody appears as somebody else', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });
  afterEach(() => world.dispose());

  it('invariant 12: whatever a block claims, an item and a status are of whom GitHub says', async () => {
    const { github, clock } = world;
    const { window } = await people(world).joined();
    const personOf = (login: string) => ({ id: github.idOf(login), login });
    const [ana, bo] = [personOf('ana'), personOf('bo')];
    const text = 'in the name of ana';
    const id = newId();
    const head = { v: blockVersion, kind: 'blocker', id };
    const block = (by: unknown, more: object = {}) => encode('', { ...head, by, ...more }).trim();
    github.as('ana').createIssue(repository, writeBlocker({ id, by: ana, words: { title: 'her own' } }));
    for (const [title, body] of [
      ['another’s number', block(ana.id)],
      ['a number as text', block(String(ana.id))],
      ['a number in a list', block([ana.id])],
      ['no number', block(undefined)],
      ['a prototype', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","__proto__":{"by":${ana.id}}} -->`],
      ['a prototype and the own number', block(bo.id, JSON.parse(`{"__proto__":{"by":${ana.id}}}`))],
      ['twice, the own first', `${block(bo.id)}\n${block(ana.id)}`],
      ['twice, the own last', `${block(ana.id)}\n${block(bo.id)}`],
      ['the number twice', `<!-- makertime {"v":1,"kind":"blocker","id":"${id}","by":${bo.id},"by":${ana.id}} -->`],
      ['a newer version', block(ana.id, { v: 2 })],
      ['an id that is none', block(bo.id, { id: '__proto__' })],
      ['the same id once more', block(bo.id)],
    ] as const)
      github.as('bo').createIssue(repository, { title: `${text}: ${title}`, body });
    const [roster = 0] = visible(window.store.get()).rosters.keys();
    // Newer than whatever she has said herself.
    const since = new Date(clock.now() + minute).toISOString();
    const claim = writeStatus({ id: newId(), by: ana, status: { mode: 'away', text, since }, edited: { said: since } });
    await clock.advance(2 * minute);
    for (const body of [claim, claim.replace(`"by":${ana.id}`, `"by":"${ana.id}"`), claim.replace('"v":1', '"v":2')])
      github.as('bo').comment(repository, roster, body);
    await clock.advance(10 * minute);

    const board = visible(window.store.get());
    const shownTitles = [...board.items.values()].map(({ title }) => title.replace(`${text}: `, ''));
    for (const forged of ['another’s number', 'twice, the own first', 'the number twice'])
      assert.ok(!shownTitles.includes(forged), forged);
    const authors = new Map(github.issues(repository).map(({ number, author }) => [number, author]));
    assert.ok([...board.items.values()].filter(({ by }) => by.id === bo.id).length > 3);
    for (const item of board.items.values()) {
      assert.equal(item.by.id, authors.get(item.number ?? 0), item.title);
      assert.ok(item.key.startsWith(`${item.by.id}`), item.key);
    }
    assert.deepEqual(
      [...board.items.values()].filter(({ by }) => by.id === ana.id).map(({ title }) => title),
      ['her own'],
    );
    assert.equal(board.statuses.get(ana.id)?.status.text, undefined);
    for (const [key, { by }] of board.statuses) assert.equal(key, by.id);
    for (const { where, text: shown } of shownBy(window.store.get(), clock.now()))
      assert.ok(!/^@?ana\b.*in the name of ana/.test(shown), `${where}: ${shown}`);
  });
});

describe('the token', () => {
  let world: World;
  let evil: EvilServer;
  beforeEach(async () => {
    world = createWorld();
    evil = await openEvilServer();
  });
  afterEach(async () => {
    world.dispose();
    await world.github.close();
    await evil.close();
  });

  /** A window that asks through real sockets. */
  async function windowOnSockets() {
    const address = await world.github.listen();
    const { account, repository: home } = world.teamOf('ana');
    const machine = world.machineOf('ana', {
      github: { fetch: globalThis.fetch },
      team: { account: { ...account, server: new URL(address).origin }, repository: home },
    });
    return machine.open();
  }

  async function until(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      await pause(5); // sockets live in real time
      await world.clock.advance(5_000);
    }
  }

  for (const status of [301, 302, 307, 308] as const)
    for (const [name, path, method] of [
      ['REST', /^\/(?:repos|notifications)/, 'GET'],
      ['GraphQL', /^\/graphql/, 'POST'],
      ['a write', /\/issues$/, 'POST'],
    ] as const)
      it(`invariant 13: a ${status} from ${name} to another server is not followed`, async () => {
        const window = await windowOnSockets();
        const { log } = world.github;
        await until(() => log.entries.some((one) => one.path.startsWith('/repos')));
        const to = `${evil.address}/api/v3/repos/acme/team`;
        world.github.weather.add({ match: { path, method }, effect: { kind: 'redirect', status, to } });
        if (name === 'a write') {
          const { team } = window.store.get();
          assert.ok(team);
          await window.engine.record(capture({}, { team }));
        }
        await until(() => log.entries.some(({ weather }) => weather === 'redirect'));
        await world.clock.advance(2 * minute);
        await pause(50);
        assert.deepEqual(evil.visits, []);
        assert.ok(log.entries.every(({ authorized }) => authorized));
      });

  it('invariant 13: addresses in answers and the next page of a list lead nowhere else', async () => {
    const window = await windowOnSockets();
    const { github, clock } = world;
    const next = withHeader(
      'link',
      `<${evil.address}/next?page=2>; rel="next", <${evil.address}/last?page=9>; rel="last", <${evil.address}/d>; rel="deprecation"`,
    );
    const elsewhere = altered(addressesTo(evil.address));
    github.weather.add({
      match: { path: /^\/(?:repos|repositories|notifications|user|graphql)/ },
      effect: { kind: 'altered', alter: (answer) => next(elsewhere(answer)) },
    });
    for (let number = 0; number < 3; number++)
      github.as('bo').createIssue(repository, {
        ...writeBlocker({
          id: newId(),
          by: { id: github.idOf('bo'), login: 'bo' },
          words: { title: 'Beam', owner: 'ana' },
        }),
        assignees: ['ana'],
      });
    await until(() => visible(window.store.get()).items.size === 3 && window.store.get().inbox.parcels.size >= 3);
    await clock.advance(5 * minute);
    await pause(50);
    assert.deepEqual(evil.visits, []);
  });
});
