import assert from 'node:assert/strict';
import { type ItemKey, itemKey } from '../../src/model/board/item.js';
import type { Depend } from '../../src/model/board/mutation.js';
import type { IssueReference } from '../../src/model/board/reference.js';
import { fullName } from '../../src/model/board/team.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { capture, newId, resolve } from '../lib/fakes/builders.js';
import { fakeClock } from '../lib/fakes/fakeClock.js';
import { createMachine, type SimulatedWindow } from '../lib/fakes/machine.js';
import { createWorld, repository, server, type World } from '../lib/fakes/world.js';
import { createGithub } from '../lib/github/simulation.js';

const minute = 60_000;
const oneTurn = 75_000;
const halfAnHour = 35 * minute;
const elsewhere = 'acme/lens';
const boardOf = (window: SimulatedWindow) => window.store.get().confirmed;
const dependencyOf = (window: SimulatedWindow, number: number) => boardOf(window).dependencies.get(number);
const blockersOf = (window: SimulatedWindow, number: number) =>
  dependencyOf(window, number)?.by.map((one) => `${one.repository}#${one.number} ${one.isOpen ? 'open' : 'closed'}`);
const isQuestion = ({ path }: { readonly path: string }) => path.endsWith('/graphql');

describe('what people wait for', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    world.github.addRepository({ owner: 'acme', name: 'lens', private: true, roles: { ana: 'write', bo: 'write' } });
  });
  afterEach(() => {
    world.dispose();
  });

  async function opened(login = 'ana') {
    const machine = world.machineOf(login);
    const window = await machine.open();
    await world.clock.advance(5_000);
    return { machine, window };
  }
  const issue = (title: string, of = repository, by = 'bo') => world.github.as(by).createIssue(of, { title });
  const blocks = (number: number, by: { readonly id: number }, of = repository) =>
    world.github.as('bo').addBlocker(of, number, by.id);
  const posts = () =>
    world.github.log.entries.filter(({ method, path }) => method === 'POST' && path.endsWith('/blocked_by'));
  const blockedBy = (number: number, of = repository) => world.github.issue(of, number).blockedBy;

  /** ana is blocked on something, and says which work cannot go on. */
  async function captured(window: SimulatedWindow, name: IssueReference) {
    const team = world.teamOf('ana');
    const mutation = capture({ title: 'the beam is stuck', blocks: name }, { team });
    await window.engine.record(mutation);
    const target = itemKey(team.account.id, mutation.record);
    await window.engine.record(dependence(target, name));
    return target;
  }
  const dependence = (target: ItemKey, name: IssueReference, isOver?: true): Depend => ({
    ...(isOver && { isOver }),
    kind: 'depend',
    id: newId(),
    at: '2026-11-21T09:00:00Z',
    team: world.teamOf('ana'),
    target,
    blocks: name,
  });
  const isSettled = (window: SimulatedWindow) => {
    const { unsent, refused, sync } = window.store.get();
    assert.deepEqual([unsent, refused, sync.trouble], [[], [], undefined]);
  };

  it('a blocker that blocks an issue sets GitHub’s own dependency, and is heard of in the same turn', async () => {
    issue('raise the light');
    const { window } = await opened();
    const key = await captured(window, `${repository}#1`);
    await world.clock.advance(10_000);
    const item = boardOf(window).items.get(key);
    assert.deepEqual(blockedBy(1), [world.github.issue(repository, item?.number ?? 0).id]);
    assert.deepEqual(blockersOf(window, 1), [`${repository}#2 open`]);
    assert.equal(item?.blocks, `${repository}#1`);
    isSettled(window);
    assert.deepEqual(world.github.faults, []);
  });

  it('closing the blocker is seen without a question of its own', async () => {
    issue('raise the light');
    const { window } = await opened();
    const target = await captured(window, `${repository}#1`);
    await world.clock.advance(20_000);
    world.github.log.clear();
    await window.engine.record(resolve(target, { team: world.teamOf('ana') }));
    await world.clock.advance(10_000);
    assert.deepEqual(blockersOf(window, 1), [`${repository}#2 closed`]);
    assert.equal(world.github.log.entries.filter(isQuestion).length, 0);
  });

  for (const effect of [
    { kind: 'reset', when: 'after' },
    { kind: 'hang', when: 'after' },
    { kind: 'serverError', status: 502, when: 'after' },
    { kind: 'truncated', end: 'clean' },
    { kind: 'proxyPage' },
    { kind: 'reset', when: 'before' },
    { kind: 'serverError', status: 503, when: 'before' },
  ] as const)
    it(`push means ensure: one dependency after ${JSON.stringify(effect)}, and nothing sent that has arrived`, async () => {
      issue('raise the light');
      const { window } = await opened();
      world.github.weather.add({ match: { method: 'POST', path: /blocked_by$/ }, times: 1, effect });
      await captured(window, `${repository}#1`);
      await world.clock.advance(400_000);
      assert.equal(blockedBy(1).length, 1);
      const hasArrived = !('when' in effect) ? effect.kind === 'truncated' : effect.when === 'after';
      assert.equal(posts().length, hasArrived ? 1 : 2);
      assert.deepEqual(blockersOf(window, 1), [`${repository}#2 open`]);
      isSettled(window);
    });

  it('of a blocker that is on GitHub, and not on this board yet, the dependency is set all the same', async () => {
    issue('raise the light');
    const { window } = await opened();
    const team = world.teamOf('ana');
    const { record, words } = capture({ title: 'the beam is stuck' }, { team });
    const target = itemKey(team.account.id, record);
    // Sent while another team was connected.
    world.github.as('ana').createIssue(repository, writeBlocker({ id: record, by: team.account, words }));
    await window.engine.record(dependence(target, `${repository}#1`));
    await world.clock.advance(oneTurn);
    assert.equal(blockedBy(1).length, 1);
    isSettled(window);
  });

  it('a dependency that is there already is fine', async () => {
    issue('raise the light');
    const { window } = await opened();
    const target = await captured(window, `${repository}#1`);
    await world.clock.advance(10_000);
    await window.engine.record(dependence(target, `${repository}#1`));
    await world.clock.advance(10_000);
    assert.equal(blockedBy(1).length, 1);
    isSettled(window);
  });

  for (const weather of [undefined, { kind: 'reset', when: 'after' }] as const)
    it(`what is blocked no longer waits no longer${weather ? ', though the answer was lost' : ''}`, async () => {
      issue('raise the light');
      const { window } = await opened();
      const target = await captured(window, `${repository}#1`);
      await world.clock.advance(10_000);
      assert.equal(blockedBy(1).length, 1);
      if (weather) world.github.weather.add({ times: 1, match: { method: 'DELETE' }, effect: weather });
      await window.engine.record(dependence(target, `${repository}#1`, true));
      await world.clock.advance(oneTurn);
      assert.deepEqual(blockedBy(1), []);
      assert.equal(dependencyOf(window, 1), undefined);
      isSettled(window);
    });

  for (const [name, blocked, prepare] of [
    ['the role is too low', `${elsewhere}#1`, () => world.github.setRole(elsewhere, 'ana', 'read')],
    [
      'another repository is closed to the account',
      `${elsewhere}#1`,
      () => world.github.setRole(elsewhere, 'ana', 'none'),
    ],
    [
      'the work is a pull request',
      `${repository}#1`,
      () => world.github.addPullRequest(repository, { author: 'bo', title: 'Lens' }),
    ],
    ['the work does not exist', `${repository}#99`, () => undefined],
    ['there is no such repository', 'nobody/nothing#1', () => undefined],
    ['it is no name of a thing', 'nonsense', () => undefined],
  ] as const)
    it(`the line in the record is all there is where ${name}`, async () => {
      issue('grind the lens', elsewhere);
      prepare();
      const { window } = await opened();
      const key = await captured(window, blocked);
      await world.clock.advance(oneTurn);
      const item = boardOf(window).items.get(key);
      assert.equal(boardOf(window).dependencies.size, 0);
      assert.match(world.github.issue(repository, item?.number ?? 0).body ?? '', /^\*\*Blocks:\*\* /m);
      isSettled(window);
    });

  it('work in another repository of the server waits there as well', async () => {
    issue('grind the lens', elsewhere);
    const { window } = await opened();
    await captured(window, `${elsewhere}#1`);
    await world.clock.advance(oneTurn);
    assert.equal(blockedBy(1, elsewhere).length, 1);
    assert.equal(boardOf(window).dependencies.size, 0, 'only the team’s own are heard of');
    isSettled(window);
  });

  it('what somebody sets on github.com appears, and what they take away goes', async () => {
    const [light, power] = [issue('raise the light'), issue('power')];
    const { window } = await opened();
    blocks(light.number, power);
    await world.clock.advance(oneTurn);
    assert.deepEqual(dependencyOf(window, light.number), {
      number: light.number,
      title: 'raise the light',
      people: [{ id: world.github.idOf('bo'), login: 'bo' }],
      by: [
        {
          repository,
          number: power.number,
          title: 'power',
          isOpen: true,
          people: [],
          createdAt: '2026-11-21T09:00:00Z',
        },
      ],
    });
    world.github.as('bo').assign(repository, light.number, 'ana');
    world.github.as('bo').assign(repository, power.number, 'bo');
    world.github.as('bo').editIssue(repository, power.number, { title: 'mains' });
    await world.clock.advance(oneTurn);
    const { people, by } = dependencyOf(window, light.number) ?? {};
    assert.deepEqual([people?.[0]?.login, by?.[0]?.people[0]?.login, by?.[0]?.title], ['ana', 'bo', 'mains']);
    world.github.as('bo').removeBlocker(repository, light.number, power.id);
    await world.clock.advance(oneTurn);
    assert.equal(boardOf(window).dependencies.size, 0);
  });

  it('a cycle and a diamond are heard as they are', async () => {
    const [a, b, c] = [issue('a'), issue('b'), issue('c')];
    blocks(1, b);
    blocks(2, a);
    blocks(1, c);
    blocks(2, c);
    const { window } = await opened();
    await world.clock.advance(oneTurn);
    assert.deepEqual(blockersOf(window, 1)?.sort(), [`${repository}#2 open`, `${repository}#3 open`]);
    assert.deepEqual(blockersOf(window, 2)?.sort(), [`${repository}#1 open`, `${repository}#3 open`]);
  });

  for (const [name, act, expected] of [
    ['deleted', () => world.github.deleteIssue(repository, 2), undefined],
    ['transferred', () => world.github.as('bo').transferIssue(repository, 2, elsewhere), [`${elsewhere}#1 open`]],
    ['converted to a discussion', () => world.github.as('bo').convertIssue(repository, 2, 'Q&A'), undefined],
    ['locked', () => world.github.as('bo').lockIssue(repository, 2), [`${repository}#2 open`]],
  ] as const)
    it(`a blocker that is ${name} is heard of within half an hour`, async () => {
      issue('raise the light');
      blocks(1, issue('power'));
      world.github.setRepository(repository, { hasDiscussions: true });
      const { window } = await opened();
      assert.deepEqual(blockersOf(window, 1), [`${repository}#2 open`]);
      act();
      await world.clock.advance(halfAnHour);
      assert.deepEqual(blockersOf(window, 1), expected);
      isSettled(window);
    });

  it('work that is closed, or gone, waits for nothing', async () => {
    issue('raise the light');
    issue('turn it');
    const power = issue('power');
    blocks(1, power);
    blocks(2, power);
    const { window } = await opened();
    assert.equal(boardOf(window).dependencies.size, 2);
    world.github.as('bo').closeIssue(repository, 1);
    world.github.deleteIssue(repository, 2);
    await world.clock.advance(halfAnHour);
    assert.equal(boardOf(window).dependencies.size, 0);
  });

  it('my own work that waits for another repository is asked for again', async () => {
    world.github.as('bo').createIssue(repository, { title: 'raise the light', assignees: ['ana'] });
    blocks(1, issue('grind the lens', elsewhere));
    const { window } = await opened();
    assert.deepEqual(blockersOf(window, 1), [`${elsewhere}#1 open`]);
    world.github.as('bo').closeIssue(elsewhere, 1);
    await world.clock.advance(6 * minute);
    assert.deepEqual(blockersOf(window, 1), [`${elsewhere}#1 closed`]);
  });

  it('while GraphQL is down the board stays as it is, and what was not told is asked for later', async () => {
    issue('raise the light');
    issue('turn it');
    const power = issue('power');
    blocks(1, power);
    const { window } = await opened();
    const calm = world.github.weather.add({
      match: isQuestion,
      effect: { kind: 'serverError', status: 502, when: 'before' },
    });
    blocks(2, power);
    await world.clock.advance(20 * minute);
    assert.deepEqual([...boardOf(window).dependencies.keys()], [1]);
    assert.equal(window.store.get().sync.trouble, undefined);
    calm();
    await world.clock.advance(6 * minute);
    assert.deepEqual([...boardOf(window).dependencies.keys()], [1, 2]);
  });

  it('a window that takes over asks for what the last one was not told', async () => {
    issue('raise the light');
    const { machine, window } = await opened();
    const calm = world.github.weather.add({ match: isQuestion, effect: { kind: 'reset', when: 'before' } });
    blocks(1, issue('power'));
    await world.clock.advance(oneTurn);
    window.kill();
    calm();
    const next = await machine.open();
    await world.clock.advance(10_000);
    assert.deepEqual(blockersOf(next, 1), [`${repository}#2 open`]);
  });

  it('nothing is asked while GraphQL is limited, and GitHub’s other lists go on', async () => {
    const { window } = await opened();
    world.github.weather.add({
      match: isQuestion,
      times: 1,
      effect: { kind: 'limited', status: 403, resetIn: 900 },
    });
    await world.clock.advance(6 * minute);
    world.github.log.clear();
    issue('raise the light');
    blocks(1, issue('power'));
    await world.clock.advance(8 * minute);
    assert.equal(world.github.log.entries.filter(isQuestion).length, 0);
    assert.equal(window.store.get().sync.trouble, undefined);
    await world.clock.advance(15 * minute);
    assert.deepEqual(blockersOf(window, 1), [`${repository}#2 open`]);
  });

  it('nothing at all is asked while GraphQL says that it is too much altogether', async () => {
    const { window } = await opened();
    world.github.weather.add({
      match: isQuestion,
      times: 1,
      effect: { kind: 'secondaryLimit', retryAfter: 600 },
    });
    await world.clock.advance(6 * minute);
    world.github.log.clear();
    world.github.as('bo').createIssue(repository, { title: 'raise the light', assignees: ['ana'] });
    await world.clock.advance(3 * minute);
    assert.deepEqual(world.github.log.entries, []);
    assert.equal(window.store.get().sync.trouble?.kind, 'limited');
    await world.clock.advance(10 * minute);
    assert.equal(window.store.get().sync.trouble, undefined);
    assert.equal(boardOf(window).work.get(1)?.title, 'raise the light');
  });

  it('a GraphQL that does not answer holds up no news', async () => {
    const { window } = await opened();
    world.github.weather.add({ match: isQuestion, effect: { kind: 'hang', when: 'before' } });
    issue('raise the light');
    blocks(1, issue('power'));
    await world.clock.advance(6 * minute);
    world.github.as('bo').createIssue(repository, { title: 'turn it', assignees: ['ana'] });
    await world.clock.advance(oneTurn);
    assert.equal(boardOf(window).work.get(3)?.title, 'turn it');
  });

  it('what a blocker was resolved with is heard', async () => {
    const { window } = await opened();
    const team = world.teamOf('ana');
    const mutation = capture({ title: 'the beam is stuck' }, { team });
    await window.engine.record(mutation);
    await world.clock.advance(5_000);
    world.github.as('ana').comment(repository, 1, 'any news?');
    world.github.as('bo').comment(repository, 1, 'Turn the key twice.');
    await window.engine.record(resolve(itemKey(team.account.id, mutation.record), { team }));
    await world.clock.advance(10_000);
    const answer = boardOf(window).answers.get(1);
    assert.deepEqual([answer?.by.login, answer?.text], ['bo', 'Turn the key twice.']);
    world.github.as('bo').comment(repository, 1, 'You are welcome.');
    await world.clock.advance(oneTurn);
    world.github.as('ana').reopenIssue(repository, 1);
    await world.clock.advance(oneTurn);
    assert.equal(boardOf(window).answers.size, 0);
    await world.clock.advance(10 * minute);
    world.github.as('bo').closeIssue(repository, 1);
    await world.clock.advance(oneTurn);
    assert.equal(boardOf(window).answers.get(1)?.text, 'You are welcome.');
  });

  it('reviews and questions are heard each round, and what was given', async () => {
    const pull = world.github.addPullRequest(repository, { author: 'ana', title: 'Lens' });
    world.github.as('ana').requestReview(repository, pull, 'bo');
    world.github.setRepository(repository, { hasDiscussions: true });
    const { number } = world.github
      .as('ana')
      .createDiscussion(repository, { category: 'Q&A', title: 'Which lens?', body: '@bo knows, not `@ana`' });
    const { window } = await opened();
    const asked = (wanted: number) => boardOf(window).asked.get(wanted);
    assert.deepEqual([asked(pull)?.kind, asked(pull)?.of], ['review', ['bo']]);
    assert.deepEqual([asked(number)?.kind, asked(number)?.of, asked(number)?.given], ['question', ['bo'], []]);
    const before = boardOf(window).asked;
    await world.clock.advance(6 * minute);
    assert.equal(boardOf(window).asked, before, 'nothing new is the same object');
    world.github.as('bo').submitReview(repository, pull, 'approved');
    const reply = world.github.as('bo').commentOnDiscussion(repository, number, 'The large one.');
    world.github.as('ana').markAnswer(repository, number, reply.id);
    await world.clock.advance(6 * minute);
    assert.deepEqual(asked(pull)?.of, []);
    assert.deepEqual(
      asked(pull)?.given.map(({ by, verdict }) => [by.login, verdict]),
      [['bo', 'approved']],
    );
    assert.deepEqual(
      asked(number)?.given.map(({ by, verdict }) => [by.login, verdict]),
      [['bo', 'answered']],
    );
    world.github.as('bo').mergePullRequest(repository, pull);
    await world.clock.advance(6 * minute);
    assert.equal(asked(pull), undefined);
    assert.deepEqual(world.github.faults, []);
  });

  it('while nothing moves GraphQL is asked twice a round, and the board is not written', async () => {
    issue('raise the light');
    blocks(1, issue('power'));
    const { window } = await opened();
    await world.clock.advance(10 * minute);
    world.github.log.clear();
    const before = boardOf(window);
    await world.clock.advance(30 * minute);
    const questions = world.github.log.entries.filter(isQuestion);
    assert.ok(questions.length <= 14, String(questions.length));
    assert.equal(boardOf(window), before);
  });
});

