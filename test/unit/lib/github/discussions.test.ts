import assert from 'node:assert/strict';
import { idOf } from './inboxes.js';
import { roles, team } from './team.js';

const at = 'acme/team';

describe('simulated GitHub: discussions', () => {
  const forum = () => {
    const made = team();
    made.github.setRepository(at, { hasDiscussions: true });
    return made;
  };
  const question = { category: 'Q&A', title: 'Which lamp oil?', body: '@triage may know' } as const;

  it('are begun and answered by everybody who reads, and counted together with issues', () => {
    const { github } = forum();
    for (const who of roles) {
      const { number } = github.as(who).createDiscussion(at, question);
      github.as(who).commentOnDiscussion(at, number, 'Rape seed');
      assert.equal(github.as(who).createIssue(at, { title: 'Beam' }).number, number + 1);
    }
    assert.equal(github.discussions(at).length, roles.length);
    assert.throws(() => github.as('olga').createDiscussion(at, question), { status: 404 });
    assert.throws(() => github.as('read').createDiscussion(at, { ...question, title: ' ' }), { status: 422 });
    assert.throws(() => github.as('read').commentOnDiscussion(at, 1, ''), { status: 422 });
    assert.throws(() => github.as('read').commentOnDiscussion(at, 2, 'An issue'), { status: 404 });
  });

  it('cannot be had where they are switched off', () => {
    const { github } = forum();
    github.as('read').createDiscussion(at, question);
    github.setRepository(at, { hasDiscussions: false });
    assert.throws(() => github.as('admin').createDiscussion(at, question), { status: 404 });
    assert.throws(() => github.as('admin').commentOnDiscussion(at, 1, 'Still there?'), { status: 404 });
  });

  it('are answered by the word of whoever asked or has triage, where questions are asked', () => {
    const { github } = forum();
    for (const who of roles) {
      const { number } = github.as('read').createDiscussion(at, question);
      const idea = github.as('read').createDiscussion(at, { ...question, category: 'Ideas' }).number;
      const { id } = github.as('write').commentOnDiscussion(at, number, 'Rape seed');
      const other = github.as('write').commentOnDiscussion(at, idea, 'Why not').id;
      assert.equal(github.as(who).markAnswer(at, number, id).answer?.comment, id);
      assert.throws(() => github.as(who).markAnswer(at, number, other), { status: 404 });
      assert.throws(() => github.as(who).markAnswer(at, idea, other), { status: 422 });
      assert.equal(github.as(who).unmarkAnswer(at, number).answer, null);
    }
    const { number } = github.as('admin').createDiscussion(at, question);
    const { id } = github.as('admin').commentOnDiscussion(at, number, 'Rape seed');
    assert.throws(() => github.as('read').markAnswer(at, number, id), { status: 403 });
    github.as('triage').markAnswer(at, number, id);
    assert.throws(() => github.as('read').unmarkAnswer(at, number), { status: 403 });
    assert.throws(() => github.as('read').closeDiscussion(at, number), { status: 403 });
    github.as('triage').closeDiscussion(at, number);
    assert.ok(github.discussions(at).at(-1)?.closedAt);
  });

  it('are told to whoever is mentioned and to whoever takes part, without an address', async () => {
    const { github, ask } = forum();
    github.as('read').createDiscussion(at, question);
    assert.equal(github.threads('triage')[0]?.reason, 'mention');
    github.as('triage').commentOnDiscussion(at, 1, 'Rape seed. @write, no?');
    const [thread] = github.threads('read');
    assert.deepEqual([thread?.reason, thread?.kind, thread?.number], ['author', 'Discussion', 1]);
    assert.equal(github.threads('write')[0]?.reason, 'mention');
    const told = await ask('read', 'GET', '/notifications');
    const { subject } = told.json[0];
    assert.deepEqual(subject, {
      title: 'Which lamp oil?',
      url: null,
      latest_comment_url: null,
      type: 'Discussion',
    });
    assert.equal((await ask('read', 'PATCH', `/notifications/threads/${idOf(told)}`)).status, 205);
    assert.deepEqual((await ask('read', 'GET', '/notifications')).json, []);
  });

  it('go back to a snapshot', () => {
    const { github } = forum();
    github.as('read').createDiscussion(at, question);
    const restore = github.snapshot();
    github.as('read').commentOnDiscussion(at, 1, 'Found it');
    restore();
    assert.equal(github.discussions(at)[0]?.comments.length, 0);
  });
});
