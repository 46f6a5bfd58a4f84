import assert from 'node:assert/strict';
import { Octokit } from 'octokit';
import { routes } from '../../lib/github/router.js';
import { buildSampleTeam } from '../../lib/github/sampleTeam.js';
import { createGithub } from '../../lib/github/simulation.js';
import { loadValidator } from '../../lib/github/validate.js';
import { type Team, team } from '../../unit/lib/github/team.js';

/** A request of every route, in an order in which all succeed. Placeholders are filled in as things are made. */
const tour: readonly (readonly [string, string, unknown?])[] = [
  ['GET', '/user'],
  ['GET', '/users/read'],
  ['GET', '/rate_limit'],
  ['GET', '/user/repos?per_page=100&sort=pushed&direction=desc&affiliation=owner,organization_member'],
  ['GET', '/repos/acme/team'],
  ['GET', '/repos/acme/team/collaborators'],
  ['GET', '/repos/acme/team/collaborators/triage/permission'],
  ['GET', '/repos/acme/team/assignees'],
  ['GET', '/repos/acme/team/assignees/write'],
  ['GET', '/repos/acme/team/contents/.github'],
  ['GET', '/repos/acme/team/contents/.github/makertime.yml'],
  ['POST', '/repos/acme/team/labels', { name: 'blocked', color: 'b60205', description: 'Cannot go on' }],
  ['GET', '/repos/acme/team/labels'],
  ['GET', '/repos/acme/team/labels/blocked'],
  ['PATCH', '/repos/acme/team/labels/blocked', { new_name: 'stuck', color: '000000' }],
  ['POST', '/repos/acme/team/issues', { title: 'Beam', body: 'Down', labels: ['stuck'], assignees: ['write'] }],
  ['POST', '/repos/acme/team/issues', { title: 'Power' }],
  ['GET', '/repos/acme/team/issues?state=all&sort=updated&direction=desc&per_page=1&since=2026-11-20T00:00:00Z'],
  ['GET', '/repos/acme/team/issues/1'],
  [
    'PATCH',
    '/repos/acme/team/issues/1',
    { state: 'closed', state_reason: 'not_planned', labels: [], assignees: ['admin'] },
  ],
  ['POST', '/repos/acme/team/issues/1/assignees', { assignees: ['write'] }],
  ['DELETE', '/repos/acme/team/issues/1/assignees', { assignees: ['write'] }],
  ['POST', '/repos/acme/team/issues/1/labels', { labels: ['stuck', 'new'] }],
  ['PUT', '/repos/acme/team/issues/1/labels', { labels: ['stuck', 'other'] }],
  ['GET', '/repos/acme/team/issues/1/labels'],
  ['DELETE', '/repos/acme/team/issues/1/labels/other'],
  ['DELETE', '/repos/acme/team/issues/1/labels'],
  ['PUT', '/repos/acme/team/issues/1/lock', { lock_reason: 'resolved' }],
  ['DELETE', '/repos/acme/team/issues/1/lock'],
  ['POST', '/repos/acme/team/issues/1/comments', { body: 'Looking' }],
  ['GET', '/repos/acme/team/issues/1/comments?per_page=1'],
  ['GET', '/repos/acme/team/issues/comments?sort=updated&direction=desc&since=2026-11-20T00:00:00Z'],
  ['GET', '/repos/acme/team/issues/comments/COMMENT'],
  ['PATCH', '/repos/acme/team/issues/comments/COMMENT', { body: 'Found it' }],
  ['DELETE', '/repos/acme/team/issues/comments/COMMENT'],
  ['POST', '/repos/acme/team/issues/1/dependencies/blocked_by', { issue_id: 'BLOCKER' }],
  ['GET', '/repos/acme/team/issues/1/dependencies/blocked_by'],
  ['GET', '/repos/acme/team/issues/2/dependencies/blocking'],
  ['DELETE', '/repos/acme/team/issues/1/dependencies/blocked_by/BLOCKER'],
  ['DELETE', '/repos/acme/team/labels/stuck'],
  ['GET', '/notifications?all=true&participating=false&since=2026-11-20T00:00:00Z&before=2027-01-01T00:00:00Z'],
  ['GET', '/repos/acme/team/notifications?per_page=100&page=1'],
  ['GET', '/notifications/threads/THREAD'],
  ['PUT', '/notifications/threads/THREAD/subscription', { ignored: true }],
  ['GET', '/notifications/threads/THREAD/subscription'],
  ['PUT', '/notifications/threads/THREAD/subscription'],
  ['DELETE', '/notifications/threads/THREAD/subscription'],
  ['PATCH', '/notifications/threads/THREAD'],
  ['DELETE', '/notifications/threads/THREAD'],
  ['PUT', '/repos/acme/team/notifications', { last_read_at: '2026-11-21T12:00:00Z' }],
  ['PUT', '/notifications'],
];

