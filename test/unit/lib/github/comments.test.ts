import assert from 'node:assert/strict';
import type { GithubOptions } from '../../../lib/github/simulation.js';
import { type Answered, team } from './team.js';

const thread = '/repos/acme/team/issues/1/comments';
const commentAt = (id: number) => `/repos/acme/team/issues/comments/${id}`;
const opened = '2026-11-21T12:30:00Z';
const later = '2026-11-21T12:30:05Z';

/** An issue with a comment of `read`, five seconds ago. */
function commented(options?: GithubOptions) {
  const made = team(options);
  made.github.as('admin').createIssue('acme/team', { title: 'Roster' });
  const { id } = made.github.as('read').comment('acme/team', 1, 'Away');
  made.clock.advance(5000);
  return { ...made, id, path: commentAt(id) };
}

describe('simulated GitHub: comments', () => {
  it('lets people edit and delete their own, those with write everybody’s, and nobody else', async () => {
    for (const [who, status] of [
      ['read', 200],
      ['triage', 403],
      ['write', 200],
      ['member', 404],
      ['olga', 404],
      [undefined, 404],
    ] as const) {
      const { github, ask, path } = commented();
      assert.equal((await ask(who, 'PATCH', path, { body: 'Back' })).status, status, who);
      assert.equal(github.comments('acme/team', 1)[0]?.body, status === 200 ? 'Back' : 'Away');
      assert.equal((await ask(who, 'DELETE', path)).status, status === 200 ? 204 : status, who);
      assert.equal(github.comments('acme/team', 1).length, status === 200 ? 0 : 1);
    }
  });

  it('keeps the author of an edited comment, whoever edited it', async () => {
    const { ask, path } = commented();
    const { json } = await ask('write', 'PATCH', path, { body: 'Forged' });
    assert.deepEqual([json.user.login, json.body], ['read', 'Forged']);
  });

  for (const [rule, issueAt] of [
    [undefined, opened],
    ['leaveIssue', opened],
    ['touchIssue', later],
  ] as const) {
    it(`moves \`updated_at\` of an edited comment, and of its issue as it is told (${rule})`, async () => {
      const { ask, path } = commented(rule && { editedComments: rule });
      const { json } = await ask('read', 'PATCH', path, { body: 'Back' });
      assert.deepEqual([json.created_at, json.updated_at], [opened, later]);
      assert.equal((await ask('read', 'GET', '/repos/acme/team/issues/1')).json.updated_at, issueAt);
      assert.equal((await ask('read', 'GET', `${thread}?since=${opened}`)).json.length, 1);
      await ask('read', 'DELETE', path);
      const issue = (await ask('read', 'GET', '/repos/acme/team/issues/1')).json;
      assert.deepEqual([issue.updated_at, issue.comments], [issueAt, 0]);
    });
  }

  it('changes nothing when the text is the same', async () => {
    const { github, ask, path } = commented({ editedComments: 'touchIssue' });
    assert.equal((await ask('read', 'PATCH', path, { body: 'Away' })).json.updated_at, opened);
    assert.equal(github.log.entries[0]?.effect, false);
  });

  it('knows deleted comments no more', async () => {
    const { ask, path } = commented();
    await ask('read', 'DELETE', path);
    for (const method of ['GET', 'PATCH', 'DELETE'])
      assert.equal(
        (await ask('read', method, path, method === 'PATCH' ? { body: 'x' } : undefined)).status,
        404,
        method,
      );
    assert.deepEqual((await ask('read', 'GET', thread)).json, []);
  });

  it('keeps those without write from writing, editing and deleting where it is locked', async () => {
    const { github, ask, path } = commented();
    github.as('admin').lockIssue('acme/team', 1);
    const statuses = async (who: string) => [
      (await ask(who, 'POST', thread, { body: 'But' })).status,
      (await ask(who, 'PATCH', path, { body: 'But' })).status,
      (await ask(who, 'DELETE', path)).status,
    ];
    assert.deepEqual(await statuses('read'), [403, 403, 403]);
    assert.deepEqual(await statuses('write'), [201, 200, 204]);
    github.as('admin').unlockIssue('acme/team', 1);
    const mine = github.as('read').comment('acme/team', 1, 'Mine');
    assert.equal((await ask('read', 'PATCH', commentAt(mine.id), { body: 'Still' })).status, 200);
  });

  it('says how the author of each comment stands to the repository', async () => {
    const { github, ask } = team();
    github.addOrganization({ login: 'umbrella', owners: ['owner'], members: ['member'] });
    github.addRepository({ owner: 'umbrella', name: 'site', contributors: ['olga'], roles: { read: 'read' } });
    github.addRepository({ owner: 'olga', name: 'own' });
    const seenIn = async (repository: string, people: readonly string[]) => {
      github.as(people[0] ?? '').createIssue(repository, { title: 'Roster' });
      for (const login of people) github.as(login).comment(repository, 1, login);
      const { json } = await ask('write', 'GET', `/repos/${repository}/issues/1/comments`);
      return json.map((one: { author_association: string }) => one.author_association);
    };
    assert.deepEqual(await seenIn('umbrella/site', ['owner', 'member', 'read', 'olga', 'write']), [
      'MEMBER',
      'MEMBER',
      'COLLABORATOR',
      'CONTRIBUTOR',
      'NONE',
    ]);
    assert.deepEqual(await seenIn('olga/own', ['olga', 'read']), ['OWNER', 'NONE']);
  });

  it('has an ETag for each page, and takes nothing for a page that is as it was', async () => {
    const { github, clock, ask, id } = commented();
    for (let count = 0; count < 3; count++) github.as('write').comment('acme/team', 1, `${count}`);
    const pages = [1, 2].map((page) => `${thread}?per_page=2&page=${page}`);
    const first = await Promise.all(pages.map((page) => ask('read', 'GET', page)));
    const again = async () => {
      const asked = pages.map((page, index) =>
        ask('read', 'GET', page, undefined, { 'if-none-match': first[index]?.headers.get('etag') ?? '' }),
      );
      return (await Promise.all(asked)).map(({ status }) => status);
    };
    assert.notEqual(first[0]?.headers.get('etag'), first[1]?.headers.get('etag'));
    assert.match(first[0]?.headers.get('link') ?? '', /page=2>; rel="next"/);
    assert.deepEqual(await again(), [304, 304]);
    assert.equal(github.log.charged('read'), 2);
    clock.advance(1000);
    github.as('read').editComment('acme/team', id, 'Back');
    assert.deepEqual(await again(), [200, 304]);
    assert.equal(github.log.charged('read'), 3);
  });

  it('lags in lists and not in reading one, if the weather says so', async () => {
    const { github, ask, path } = commented();
    github.weather.add({ effect: { kind: 'listLag', ms: 3000 } });
    github.as('read').editComment('acme/team', github.comments('acme/team', 1)[0]?.id ?? 0, 'Back');
    const bodies = ({ json }: Answered): string[] => json.map((one: { body: string }) => one.body);
    assert.deepEqual(bodies(await ask('read', 'GET', thread)), ['Away']);
    assert.equal((await ask('read', 'GET', path)).json.body, 'Back');
  });
});

