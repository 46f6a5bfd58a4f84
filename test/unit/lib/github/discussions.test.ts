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

describe('simulated GitHub: what people do with discussions', () => {
  const asked = () => {
    const made = team();
    made.github.setRepository(at, { hasDiscussions: true });
    made.github.as('read').createDiscussion(at, { category: 'Q&A', title: 'Which lamp oil?', body: 'It smokes.' });
    const { id } = made.github.as('write').commentOnDiscussion(at, 1, 'Rape seed');
    const discussion = () => {
      const [one] = made.github.discussions(at);
      assert.ok(one);
      return one;
    };
    return { ...made, id, discussion };
  };

  it('announce as maintainers, and begin no polls through the API', async () => {
    const { github, ask } = asked();
    const news = { category: 'Announcements', title: 'New lamp', body: 'On Monday' };
    assert.throws(() => github.as('write').createDiscussion(at, news), { status: 403 });
    assert.equal(github.as('maintain').createDiscussion(at, news).number, 2);
    assert.throws(() => github.as('read').createDiscussion(at, { ...news, category: 'Nowhere' }), { status: 404 });
    const query = `mutation { createDiscussion(input: {
      repositoryId: "${await nodeIdOf(ask)}", categoryId: "${github.categoryId(at, 'Polls')}", title: "x", body: "x"
    }) { discussion { number } } }`;
    const { json } = await ask('admin', 'POST', '/graphql', { query });
    assert.deepEqual([json.data.createDiscussion, json.errors[0].type], [null, 'UNPROCESSABLE']);
  });

  it('reply to comments, and to no reply', () => {
    const { github, id, discussion } = asked();
    const reply = github.as('triage').commentOnDiscussion(at, 1, 'Where from?', id);
    assert.equal(discussion().comments[1]?.replyTo, id);
    assert.throws(() => github.as('read').commentOnDiscussion(at, 1, 'And?', reply.id), { status: 422 });
    assert.throws(() => github.as('read').commentOnDiscussion(at, 1, 'And?', 5), { status: 404 });
  });

  it('may not speak in a locked one without write access', () => {
    const { github } = asked();
    assert.throws(() => github.as('read').lockDiscussion(at, 1), { status: 403 });
    github.as('triage').lockDiscussion(at, 1);
    assert.throws(() => github.as('triage').commentOnDiscussion(at, 1, 'Hm'), { status: 403 });
    assert.throws(() => github.as('read').react(at, 1, 'EYES'), { status: 403 });
    assert.ok(github.as('write').commentOnDiscussion(at, 1, 'Hm'));
    github.as('triage').unlockDiscussion(at, 1);
    assert.ok(github.as('read').commentOnDiscussion(at, 1, 'Hm'));
  });

  it('edit and delete what they wrote themselves, and more with triage', () => {
    const { github, id, discussion } = asked();
    assert.throws(() => github.as('read').editDiscussionComment(at, 1, id, 'Mine'), { status: 403 });
    github.as('write').editDiscussionComment(at, 1, id, 'Colza');
    assert.deepEqual(
      [discussion().comments[0]?.body, discussion().comments[0]?.edited?.by],
      ['Colza', github.idOf('write')],
    );
    assert.throws(() => github.as('read').editDiscussion(at, 1, { category: 'Ideas' }), { status: 403 });
    github.as('triage').editDiscussion(at, 1, { category: 'Ideas', title: 'Oil' });
    assert.deepEqual([discussion().category, discussion().title], ['ideas', 'Oil']);
    github.as('read').commentOnDiscussion(at, 1, 'Where from?', id);
    github.as('write').deleteDiscussionComment(at, 1, id);
    assert.deepEqual([discussion().comments[0]?.body, discussion().comments.length], ['', 2], 'it has a reply');
    const { id: last } = github.as('read').commentOnDiscussion(at, 1, 'Never mind');
    github.as('triage').deleteDiscussionComment(at, 1, last);
    assert.equal(discussion().comments.length, 2);
    assert.throws(() => github.as('read').deleteDiscussion(at, 1), { status: 403 });
    github.as('triage').deleteDiscussion(at, 1);
    assert.deepEqual(github.discussions(at), []);
  });

  it('an answer that is deleted answers nothing', () => {
    const { github, id, discussion } = asked();
    github.as('read').markAnswer(at, 1, id);
    github.as('write').deleteDiscussionComment(at, 1, id);
    assert.equal(discussion().answer, null);
  });

  it('have ids of 32 bits', () => {
    const { discussion } = asked();
    for (const { id } of [discussion(), ...discussion().comments]) assert.ok(id < 2 ** 31, String(id));
  });

  it('are told to nobody when they are edited, reacted to or locked', () => {
    const { github, id } = asked();
    const before = github.threads('read')[0]?.updatedAt;
    github.as('write').editDiscussionComment(at, 1, id, '@read, Colza');
    github.as('write').react(at, 1, 'HEART');
    github.as('triage').lockDiscussion(at, 1);
    assert.equal(github.threads('read')[0]?.updatedAt, before);
    assert.equal(github.threads('triage').length, 0);
  });
});

async function nodeIdOf(ask: ReturnType<typeof team>['ask']): Promise<string> {
  const query = '{ repository(owner: "acme", name: "team") { id } }';
  return (await ask('admin', 'POST', '/graphql', { query })).json.data.repository.id;
}
