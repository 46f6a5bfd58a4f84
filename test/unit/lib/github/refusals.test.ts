import assert from 'node:assert/strict';
import { team } from './team.js';

const issues = '/repos/acme/team/issues';

describe('simulated GitHub: saying no', () => {
  it('turns away bad and revoked tokens, and nobody else for having none', async () => {
    const { github, ask } = team();
    const token = github.token('read');
    assert.equal((await ask(token, 'GET', '/user')).json.login, 'read');
    github.revokeToken(token);
    const refused = await ask(token, 'GET', '/user');
    assert.deepEqual([refused.status, refused.json.message, refused.json.status], [401, 'Bad credentials', '401']);
    assert.equal((await ask(undefined, 'GET', '/user')).json.message, 'Requires authentication');
    assert.equal((await ask(token, 'GET', '/repos/acme/open')).status, 401, 'a bad token is worse than none');
  });

  it('has no answer to addresses, methods and numbers that are not there', async () => {
    const { github, ask } = team();
    for (const [method, path] of [
      ['GET', '/repos/acme/team/issue'],
      ['PUT', issues],
      ['GET', `${issues}/1`],
      ['GET', `${issues}/one`],
      ['GET', `${issues}/comments/99`],
      ['GET', '/repos/acme/nothing'],
    ] as const) {
      const { status, json } = await ask('admin', method, path);
      assert.deepEqual([status, json.message], [404, 'Not Found'], path);
    }
    assert.equal(github.log.invalid.length, 2);
  });

  it('tells where a renamed repository went: 301 for reading, 307 for writing, nothing to strangers', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    github.renameRepository('acme/team', 'crew');
    const read = await ask('read', 'GET', `${issues}?state=all`);
    assert.deepEqual([read.status, read.json.message], [301, 'Moved Permanently']);
    const location = read.headers.get('location') ?? '';
    assert.match(location, /^https:\/\/api\.github\.com\/repositories\/\d+\/issues\?state=all$/);
    assert.equal(read.json.url, location);
    assert.equal((await ask('read', 'GET', location.replace('https://api.github.com', ''))).json.length, 1);
    const written = await ask('read', 'POST', issues, { title: 'Two' });
    assert.equal(written.status, 307);
    const target = (written.headers.get('location') ?? '').replace('https://api.github.com', '');
    assert.equal((await ask('read', 'POST', target, { title: 'Two' })).status, 201);
    assert.equal((await ask('olga', 'GET', issues)).status, 404);
    github.addRepository({ owner: 'acme', name: 'team' });
    assert.equal((await ask('olga', 'GET', '/repos/acme/team')).status, 200, 'a new one takes the name');
  });

  it('tells where a transferred issue went, with its comments, and only those who may see it', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/open', { title: 'One' });
    github.as('olga').comment('acme/open', 1, 'Hm');
    const number = github.transferIssue('acme/open', 1, 'acme/team');
    const moved = await ask('read', 'GET', '/repos/acme/open/issues/1');
    assert.equal(moved.status, 301);
    assert.match(moved.headers.get('location') ?? '', new RegExp(`/repositories/\\d+/issues/${number}$`));
    assert.equal((await ask('olga', 'GET', '/repos/acme/open/issues/1')).status, 404);
    const labels = await ask('write', 'POST', '/repos/acme/open/issues/1/labels', { labels: ['x'] });
    assert.match(labels.headers.get('location') ?? '', /\/labels$/);
    assert.equal((await ask('read', 'GET', `${issues}/${number}/comments`)).json[0].user.login, 'olga');
    assert.deepEqual((await ask('read', 'GET', '/repos/acme/open/issues?state=all')).json, []);
  });

  it('answers 410 for deleted issues and disabled ones', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    github.deleteIssue('acme/team', 1);
    assert.equal((await ask('read', 'GET', `${issues}/1`)).status, 410);
    assert.equal((await ask('read', 'POST', `${issues}/1/comments`, { body: 'Still there?' })).status, 410);
    github.setRepository('acme/team', { hasIssues: false });
    assert.equal((await ask('read', 'POST', issues, { title: 'Two' })).status, 410);
    assert.equal((await ask('read', 'GET', issues)).status, 410);
  });

  it('counts 65,536 characters, not UTF-16 units, and refuses the next', async () => {
    const { ask } = team();
    const most = '🏮'.repeat(65_536);
    const fits = await ask('read', 'POST', issues, { title: 'Long', body: most });
    assert.equal(fits.status, 201);
    const refused = await ask('read', 'POST', issues, { title: 'Longer', body: `${most}.` });
    assert.equal(refused.status, 422);
    assert.equal(refused.json.errors[0].message, 'body is too long (maximum is 65536 characters)');
    const comment = await ask('read', 'POST', `${issues}/1/comments`, { body: `${most}.` });
    assert.equal(comment.json.errors[0].message, 'Body is too long (maximum is 65536 characters)');
  });

  it('refuses blank, missing and senseless fields, and what is not JSON', async () => {
    const { github, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    const twelve = Array.from({ length: 12 }, (_, count) => `dev${count}`);
    for (const login of twelve) {
      github.addUser({ login });
      github.setRole('acme/team', login, 'write');
    }
    const statuses = [];
    for (const [method, path, body] of [
      ['POST', issues, { title: ' ' }],
      ['POST', issues, { body: 'No title' }],
      ['POST', issues, { title: 'x'.repeat(257) }],
      ['POST', issues, { title: 'Who?', assignees: ['nobody'] }],
      ['POST', issues, { title: 'Too many', assignees: twelve }],
      ['POST', `${issues}/1/comments`, { body: '' }],
      ['PATCH', `${issues}/1`, { state: 'done' }],
      ['POST', '/repos/acme/team/labels', { name: 'x', color: 'red' }],
      ['POST', issues, '{"title":'],
      ['POST', issues, '["title"]'],
    ] as const) {
      statuses.push((await ask('write', method, path, body)).status);
    }
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 422, 422, 422, 400, 400]);
    assert.equal(github.issues('acme/team').length, 1);
  });

  it('refuses a label that exists, in any case', async () => {
    const { ask } = team();
    await ask('write', 'POST', '/repos/acme/team/labels', { name: 'blocked' });
    const { status, json } = await ask('write', 'POST', '/repos/acme/team/labels', { name: 'Blocked' });
    assert.deepEqual([status, json.errors[0].code], [422, 'already_exists']);
  });

  it('does not talk to programs that do not say who they are', async () => {
    const { ask } = team();
    assert.equal((await ask('read', 'GET', '/user', undefined, { 'user-agent': '' })).status, 403);
  });
});
