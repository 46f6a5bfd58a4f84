import assert from 'node:assert/strict';
import { rows } from './inboxes.js';
import { type Team, team } from './team.js';

const at = 'acme/team';
const inbox = '/notifications';

/** One unread thread, #1, in read's inbox. */
function opened(): Team {
  const made = team();
  made.github.as('write').createIssue(at, { title: 'Beam', body: '@read' });
  return made;
}

const modifiedIn = ({ headers }: { headers: Headers }) => headers.get('last-modified') ?? '';

describe('simulated GitHub: polling notifications', () => {
  it('answers 304 for nothing until there is news', async () => {
    const { github, clock, ask } = opened();
    const since = modifiedIn(await ask('read', 'GET', inbox));
    const poll = () => ask('read', 'GET', inbox, undefined, { 'if-modified-since': since });
    assert.equal(since, 'Sat, 21 Nov 2026 12:30:00 GMT');
    clock.advance(60_000);
    const quiet = await poll();
    assert.deepEqual([quiet.status, quiet.json, quiet.headers.get('x-poll-interval')], [304, '', '60']);
    assert.deepEqual([github.log.charged('read'), github.log.count({ tooSoon: true })], [1, 0]);
    github.as('write').comment(at, 1, 'Still down');
    const news = await poll();
    assert.deepEqual([news.status, modifiedIn(news)], [200, 'Sat, 21 Nov 2026 12:31:00 GMT']);
    assert.equal(github.log.charged('read'), 2);
  });

  it('hides from whoever polls like this what was read or finished elsewhere', async () => {
    const { github, clock, ask } = opened();
    clock.advance(60_000);
    github.as('write').createIssue(at, { title: 'Power', body: '@read' });
    const first = await ask('read', 'GET', inbox);
    const since = { 'if-modified-since': modifiedIn(first) };
    github.as('read').readThread(at, 1);
    github.as('read').finishThread(at, 2);
    assert.equal((await ask('read', 'GET', inbox, undefined, since)).status, 304);
    const tag = { 'if-none-match': first.headers.get('etag') ?? '', ...since };
    assert.deepEqual(
      rows(await ask('read', 'GET', inbox, undefined, tag)),
      [],
      'an ETag is more honest, and comes first',
    );
    assert.equal(modifiedIn(await ask('read', 'GET', inbox)), since['if-modified-since'], 'activity only');
  });

  it('lets `Last-Modified` go back in time, if it is to tell of the list', async () => {
    const { github, clock, ask } = opened();
    github.setNotifications({ lastModified: 'listed' });
    clock.advance(60_000);
    github.as('write').createIssue(at, { title: 'Power', body: '@read' });
    const since = modifiedIn(await ask('read', 'GET', inbox));
    github.as('read').readThread(at, 2);
    assert.equal((await ask('read', 'GET', inbox, undefined, { 'if-modified-since': since })).status, 304);
    assert.ok(Date.parse(modifiedIn(await ask('read', 'GET', inbox))) < Date.parse(since));
    assert.equal((await ask('write', 'GET', inbox)).headers.get('last-modified'), null);
  });

  it('hides news of the same second', async () => {
    const { github, clock, ask } = opened();
    const since = { 'if-modified-since': modifiedIn(await ask('read', 'GET', inbox)) };
    clock.advance(200);
    github.as('write').createIssue(at, { title: 'Power', body: '@read' });
    assert.equal((await ask('read', 'GET', inbox, undefined, since)).status, 304);
    assert.equal((await ask('read', 'GET', inbox)).json.length, 2);
  });

  it('notes who asks again too soon, by token and address, and answers all the same', async () => {
    const { github, clock, ask } = opened();
    const [one, two] = [github.token('read'), github.token('read')];
    const hasty = async (token: string, path: string) => {
      await ask(token, 'GET', path);
      return github.log.entries.at(-1)?.tooSoon;
    };
    assert.equal(await hasty(one, inbox), false);
    assert.equal(await hasty(one, `${inbox}?page=2`), false, 'a further page');
    assert.equal(await hasty(two, inbox), false, 'another machine');
    assert.equal(await hasty(one, '/repos/acme/team/notifications'), false);
    clock.advance(59_999);
    assert.equal(await hasty(one, `${inbox}?all=true&page=1`), true);
    clock.advance(60_000);
    assert.equal(await hasty(one, inbox), false);
    github.setNotifications({ pollSeconds: 120 });
    clock.advance(60_000);
    const { headers, status } = await ask(one, 'GET', inbox);
    assert.deepEqual([status, headers.get('x-poll-interval')], [200, '120']);
    assert.equal(github.log.count({ tooSoon: true }), 2);
    clock.advance(-3_600_000);
    assert.equal(await hasty(one, inbox), false, 'a clock that was set back');
  });

  it('holds nothing against whoever got no answer', async () => {
    const { github, ask } = opened();
    github.weather.add({ times: 1, effect: { kind: 'reset', when: 'after' } });
    github.weather.add({ times: 1, effect: { kind: 'serverError', status: 502, when: 'before' } });
    await assert.rejects(ask('read', 'GET', inbox));
    assert.equal((await ask('read', 'GET', inbox)).status, 502);
    assert.equal((await ask('read', 'GET', inbox)).status, 200);
    assert.equal(github.log.count({ tooSoon: true }), 0);
    await ask('read', 'GET', inbox);
    assert.equal(github.log.count({ tooSoon: true }), 1);
  });

  it('lags like other lists, in what it says of the time, too', async () => {
    const { github, clock, ask } = opened();
    clock.advance(60_000);
    github.weather.add({ effect: { kind: 'listLag', ms: 30_000 } });
    github.as('write').comment(at, 1, 'Still down');
    github.as('write').createIssue(at, { title: 'Power', body: '@read' });
    const late = await ask('read', 'GET', inbox);
    assert.deepEqual([rows(late), modifiedIn(late)], [['#1 mention*'], 'Sat, 21 Nov 2026 12:30:00 GMT']);
    assert.equal(late.json[0].updated_at, '2026-11-21T12:30:00Z');
    clock.advance(30_001);
    assert.equal((await ask('read', 'GET', inbox)).json.length, 2);
  });
});
