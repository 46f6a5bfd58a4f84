import assert from 'node:assert/strict';
import { team } from './team.js';

describe('simulated GitHub: limits and the log', () => {
  const issues = '/repos/acme/team/issues';

  it('counts a person’s requests together, tells what is left, and stops at the end of it', async () => {
    const { github, clock, ask } = team({ limits: { core: 3 } });
    const other = github.token('read');
    const remaining = [];
    for (const who of ['read', other, 'read', other]) {
      const { status, headers } = await ask(who, 'GET', '/user');
      remaining.push([status, headers.get('x-ratelimit-remaining')]);
    }
    assert.deepEqual(remaining, [
      [200, '2'],
      [200, '1'],
      [200, '0'],
      [403, '0'],
    ]);
    const { json } = await ask('read', 'GET', '/rate_limit');
    assert.deepEqual([json.resources.core.remaining, json.rate.used], [0, 3]);
    assert.equal((await ask('write', 'GET', '/user')).status, 200, 'others have an account of their own');
    clock.advance(3_600_000);
    assert.equal((await ask('read', 'GET', '/user')).status, 200);
    assert.equal(github.log.charged('read'), 4);
  });

  it('stops those who write too much in a minute, and says for how long', async () => {
    const { clock, ask } = team({ limits: { contentPerMinute: 2, contentPerHour: 3 } });
    const post = (title: string) => ask('read', 'POST', issues, { title });
    assert.equal((await post('One')).status, 201);
    clock.advance(20_000);
    assert.equal((await post('Two')).status, 201);
    const refused = await post('Three');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [403, '40']);
    assert.match(refused.json.message, /secondary rate limit/);
    clock.advance(40_000);
    assert.equal((await post('Three')).status, 201);
    clock.advance(60_000);
    assert.equal((await post('Four')).status, 403, 'three an hour');
  });

  it('counts points a minute: five for a write', async () => {
    const { ask } = team({ limits: { pointsPerMinute: 6, secondaryStatus: 429 } });
    assert.equal((await ask('read', 'POST', issues, { title: 'One' })).status, 201);
    assert.equal((await ask('read', 'GET', issues)).status, 200);
    assert.equal((await ask('read', 'GET', issues)).status, 429);
  });

  it('stops those who ask for too much at once', async () => {
    const { github, clock, ask } = team({ limits: { concurrent: 2 } });
    github.weather.add({ effect: { kind: 'latency', ms: 10, when: 'before' } });
    const asked = Promise.all([1, 2, 3].map(() => ask('read', 'GET', '/user')));
    clock.advance(0);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10);
    const statuses = (await asked).map(({ status }) => status);
    assert.ok(statuses.includes(403), statuses.join());
  });

  it('keeps a record of every request: who, what, how it ended, and what it cost', async () => {
    const { github, ask } = team();
    github.weather.add({ match: { method: 'POST', login: 'write' }, times: 1, effect: { kind: 'refuse' } });
    await assert.rejects(ask('write', 'POST', issues, { title: 'Lost' }));
    await ask('read', 'POST', issues, { title: 'One' });
    await ask(undefined, 'GET', '/repos/acme/open?x=1');
    const [lost, made, read] = github.log.entries;
    assert.deepEqual([lost?.lost, lost?.status, lost?.effect, lost?.charged], [true, undefined, false, false]);
    assert.deepEqual([made?.login, made?.status, made?.effect, made?.charged], ['read', 201, true, true]);
    assert.deepEqual([read?.path, read?.authorized, read?.charged], ['/repos/acme/open?x=1', false, false]);
    assert.equal(github.log.count({ method: 'POST', lost: false, path: /issues$/ }), 1);
    assert.ok(!JSON.stringify(github.log.entries).includes('gho_'));
  });
});