describe('simulated GitHub, against the official description', () => {
  it('answers every route as described', async () => {
    const made = team({ validate: true });
    made.github.putFile('acme/team', '.github/makertime.yml', 'roster: 1\n');
    made.github.addPullRequest('acme/open', { author: 'write', title: 'Fix the beam', assignees: ['admin'] });
    const reached = await walk(made);
    assert.deepEqual(made.github.faults, []);
    assert.deepEqual(made.github.log.invalid, []);
    const all = routes.map(({ method, template }) => `${method} ${template}`);
    assert.deepEqual(
      all.filter((route) => !reached.some((path) => pattern(route).test(path))),
      [],
      'routes the tour does not visit',
    );
  });

  it('refuses as described', async () => {
    const { github, ask } = team({ validate: true });
    github.as('admin').createIssue('acme/team', { title: 'One' });
    github.as('admin').createIssue('acme/team', { title: 'Two' });
    github.as('admin').createIssue('acme/open', { title: 'Three' });
    github.deleteIssue('acme/team', 2);
    github.transferIssue('acme/open', 1, 'acme/team');
    const statuses = [];
    for (const [who, method, path, body] of [
      [undefined, 'GET', '/user'],
      ['olga', 'GET', '/repos/acme/team'],
      ['read', 'GET', '/repos/acme/team/issues/2'],
      ['read', 'GET', '/repos/acme/open/issues/1'],
      ['read', 'PATCH', '/repos/acme/team/issues/1', { state: 'closed' }],
      ['read', 'POST', '/repos/acme/team/issues', { title: '' }],
      ['read', 'POST', '/repos/acme/team/issues/1/comments', { body: ' ' }],
      ['read', 'GET', '/repos/acme/team/collaborators'],
      ['read', 'GET', '/repos/acme/team/issues?creator=nobody'],
    ] as const) {
      statuses.push((await ask(who, method, path, body)).status);
    }
    assert.deepEqual(statuses, [401, 404, 410, 301, 403, 422, 422, 403, 422]);
    assert.deepEqual(github.faults, []);
    assert.deepEqual(github.log.invalid, []);
  });

  it('tells requests that violate the description, even where GitHub would let them pass', async () => {
    const { github, ask } = team({ validate: true });
    const issues = '/repos/acme/team/issues';
    assert.equal((await ask('read', 'POST', issues, { title: 'x', labels: 'blocked' })).status, 422);
    assert.equal((await ask('read', 'GET', `${issues}?perpage=5`)).status, 200);
    assert.equal((await ask('read', 'GET', `${issues}?per_page=many`)).status, 200);
    assert.equal((await ask('read', 'GET', `${issues}?since=yesterday`)).status, 422);
    assert.equal((await ask('olga', 'POST', issues, { titel: 'x' })).status, 404);
    assert.deepEqual(
      github.log.invalid.map(({ invalidRequest }) => invalidRequest),
      [
        '/labels must be array',
        'there is no parameter "perpage"',
        'parameter "per_page" cannot be "many"',
        'parameter "since" cannot be "yesterday"',
        "/ must have required property 'title'",
      ],
    );
    assert.equal(github.issues('acme/team').length, 0);
  });

  it('shows the sample team as described, to each of its people', async () => {
    const github = createGithub();
    const { tokens, repository } = buildSampleTeam(github);
    for (const token of Object.values(tokens)) {
      for (const path of ['/user', '/user/repos', `/repos/${repository}`, `/repos/${repository}/issues?state=all`]) {
        const headers = { authorization: `Bearer ${token}` };
        assert.equal((await github.fetch(`https://api.github.com${path}`, { headers })).status, 200);
      }
    }
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });

  it('speaks with octokit', async () => {
    const { github } = team({ validate: true });
    const octokit = new Octokit({
      auth: github.token('write'),
      request: { fetch: github.fetch },
      retry: { enabled: false },
      throttle: { enabled: false },
    });
    const at = { owner: 'acme', repo: 'team' };
    const { data: blocker } = await octokit.rest.issues.create({ ...at, title: 'Power' });
    const { data: issue } = await octokit.rest.issues.create({ ...at, title: 'Beam', labels: ['blocked'] });
    await octokit.rest.issues.addBlockedByDependency({ ...at, issue_number: issue.number, issue_id: blocker.id });
    await octokit.rest.issues.createComment({ ...at, issue_number: issue.number, body: 'Looking' });
    const first = await octokit.rest.issues.listForRepo({ ...at, labels: 'blocked' });
    const again = octokit.rest.issues.listForRepo({
      ...at,
      labels: 'blocked',
      headers: { 'if-none-match': first.headers.etag ?? '' },
    });
    await assert.rejects(again, { status: 304 });
    assert.equal(first.data[0]?.issue_dependencies_summary?.blocked_by, 1);
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });
});

