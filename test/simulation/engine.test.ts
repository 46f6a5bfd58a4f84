import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openOutbox } from '../../src/disk/outbox/outbox.js';
import { itemKey } from '../../src/model/board/item.js';
import type { Mutation } from '../../src/model/board/mutation.js';
import { visible } from '../../src/model/state.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { capture, comment, edit, memoryLog, newId, openRoster, resolve, setStatus } from '../lib/fakes/builders.js';
import type { MachineOptions, SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository } from '../lib/fakes/world.js';
import type { Answer } from '../lib/github/headers.js';
import type { Github } from '../lib/github/simulation.js';
import { sample } from '../lib/suite/seed.js';

/** ana, with a window open on acme/team. */
async function start(setUp: (github: Github) => void = () => undefined, more: Partial<MachineOptions> = {}) {
  const world = createWorld();
  const { clock, github } = world;
  setUp(github);
  let token = github.token('ana', { scopes: ['repo'] });
  const machine = world.machineOf('ana', { token: () => token, ...more });
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
const boOf = (github: Github) => ({ id: github.idOf('bo'), login: 'bo' });
const unsent = (window: SimulatedWindow) => window.store.get().unsent.length;

describe('engine', () => {
  let dispose = () => {};
  afterEach(() => dispose());

  async function given(setUp?: (github: Github) => void, more?: Partial<MachineOptions>) {
    const made = await start(setUp, more);
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

  it('labels what is captured as the team has agreed, and as usual where it has not', async () => {
    const file = 'labels: { blocker: stuck, question: "help wanted" }';
    const { clock, github, window, say } = await given((one) => one.putFile(repository, '.github/makertime.yml', file));
    await clock.advance(2_000);
    for (const itemKind of ['blocker', 'question', 'task'] as const) {
      await window.engine.record({ ...say(itemKind), itemKind });
      await clock.advance(5_000);
    }
    const labels = [1, 2, 3].map((number) => github.labelsOn(repository, number).join());
    assert.deepEqual(labels, ['stuck', 'help wanted', 'task']);
  });

  it('invariant 1, durable before visible: nothing is shown that is not on the disk', async () => {
    const { machine, window, say } = await given();
    const mutation = say('the beam is stuck');
    const file = join(machine.folder, 'outbox', 'new', `${mutation.id}.json`);
    const wasThere: boolean[] = [];
    window.store.subscribe(({ unsent }) => unsent.length > 0 && wasThere.push(existsSync(file)));
    await window.engine.record(mutation);
    assert.deepEqual(new Set(wasThere), new Set([true]));
  });

  for (const refused of ['write', 'rename'])
    it(`invariant 1: where the disk refuses to ${refused}, whoever records is told, and nothing is shown for a moment or sent`, async () => {
      let isFull = false;
      const onStep = (_window: number, step: string) => {
        if (isFull && step === refused) throw Object.assign(new Error(`ENOSPC: ${step}`), { code: 'ENOSPC' });
      };
      const { clock, github, window, say } = await given(undefined, { onStep });
      const shown = new Set<number>();
      window.store.subscribe((state) => shown.add(state.unsent.length + visible(state).items.size));
      isFull = true;
      await assert.rejects(window.engine.record(say('the beam is stuck')), { code: 'ENOSPC' });
      isFull = false;
      await clock.advance(70_000);
      assert.deepEqual([...shown], [0]);
      assert.deepEqual(github.issues(repository), []);
    });

  it('invariant 1: what was sent leaves the outbox only once the board on the disk holds it, so that no window sees it vanish', async () => {
    let isFull = false;
    const onStep = (_window: number, step: string) => {
      if (isFull && (step === 'append' || step === 'write'))
        throw Object.assign(new Error(`ENOSPC: ${step}`), { code: 'ENOSPC' });
    };
    const { clock, github, machine, window, say } = await given(undefined, { onStep });
    github.weather.offline(true);
    await window.engine.record(say('the beam is stuck'));
    await clock.advance(5_000);
    isFull = true;
    github.weather.offline(false);
    await clock.advance(70_000);
    assert.equal(github.issues(repository).length, 1);
    const other = await machine.open();
    await clock.settle();
    assert.equal(visible(other.store.get()).items.size, 1);
    isFull = false;
    await clock.advance(400_000);
    assert.deepEqual([github.issues(repository).length, unsent(window), unsent(other)], [1, 0, 0]);
  });

  it('invariant 2, one in flight: what another window is sending holds up what comes after it in its thread', async () => {
    const { clock, github, machine, team, window, say } = await given();
    const other = await machine.open();
    const mutation = say('needs a key');
    const key = itemKey(team.account.id, mutation.record);
    await window.engine.record(mutation);
    await clock.advance(70_000);
    github.weather.offline(true);
    const change = edit(key, { outcome: 'a key for staging' }, { team });
    await window.engine.record(change);
    await window.engine.record(comment(key, 'which one?', { team }));
    const theirs = await openOutbox(join(machine.folder, 'outbox'), clock, memoryLog(), undefined, {
      id: other.id,
      isAlive: () => true,
    });
    assert.ok(await theirs.claim(change.id));
    github.weather.offline(false);
    await clock.advance(2 * 60_000);
    assert.deepEqual(github.comments(repository, 1), []);
    await theirs.release(change.id);
    await clock.advance(2 * 60_000);
    assert.deepEqual([github.comments(repository, 1).length, unsent(window)], [1, 0]);
  });

  it('invariant 10: what another window was quicker to claim is not sent by this one', async () => {
    let taken: (() => void) | undefined;
    const onStep = (_window: number, step: string, path: string) => {
      if (step === 'rename' && path === here) taken?.();
    };
    let here = '';
    const { clock, github, machine, window, say } = await given(undefined, { onStep });
    const other = await machine.open();
    const mutation = say('the beam is stuck');
    here = join(machine.folder, 'outbox', 'new', `${mutation.id}.json`);
    const there = join(machine.folder, 'outbox', 'claimed', `${mutation.id}.${other.id}.${clock.now()}.json`);
    await window.engine.record(mutation);
    taken = () => {
      if (existsSync(here)) renameSync(here, there);
    };
    await clock.advance(2 * 60_000);
    assert.deepEqual(github.issues(repository), []);
    taken = undefined;
    renameSync(there, here);
    await clock.advance(2 * 60_000);
    assert.deepEqual([github.issues(repository).length, unsent(window)], [1, 0]);
  });

  it('invariant 9: an issue that is left out of a list is asked for, and stays', async () => {
    const { clock, github, window, say } = await given();
    await window.engine.record(say('the beam is stuck'));
    await clock.advance(2_000);
    const leftOut = (answer: Answer): Answer => ({
      ...answer,
      body: JSON.stringify(
        (JSON.parse(answer.body ?? '[]') as { number: number }[]).filter(({ number }) => number !== 1),
      ),
    });
    github.weather.add({
      match: { path: /\/issues\?.*state=open/ },
      effect: { kind: 'altered', alter: (answer) => (answer.status === 200 ? leftOut(answer) : answer) },
    });
    await clock.advance(45 * 60_000);
    assert.deepEqual(
      [...visible(window.store.get()).items.values()].map(({ title, state }) => [title, state]),
      [['the beam is stuck', 'open']],
    );
  });

  it('a second lies between two writes, as GitHub asks for, however much waits', async () => {
    const { clock, github, window, say } = await given();
    github.weather.offline(true);
    for (const words of ['one', 'two', 'three', 'four']) await window.engine.record(say(words));
    github.weather.offline(false);
    await clock.advance(400_000);
    const writes = github.log.entries.filter(
      ({ method, path, lost }) => method === 'POST' && path !== '/graphql' && !lost,
    );
    const pauses = writes.slice(1).map(({ at }, index) => at - (writes[index]?.at ?? 0));
    assert.equal(pauses.length, 3);
    assert.ok(Math.min(...pauses) >= 1_000, `${pauses} ms`);
  });

  it('invariant 8: keeps everything, in order, while offline, and sends it when the network is back', async () => {
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
    it(`invariant 3, push means ensure: exactly one issue and one comment after ${JSON.stringify(effect)}`, async () => {
      const { clock, github, team, window, say } = await given();
      github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      const mutation = say('the beam is stuck');
      await window.engine.record(mutation);
      await clock.advance(800_000);
      assert.equal(copies(github, mutation), 1, 'issue');
      github.weather.add({ match: { method: 'POST', path: /\/issues/ }, times: 1, effect });
      await window.engine.record(comment(itemKey(team.account.id, mutation.record), 'any news?', { team }));
      await clock.advance(800_000);
      assert.equal(github.comments(repository, 1).length, 1, 'comment');
      assert.equal(unsent(window), 0);
    });
  }

  it('invariant 3: a look that gets no answer says nothing: it is looked again before anything is sent again', async () => {
    const { clock, github, window, say } = await given();
    github.weather.add({
      match: { method: 'POST', path: /\/issues/ },
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    const mutation = say('into a tunnel');
    await window.engine.record(mutation);
    while (copies(github, mutation) === 0) await clock.advance(500);
    assert.equal(copies(github, mutation), 1);
    github.weather.offline(true);
    await clock.advance(10 * 60_000);
    github.weather.offline(false);
    await clock.advance(10 * 60_000);
    assert.equal(copies(github, mutation), 1);
    assert.equal(unsent(window), 0);
  });

  it('invariant 3: what is edited after it was refused is not sent beside the refused one that was sent meanwhile', async () => {
    const { clock, github, team, window, say } = await given();
    const mutation = say('first words');
    await window.engine.record(mutation);
    await clock.advance(5_000);
    const edited = capture({ title: 'better words' }, { team, record: mutation.record, replaces: mutation.id });
    await window.engine.record(edited);
    await clock.advance(70_000);
    assert.equal(copies(github, mutation), 1);
    assert.deepEqual(
      window.store.get().refused.map(({ mutation: { id } }) => id),
      [edited.id],
    );
  });

  it('invariant 9: a board that cannot be read for a moment stays on the screen of a window that follows', async () => {
    const { clock, machine, window, say } = await given();
    const other = await machine.open();
    await window.engine.record(say('the beam is stuck'));
    await clock.advance(70_000);
    const counts = new Set<number>();
    other.store.subscribe((state) => counts.add(visible(state).items.size));
    const file = join(machine.folder, 'board', 'board.json');
    const whole = readFileSync(file);
    writeFileSync(file, '{');
    await clock.advance(20_000);
    writeFileSync(file, whole);
    await clock.advance(70_000);
    assert.deepEqual([...counts], [1]);
  });

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

  it('invariant 15: waits with a revoked token, asks politely whether it is good again, and goes on after the next sign-in', async () => {
    const { clock, github, window, say, setToken } = await given();
    github.revokeToken(github.token('bo', { scopes: ['repo'] }));
    setToken('ghp_revoked');
    await window.engine.record(say('who am I'));
    await clock.advance(5_000);
    assert.equal(window.store.get().sync.trouble?.kind, 'signedOut');
    const before = github.log.entries.length;
    await clock.advance(3_600_000);
    const asked = github.log.entries.slice(before).map(({ at }) => at);
    assert.ok(asked.length <= 12, `${asked.length} requests in an hour`);
    assert.ok(asked.every((at, place) => place === 0 || at - (asked[place - 1] ?? 0) >= 5 * 60_000));
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

  it('invariant 2: a refused capture holds up only what depends on it', async () => {
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

  it('invariant 2, oldest first per thread: comments, edits and resolves in order, and follows what happens on github.com', async () => {
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

  it('invariant 10: one window sends what the other captured, and goes on when the first is killed', async () => {
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

  it('whoever looks at a window that only follows hears news as soon as anybody, though the one that asks is in the background', async () => {
    const inFront = new Set<number>();
    const {
      clock,
      github,
      machine: computer,
      window: leader,
    } = await given(undefined, { attended: (id) => inFront.has(id) });
    const follower = await computer.open();
    await clock.advance(10 * 60_000);
    inFront.add(follower.id);
    await clock.advance(2 * 60_000);
    github
      .as('bo')
      .createIssue(repository, writeBlocker({ id: newId(), by: boOf(github), words: { title: 'needs a key' } }));
    await clock.advance(2 * 60_000);
    assert.deepEqual(
      [leader, follower].map(({ store }) => visible(store.get()).items.size),
      [1, 1],
    );
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
    // Repository, issues and roster every minute, team file, profiles, reviews and questions every five, the open issues and whether
    // there are discussions every thirty.
    const looks = idle.filter(({ path }) => path.startsWith('/notifications'));
    assert.ok(looks.length <= 61 && looks.filter(({ charged }) => charged).length <= 7, `${looks.length} looks`);
    assert.ok(!looks.some(({ tooSoon }) => tooSoon));
    const others = idle.length - looks.length;
    assert.ok(others > 180 && others < 245, `${others} requests`);
    const charged = idle.filter((request) => request.charged && !looks.includes(request));
    assert.deepEqual([...new Set(charged.map(({ operation }) => operation))], ['Profiles', 'Asked', 'Discussions']);
    assert.equal(charged.filter(({ operation }) => operation === 'Discussions').length, 2);
    assert.ok(charged.length <= 26, `${charged.length} questions`);
  });

  for (const windows of sample([1, 5], 2))
    it(`an idle hour in which no view is visible costs nothing, with ${windows} windows open`, async () => {
      let isSeen = true;
      const { clock, github, machine: computer, team, window, say } = await given(undefined, { seen: () => isSeen });
      await window.engine.record(say('one'));
      await window.engine.record(openRoster({ team }));
      await window.engine.record(setStatus({ zone: 'UTC' }, { team }));
      github.putFile(repository, '.github/makertime.yml', 'roster: 2\n');
      github.addThreads(repository, { for: 'ana', by: 'bo', count: 1 });
      for (let more = 1; more < windows; more++) await computer.open();
      await clock.advance(35 * 60_000);
      const questions = () => github.log.entries.filter(({ charged, operation }) => charged || operation);
      isSeen = false;
      await clock.advance(5 * 60_000);
      const before = questions().length;
      await clock.advance(3_600_000);
      assert.deepEqual(questions().slice(before), []);
      // What is late because of that is asked for as soon as somebody looks.
      isSeen = true;
      window.engine.hint();
      await clock.advance(10_000);
      const asked = questions()
        .slice(before)
        .map(({ operation }) => operation);
      for (const operation of ['Profiles', 'Asked', 'Discussions']) assert.ok(asked.includes(operation), operation);
    });

  it('what goes into a delivery is asked for before it, though nobody looks', async () => {
    const { clock, github, team, window } = await given(undefined, { seen: () => false });
    await window.engine.record(openRoster({ team }));
    const windows = ['11:00'];
    await window.engine.record(setStatus({ zone: 'UTC', windows, hours: { sat: '08:00-18:00' } }, { team }));
    await clock.advance(15 * 60_000);
    const asked = () => github.log.entries.filter(({ operation }) => operation === 'Asked').map(({ at }) => at);
    const before = asked().length;
    await clock.advance(110 * 60_000);
    const [first = 0, ...more] = asked().slice(before);
    const due = Date.parse('2026-11-21T11:00:00Z');
    assert.ok(due - 2 * 60_000 < first && first < due && more.length === 0, new Date(first).toISOString());
  });

  it('an unreachable or hanging server never delays what is saved and shown', async () => {
    const { clock, github, window, say } = await given();
    github.weather.add({ effect: { kind: 'hang', when: 'before' } });
    await clock.advance(61_000); // a poll is under way and gets no answer
    await window.engine.record(say('while GitHub hangs'));
    assert.equal(visible(window.store.get()).items.size, 1);
    assert.equal(unsent(window), 1);
  });

  it('invariant 9, never clear, then fetch: the last good board stays, whatever is answered, and a new window shows it', async () => {
    const { clock, github, machine, window, say } = await given();
    await window.engine.record(say('the beam is stuck'));
    await clock.advance(2_000);
    const titles = ({ store }: SimulatedWindow) => [...visible(store.get()).items.values()].map(({ title }) => title);
    for (const effect of [
      { kind: 'serverError', status: 503, when: 'before' },
      { kind: 'proxyPage' },
      { kind: 'truncated' },
      { kind: 'hang', when: 'before' },
    ] as const) {
      const over = github.weather.add({ effect });
      window.engine.wake();
      for (let seconds = 0; seconds < 120; seconds += 10) {
        await clock.advance(10_000);
        assert.deepEqual(titles(window), ['the beam is stuck'], effect.kind);
      }
      over();
    }
    github.weather.offline(true);
    const second = await machine.open();
    await clock.settle();
    assert.deepEqual(titles(second), ['the beam is stuck']);
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
