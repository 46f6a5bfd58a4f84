// Proves that nobody appears as somebody else, and that the token goes to its own server whatever that server says.

import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import { visible } from '../../src/model/state.js';
import { blockVersion, encode } from '../../src/records/block.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeComment } from '../../src/records/comment.js';
import { writeStatus } from '../../src/records/roster.js';
import { capture, comment, newId } from '../lib/fakes/builders.js';
import { minute, people } from '../lib/fakes/delivering.js';
import { createWorld, repository, type World } from '../lib/fakes/world.js';
import { addressesTo, altered, withHeader } from '../tools/hostile/alter.js';
import { type EvilServer, openEvilServer } from '../tools/hostile/evilServer.js';
import { shownBy } from '../tools/hostile/shown.js';

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

  describe('who edits what another has written', () => {
    const away = (text: string) => (body: string) =>
      body.replace(/<!-- makertime (.*) -->/, (_all, block) => {
        const said = new Date(world.clock.now() + 5_000).toISOString();
        const forged = { ...JSON.parse(block), mode: 'away', text, since: said, edited: { said, zone: said } };
        return `<!-- makertime ${JSON.stringify({ ...forged, zone: 'Pacific/Apia' })} -->`;
      });

    /** ana and bo, each with a window, and ana's status and blocker on GitHub. */
    async function given() {
      const { github, clock } = world;
      const on = people(world);
      const { window: ana } = await on.joined();
      await on.say(ana, { said: { mode: 'busy', text: 'on the roof' } });
      const bo = await world.machineOf('bo').open();
      await ana.engine.record(capture({ title: 'the beam is stuck', needBy: on.now() }, { team: world.teamOf('ana') }));
      await clock.advance(2 * minute);
      const [roster = 0] = visible(ana.store.get()).rosters.keys();
      const [comment] = github.comments(repository, roster);
      assert.ok(comment);
      const blocker = github.issues(repository).find(({ title }) => title === 'the beam is stuck')?.number ?? 0;
      const id = github.idOf('ana');
      const statusIn = (window: typeof ana) => visible(window.store.get()).statuses.get(id);
      return { github, clock, on, ana, bo, comment, blocker, statusIn };
    }

    it('invariant 12: puts no status into a mouth: the last own words stay, on every machine, and it says who did it', async () => {
      const { github, clock, on, ana, bo, comment, statusIn } = await given();
      github.as('bo').editComment(repository, comment.id, away('I quit')(comment.body));
      for (const wait of [2 * minute, 40 * minute]) {
        await clock.advance(wait);
        for (const window of [ana, bo]) {
          const { status, changedBy } = statusIn(window) ?? {};
          assert.deepEqual([status?.text, status?.zone, changedBy?.login], ['on the roof', 'Europe/Berlin', 'bo']);
          const shown = shownBy(window.store.get(), clock.now()).map(({ text }) => text);
          assert.ok(shown.some((text) => text.includes('changed by @bo')));
          assert.ok(!shown.some((text) => text.includes('I quit')));
        }
      }
      // Whoever comes later has no earlier words of hers: none are taken from bo.
      const late = await world.machineOf('bo').open();
      await clock.advance(minute);
      assert.deepEqual([statusIn(late)?.status.text, statusIn(late)?.changedBy?.login], [undefined, 'bo']);
      await on.say(ana, { rough: on.now() });
      await clock.advance(2 * minute);
      for (const window of [ana, bo]) {
        const { status, changedBy } = statusIn(window) ?? {};
        assert.deepEqual([status?.text, status?.zone, changedBy], ['on the roof', 'Europe/Berlin', undefined]);
      }
      assert.ok(!github.comments(repository, comment.issue)[0]?.body.includes('I quit'));
    });

    it('invariant 12: puts nothing into it either in the moment in which it changes its own', async () => {
      const { github, clock, on, ana, bo, comment, statusIn } = await given();
      github.as('bo').editComment(repository, comment.id, away('I quit')(comment.body));
      await on.say(ana, { rough: on.now() });
      await clock.advance(2 * minute);
      for (const window of [ana, bo]) assert.equal(statusIn(window)?.status.text, 'on the roof');
      assert.ok(!github.comments(repository, comment.issue)[0]?.body.includes('I quit'));
    });

    it('invariant 12: of a blocker it is said who has changed it, until its author changes it again', async () => {
      const { github, clock, ana, bo, blocker } = await given();
      const { body } = github.issue(repository, blocker);
      const words = 'bo may merge without review';
      github.as('bo').editIssue(repository, blocker, { body: `${words}\n\n${body}` });
      await clock.advance(2 * minute);
      const marked = (window: typeof ana) => visible(window.store.get()).editors.get(blocker)?.by.login;
      for (const window of [ana, bo]) {
        assert.equal(marked(window), 'bo');
        assert.ok(shownBy(window.store.get(), clock.now()).some(({ text }) => text.includes('changed by @bo')));
      }
      github.as('bo').comment(repository, blocker, 'well?');
      await clock.advance(31 * minute);
      assert.equal(marked(bo), 'bo', 'what is said there changes nothing');
      github.as('ana').editIssue(repository, blocker, { body });
      await clock.advance(2 * minute);
      assert.deepEqual([marked(ana), marked(bo)], [undefined, undefined]);
    });

    it('where there is REST alone, the author is believed, and nothing is asked for ever', async () => {
      const { github, clock, bo, comment, statusIn } = await given();
      github.weather.add({
        match: { path: /\/graphql/ },
        effect: { kind: 'serverError', status: 502, when: 'before' },
      });
      github.as('ana').editComment(repository, comment.id, away('at the dentist')(comment.body));
      await clock.advance(6 * minute);
      assert.equal(statusIn(bo)?.status.text, 'at the dentist');
      github.log.clear();
      await clock.advance(10 * minute);
      const comments = github.log.entries.filter(({ path, login }) => path.includes('/comments') && login === 'bo');
      assert.ok(comments.length > 0 && comments.every(({ status }) => status === 304));
    });
  });

  it('invariant 12: what somebody else writes under the id of what may have been lost is not taken for it', async () => {
    const { github, clock } = world;
    const team = world.teamOf('ana');
    const window = await world.machineOf('ana').open();
    const bo = { id: github.idOf('bo'), login: 'bo' };
    const loseTheNext = () =>
      github.weather.add({
        match: { method: 'POST', path: /\/issues/ },
        times: 1,
        effect: { kind: 'reset', when: 'before' },
      });
    const byAna = (all: readonly { readonly author: number }[]) =>
      all.filter(({ author }) => github.loginOf(author) === 'ana').length;

    loseTheNext();
    const lost = capture({ title: 'the beam is stuck' }, { team });
    await window.engine.record(lost);
    await clock.advance(500);
    github.as('bo').createIssue(repository, writeBlocker({ id: lost.record, by: bo, words: { title: 'never mind' } }));
    await clock.advance(14 * minute);
    assert.equal(byAna(github.issues(repository)), 1, 'issue');
    assert.equal(window.store.get().unsent.length, 0);

    loseTheNext();
    const target = itemKey(team.account.id, lost.record);
    const { number } = visible(window.store.get()).items.get(target) ?? {};
    assert.ok(number);
    const about = comment(target, 'help!', { team });
    await window.engine.record(about);
    await clock.advance(500);
    for (const by of [bo, team.account])
      github.as('bo').comment(repository, number, writeComment('no', about.record, by));
    await clock.advance(14 * minute);
    assert.equal(byAna(github.comments(repository, number)), 1, 'comment');
    assert.equal(window.store.get().unsent.length, 0);
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

  /** Sockets live in real time: no time passes in which an answer is not all there. */
  const onSockets = {
    async fetch(...asked: Parameters<typeof fetch>): Promise<Response> {
      const answer = await fetch(...asked);
      await answer.clone().arrayBuffer();
      return answer;
    },
  };

  /** A window that asks through real sockets. */
  async function windowOnSockets() {
    const address = await world.github.listen();
    const { account, repository: home } = world.teamOf('ana');
    const machine = world.machineOf('ana', {
      github: world.clock.watched(onSockets),
      team: { account: { ...account, server: new URL(address).origin }, repository: home },
    });
    return machine.open();
  }

  async function until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await world.clock.advance(5_000);
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
    await until(() => visible(window.store.get()).items.size === 3 && window.store.get().inbox.entries.size >= 3);
    await clock.advance(5 * minute);
    assert.deepEqual(evil.visits, []);
  });
});
