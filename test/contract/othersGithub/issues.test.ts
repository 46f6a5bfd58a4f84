import assert from 'node:assert/strict';
import { inspectRepository, whoAmI } from '../../../src/github/remote.js';
import { type Item, itemKey } from '../../../src/model/board/item.js';
import type { Capture } from '../../../src/model/board/mutation.js';
import { writeBlocker } from '../../../src/records/blocker.js';
import {
  capture,
  comment,
  edit,
  givePromise,
  newId,
  openRoster,
  reopen,
  resolve,
  setStatus,
} from '../../lib/fakes/builders.js';
import { fakeClock } from '../../lib/fakes/fakeClock.js';
import { type Emulated, emulate } from '../../lib/othersGithub/emulated.js';
import { accessOf, memberOf } from '../../lib/othersGithub/member.js';

interface Told {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly state_reason: string | null;
  readonly labels: readonly { readonly name: string }[];
  readonly assignees: readonly { readonly login: string }[];
}

describe('at a GitHub of others', () => {
  const clock = fakeClock();
  let github: Emulated;
  before(async () => {
    const repositories = ['team', 'many', 'old'].map((name) => ({ name, private: true }));
    github = await emulate(clock, { people: ['ana', 'bo', 'cy'], repositories });
  });
  after(() => github.close());

  const issue = (number: number) => github.ask<Told>('bo', `GET /repos/acme/team/issues/${number}`);
  const all = () => github.ask<readonly Told[]>('bo', 'GET /repos/acme/team/issues?state=all');
  const comments = (number: number) =>
    github.ask<readonly Told[]>('bo', `GET /repos/acme/team/issues/${number}/comments?`);

  /** A blocker of ana's, and both who look at it. */
  async function given(words: Partial<Capture['words']> = {}) {
    const [ana, bo] = [await memberOf(github, clock, 'ana'), await memberOf(github, clock, 'bo')];
    const mutation = capture({ title: `the beam is stuck ${newId()}`, ...words }, { team: ana.team });
    const outcome = await ana.push(mutation);
    assert.equal(outcome.kind, 'done');
    const key = itemKey(ana.team.account.id, mutation.record);
    const number = ana.board().items.get(key)?.number ?? 0;
    const seenBy = async (who: typeof bo): Promise<Item | undefined> => {
      assert.equal(await who.pull(), undefined);
      return who.board().items.get(key);
    };
    return { ana, bo, mutation, key, number, seenBy };
  }

  it('people and repositories are read', async () => {
    const access = accessOf(github, clock, 'ana');
    const me = await whoAmI(access);
    assert.ok('login' in me && me.login === 'ana' && me.id > 0);
    const { role, hasIssues, archived, defaultBranch, isPrivate } = (await inspectRepository(
      access,
      'acme',
      'team',
    )) as Exclude<Awaited<ReturnType<typeof inspectRepository>>, { kind: string }>;
    assert.deepEqual(
      { hasIssues, archived, defaultBranch, isPrivate },
      {
        hasIssues: true,
        archived: false,
        defaultBranch: 'main',
        isPrivate: true,
      },
    );
    assert.ok(['read', 'triage', 'write'].includes(role));
    assert.deepEqual(await inspectRepository(access, 'acme', 'nothing'), { kind: 'repositoryMissing' });
  });

  it('a token that is not known there is signed out', async () => {
    const access = { ...accessOf(github, clock, 'ana'), token: async () => 'stale' };
    assert.deepEqual(await whoAmI(access), { kind: 'signedOut' });
  });

  it('a blocker is an issue with a label and its owner, and a teammate reads it as it was meant', async () => {
    const { bo, ana, mutation, number, seenBy } = await given({
      notes: 'since the storm',
      owner: 'bo',
      needBy: '2026-11-27T12:00:00Z',
    });
    const { title, labels, assignees, state } = await issue(number);
    assert.deepEqual(
      [title, labels.map(({ name }) => name), assignees.map(({ login }) => login), state],
      [mutation.words.title, ['blocked'], ['bo'], 'open'],
    );
    const item = await seenBy(bo);
    assert.deepEqual(
      [item?.title, item?.notes, item?.needBy, item?.owner, item?.ownerId, item?.by.login, item?.by.id, item?.number],
      [title, 'since the storm', '2026-11-27T12:00:00Z', 'bo', bo.team.account.id, 'ana', ana.team.account.id, number],
    );
  });

  it('an owner who cannot be assigned does not cost the blocker, nor its label', async () => {
    const { bo, number, seenBy } = await given({ owner: 'stranger' });
    const { labels, assignees, body } = await issue(number);
    assert.deepEqual([labels.length, assignees.length], [1, 0]);
    assert.match(body, /stranger/);
    assert.equal((await seenBy(bo))?.owner, 'stranger');
  });

  it('what was captured is found again, and what was not is not', async () => {
    const { ana, mutation } = await given();
    const found = await ana.find(mutation);
    assert.equal(found.kind, 'done');
    assert.equal((await ana.find(capture({}, { team: ana.team }))).kind, 'absent');
    assert.equal((await all()).filter(({ title }) => title === mutation.words.title).length, 1);
  });

  it('a comment is there once, is found again, and is counted', async () => {
    const { ana, bo, key, number, seenBy } = await given();
    const said = comment(key, 'Still stuck. ^@x: <b>not</b> `moving` 🛠', { team: ana.team });
    assert.equal((await ana.find(said)).kind, 'absent');
    assert.equal((await ana.push(said)).kind, 'done');
    assert.equal((await ana.find(said)).kind, 'done');
    assert.equal((await ana.find(comment(key, 'another', { team: ana.team }))).kind, 'absent');
    const [only, ...more] = await comments(number);
    assert.match(only?.body ?? '', /^Still stuck\. \^@x: <b>not<\/b> `moving` 🛠/m);
    assert.equal(more.length, 0);
    assert.equal((await seenBy(bo))?.comments, 1);
  });

  it('an edit changes what it names, and leaves labels and other assignees of others alone', async () => {
    const { ana, bo, key, number, seenBy } = await given({ notes: 'first', owner: 'bo' });
    await github.ask('bo', `PATCH /repos/acme/team/issues/${number}`, {
      labels: ['blocked', 'infra'],
      assignees: ['bo', 'ana'],
    });
    await ana.pull();
    const changes = edit(
      key,
      { title: 'the beam is bent', needBy: '2026-12-01T12:00:00Z', owner: 'cy' },
      { team: ana.team },
    );
    assert.equal((await ana.push(changes)).kind, 'done');
    const { title, labels, assignees } = await issue(number);
    assert.equal(title, 'the beam is bent');
    assert.deepEqual(labels.map(({ name }) => name).sort(), ['blocked', 'infra']);
    assert.deepEqual(assignees.map(({ login }) => login).sort(), ['ana', 'cy']);
    const item = await seenBy(bo);
    assert.deepEqual(
      [item?.title, item?.notes, item?.needBy, item?.owner],
      ['the beam is bent', 'first', '2026-12-01T12:00:00Z', 'cy'],
    );
    assert.equal((await ana.find(changes)).kind, 'done');
  });

  it('an edit to an owner who cannot be assigned is refused by name, and nothing has changed', async () => {
    const { ana, key, number } = await given({ notes: 'first', owner: 'bo' });
    const before = await issue(number);
    const outcome = await ana.push(edit(key, { owner: 'stranger' }, { team: ana.team }));
    assert.deepEqual(outcome, {
      kind: 'refused',
      reason: { kind: 'unassignable', detail: '@stranger', repository: 'acme/team' },
    });
    assert.deepEqual(await issue(number), before);
  });

  it('a blocker is resolved, not needed or reopened, and each is seen and found again', async () => {
    const { ana, bo, key, number, seenBy } = await given();
    await clock.advance(60_000);
    const solved = resolve(key, { team: ana.team });
    assert.equal((await ana.find(solved)).kind, 'absent');
    assert.equal((await ana.push(solved)).kind, 'done');
    assert.deepEqual([(await issue(number)).state_reason, (await seenBy(bo))?.state], ['completed', 'closed']);
    assert.equal((await ana.find(solved)).kind, 'done');
    await clock.advance(60_000);
    const again = reopen(key, { team: ana.team });
    assert.equal((await ana.push(again)).kind, 'done');
    const item = await seenBy(bo);
    assert.deepEqual([item?.state, item?.isReopened], ['open', true]);
    assert.equal((await ana.find(again)).kind, 'done');
    await clock.advance(60_000);
    assert.equal((await ana.push(resolve(key, { team: ana.team, isNotNeeded: true }))).kind, 'done');
    assert.deepEqual([(await issue(number)).state_reason, (await seenBy(bo))?.state], ['not_planned', 'closed']);
  });

  it('the roster is opened once, and a status is one comment that is edited', async () => {
    const { ana, bo } = await given();
    const roster = openRoster({ team: ana.team });
    assert.equal((await ana.push(roster)).kind, 'done');
    assert.equal((await ana.find(roster)).kind, 'done');
    await bo.pull();
    assert.equal((await bo.push(openRoster({ team: bo.team }))).kind, 'done');
    const [number = 0, ...more] = bo.board().rosters.keys();
    assert.deepEqual(more, []);
    for (const text of ['in a call', 'writing']) {
      await clock.advance(60_000);
      const status = setStatus(
        { said: { mode: 'busy', text } },
        { team: ana.team, at: new Date(clock.now()).toISOString() },
      );
      assert.equal((await ana.push(status)).kind, 'done');
      assert.equal((await ana.find(status)).kind, 'done');
    }
    assert.equal((await comments(number)).length, 1);
    await bo.pull();
    assert.equal(bo.board().statuses.get(ana.team.account.id)?.status.text, 'writing');
    await github.ask('ana', `DELETE /repos/acme/team/issues/comments/${(await comments(number))[0]?.id}`);
    await bo.pull();
    assert.equal(bo.board().statuses.get(ana.team.account.id), undefined);
  });

  it('a promise is one comment that is edited', async () => {
    const { ana, bo, key, number, seenBy } = await given({ owner: 'bo' });
    await seenBy(bo);
    for (const promised of ['2026-11-24T10:00:00Z', '2026-11-25T10:00:00Z']) {
      const promise = givePromise(key, promised, { team: bo.team });
      assert.equal((await bo.push(promise)).kind, 'done');
      assert.equal((await bo.find(promise)).kind, 'done');
    }
    assert.equal((await comments(number)).length, 1);
    assert.equal((await ana.find(givePromise(key, '2026-11-25T10:00:00Z', { team: ana.team }))).kind, 'absent');
  });

  it('hundreds of issues are read over pages, each once, and stay as they are while nothing changes', async () => {
    const bo = await memberOf(github, clock, 'bo', 'many');
    const by = { id: bo.team.account.id, login: 'bo' };
    for (let n = 0; n < 230; n++) {
      await clock.advance(1_000);
      await github.ask(
        'bo',
        'POST /repos/acme/many/issues',
        writeBlocker({ id: newId(), by, words: { title: `blocker ${n}` } }),
      );
    }
    const ana = await memberOf(github, clock, 'ana', 'many');
    assert.equal(await ana.pull('full'), undefined);
    assert.equal(ana.board().items.size, 230);
    await github.ask('bo', 'PATCH /repos/acme/many/issues/7', { state: 'closed' });
    assert.equal(await ana.pull(), undefined);
    const open = [...ana.board().items.values()].filter(({ state }) => state === 'open');
    assert.deepEqual([ana.board().items.size, open.length], [230, 229]);
    const asBefore = ana.board();
    assert.equal(await ana.pull('full'), undefined);
    assert.deepEqual(ana.board().items, asBefore.items);
  });

  it('a repository that was renamed is found by its number, and nothing is lost or doubled', async () => {
    const ana = await memberOf(github, clock, 'ana', 'old');
    const first = capture({ title: 'before' }, { team: ana.team });
    assert.equal((await ana.push(first)).kind, 'done');
    await github.ask('ana', 'PATCH /repos/acme/old', { name: 'new' });
    const second = capture({ title: 'after' }, { team: ana.team });
    assert.equal((await ana.push(second)).kind, 'done');
    assert.equal((await ana.find(first)).kind, 'done');
    assert.equal(await ana.pull(), undefined);
    assert.equal(ana.remote.repository().name, 'new');
    assert.equal((await github.ask<readonly Told[]>('bo', 'GET /repos/acme/new/issues?state=all')).length, 2);
  });
});
