import assert from 'node:assert/strict';
import { Octokit } from 'octokit';
import { team } from './team.js';

describe('simulated GitHub, through sockets', () => {
  it('answers like github.com and, below /api/v3, like an Enterprise server', async () => {
    const { github } = team();
    const address = await github.listen();
    for (const base of [address, `${address}/api/v3`]) {
      const octokit = new Octokit({
        auth: github.token('write'),
        baseUrl: base,
        retry: { enabled: false },
        throttle: { enabled: false },
      });
      const { data, headers } = await octokit.rest.issues.create({ owner: 'acme', repo: 'team', title: 'Beam' });
      assert.equal(data.url, `${base}/repos/acme/team/issues/${data.number}`);
      assert.equal(data.html_url, `${address}/acme/team/issues/${data.number}`);
      assert.equal(headers.date, 'Sat, 21 Nov 2026 12:30:00 GMT', 'by GitHub’s clock, not by this machine’s');
      const { data: page } = await octokit.rest.issues.listForRepo({ owner: 'acme', repo: 'team', per_page: 1 });
      assert.equal(page[0]?.user?.login, 'write');
    }
    await github.close();
  });

  it('answers 304 without a body, 204 without a type, and HEAD with neither', async () => {
    const { github } = team();
    const address = await github.listen();
    const headers = { authorization: `Bearer ${github.token('write')}` };
    const list = `${address}/repos/acme/team/issues`;
    const etag = (await fetch(list, { headers })).headers.get('etag') ?? '';
    const known = await fetch(list, { headers: { ...headers, 'if-none-match': etag } });
    assert.deepEqual([known.status, await known.text()], [304, '']);
    github.as('write').createIssue('acme/team', { title: 'Beam' });
    const locked = await fetch(`${list}/1/lock`, { method: 'PUT', headers });
    assert.deepEqual([locked.status, locked.headers.get('content-type')], [204, null]);
    assert.equal(await (await fetch(list, { method: 'HEAD', headers })).text(), '');
    await github.close();
  });

  it('takes the port it is given, and gives it back', async () => {
    const first = team();
    const address = await first.github.listen();
    assert.equal(await first.github.listen(), address, 'listening twice is listening once');
    await first.github.close();
    const second = team();
    const port = Number(new URL(address).port);
    assert.equal(await second.github.listen(port), address);
    await second.github.close();
  });

  it('can start its day offline, and go off and on as often as it likes', async () => {
    const { github } = team();
    github.weather.offline(true);
    const address = await github.listen();
    await assert.rejects(fetch(`${address}/rate_limit`));
    for (const isOffline of [false, true, false, true, false]) github.weather.offline(isOffline);
    assert.equal(await github.listen(), address);
    assert.equal((await fetch(`${address}/rate_limit`)).status, 200);
    await github.close();
  });

  it('does not mistake a client that goes away for a fault', async () => {
    const { github } = team();
    const address = await github.listen();
    github.weather.add({ effect: { kind: 'hang', when: 'before' } });
    await assert.rejects(fetch(`${address}/user`, { signal: AbortSignal.timeout(10) }));
    await github.close();
    assert.deepEqual(github.faults, []);
  });
});