describe('simulated GitHub: the team file', () => {
  const path = '/repos/acme/team/contents/.github/makertime.yml';

  it('comes to everybody who may read, with an ETag that changes with it, and is gone when it is deleted', async () => {
    const { github, ask } = team();
    assert.equal((await ask('read', 'GET', path)).status, 404);
    github.putFile('acme/team', '.github/makertime.yml', 'roster: 1\n');
    const first = await ask('read', 'GET', path);
    assert.deepEqual([first.json.type, first.json.encoding, first.json.size], ['file', 'base64', 10]);
    assert.equal(Buffer.from(first.json.content, 'base64').toString(), 'roster: 1\n');
    const known = { 'if-none-match': first.headers.get('etag') ?? '' };
    assert.equal((await ask('read', 'GET', path, undefined, known)).status, 304);
    github.putFile('acme/team', '.github/makertime.yml', 'roster: 2\n');
    const second = await ask('read', 'GET', path, undefined, known);
    assert.equal(second.status, 200);
    assert.notEqual(second.json.sha, first.json.sha);
    github.deleteFile('acme/team', '.github/makertime.yml');
    assert.equal((await ask('read', 'GET', path, undefined, known)).status, 404);
    assert.throws(() => github.deleteFile('acme/team', '.github/makertime.yml'), /there is no/);
  });

  it('is hidden with its repository, and from tokens that may not see private ones', async () => {
    const { github, ask } = team();
    github.putFile('acme/team', '.github/makertime.yml', 'roster: 1\n');
    const narrow = github.token('read', { scopes: ['public_repo'] });
    for (const who of ['olga', 'member', undefined, narrow]) assert.equal((await ask(who, 'GET', path)).status, 404);
  });

  it('comes without its content where it is larger than a megabyte', async () => {
    const { github, ask } = team();
    github.putFile('acme/team', '.github/makertime.yml', '#'.repeat(1_048_577));
    const { json } = await ask('read', 'GET', path);
    assert.deepEqual([json.content, json.encoding, json.size], ['', 'none', 1_048_577]);
  });
});