describe('what people wait for, on an older Enterprise server', () => {
  it('has the line in the record, and the server is asked once until the next thorough look', async () => {
    const clock = fakeClock();
    const github = createGithub({
      clock: { now: clock.elsewhere, sleep: async (ms, signal) => clock.sleep(ms, signal) },
      validate: false,
      dependencies: 'unknown',
    });
    const { id } = github.addUser({ login: 'ana' });
    const home = github.addRepository({ owner: 'ana', name: 'team', private: true });
    const team = {
      account: { server, id, login: 'ana' },
      repository: { id: home.id, owner: 'ana', name: 'team' },
    };
    const name = `${fullName(team.repository)}#1`;
    const token = github.token('ana', { scopes: ['repo'] });
    const machine = createMachine({ github, clock, team, token: () => token });
    try {
      github.as('ana').createIssue('ana/team', { title: 'raise the light' });
      const window = await machine.open();
      await clock.advance(5_000);
      const depends = { kind: 'depend', at: '2026-11-21T09:00:00Z', team, blocks: name } as const;
      for (const title of ['power', 'oil']) {
        const mutation = capture({ title, blocks: name }, { team });
        await window.engine.record(mutation);
        await window.engine.record({ ...depends, id: newId(), target: itemKey(id, mutation.record) });
        await clock.advance(3 * minute);
      }
      const { unsent, refused, sync } = window.store.get();
      assert.deepEqual([unsent, refused, sync.trouble], [[], [], undefined]);
      const asked = () => github.log.entries.filter((one) => isQuestion(one) && one.operation === 'Issues').length;
      assert.equal(asked(), 1);
      await clock.advance(40 * minute);
      assert.equal(asked(), 2);
      assert.equal(boardOf(window).items.size, 2);
    } finally {
      machine.dispose();
    }
  });
});
