import assert from 'node:assert/strict';
import { idOf, rows } from './inboxes.js';
import { type Team, team } from './team.js';

const at = 'acme/team';
const inbox = '/notifications';

/** Three threads in maintain's inbox, a minute apart: #1 author, #2 mention, #3 assign in the public repository. */
function filled(options: Parameters<typeof team>[0] = {}): Team {
  const made = team(options);
  const { github, clock } = made;
  github.as('maintain').createIssue(at, { title: 'Beam' });
  clock.advance(60_000);
  github.as('write').comment(at, 1, 'Hm');
  clock.advance(60_000);
  github.as('write').createIssue(at, { title: 'Power', body: '@maintain' });
  clock.advance(60_000);
  github.as('owner').createIssue('acme/open', { title: 'Horn', assignees: ['maintain'] });
  clock.advance(60_000);
  return made;
}

describe('simulated GitHub: notifications', () => {
  it('lists what is unread, newest first, with addresses that can be followed', async () => {
    const { github, ask } = filled();
    const listed = await ask('maintain', 'GET', inbox);
    assert.deepEqual(rows(listed), ['#1 assign*', '#2 mention*', '#1 author*']);
    const [, , { subject, repository, ...thread }] = listed.json;
    const comment = github.comments(at, 1)[0];
    const api = 'https://api.github.com';
    assert.deepEqual(subject, {
      title: 'Beam',
      url: `${api}/repos/acme/team/issues/1`,
      latest_comment_url: `${api}/repos/acme/team/issues/comments/${comment?.id}`,
      type: 'Issue',
    });
    assert.deepEqual([repository.full_name, repository.private, repository.clone_url], [at, true, undefined]);
    assert.ok(/^\d{11}$/.test(thread.id) && Number(thread.id) > 2 ** 32);
    assert.deepEqual(thread, {
      id: thread.id,
      unread: true,
      reason: 'author',
      updated_at: '2026-11-21T12:31:00Z',
      last_read_at: null,
      url: `${api}/notifications/threads/${thread.id}`,
      subscription_url: `${api}/notifications/threads/${thread.id}/subscription`,
    });
    for (const url of [subject.url, subject.latest_comment_url, thread.url])
      assert.equal((await ask('maintain', 'GET', new URL(url).pathname)).status, 200, url);
    assert.equal((await ask('write', 'GET', new URL(thread.url).pathname)).status, 404);
    github.as('write').closeIssue(at, 1);
    const closed = (await ask('maintain', 'GET', inbox)).json[2].subject;
    assert.equal(closed.latest_comment_url, closed.url, 'a change of state');
  });

  it('filters by time, part and repository', async () => {
    const { github, ask } = filled();
    github.as('maintain').watch(at);
    github.as('admin').createIssue(at, { title: 'Fog' });
    const asked = async (query: string, path = inbox) => rows(await ask('maintain', 'GET', `${path}?${query}`));
    assert.deepEqual(await asked('participating=false'), ['#3 subscribed*', '#1 assign*', '#2 mention*', '#1 author*']);
    assert.deepEqual(await asked('participating=true'), ['#1 assign*', '#2 mention*', '#1 author*']);
    assert.deepEqual(await asked('since=2026-11-21T12:32:00Z&participating=true'), ['#1 assign*']);
    assert.deepEqual(await asked('before=2026-11-21T12:32:00Z'), ['#1 author*']);
    assert.deepEqual(await asked('', '/repos/acme/team/notifications'), [
      '#3 subscribed*',
      '#2 mention*',
      '#1 author*',
    ]);
    assert.equal((await ask('maintain', 'GET', `${inbox}?before=lately`)).status, 422);
    assert.equal((await ask('olga', 'GET', '/repos/acme/team/notifications')).status, 404);
  });

  it('cuts an inbox of 5,000 into pages of 50, a repository’s into pages of up to 100', async () => {
    const { github, ask } = team();
    github.addThreads(at, { for: 'maintain', by: 'write', count: 5000 });
    const lengths = [];
    for (const path of [inbox, `${inbox}?per_page=100`, '/repos/acme/team/notifications?per_page=500'])
      lengths.push((await ask('maintain', 'GET', path)).json.length);
    assert.deepEqual(lengths, [50, 50, 100]);
    const { headers, json } = await ask('maintain', 'GET', `${inbox}?page=100`);
    assert.equal(json.at(-1).subject.title, 'Issue 1 of 5000');
    assert.match(headers.get('link') ?? '', /api\.github\.com\/notifications\?page=99>; rel="prev"/);
    assert.equal(github.threads('maintain').length, 5000);
  });

  it('marks one as read, and another as done, which `all` cannot tell apart', async () => {
    const { github, ask } = filled();
    const listed = await ask('maintain', 'GET', inbox);
    const [first, second] = [idOf(listed, 0), idOf(listed, 1)].map((id) => `${inbox}/threads/${id}`);
    const read = await ask('maintain', 'PATCH', first ?? '');
    const done = await ask('maintain', 'DELETE', second ?? '');
    assert.deepEqual([read.status, read.json, done.status], [205, '', 204]);
    assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), ['#1 author*']);
    const all = await ask('maintain', 'GET', `${inbox}?all=true`);
    assert.deepEqual(rows(all), ['#1 assign', '#2 mention', '#1 author*']);
    assert.equal(all.json[0].last_read_at, '2026-11-21T12:34:00Z');
    assert.equal((await ask('maintain', 'PATCH', first ?? '')).status, 205, 'twice is once');
    assert.deepEqual(github.log.entries.at(-1)?.effect, false);
    for (const method of ['GET', 'PATCH', 'DELETE'])
      assert.equal((await ask('maintain', method, `${inbox}/threads/1`)).status, 404);
  });

  it('marks everything up to a moment as read, everywhere or in one repository', async () => {
    const { ask } = filled();
    const some = await ask('maintain', 'PUT', inbox, { last_read_at: '2026-11-21T12:31:00Z' });
    assert.equal(some.status, 205);
    assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), ['#1 assign*', '#2 mention*']);
    assert.equal((await ask('maintain', 'PUT', '/repos/acme/team/notifications')).status, 205);
    assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), ['#1 assign*']);
    assert.equal((await ask('maintain', 'PUT', inbox)).status, 205);
    assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), []);
    for (const body of [{ last_read_at: 'now' }, { read: false }])
      assert.equal((await ask('maintain', 'PUT', inbox, body)).status, 422);
  });

  it('marks very many in the background: 202 at first, and news of meanwhile stays unread', async () => {
    const { github, clock, ask } = team();
    github.addThreads(at, { for: 'maintain', by: 'write', count: 1001 });
    const { status, json } = await ask('maintain', 'PUT', inbox);
    assert.equal(status, 202);
    assert.match(json.message, /in the background/);
    clock.advance(2000);
    github.as('write').comment(at, 7, 'Meanwhile');
    assert.equal((await ask('maintain', 'GET', inbox)).json.length, 50);
    clock.advance(10_000);
    assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), ['#7 assign*']);
  });

  it('lets people mute, follow and leave a thread', async () => {
    const { github, ask } = filled();
    const { url, subscription_url } = (await ask('maintain', 'GET', inbox)).json[2];
    const path = new URL(subscription_url).pathname;
    const asked = async (method: string, body?: object) => {
      const { json } = await ask('maintain', method, path, body);
      return [json.subscribed, json.ignored, json.reason];
    };
    const unread = async () => (await ask('maintain', 'GET', new URL(url).pathname)).json.unread;
    const says = async (text: string) => {
      github.as('maintain').readThread(at, 1);
      github.as('write').comment(at, 1, text);
      return unread();
    };
    assert.deepEqual(await asked('GET'), [true, false, 'author']);
    assert.deepEqual(await asked('PUT', { ignored: true }), [false, true, null]);
    github.as('maintain').watch(at);
    assert.equal(await says('Louder'), false);
    assert.equal(await says('Even louder'), false);
    assert.equal(await says('Listen, @maintain'), true, 'a mention ends it');
    assert.deepEqual(await asked('GET'), [true, false, 'mention']);
    assert.equal((await ask('maintain', 'DELETE', path)).status, 204);
    assert.equal((await ask('maintain', 'GET', path)).status, 404);
    assert.equal(await says('Watchers still hear'), true);
    github.as('maintain').unwatch(at);
    assert.equal(await says('But nobody else'), false);
    assert.deepEqual(await asked('PUT', { ignored: false }), [true, false, 'mention']);
    assert.equal(await says('Again'), true);
    await asked('PUT', { ignored: true });
    github.as('maintain').comment(at, 1, 'I have changed my mind');
    assert.equal(await says('Welcome'), true, 'and so does a comment');
    assert.equal((await ask('maintain', 'PUT', path, { ignored: 'yes' })).status, 422);
  });

  it('is for tokens with the scope', async () => {
    const { github, ask } = filled();
    const told = async (...scopes: string[]) => {
      const { status, json, headers } = await ask(github.token('maintain', { scopes }), 'GET', inbox);
      return [status, json.message ?? json.length, headers.get('x-accepted-oauth-scopes')];
    };
    assert.deepEqual(await told('repo'), [200, 3, 'notifications, repo']);
    assert.deepEqual(await told('notifications'), [200, 3, 'notifications, repo']);
    assert.deepEqual(await told('public_repo', 'user'), [
      403,
      "Missing the 'notifications' scope.",
      'notifications, repo',
    ]);
    assert.equal((await ask(undefined, 'GET', inbox)).status, 401);
    github.withoutNotifications();
    assert.deepEqual((await told('repo')).slice(0, 2), [403, 'Resource not accessible by personal access token']);
    github.withoutNotifications(404);
    assert.deepEqual((await told('repo')).slice(0, 2), [404, 'Not Found']);
    github.as('maintain').readThread(at, 1);
    github.setNotifications({ refusal: undefined });
    assert.deepEqual((await told('repo')).slice(0, 2), [200, 2]);
  });

  const losses: readonly (readonly [string, (team: Team) => void])[] = [
    ['is deleted', ({ github }) => github.deleteRepository(at)],
    ['is closed to its reader', ({ github }) => github.setRole(at, 'maintain', 'none')],
  ];
  for (const [what, lose] of losses) {
    it(`leaves out a repository that ${what}, or lists it with addresses that lead nowhere`, async () => {
      const made = filled();
      const { github, ask } = made;
      const before = rows(await ask('maintain', 'GET', inbox));
      lose(made);
      assert.deepEqual(rows(await ask('maintain', 'GET', inbox)), ['#1 assign*']);
      github.setNotifications({ lostRepositories: 'listed' });
      const listed = await ask('maintain', 'GET', inbox);
      assert.deepEqual(rows(listed), before);
      assert.equal(listed.json[1].repository.full_name, at);
      assert.equal((await ask('maintain', 'GET', new URL(listed.json[1].subject.url).pathname)).status, 404);
      assert.equal((await ask('maintain', 'PATCH', new URL(listed.json[1].url).pathname)).status, 205);
      assert.equal(github.threads('maintain')[1]?.subject, 'acme/team#2');
    });
  }

  it('follows renames, and leaves a deleted or transferred issue’s thread where it was', async () => {
    const { github, ask } = filled();
    github.renameRepository('acme/open', 'public');
    github.deleteIssue(at, 1);
    github.transferIssue(at, 2, 'acme/public');
    const listed = await ask('maintain', 'GET', inbox);
    const urls = listed.json.map(({ subject }: { subject: { url: string } }) => new URL(subject.url).pathname);
    const statuses = [];
    for (const url of urls) statuses.push((await ask('maintain', 'GET', url)).status);
    assert.match(urls[0], /^\/repos\/acme\/public\//);
    assert.deepEqual(statuses, [200, 301, 410]);
    assert.equal(listed.json[2].subject.title, 'Beam');
  });

  it('keeps back what needs single sign-on, and says for how many organizations', async () => {
    const { github, ask } = filled();
    github.requireSingleSignOn('acme');
    const listed = await ask('maintain', 'GET', inbox);
    assert.deepEqual(rows(listed), ['#1 assign*']);
    assert.match(listed.headers.get('x-github-sso') ?? '', /^partial-results; organizations=\d+$/);
  });

  it('goes back to a snapshot', async () => {
    const { github, ask } = filled();
    await ask('maintain', 'GET', inbox);
    const restore = github.snapshot();
    await ask('maintain', 'PUT', inbox);
    assert.equal((await ask('maintain', 'GET', inbox)).json.length, 0);
    restore();
    assert.equal((await ask('maintain', 'GET', inbox)).json.length, 3);
  });
});
