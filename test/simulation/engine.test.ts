import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/item.js';
import type { Mutation } from '../../src/model/mutation.js';
import { visible } from '../../src/model/state.js';
import type { Github } from '../github/simulation.js';
import { capture, comment, edit, openRoster, resolve, setStatus } from '../support/builders.js';
import type { SimulatedWindow } from '../support/machine.js';
import { createWorld, repository } from '../support/world.js';

/** ana, with a window open on acme/team. */
async function start(setUp: (github: Github) => void = () => undefined) {
  const world = createWorld();
  const { clock, github } = world;
  setUp(github);
  let token = github.token('ana', { scopes: ['repo'] });
  const machine = world.machineOf('ana', { token: () => token });
  const window = await machine.open();
  await clock.settle();
  const setToken = (next: string) => {
    token = next;
  };
  return { ...world, team: world.teamOf('ana'), machine, window, setToken, boId: github.idOf('bo') };
}

const copies = (github: Github, mutation: Mutation) =>
  github
    .issues(repository)
    .filter((issue) => issue.body?.includes(`"id":"${(mutation as { record?: string }).record}"`)).length;
const unsent = (window: SimulatedWindow) => window.store.get().unsent.length;

describe('engine', () => {
  let dispose = () => {};
  afterEach(() => dispose());

  async function given(setUp?: (github: Github) => void) {
    const made = await start(setUp);
    dispose = made.dispose;
    return { ...made, say: (words: string, more = {}) => capture({ title: words, ...more }, { team: made.team }) };
  }

  it('sends a capture once, and shows it before and after', async () => {
    const { clock, github, window, say } = await given();
    const mutation = say('the beam is stuck');
    await window.engine.record(mutation);
    assert.equal(visible(window.store.get()).items.size, 1);
    await clock.advance(2_000);
    assert.equal(copies(github, mutation), 1);
    assert.equal(unsent(window), 0);
    const [item] = visible(window.store.get()).items.values();
    assert.equal(item?.number, 1);
    assert.deepEqual(github.labelsOn(repository, 1), ['blocked']);
    assert.deepEqual(github.faults, []);
  });

  it('keeps everything, in order, while offline, and sends it when the network is back', async () => {
    const { clock, github, window, say } = await given();
    github.weather.offline(true);
    const all = ['one', 'two', 'three'].map((words) => say(words));
    for (const mutation of all) await window.engine.record(mutation);
    await clock.advance(600_000);
    assert.equal(unsent(window), 3);
    assert.equal(window.store.get().sync.trouble?.kind, 'offline');
    github.weather.offline(false);
    await clock.advance(400_000);
    assert.deepEqual(
      github.issues(repository).map((issue) => issue.title),
      ['one', 'two', 'three'],
    );
    assert.equal(unsent(window), 0);
    assert.equal(window.store.get().sync.trouble, undefined);
  });

  for (const effect of [
    { kind: 'reset', when: 'after' },
    { kind: 'hang', when: 'after' },
    { kind: 'serverError', status: 502, when: 'after' },
    { kind: 'truncated' },
    { kind: 'truncated', end: 'clean' },
    { kind: 'proxyPage' },
    { kind: 'reset', when: 'before' },
    { kind: 'hang', when: 'before' },
    { kind: 'serverError', status: 503, when: 'before' },
  ] as const) {
    it(`push means ensure: exactly one issue and one comment after ${JSON.stringify(effect)}`, async () => {
      const { clock, github, team, window, say } = await given();
      github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      const mutation = say('the beam is stuck');
      await window.engine.record(mutation);
      await clock.advance(400_000);
      assert.equal(copies(github, mutation), 1, 'issue');
      github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      await window.engine.record(comment(itemKey(team.account.id, mutation.record), 'any news?', { team }));
      await clock.advance(400_000);
      assert.equal(github.comments(repository, 1).length, 1, 'comment');
      assert.equal(unsent(window), 0);
    });
  }

  it('finds its record again although lists lag behind for two minutes', async () => {
    const { clock, github, window, say } = await given();
    github.weather.add({ effect: { kind: 'listLag', ms: 120_000 } });
    github.weather.add({
      match: { method: 'POST', path: /\/issues/ },
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    const mutation = say('lagging');
    await window.engine.record(mutation);
    await clock.advance(600_000);
    assert.equal(copies(github, mutation), 1);
    assert.equal(unsent(window), 0);
  });

  for (const [name, effect, wait] of [
    ['Retry-After', { kind: 'limited', status: 403, retryAfter: 120 }, 120],
    ['429 with Retry-After', { kind: 'limited', status: 429, retryAfter: 45 }, 45],
    ['a reset time', { kind: 'limited', status: 403, resetIn: 900 }, 900],
    ['a bare 429', { kind: 'limited', status: 429 }, 60],
    ['a bare secondary limit', { kind: 'secondaryLimit' }, 60],
  ] as const) {
    it(`asks nothing before the time GitHub states: ${name}`, async () => {
      const { clock, github, window, say } = await given();
      github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      await window.engine.record(say('limited'));
      await clock.advance(1_000);
      const before = github.log.entries.length;
      assert.equal(window.store.get().sync.trouble?.kind, 'limited');
      await window.engine.record(say('another'));
      window.engine.wake();
      await clock.advance((wait - 3) * 1_000);
      assert.equal(github.log.entries.length, before);
      await clock.advance(30_000);
      assert.deepEqual(
        github.issues(repository).map((issue) => issue.title),
        ['limited', 'another'],
      );
    });
  }

  it('waits with a revoked token without asking again, and goes on after the next sign-in', async () => {
    const { clock, github, window, say, setToken } = await given();
    github.revokeToken(github.token('bo', { scopes: ['repo'] }));
    setToken('ghp_revoked');
    await window.engine.record(say('who am I'));
    await clock.advance(5_000);
    assert.equal(window.store.get().sync.trouble?.kind, 'signedOut');
    const before = github.log.entries.length;
    await clock.advance(3_600_000);
    assert.equal(github.log.entries.length, before);
    setToken(github.token('ana', { scopes: ['repo'] }));
    window.engine.wake();
    await clock.advance(10_000);
    assert.equal(github.issues(repository).length, 1);
  });

  it('parks what is refused, with the reason, and sends the rest', async () => {
    const { clock, github, window, say } = await given();
    const long = say('long', { notes: 'x'.repeat(70_000) });
    await window.engine.record(long);
    await window.engine.record(say('short'));
    await clock.advance(10_000);
    const { refused } = window.store.get();
    assert.deepEqual(
      refused.map(({ mutation, reason }) => [mutation.id, reason.kind]),
      [[long.id, 'tooLong']],
    );
    assert.equal(github.issues(repository).length, 1);
    assert.equal(
      github.log.entries.filter(({ method, path }) => method === 'POST' && path !== '/graphql').length,
      1,
      'the long one never leaves',
    );
  });

  it('a refused capture holds up only what depends on it', async () => {
    const { clock, github, team, window, say } = await given((hub) =>
      hub.setRepository(repository, { hasIssues: false }),
    );
    const mutation = say('no issues here');
    await window.engine.record(mutation);
    await window.engine.record(comment(itemKey(team.account.id, mutation.record), 'hello?', { team }));
    await clock.advance(10_000);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['issuesDisabled'],
    );
    assert.equal(unsent(window), 1);
    github.setRepository(repository, { hasIssues: true });
    await window.engine.retry(mutation.id);
    await clock.advance(400_000);
    assert.equal(github.comments(repository, 1).length, 1);
    assert.equal(unsent(window), 0);
  });

  it('comments, edits and resolves in order, and follows what happens on github.com', async () => {
    const { clock, github, team, window, say } = await given();
    const mutation = say('needs a key');
    const key = itemKey(team.account.id, mutation.record);
    github.weather.offline(true);
    await window.engine.record(mutation);
    await window.engine.record(
      edit(key, { owner: 'bo', outcome: 'a key for staging', needBy: '2026-11-24T15:00:00Z' }, { team }),
    );
    await window.engine.record(comment(key, 'which one?', { team }));
    github.weather.offline(false);
    await clock.advance(400_000);
    const item = visible(window.store.get()).items.get(key);
    assert.equal(item?.owner, 'bo');
    assert.equal(item?.outcome, 'a key for staging');
    assert.deepEqual(
      github.issue(repository, 1).assignees.map((id) => github.loginOf(id)),
      ['bo'],
    );
    github.as('bo').comment(repository, 1, 'the blue one');
    github.as('bo').closeIssue(repository, 1);
    await clock.advance(70_000);
    assert.equal(visible(window.store.get()).items.get(key)?.state, 'closed');
    assert.equal(visible(window.store.get()).items.get(key)?.comments, 2);
  });

  it('follows a renamed repository for reads and writes', async () => {
    const { clock, github, window, say } = await given();
    github.renameRepository(repository, 'crew');
    await window.engine.record(say('after the move'));
    await clock.advance(5_000);
    assert.deepEqual(
      github.issues('acme/crew').map((issue) => issue.title),
      ['after the move'],
    );
    assert.equal(unsent(window), 0);
  });

  it('sends no token to another host, whoever asks for it', async () => {
    const { clock, github, window, say } = await given();
    github.weather.add({ effect: { kind: 'redirect', status: 307, to: 'https://evil.example/' } });
    await window.engine.record(say('secret'));
    await clock.advance(60_000);
    assert.deepEqual(
      github.log.entries.filter((request) => request.host === 'evil.example'),
      [],
    );
    assert.equal(window.store.get().unsent.length + window.store.get().refused.length, 1);
  });

  it('takes a deleted blocker off the board, and tells of comments that came too late', async () => {
    const { clock, github, team, window, say } = await given();
    const mutation = say('soon gone');
    const key = itemKey(team.account.id, mutation.record);
    await window.engine.record(mutation);
    await clock.advance(5_000);
    github.deleteIssue(repository, 1);
    await window.engine.record(comment(key, 'too late', { team }));
    await clock.advance(40 * 60_000);
    assert.equal(visible(window.store.get()).items.has(key), false);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['gone'],
    );
  });

  it('a read-only member captures and comments, and is told when not allowed to resolve', async () => {
    const { clock, github, team, window, say, boId } = await given((hub) => hub.setRole(repository, 'ana', 'read'));
    await window.engine.record(say('from a reader'));
    await clock.advance(5_000);
    assert.deepEqual(github.labelsOn(repository, 1), []);
    const theirs = github.as('bo').createIssue(repository, {
      title: 'x',
      body: (github.issue(repository, 1).body ?? '').replaceAll(`"by":${team.account.id}`, `"by":${boId}`),
    });
    assert.ok(theirs);
    await clock.advance(70_000);
    const other = [...visible(window.store.get()).items.values()].find((item) => item.by.login === 'bo');
    if (other)
      await window.engine.record(
        resolve(other.key, { team, ...(other.number !== undefined && { number: other.number }) }),
      );
    await clock.advance(5_000);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['forbidden'],
    );
  });

  it('one window sends what the other captured, and goes on when the first is killed', async () => {
    const { clock, github, machine: computer, window, say } = await given();
    const second = await computer.open();
    await clock.settle();
    await second.engine.record(say('from the second'));
    await clock.advance(20_000);
    assert.equal(github.issues(repository).length, 1);
    assert.equal(unsent(second), 0);
    window.kill();
    await second.engine.record(say('alone now'));
    await clock.advance(20_000);
    assert.equal(github.issues(repository).length, 2);
  });

  it('an idle hour with three windows costs two questions of GraphQL every five minutes and a look at all notifications every ten', async () => {
    const { clock, github, machine: computer, team, window, say } = await given();
    await window.engine.record(say('one'));
    await window.engine.record(openRoster({ team }));
    await window.engine.record(setStatus({ zone: 'UTC' }, { team }));
    github.putFile(repository, '.github/makertime.yml', 'roster: 2\n');
    github.addThreads(repository, { for: 'ana', by: 'bo', count: 1 });
    await computer.open();
    await computer.open();
    await clock.advance(35 * 60_000);
    const before = github.log.entries.length;
    await clock.advance(3_600_000);
    const idle = github.log.entries.slice(before);
    // Issues and roster every minute, team file, profiles, reviews and questions every five, the open issues and the repository every thirty.
    const looks = idle.filter(({ path }) => path.startsWith('/notifications'));
    assert.ok(looks.length <= 61 && looks.filter(({ charged }) => charged).length <= 7, `${looks.length} looks`);
    assert.ok(!looks.some(({ tooSoon }) => tooSoon));
    const others = idle.length - looks.length;
    assert.ok(others > 120 && others < 185, `${others} requests`);
    const charged = idle.filter((request) => request.charged && !looks.includes(request));
    assert.deepEqual([...new Set(charged.map(({ operation }) => operation))], ['Profiles', 'Asked']);
    assert.ok(charged.length <= 26, `${charged.length} questions`);
  });

  it('an unreachable or hanging server never delays what is saved and shown', async () => {
    const { clock, github, window, say } = await given();
    github.weather.add({ effect: { kind: 'hang', when: 'before' } });
    await clock.advance(61_000); // a poll is under way and gets no answer
    await window.engine.record(say('while GitHub hangs'));
    assert.equal(visible(window.store.get()).items.size, 1);
    assert.equal(unsent(window), 1);
  });

  it('waits for single sign-on with the address to go to, and goes on after it', async () => {
    const { clock, github, window, say, setToken } = await given();
    github.requireSingleSignOn('acme');
    await window.engine.record(say('behind the door'));
    await clock.advance(5_000);
    const { trouble } = window.store.get().sync;
    assert.equal(trouble?.kind, 'singleSignOn');
    assert.equal(unsent(window), 1);
    const token = github.token('ana', { scopes: ['repo'] });
    github.authorizeToken(token, 'acme');
    setToken(token);
    window.engine.wake();
    await clock.advance(10_000);
    assert.equal(github.issues(repository).length, 1);
  });

  for (const hours of [-26, 26]) {
    it(`finds a lost record although the clock of this machine is set ${hours} hours`, async () => {
      const { clock, github, window, say } = await given();
      github.weather.add({
        match: { method: 'POST', path: /\/issues/ },
        times: 1,
        effect: { kind: 'reset', when: 'after' },
      });
      const mutation = say('what time is it');
      await window.engine.record(mutation);
      await clock.advance(1_000);
      clock.jump(hours * 3_600_000);
      await clock.advance(400_000);
      assert.equal(copies(github, mutation), 1);
      assert.equal(unsent(window), 0);
    });
  }

  it('shows an archived repository as what it is, and keeps the text', async () => {
    const { clock, github, window, say } = await given((hub) => hub.setRepository(repository, { archived: true }));
    await window.engine.record(say('too late'));
    await clock.advance(5_000);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['forbidden'],
    );
    github.setRepository(repository, { archived: false });
  });

  it('comments on a locked or transferred issue are refused with the reason, and nothing else is held up', async () => {
    const { clock, github, team, window, say } = await given();
    const [locked, moved] = [say('locked'), say('moved')];
    await window.engine.record(locked);
    await window.engine.record(moved);
    await clock.advance(5_000);
    github.setRole(repository, 'ana', 'read');
    github.as('bo').lockIssue(repository, 1);
    github.addRepository({ owner: 'acme', name: 'attic', private: true, roles: { ana: 'write' } });
    github.transferIssue(repository, 2, 'acme/attic');
    await window.engine.record(comment(itemKey(team.account.id, locked.record), 'hello?', { team, number: 1 }));
    await window.engine.record(comment(itemKey(team.account.id, moved.record), 'hello?', { team, number: 2 }));
    await window.engine.record(say('not held up'));
    await clock.advance(60_000);
    assert.deepEqual(
      window.store.get().refused.map(({ reason }) => reason.kind),
      ['forbidden', 'elsewhere'],
    );
    assert.equal(unsent(window), 0);
  });
});
