import assert from 'node:assert/strict';
import { type Team, team } from './team.js';

const at = 'acme/team';
const blockers = (number: number, where = at) => `/repos/${where}/issues/${number}/dependencies/blocked_by`;

describe('simulated GitHub: dependencies', () => {
  const titles = async ({ ask }: Team, who: string, path: string) =>
    (await ask(who, 'GET', path)).json.map(({ title }: { title: string }) => title);

  it('reach into other repositories that whoever sets them can read, and are shown to those who can', async () => {
    const made = team();
    const { github, ask } = made;
    github.addRepository({ owner: 'acme', name: 'secret', private: true, roles: { triage: 'read' } });
    const blocked = github.as('read').createIssue('acme/open', { title: 'Beam' });
    const secret = github.as('owner').createIssue('acme/secret', { title: 'Power' });
    const set = (who: string) => ask(who, 'POST', blockers(1, 'acme/open'), { issue_id: secret.id });
    assert.equal((await set('read')).status, 403);
    assert.equal((await set('write')).status, 422, 'as good as none');
    assert.equal((await set('triage')).status, 201);
    assert.deepEqual(await titles(made, 'triage', blockers(1, 'acme/open')), ['Power']);
    assert.deepEqual(await titles(made, 'write', blockers(1, 'acme/open')), []);
    assert.throws(() => github.as('write').removeBlocker('acme/open', blocked.number, secret.id + 1), { status: 404 });
    github.as('triage').removeBlocker('acme/open', blocked.number, secret.id);
    assert.deepEqual(await titles(made, 'triage', blockers(1, 'acme/open')), []);
  });

  it('are between issues: a pull request neither blocks nor is blocked', async () => {
    const { github, ask } = team();
    const issue = github.as('read').createIssue(at, { title: 'Beam' });
    const pull = github.issue(at, github.addPullRequest(at, { author: 'write', title: 'Fix the beam' }));
    const words = 'Target issue may only be an issue';
    for (const [blocked, blocker] of [
      [issue, pull],
      [pull, issue],
    ] as const) {
      const refused = await ask('admin', 'POST', blockers(blocked.number), { issue_id: blocker.id });
      assert.deepEqual([refused.status, refused.json.message], [422, words]);
    }
  });

  it('may go round in circles, and end with what is deleted', async () => {
    const made = team();
    const { github } = made;
    const issues = ['One', 'Two', 'Three'].map((title) => github.as('read').createIssue(at, { title }));
    for (const [place, { number }] of issues.entries())
      github.as('triage').addBlocker(at, number, issues[(place + 1) % 3]?.id ?? 0);
    assert.deepEqual(await titles(made, 'read', blockers(3)), ['One']);
    github.deleteIssue(at, 1);
    assert.deepEqual(await titles(made, 'read', blockers(3)), []);
    assert.deepEqual(await titles(made, 'read', blockers(2)), ['Three']);
  });

  for (const transferredDependencies of ['kept', 'lost'] as const)
    it(`are ${transferredDependencies} when an issue in the middle is transferred`, async () => {
      const made = team({ transferredDependencies });
      const { github } = made;
      const [first, second, third] = ['One', 'Two', 'Three'].map((title) =>
        github.as('read').createIssue(at, { title }),
      );
      assert.ok(first && second && third);
      github.as('triage').addBlocker(at, 1, second.id);
      github.as('triage').addBlocker(at, 2, third.id);
      github.addRepository({ owner: 'acme', name: 'attic', private: true, roles: { read: 'read', write: 'write' } });
      const number = github.as('write').transferIssue(at, 2, 'acme/attic');
      const isKept = transferredDependencies === 'kept';
      assert.deepEqual(await titles(made, 'read', blockers(1)), isKept ? ['Two'] : []);
      assert.deepEqual(await titles(made, 'read', blockers(number, 'acme/attic')), isKept ? ['Three'] : []);
      const blocking = await titles(made, 'read', '/repos/acme/team/issues/3/dependencies/blocking');
      assert.deepEqual(blocking, isKept ? ['Two'] : []);
    });

  it('are unknown to an older server: 404 for every route, nothing in an issue, and nobody’s mistake', async () => {
    const { github, ask } = team({ dependencies: 'unknown' });
    const one = github.as('read').createIssue(at, { title: 'One' });
    github.as('read').createIssue(at, { title: 'Two' });
    for (const [method, path, body] of [
      ['GET', blockers(2)],
      ['POST', blockers(2), { issue_id: one.id }],
      ['DELETE', `${blockers(2)}/${one.id}`],
      ['GET', '/repos/acme/team/issues/1/dependencies/blocking'],
    ] as const)
      assert.equal((await ask('admin', method, path, body)).status, 404, `${method} ${path}`);
    const { json } = await ask('admin', 'GET', '/repos/acme/team/issues/1');
    assert.equal('issue_dependencies_summary' in json, false);
    assert.deepEqual([github.log.invalid, github.faults], [[], []]);
  });
});
