import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { capture, comment, newId } from '../lib/fakes/builders.js';
import { createWorld, repository } from '../lib/fakes/world.js';
import type { Answer } from '../lib/github/headers.js';
import type { Github } from '../lib/github/simulation.js';

async function start(setUp: (github: Github) => void = () => undefined, more: object = {}) {
  const world = createWorld();
  const { clock, github } = world;
  setUp(github);
  let token: () => string | undefined = () => first;
  const first = github.token('ana', { scopes: ['repo'] });
  const machine = world.machineOf('ana', { token: () => token(), ...more });
  const window = await machine.open();
  await clock.settle();
  return {
    ...world,
    team: world.teamOf('ana'),
    machine,
    window,
    setToken: (next: () => string | undefined) => {
      token = next;
    },
    first,
  };
}

describe('adversity', () => {
  let dispose = () => {};
  afterEach(() => dispose());
  async function given(setUp?: (github: Github) => void, more?: object) {
    const made = await start(setUp, more);
    dispose = made.dispose;
    return { ...made, say: (words: string, extra = {}) => capture({ title: words, ...extra }, { team: made.team }) };
  }

  it('Retry-After: 0 does not make the engine spin', async () => {
    const { github, clock, window } = await given();
    let count = 0;
    github.weather.add({
      match: () => ++count < 300,
      effect: { kind: 'limited', status: 429, retryAfter: 0 },
    });
    window.engine.wake();
    await clock.advance(61_000);
    assert.ok(count < 20, `${count} requests in a virtual minute`);
  });

  it('an outage seen by a focused follower does not make the leader ask every second', async () => {
    const { github, clock, machine } = await given();
    await machine.open();
    await clock.settle();
    await clock.advance(61_000);
    github.weather.add({ effect: { kind: 'serverError', status: 503, when: 'before' } });
    await clock.advance(10 * 60_000);
    const before = github.log.entries.length;
    await clock.advance(2 * 60_000);
    const asked = github.log.entries.length - before;
    assert.ok(asked <= 6, `${asked} requests in two minutes of an outage`);
  });

  it('invariant 10: a window that takes over keeps to the stated limit', async () => {
    const { github, clock, machine, window } = await given();
    const second = await machine.open();
    await clock.advance(2 * 3_600_000);
    github.weather.add({ times: 1, effect: { kind: 'limited', status: 403, resetIn: 1800 } });
    window.engine.wake();
    await clock.advance(20_000);
    assert.equal(second.store.get().sync.trouble?.kind, 'limited');
    const before = github.log.entries.length;
    window.kill();
    await clock.advance(5 * 60_000);
    assert.equal(github.log.entries.length - before, 0, 'asked within the stated waiting time');
  });

  it('a comment on a refused capture follows the capture that was edited from it', async () => {
    const { github, clock, team, window, say } = await given((hub) =>
      hub.setRepository(repository, { hasIssues: false }),
    );
    const mutation = say('first words');
    await window.engine.record(mutation);
    const about = comment(itemKey(team.account.id, mutation.record), 'more about it', { team });
    await window.engine.record(about);
    await clock.advance(10_000);
    assert.equal(window.store.get().refused.length, 1);
    github.setRepository(repository, { hasIssues: true });
    const edited = capture({ title: 'better words' }, { team, record: mutation.record, replaces: mutation.id });
    await window.engine.record(edited);
    await clock.advance(400_000);
    assert.deepEqual(
      window.store.get().refused.map(({ mutation: m, reason }) => [m.kind, reason.kind]),
      [],
    );
    assert.equal(github.comments(repository, 1).length, 1);
  });

  it('editing a refused capture that another window has retried and sent meanwhile: one issue, or two that are both seen', async () => {
    const { github, clock, team, window, say } = await given((hub) =>
      hub.setRepository(repository, { hasIssues: false }),
    );
    const mutation = say('first words');
    await window.engine.record(mutation);
    await clock.advance(10_000);
    github.setRepository(repository, { hasIssues: true });
    await window.engine.retry(mutation.id); // another window, while the edit box is open here
    await clock.advance(70_000);
    assert.equal(github.issues(repository).length, 1);
    const edited = capture({ title: 'better words' }, { team, record: mutation.record, replaces: mutation.id });
    await window.engine.record(edited);
    await clock.advance(70_000);
    const state = window.store.get();
    const shown = [...visible(state).items.values()].map((item) => item.title);
    const parked = state.refused.map((one) => one.mutation.id);
    assert.ok(
      shown.includes('better words') || parked.includes(edited.id),
      `the new words are nowhere to be seen: shown ${shown}, refused ${parked}, issues ${github.issues(repository).map((i) => i.title)}`,
    );
  });

  it('a clock set forward does not cut short the looking for a lost answer', async () => {
    const { github, clock, window, say } = await given();
    github.weather.add({ effect: { kind: 'listLag', ms: 120_000 } });
    github.weather.add({
      match: { method: 'POST', path: /\/issues/ },
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    const mutation = say('what time is it');
    await window.engine.record(mutation);
    await clock.advance(1_000);
    clock.jump(3_600_000);
    await clock.advance(400_000);
    assert.equal(github.issues(repository).length, 1);
    assert.ok(mutation);
  });

  it('invariant 17: nothing goes to another repository that took the old name', async () => {
    const { github, clock, window, say } = await given();
    github.renameRepository(repository, 'crew');
    github.addRepository({ owner: 'acme', name: 'team', private: false, roles: { ana: 'write' } });
    await window.engine.record(say('for my team only'));
    await clock.advance(70_000);
    assert.deepEqual(
      github.issues('acme/team').map((i) => i.title),
      [],
      'posted to a stranger',
    );
  });

  it('a blocker that a list has left out for a moment is heard, however many newer ones have come meanwhile', async () => {
    const { github, clock, window } = await given();
    const bo = { id: github.idOf('bo'), login: 'bo' };
    await clock.advance(61_000);
    github.as('bo').createIssue(repository, writeBlocker({ id: newId(), by: bo, words: { title: 'needs a key' } }));
    for (let n = 0; n < 40; n++) {
      await clock.advance(500);
      github.as('bo').createIssue(repository, { title: `one of many, ${n}` });
    }
    const withoutIt = (answer: Answer) => ({
      ...answer,
      body: JSON.stringify(JSON.parse(answer.body ?? '[]').filter((issue: { number: number }) => issue.number !== 1)),
    });
    const stop = github.weather.add({ match: { path: /\/issues\?/ }, effect: { kind: 'altered', alter: withoutIt } });
    window.engine.wake();
    await clock.advance(5_000);
    stop();
    assert.equal(visible(window.store.get()).work.size + visible(window.store.get()).items.size, 0);
    github.as('bo').createIssue(repository, { title: 'and one more' });
    await clock.advance(70_000);
    assert.deepEqual(
      [...visible(window.store.get()).items.values()].map(({ title }) => title),
      ['needs a key'],
    );
  });

  it('invariant 3: a comment whose answer was lost is found again below more than a page of others', async () => {
    const { github, clock, team, window, say } = await given();
    const mutation = say('a long story');
    await window.engine.record(mutation);
    await clock.advance(5_000);
    for (let n = 0; n < 120; n++) github.as('bo').comment(repository, 1, `and then, ${n}`);
    const lost = { match: { method: 'POST', path: /\/comments/ }, times: 1 };
    github.weather.add({ ...lost, effect: { kind: 'reset', when: 'after' } });
    await window.engine.record(comment(itemKey(team.account.id, mutation.record), 'the end', { team }));
    await clock.advance(10 * 60_000);
    assert.equal(github.comments(repository, 1).length, 121);
    assert.equal(window.store.get().unsent.length, 0);
  });

  it('invariant 9: the page of a proxy in the place of a list is trouble, and no list without anything in it', async () => {
    const { github, clock, window, say } = await given();
    await window.engine.record(say('the beam is stuck'));
    await clock.advance(70_000);
    github.weather.add({ match: { path: /\/issues\?/ }, effect: { kind: 'proxyPage' } });
    await clock.advance(40 * 60_000);
    const { sync } = window.store.get();
    assert.equal(sync.trouble?.kind, 'serverDown');
    assert.ok(Date.parse(sync.heardAt ?? '') < clock.now() - 30 * 60_000);
    assert.equal(visible(window.store.get()).items.size, 1);
  });

  it('a session that cannot be asked for is trouble that is shown, and costs no doubt', async () => {
    const { github, clock, window, say, setToken, first } = await given();
    setToken(() => {
      throw new Error('Timed out waiting for authentication provider');
    });
    await window.engine.record(say('locked keychain'));
    await clock.advance(30_000);
    const shown = window.store.get().sync.trouble?.kind;
    setToken(() => first);
    window.engine.wake();
    await clock.advance(60_000);
    assert.deepEqual([shown !== undefined, github.issues(repository).length], [true, 1]);
  });

  it('a list that has become empty costs nothing while nothing changes', async () => {
    const { github, clock, window, say } = await given();
    await window.engine.record(say('the only one'));
    await clock.advance(70_000);
    github.deleteIssue(repository, 1);
    await clock.advance(40 * 60_000);
    const before = github.log.entries.length;
    await clock.advance(3_600_000);
    assert.deepEqual(chargedLists(github.log.entries.slice(before)), []);
  });

  it('single sign-on of a team connected earlier does not stop this team', async () => {
    const { github, clock, team, window, say } = await given((hub) => {
      hub.addOrganization({ login: 'oldco', members: ['ana'] });
    });
    const { id } = github.addRepository({ owner: 'oldco', name: 'old', private: true, roles: { ana: 'write' } });
    github.requireSingleSignOn('oldco');
    const old = capture(
      { title: 'for the old team' },
      { team: { ...team, repository: { id, owner: 'oldco', name: 'old' } } },
    );
    await window.engine.record(old);
    await window.engine.record(say('for this team'));
    await clock.advance(10 * 60_000);
    assert.deepEqual(
      github.issues(repository).map((i) => i.title),
      ['for this team'],
    );
  });

  it('a repository of an earlier team that is gone does not stop this team, and keeps its words', async () => {
    const { github, clock, team, window, say } = await given();
    const { id } = github.addRepository({ owner: 'acme', name: 'old', private: true, roles: { ana: 'write' } });
    github.deleteRepository('acme/old');
    const old = capture(
      { title: 'for the old team' },
      { team: { ...team, repository: { id, owner: 'acme', name: 'old' } } },
    );
    await window.engine.record(old);
    await window.engine.record(say('for this team'));
    await clock.advance(10 * 60_000);
    assert.deepEqual(
      github.issues(repository).map((i) => i.title),
      ['for this team'],
    );
    assert.deepEqual(
      window.store.get().unsent.map((one) => one.id),
      [old.id],
    );
  });

  it('what is retried in a window that follows is sent soon', async () => {
    const { github, clock, machine, window, say } = await given(
      (hub) => hub.setRepository(repository, { hasIssues: false }),
      { attended: () => false },
    );
    const second = await machine.open();
    const mutation = say('no issues here');
    await window.engine.record(mutation);
    await clock.advance(20_000);
    github.setRepository(repository, { hasIssues: true });
    await clock.advance(15 * 60_000);
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.equal(await second.engine.retry(mutation.id), true);
    await clock.advance(30_000);
    assert.equal(github.issues(repository).length, 1, 'not sent within half a minute');
    assert.equal(window.store.get().refused.length, 0);
  });

  it('what is discarded in one window leaves the other one soon', async () => {
    const { clock, machine, window, say } = await given((hub) => hub.setRepository(repository, { hasIssues: false }));
    const second = await machine.open();
    const mutation = say('no issues here');
    await window.engine.record(mutation);
    await clock.advance(20_000);
    assert.equal(await second.engine.discard(mutation.id), true);
    await clock.advance(10_000);
    assert.equal(window.store.get().refused.length, 0);
  });

  it('an engine that was disposed of asks nothing more', async () => {
    const world = createWorld();
    dispose = world.dispose;
    const { github, clock } = world;
    for (let n = 0; n < 1500; n++) github.as('bo').createIssue(repository, { title: `x${n}`, body: '' });
    github.weather.add({ effect: { kind: 'latency', ms: 500 } });
    const machine = world.machineOf('ana');
    const window = await machine.open();
    await clock.advance(1_200);
    const before = github.log.entries.length;
    window.engine.dispose();
    await clock.advance(60_000);
    assert.ok(github.log.entries.length - before <= 1, `${github.log.entries.length - before} requests after the end`);
  });

  it('a list that has become empty by deleting its last closed issue costs nothing while nothing changes', async () => {
    const { github, clock, window, say } = await given();
    await window.engine.record(say('the only one'));
    await clock.advance(70_000);
    github.as('bo').closeIssue(repository, 1);
    await clock.advance(40 * 60_000);
    github.deleteIssue(repository, 1);
    await clock.advance(40 * 60_000);
    const before = github.log.entries.length;
    await clock.advance(3_600_000);
    assert.deepEqual(chargedLists(github.log.entries.slice(before)), []);
  });

  it('a comment whose id is older than its capture (clock set back, reload) follows the capture', async () => {
    const { github, clock, team, window } = await given();
    github.weather.offline(true);
    const early = comment(itemKey(team.account.id, '01JD3ZZZZZZZZZZZZZZZZZZZZZ'), 'more', { team });
    const later = capture({ title: 'first' }, { team, record: '01JD3ZZZZZZZZZZZZZZZZZZZZZ' });
    await window.engine.record(later);
    await window.engine.record(early);
    await clock.advance(20_000);
    github.weather.offline(false);
    await clock.advance(400_000);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      [],
    );
    assert.equal(github.comments(repository, 1).length, 1);
  });

  it('record reported while another reading has shown it already: one row', async () => {
    const { clock, window, say, github } = await given();
    github.weather.offline(true);
    const seen: number[] = [];
    window.store.subscribe((state) => seen.push(state.unsent.length - new Set(state.unsent.map((m) => m.id)).size));
    for (let n = 0; n < 40; n++) {
      window.engine.wake();
      await window.engine.record(say(`n${n}`));
    }
    await clock.advance(1_000);
    assert.equal(Math.max(...seen), 0);
  });
});

/** GraphQL has no list without charge, and a file that is not there is asked for twice an hour. */
function chargedLists(entries: Github['log']['entries']): readonly string[] {
  return entries.flatMap(({ charged, path }) =>
    charged && path !== '/graphql' && !/\/contents\/|^\/notifications/.test(path) ? [path] : [],
  );
}
