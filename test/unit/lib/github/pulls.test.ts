import assert from 'node:assert/strict';
import { roles, team } from './team.js';

const at = 'acme/team';

describe('simulated GitHub: pull requests', () => {
  const opened = () => {
    const made = team();
    const number = made.github.addPullRequest(at, { author: 'write', title: 'Fix the beam' });
    return { ...made, number, path: `/repos/acme/team/issues/${number}` };
  };
  const news = ({ github }: ReturnType<typeof team>, login: string) =>
    github.threads(login).map(({ reason, unread, latestComment }) => [reason, unread, latestComment]);

  it('tells the author of a review, and whoever is mentioned in it', () => {
    const made = opened();
    const { github, number } = made;
    github.as('maintain').submitReview(at, number, 'changesRequested', '@triage, is that so?');
    assert.deepEqual(news(made, 'write'), [['author', true, null]]);
    assert.deepEqual(news(made, 'triage'), [['mention', true, null]]);
    assert.deepEqual(news(made, 'maintain'), []);
  });

  it('asks a reviewer once, and again after a review', () => {
    const made = opened();
    const { github, clock, number } = made;
    const ask = () => github.as('write').requestReview(at, number, 'read');
    ask();
    github.as('read').readThread(at, number);
    clock.advance(60_000);
    ask();
    assert.deepEqual(news(made, 'read'), [['review_requested', false, null]]);
    github.as('read').submitReview(at, number, 'commented', 'What is this for?');
    ask();
    assert.deepEqual(news(made, 'read'), [['review_requested', true, null]]);
  });

  it('moves updated_at with a request, a review and the merge', () => {
    const { github, clock, number } = opened();
    const acts = [
      () => github.as('write').requestReview(at, number, 'read'),
      () => github.as('read').submitReview(at, number, 'approved'),
      () => github.as('write').mergePullRequest(at, number),
    ];
    for (const act of acts) {
      clock.advance(60_000);
      act();
      assert.equal(github.issue(at, number).updatedAt, Math.floor(clock.now() / 1000) * 1000);
    }
  });

  it('lets everybody who reads review, and nobody approve what is their own', () => {
    const { github, number } = opened();
    const write = github.as('write');
    for (const role of roles.filter((one) => one !== 'write')) github.as(role).submitReview(at, number, 'approved');
    assert.throws(() => write.submitReview(at, number, 'approved'), { status: 422 });
    assert.throws(() => write.submitReview(at, number, 'changesRequested', 'Hm'), { status: 422 });
    write.submitReview(at, number, 'commented', 'To whom it may concern');
    assert.throws(() => github.as('olga').submitReview(at, number, 'approved'), { status: 404 });
  });

  it('wants words for everything but approval, and a pull request', () => {
    const { github, number } = opened();
    const read = github.as('read');
    assert.throws(() => read.submitReview(at, number, 'commented'), { status: 422 });
    assert.throws(() => read.submitReview(at, number, 'changesRequested', ' '), { status: 422 });
    assert.throws(() => read.submitReview(at, number, 'approved', 'x'.repeat(65_537)), { status: 422 });
    const issue = read.createIssue(at, { title: 'Beam' }).number;
    for (const act of [
      () => read.submitReview(at, issue, 'approved'),
      () => github.as('admin').mergePullRequest(at, issue),
    ])
      assert.throws(act, { status: 404 });
  });

  it('keeps readers’ reviews out of locked conversations, and everybody’s out of archives', () => {
    const { github, number } = opened();
    github.as('admin').lockIssue(at, number);
    assert.throws(() => github.as('read').submitReview(at, number, 'approved'), { status: 403 });
    github.as('maintain').submitReview(at, number, 'approved');
    github.setRepository(at, { archived: true });
    assert.throws(() => github.as('admin').submitReview(at, number, 'approved'), { status: 403 });
    assert.throws(() => github.as('admin').mergePullRequest(at, number), { status: 403 });
  });

  it('is merged with write access, once, for good', async () => {
    const made = opened();
    const { github, ask, number, path } = made;
    assert.throws(() => github.as('triage').mergePullRequest(at, number), { status: 403 });
    github.as('maintain').mergePullRequest(at, number);
    assert.deepEqual(news(made, 'write'), [['author', true, null]]);
    const { json } = await ask('read', 'GET', path);
    assert.deepEqual([json.state, json.state_reason, json.closed_by.login], ['closed', null, 'maintain']);
    assert.equal(json.pull_request.merged_at, '2026-11-21T12:30:00Z');
    assert.throws(() => github.as('maintain').mergePullRequest(at, number), { status: 405 });
    assert.throws(() => github.as('admin').reopenIssue(at, number), { status: 422 });
  });

  it('can be closed without a merge and opened again, both without a reason', async () => {
    const { github, ask, number, path } = opened();
    github.as('write').closeIssue(at, number);
    const closed = (await ask('read', 'GET', path)).json;
    assert.deepEqual([closed.state, closed.state_reason, closed.pull_request.merged_at], ['closed', null, null]);
    github.as('write').reopenIssue(at, number);
    const open = (await ask('read', 'GET', path)).json;
    assert.deepEqual([open.state, open.state_reason], ['open', null]);
    github.as('write').mergePullRequest(at, number);
  });
});
