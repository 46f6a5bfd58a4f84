import assert from 'node:assert/strict';
import { Octokit } from 'octokit';
import { type Answered, team } from './team.js';

const list = '/repos/acme/team/issues';
const numbersOf = ({ json }: Answered): number[] => json.map((one: { number: number }) => one.number);
const bodiesOf = ({ json }: Answered): string[] => json.map((one: { body: string }) => one.body);

describe('simulated GitHub: reading', () => {
  it('answers 304 for nothing to a known ETag, and 200 once something has changed', async () => {
    const { github, clock, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    const first = await ask('write', 'GET', list);
    const etag = first.headers.get('etag') ?? '';
    assert.match(etag, /^W\/"[0-9a-f]+"$/);
    const again = await ask('write', 'GET', list, undefined, { 'if-none-match': etag });
    assert.deepEqual([again.status, again.json], [304, '']);
    assert.equal(again.headers.get('x-ratelimit-used'), first.headers.get('x-ratelimit-used'));
    assert.equal(github.log.charged('write'), 1);
    clock.advance(1000);
    github.as('read').comment('acme/team', 1, 'Two');
    assert.equal((await ask('write', 'GET', list, undefined, { 'if-none-match': etag })).status, 200);
    assert.equal(github.log.charged('write'), 2);
  });

  it('gives every token ETags of its own, and compares strong with weak', async () => {
    const { ask } = team();
    const etag = (await ask('write', 'GET', list)).headers.get('etag') ?? '';
    assert.equal((await ask('read', 'GET', list, undefined, { 'if-none-match': etag })).status, 200);
    const strong = etag.replace('W/', '');
    assert.equal((await ask('write', 'GET', list, undefined, { 'if-none-match': `"x", ${strong}` })).status, 304);
  });

  it('charges the nameless for a 304', async () => {
    const { ask } = team();
    const first = await ask(undefined, 'GET', '/repos/acme/open');
    const again = await ask(undefined, 'GET', '/repos/acme/open', undefined, { 'if-none-match': '*' });
    assert.deepEqual(
      [first, again].map(({ headers }) => headers.get('x-ratelimit-remaining')),
      ['59', '58'],
    );
    assert.equal(again.status, 304);
  });

  it('cuts lists into pages with links to the others, by the repository’s id', async () => {
    const { github, ask } = team();
    for (let count = 0; count < 5; count++) github.as('read').createIssue('acme/team', { title: `${count}` });
    const relations = async (page: number) => {
      const { headers, json } = await ask('read', 'GET', `${list}?per_page=2&page=${page}`);
      const found = [...(headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)];
      const pages = found.map(([, url, rel]) => [rel, new URL(url ?? '').searchParams.get('page')]);
      return { count: json.length, links: Object.fromEntries(pages), first: found[0]?.[1] };
    };
    const first = await relations(1);
    assert.deepEqual([first.count, first.links], [2, { next: '2', last: '3' }]);
    assert.match(first.first ?? '', /^https:\/\/api\.github\.com\/repositories\/\d+\/issues\?per_page=2&page=2$/);
    assert.deepEqual((await relations(2)).links, { prev: '1', next: '3', last: '3', first: '1' });
    assert.deepEqual(await relations(3), {
      count: 1,
      links: { prev: '2', first: '1' },
      first: (await relations(3)).first,
    });
    assert.equal((await ask('read', 'GET', `${list}?per_page=10`)).headers.get('link'), null);
  });

  it('lets octokit walk all pages', async () => {
    const { github } = team();
    for (let count = 0; count < 205; count++) github.as('read').createIssue('acme/team', { title: `${count}` });
    const octokit = new Octokit({
      auth: github.token('read'),
      request: { fetch: github.fetch },
      retry: { enabled: false },
      throttle: { enabled: false },
    });
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { owner: 'acme', repo: 'team', per_page: 500 });
    assert.equal(all.length, 205);
    assert.equal(github.log.count({ method: 'GET' }), 3, 'no more than 100 a page');
  });

  it('filters and sorts issues', async () => {
    const { github, clock, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    clock.advance(2000);
    github.as('write').createIssue('acme/team', { title: 'Two', labels: ['blocked', 'api'], assignees: ['maintain'] });
    clock.advance(2000);
    github.as('write').createIssue('acme/team', { title: 'Three', labels: ['blocked'], body: 'Ask @triage, please' });
    clock.advance(2000);
    github.as('read').comment('acme/team', 1, 'More');
    github.as('write').closeIssue('acme/team', 3);
    const asked = async (query: string) => numbersOf(await ask('read', 'GET', `${list}?${query}`));
    assert.deepEqual(await asked(''), [2, 1]);
    assert.deepEqual(await asked('state=closed'), [3]);
    assert.deepEqual(await asked('state=all&sort=updated'), [3, 1, 2]);
    assert.deepEqual(await asked('state=all&sort=created&direction=asc'), [1, 2, 3]);
    assert.deepEqual(await asked('state=all&labels=blocked,api'), [2]);
    assert.deepEqual(await asked('state=all&creator=READ'), [1]);
    assert.deepEqual(await asked('assignee=maintain'), [2]);
    assert.deepEqual(await asked('assignee=none'), [1]);
    assert.deepEqual(await asked('state=all&mentioned=triage'), [3]);
    assert.equal((await ask('read', 'GET', `${list}?assignee=nobody`)).status, 422);
    assert.equal((await ask('read', 'GET', `${list}?state=shut`)).status, 422);
  });

  it('has timestamps of whole seconds, and `since` leaves out the second it names', async () => {
    const { github, clock, ask } = team();
    github.as('read').createIssue('acme/team', { title: 'One' });
    clock.advance(1000);
    github.as('read').createIssue('acme/team', { title: 'Two' });
    const { json } = await ask('read', 'GET', `${list}/1`);
    assert.equal(json.updated_at, '2026-11-21T12:30:00Z');
    const since = async (options: { since?: 'inclusive' }, moment: string) => {
      const other = team(options);
      other.github.as('read').createIssue('acme/team', { title: 'One' });
      return (await other.ask('read', 'GET', `${list}?since=${moment}`)).json.length;
    };
    assert.deepEqual(numbersOf(await ask('read', 'GET', `${list}?since=2026-11-21T12:30:00Z`)), [2]);
    assert.equal(await since({ since: 'inclusive' }, '2026-11-21T12:30:00Z'), 1);
  });

  it('moves `updated_at` for comments, edits, labels and state, and never back', async () => {
    const { github, clock, ask } = team();
    const write = github.as('write');
    write.createIssue('acme/team', { title: 'One' });
    const acts = [
      () => write.comment('acme/team', 1, 'Hm'),
      () => write.editIssue('acme/team', 1, { title: 'Two' }),
      () => write.label('acme/team', 1, 'blocked'),
      () => write.closeIssue('acme/team', 1),
    ];
    let last = github.issue('acme/team', 1).updatedAt;
    for (const act of acts) {
      clock.advance(1000);
      act();
      const { updatedAt } = github.issue('acme/team', 1);
      assert.equal(updatedAt, last + 1000);
      last = updatedAt;
    }
    clock.advance(-60_000);
    write.reopenIssue('acme/team', 1);
    assert.equal(Date.parse((await ask('read', 'GET', `${list}/1`)).json.updated_at), last);
  });

  it('lists comments: a thread oldest first, a repository in any order', async () => {
    const { github, clock, ask } = team();
    const read = github.as('read');
    read.createIssue('acme/team', { title: 'One' });
    read.createIssue('acme/team', { title: 'Two' });
    const first = read.comment('acme/team', 1, 'a');
    clock.advance(1000);
    read.comment('acme/team', 2, 'b');
    clock.advance(1000);
    read.comment('acme/team', 1, 'c');
    clock.advance(1000);
    read.editComment('acme/team', first.id, 'A');
    assert.deepEqual(bodiesOf(await ask('read', 'GET', `${list}/1/comments`)), ['A', 'c']);
    assert.deepEqual(bodiesOf(await ask('read', 'GET', `${list}/comments`)), ['A', 'b', 'c']);
    assert.deepEqual(bodiesOf(await ask('read', 'GET', `${list}/comments?direction=desc`)), ['A', 'b', 'c']);
    assert.deepEqual(bodiesOf(await ask('read', 'GET', `${list}/comments?sort=updated&direction=desc`)), [
      'A',
      'c',
      'b',
    ]);
    assert.deepEqual(bodiesOf(await ask('read', 'GET', `${list}/comments?since=2026-11-21T12:30:02Z`)), ['A']);
    read.deleteComment('acme/team', first.id);
    const { json } = await ask('read', 'GET', `${list}/1`);
    assert.deepEqual([json.comments, bodiesOf(await ask('read', 'GET', `${list}/1/comments`))], [1, ['c']]);
  });

  it('counts open and all dependencies from both ends, by id', async () => {
    const { github, ask } = team();
    const write = github.as('write');
    write.createIssue('acme/team', { title: 'Blocked' });
    const blocker = write.createIssue('acme/team', { title: 'Blocker' });
    const path = `${list}/1/dependencies/blocked_by`;
    assert.equal((await ask('triage', 'POST', path, { issue_id: 2 })).status, 422, 'a number is not an id');
    assert.equal((await ask('triage', 'POST', path, { issue_id: blocker.id })).status, 201);
    write.closeIssue('acme/team', 2);
    const summary = (await ask('read', 'GET', `${list}/1`)).json.issue_dependencies_summary;
    assert.deepEqual(summary, { blocked_by: 0, total_blocked_by: 1, blocking: 0, total_blocking: 0 });
    assert.deepEqual(numbersOf(await ask('read', 'GET', path)), [2]);
    assert.deepEqual(numbersOf(await ask('read', 'GET', `${list}/2/dependencies/blocking`)), [1]);
    assert.equal((await ask('triage', 'DELETE', `${path}/${blocker.id}`)).status, 200);
    assert.deepEqual(numbersOf(await ask('read', 'GET', path)), []);
  });

  it('gives one file in base64 lines, raw on request, and folders', async () => {
    const { github, ask } = team();
    github.putFile('acme/team', '.github/makertime.yml', `roster: 12\n${'# ä\n'.repeat(40)}`);
    const path = '/repos/acme/team/contents';
    const { json } = await ask('read', 'GET', `${path}/.github/makertime.yml`);
    assert.match(json.content, /^[\w+/=]{60}\n/);
    assert.ok(Buffer.from(json.content, 'base64').toString().startsWith('roster: 12\n# ä'));
    const raw = await ask('read', 'GET', `${path}/.github/makertime.yml`, undefined, {
      accept: 'application/vnd.github.raw+json',
    });
    assert.equal(raw.headers.get('content-type'), 'application/vnd.github.raw+json; charset=utf-8');
    assert.deepEqual(
      (await ask('read', 'GET', path)).json.map((entry: { type: string }) => entry.type),
      ['dir'],
    );
    assert.equal((await ask('read', 'GET', `${path}/CODEOWNERS`)).status, 404);
  });

  it('shows pull requests among the issues', async () => {
    const { github, ask } = team();
    github.addPullRequest('acme/team', { author: 'write', title: 'Fix the beam' });
    const { json } = await ask('read', 'GET', list);
    assert.match(json[0].pull_request.html_url, /\/pull\/1$/);
  });

  it('goes back to a snapshot', async () => {
    const { github, ask } = team();
    const restore = github.snapshot();
    github.as('read').createIssue('acme/team', { title: 'One' });
    restore();
    assert.deepEqual((await ask('read', 'GET', list)).json, []);
    assert.equal(github.as('read').createIssue('acme/team', { title: 'One again' }).number, 1);
  });
});