describe('the comparison with the official description', () => {
  it('finds what is missing, of the wrong type, null or undeclared, and lets null stand where it may', async () => {
    const validator = await loadValidator();
    const route = routes.find(
      ({ method, template }) => method === 'GET' && template.endsWith('/comments/{comment_id}'),
    );
    assert.ok(route);
    const match = { route, params: {}, path: '' };
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    const { id } = github.as('read').comment('acme/team', 1, 'Hm');
    const { json } = await ask('read', 'GET', `/repos/acme/team/issues/comments/${id}`);
    const { user: _user, ...nameless } = json;
    assert.equal(validator.checkResponse(match, 200, json), undefined);
    assert.equal(validator.checkResponse(match, 200, { ...json, user: null }), undefined);
    assert.match(validator.checkResponse(match, 200, nameless) ?? '', /user/);
    assert.match(validator.checkResponse(match, 200, { ...json, id: 'x' }) ?? '', /\/id must be integer/);
    assert.match(validator.checkResponse(match, 200, { ...json, created_at: null }) ?? '', /\/created_at/);
    assert.match(validator.checkResponse(match, 200, { ...json, created_at: 'today' }) ?? '', /date-time/);
    assert.match(
      validator.checkResponse(match, 200, { ...json, author_association: 'FRIEND' }) ?? '',
      /allowed values/,
    );
    assert.match(validator.checkResponse(match, 206, json) ?? '', /206/);
  });
});

async function walk({ ask }: Team): Promise<string[]> {
  const reached: string[] = [];
  const known = new Map<string, unknown>();
  for (const [method, path, body] of tour) {
    const filled = path.replace(/[A-Z]{4,}/, (name) => String(known.get(name)));
    const sent = body && JSON.parse(JSON.stringify(body).replace('"BLOCKER"', String(known.get('BLOCKER'))));
    const { status, json } = await ask('admin', method, filled, sent);
    assert.ok(status < 300, `${method} ${filled}: ${status} ${JSON.stringify(json)}`);
    if (method === 'POST' && path.endsWith('/comments')) known.set('COMMENT', json.id);
    if (path.startsWith('/notifications?')) known.set('THREAD', json[0].id);
    if (method === 'POST' && path.endsWith('/issues')) known.set('BLOCKER', json.id);
    reached.push(`${method} ${filled.split('?')[0]}`);
  }
  return reached;
}

const pattern = (route: string): RegExp =>
  new RegExp(`^${route.replace('{path}', '.+').replace(/\{\w+\}/g, '[^/]+')}$`);
