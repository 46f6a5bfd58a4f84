import assert from 'node:assert/strict';
import { Octokit } from 'octokit';
import { type Team, team } from '../../unit/lib/github/team.js';

const at = 'acme/team';

/** Two threads in admin's inbox. */
function opened(): Team {
  const made = team({ validate: true });
  made.github.as('write').createIssue(at, { title: 'Beam', body: '@admin' });
  made.github.addPullRequest(at, { author: 'write', title: 'Fix the beam', assignees: ['admin'] });
  return made;
}

describe('simulated GitHub: notifications, against the official description', () => {
  it('speaks with octokit', async () => {
    const { github } = opened();
    const { rest } = new Octokit({
      auth: github.token('admin'),
      request: { fetch: github.fetch },
      retry: { enabled: false },
      throttle: { enabled: false },
    });
    const { data, headers } = await rest.activity.listNotificationsForAuthenticatedUser({ all: false });
    assert.deepEqual(
      data.map(({ subject, reason }) => [subject.type, reason]),
      [
        ['PullRequest', 'assign'],
        ['Issue', 'mention'],
      ],
    );
    const again = rest.activity.listNotificationsForAuthenticatedUser({
      headers: { 'if-modified-since': headers['last-modified'] ?? '' },
    });
    await assert.rejects(again, { status: 304 });
    const [request, issue] = data.map(({ id }) => ({ thread_id: Number(id) }));
    assert.ok(request && issue);
    assert.equal((await rest.activity.markThreadAsRead(request)).status, 205);
    assert.equal((await rest.activity.markThreadAsDone(issue)).status, 204);
    assert.equal((await rest.activity.setThreadSubscription({ ...issue, ignored: true })).data.ignored, true);
    assert.equal((await rest.activity.getThread(issue)).data.unread, false);
    assert.equal((await rest.activity.markNotificationsAsRead()).status, 205);
    assert.deepEqual((await rest.activity.listNotificationsForAuthenticatedUser()).data, []);
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });

  it('shows the same through a socket, without bodies where there are none', async () => {
    const { github } = opened();
    const address = await github.listen();
    try {
      const headers = { authorization: `Bearer ${github.token('admin')}` };
      const listed = await fetch(`${address}/notifications`, { headers });
      const [{ url }] = (await listed.json()) as [{ url: string }];
      const since = listed.headers.get('last-modified') ?? '';
      const quiet = await fetch(`${address}/notifications`, { headers: { ...headers, 'if-modified-since': since } });
      const read = await fetch(url, { method: 'PATCH', headers });
      assert.ok(url.startsWith(address));
      assert.deepEqual([quiet.status, await quiet.text(), read.status, await read.text()], [304, '', 205, '']);
    } finally {
      await github.close();
    }
  });

  it('refuses, marks in the background and lists what is lost as described', async () => {
    const { github, ask } = opened();
    const statuses = [
      (await ask(undefined, 'GET', '/notifications')).status,
      (await ask(github.token('admin', { scopes: ['user'] }), 'GET', '/notifications')).status,
      (await ask('admin', 'GET', '/notifications/threads/1')).status,
      (await ask('write', 'GET', '/notifications/threads/1/subscription')).status,
    ];
    github.addThreads('acme/open', { for: 'admin', by: 'write', count: 1001 });
    statuses.push((await ask('admin', 'PUT', '/repos/acme/open/notifications')).status);
    statuses.push((await ask('admin', 'PUT', '/notifications', {})).status);
    github.setNotifications({ lostRepositories: 'listed' });
    github.deleteRepository('acme/open');
    statuses.push((await ask('admin', 'GET', '/notifications')).status);
    for (const status of [403, 404] as const) {
      github.withoutNotifications(status);
      statuses.push((await ask('admin', 'GET', '/notifications')).status);
    }
    assert.deepEqual(statuses, [401, 403, 404, 404, 202, 202, 200, 403, 404]);
    assert.deepEqual([github.faults, github.log.invalid], [[], []]);
  });

  it('tells requests that violate the description', async () => {
    const { github, ask } = opened();
    await ask('admin', 'GET', '/notifications?all=yes');
    await ask('admin', 'GET', '/notifications?unread=true');
    await ask('admin', 'PUT', '/notifications', { last_read_at: 'now' });
    assert.deepEqual(
      github.log.invalid.map(({ invalidRequest }) => invalidRequest),
      [
        'parameter "all" cannot be "yes"',
        'there is no parameter "unread"',
        '/last_read_at must match format "date-time"',
      ],
    );
  });
});
