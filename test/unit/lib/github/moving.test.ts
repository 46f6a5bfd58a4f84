import assert from 'node:assert/strict';
import { roles, team } from './team.js';

const at = 'acme/team';

describe('simulated GitHub: issues that leave', () => {
  const issue = '/repos/acme/team/issues/1';
  const withIssue = (options: Parameters<typeof team>[0] = {}) => {
    const made = team(options);
    made.github.setRepository(at, { hasDiscussions: true });
    made.github.as('read').createIssue(at, { title: 'Beam', body: 'Is down' });
    made.github.as('write').comment(at, 1, 'Since when?');
    return made;
  };

  it('are transferred by people who can write in both places, and never into the open', async () => {
    for (const who of roles) {
      const { github, ask } = withIssue();
      const everywhere = Object.fromEntries(roles.map((role) => [role, role]));
      github.addRepository({ owner: 'acme', name: 'attic', private: true, roles: { ...everywhere, admin: 'read' } });
      const move = () => github.as(who).transferIssue(at, 1, 'acme/attic');
      assert.throws(() => github.as('maintain').transferIssue(at, 1, 'acme/open'), { status: 422 });
      if (who === 'write' || who === 'maintain') {
        move();
        assert.equal((await ask('read', 'GET', issue)).status, 301);
      } else assert.throws(move, { status: 403 }, who);
    }
  });

  it('are deleted by administrators', async () => {
    for (const who of roles) {
      const { github, ask } = withIssue();
      const remove = () => github.as(who).deleteIssue(at, 1);
      if (who !== 'admin') assert.throws(remove, { status: 403 }, who);
      else {
        remove();
        assert.equal((await ask('read', 'GET', issue)).status, 410);
      }
    }
  });

  it('become discussions with their comments and followers, by triage and above', async () => {
    for (const who of roles) {
      const { github, ask } = withIssue();
      const convert = () => github.as(who).convertIssue(at, 1, 'Q&A');
      if (who === 'read') {
        assert.throws(convert, { status: 403 });
        continue;
      }
      const { number, title, body, author, comments } = convert();
      assert.deepEqual([number, title, body, author], [2, 'Beam', 'Is down', github.idOf('read')]);
      assert.deepEqual(
        comments.map((comment) => comment.body),
        ['Since when?'],
      );
      assert.deepEqual([(await ask('read', 'GET', issue)).status, github.issues(at).length], [410, 0]);
      github.as('admin').commentOnDiscussion(at, number, 'Since noon');
      assert.equal(github.threads('read')[0]?.kind, 'Discussion');
    }
  });

  it('may stay behind, closed and locked, when they become discussions', async () => {
    const { github, ask } = withIssue({ convertedIssues: 'closed' });
    github.as('triage').convertIssue(at, 1, 'Q&A');
    const { status, json } = await ask('read', 'GET', issue);
    assert.deepEqual([status, json.state, json.locked], [200, 'closed', true]);
    assert.equal((await ask('read', 'POST', `${issue}/comments`, { body: 'Hm' })).status, 403);
  });

  it('do none of that where there are no discussions, or as pull requests', () => {
    const { github } = withIssue();
    const number = github.addPullRequest(at, { author: 'write', title: 'Fix the beam' });
    const admin = github.as('admin');
    assert.throws(() => admin.convertIssue(at, number, 'Q&A'), { status: 404 });
    assert.throws(() => admin.deleteIssue(at, number), { status: 404 });
    assert.throws(() => admin.transferIssue(at, number, 'acme/open'), { status: 404 });
    github.setRepository(at, { hasDiscussions: false });
    assert.throws(() => admin.convertIssue(at, 1, 'Q&A'), { status: 404 });
    assert.throws(() => github.as('olga').deleteIssue(at, 1), { status: 404 });
  });
});
