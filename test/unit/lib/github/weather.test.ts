import assert from 'node:assert/strict';
import { systemClock } from '../../../lib/github/clock.js';
import { createGithub, type Github } from '../../../lib/github/simulation.js';
import type { Disturbance } from '../../../lib/github/weather.js';
import { start, team } from './team.js';

interface Door {
  readonly github: Github;
  post(signal?: AbortSignal): Promise<{ status: number; headers: Headers; text: string }>;
}

/** What one POST comes to, in one word: the status, or the code of the failure. */
async function outcomeOf(door: Door): Promise<string> {
  try {
    const { status, text } = await door.post();
    return `${status} ${isWhole(text) ? 'whole' : 'broken'}`;
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message: string };
    return `${message}: ${cause?.code}`;
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const doors: readonly { readonly name: string; open(): Promise<Door & { close(): Promise<void> }> }[] = [
  { name: 'in-process', open: () => openDoor('in-process') },
  { name: 'sockets', open: () => openDoor('sockets') },
];

async function openDoor(kind: 'in-process' | 'sockets') {
  const github = createGithub({ clock: systemClock, validate: false });
  github.addUser({ login: 'ana' });
  github.addRepository({ owner: 'ana', name: 'team', private: true });
  const address = kind === 'sockets' ? await github.listen() : 'https://api.github.com';
  const go = kind === 'sockets' ? fetch : github.fetch;
  const authorization = `Bearer ${github.token('ana')}`;
  const post = async (signal?: AbortSignal) => {
    const response = await go(`${address}/repos/ana/team/issues`, {
      method: 'POST',
      body: '{"title":"Beam"}',
      headers: { authorization },
      redirect: 'manual',
      ...(signal && { signal }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { github, post, close: () => github.close() };
}

/** How each disturbance ends through both doors, and whether the issue exists afterwards. */
const table: readonly [Disturbance, { fetch: string; sockets?: string; effect: boolean }][] = [
  [{ kind: 'refuse' }, { fetch: 'fetch failed: ECONNREFUSED', sockets: 'fetch failed: ECONNRESET', effect: false }],
  [{ kind: 'dnsFailure' }, { fetch: 'fetch failed: ENOTFOUND', sockets: 'fetch failed: ECONNRESET', effect: false }],
  [
    { kind: 'reset', when: 'before' },
    { fetch: 'fetch failed: ECONNRESET', effect: false },
  ],
  [
    { kind: 'reset', when: 'after' },
    { fetch: 'fetch failed: ECONNRESET', effect: true },
  ],
  [
    { kind: 'serverError', status: 500, when: 'before', body: 'json' },
    { fetch: '500 whole', effect: false },
  ],
  [
    { kind: 'serverError', status: 502, when: 'before' },
    { fetch: '502 broken', effect: false },
  ],
  [
    { kind: 'serverError', status: 503, when: 'after' },
    { fetch: '503 broken', effect: true },
  ],
  [
    { kind: 'serverError', status: 504, when: 'after', body: 'json' },
    { fetch: '504 whole', effect: true },
  ],
  [{ kind: 'truncated' }, { fetch: 'terminated: UND_ERR_SOCKET', effect: true }],
  [
    { kind: 'truncated', end: 'clean' },
    { fetch: '201 broken', effect: true },
  ],
  [
    { kind: 'limited', status: 429 },
    { fetch: '429 whole', effect: false },
  ],
  [
    { kind: 'limited', status: 403, resetIn: 60 },
    { fetch: '403 whole', effect: false },
  ],
  [{ kind: 'secondaryLimit' }, { fetch: '403 whole', effect: false }],
  [
    { kind: 'singleSignOn', organization: 'acme' },
    { fetch: '403 whole', effect: false },
  ],
  [
    { kind: 'redirect', status: 302, to: 'https://evil.example/' },
    { fetch: '302 broken', effect: false },
  ],
  [{ kind: 'proxyPage' }, { fetch: '200 broken', effect: false }],
];

describe('simulated GitHub: weather', () => {
  for (const { name, open } of doors) {
    it(`ends a request as the rule says, through ${name}`, async () => {
      const door = await open();
      for (const [effect, expected] of table) {
        const before = door.github.issues('ana/team').length;
        door.github.weather.add({ match: { method: 'POST', path: /\/issues$/ }, times: 1, effect });
        const said = name === 'sockets' ? (expected.sockets ?? expected.fetch) : expected.fetch;
        assert.equal(await outcomeOf(door), said, JSON.stringify(effect));
        const happened = door.github.issues('ana/team').length > before;
        assert.equal(happened, expected.effect, JSON.stringify(effect));
        assert.equal(door.github.log.entries.at(-1)?.effect, expected.effect);
        assert.equal(door.github.log.entries.at(-1)?.weather, effect.kind);
      }
      assert.equal(await outcomeOf(door), '201 whole', 'rules are used up');
      assert.deepEqual(door.github.faults, []);
      await door.close();
    });

    it(`hangs until the sender loses patience, through ${name}`, async () => {
      const door = await open();
      for (const when of ['before', 'after'] as const) {
        door.github.weather.add({ times: 1, effect: { kind: 'hang', when } });
        const before = door.github.log.count();
        const patience = new AbortController();
        const asked = assert.rejects(door.post(patience.signal), { name: 'AbortError' });
        while (door.github.log.entries[before]?.weather !== 'hang') await turn();
        patience.abort();
        await asked;
        assert.equal(door.github.issues('ana/team').length, when === 'before' ? 0 : 1);
      }
      await door.close();
    });

    it(`refuses everybody while offline, through ${name}`, async () => {
      const door = await open();
      door.github.weather.offline(true);
      assert.equal(await outcomeOf(door), 'fetch failed: ECONNREFUSED');
      door.github.weather.offline(false);
      if (name === 'sockets') await door.github.listen();
      assert.equal(await outcomeOf(door), '201 whole');
      await door.close();
    });
  }

  it('gives hints with limits, or none', async () => {
    const { github, ask } = team();
    const { add } = github.weather;
    add({ times: 1, effect: { kind: 'limited', status: 429, retryAfter: 30 } });
    add({ times: 1, effect: { kind: 'limited', status: 403, resetIn: 90 } });
    add({ times: 1, effect: { kind: 'limited', status: 403 } });
    add({ times: 1, effect: { kind: 'secondaryLimit', status: 429, retryAfter: 60 } });
    const hints = [];
    for (let count = 0; count < 4; count++) {
      const { headers } = await ask('read', 'GET', '/user');
      const reset = headers.get('x-ratelimit-reset');
      hints.push([headers.get('retry-after'), headers.get('x-ratelimit-remaining'), reset && Number(reset)]);
    }
    const later = Math.ceil(start / 1000) + 90;
    assert.deepEqual(hints, [
      ['30', null, null],
      [null, '0', later],
      [null, null, null],
      ['60', null, null],
    ]);
    assert.equal(github.log.charged(), 0);
  });

  it('keeps fresh writes out of lists but not out of single answers', async () => {
    const { github, clock, ask } = team();
    const list = '/repos/acme/team/issues?state=all';
    github.as('read').createIssue('acme/team', { title: 'Old' });
    clock.advance(60_000);
    const stop = github.weather.add({ effect: { kind: 'listLag', ms: 30_000 } });
    await ask('read', 'POST', '/repos/acme/team/issues', { title: 'New' });
    github.as('write').editIssue('acme/team', 1, { title: 'Edited' });
    const titles = async () => (await ask('read', 'GET', list)).json.map((one: { title: string }) => one.title);
    assert.deepEqual(await titles(), ['Old']);
    assert.equal((await ask('read', 'GET', '/repos/acme/team/issues/2')).json.title, 'New');
    clock.advance(30_000);
    assert.deepEqual(await titles(), ['New', 'Edited']);
    await ask('read', 'POST', '/repos/acme/team/issues/2/comments', { body: 'Hm' });
    assert.deepEqual((await ask('read', 'GET', '/repos/acme/team/issues/comments')).json, []);
    stop();
    assert.equal((await ask('read', 'GET', '/repos/acme/team/issues/2/comments')).json.length, 1);
  });

  it('shifts GitHub’s clock', async () => {
    const { github, ask } = team();
    github.weather.add({ effect: { kind: 'clockSkew', ms: -3_600_000 } });
    const { headers, json } = await ask('read', 'POST', '/repos/acme/team/issues', { title: 'Late' });
    assert.equal(headers.get('date'), 'Sat, 21 Nov 2026 11:30:00 GMT');
    assert.equal(json.created_at, '2026-11-21T11:30:00Z');
    assert.equal((await ask('read', 'GET', '/repos/acme/team/issues')).json.length, 1);
  });

  it('takes its time on the way there or back, by the clock it was given', async () => {
    const { github, clock, ask } = team();
    github.weather.add({ times: 1, effect: { kind: 'latency', ms: 500, when: 'before' } });
    github.weather.add({ times: 1, effect: { kind: 'latency', ms: 500 } });
    let done = false;
    const asked = ask('read', 'POST', '/repos/acme/team/issues', { title: 'Slow' }).then(() => {
      done = true;
    });
    await turn();
    assert.equal(github.issues('acme/team').length, 0);
    clock.advance(500);
    await turn();
    assert.deepEqual([github.issues('acme/team').length, done], [1, false]);
    clock.advance(500);
    await asked;
  });

  it('finishes what was sent even if its sender gave up', async () => {
    const { github, clock } = team();
    github.weather.add({ effect: { kind: 'latency', ms: 500, when: 'before' } });
    const patience = new AbortController();
    const asked = github.fetch('https://api.github.com/repos/acme/team/issues', {
      method: 'POST',
      body: '{"title":"Beam"}',
      headers: { authorization: `Bearer ${github.token('read')}` },
      signal: patience.signal,
    });
    await turn();
    patience.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    clock.advance(500);
    await turn();
    assert.equal(github.issues('acme/team').length, 1);
  });

  it('follows redirects like fetch: to other hosts without the token, and a POST as a GET', async () => {
    const { github } = team();
    const headers = { authorization: `Bearer ${github.token('read')}` };
    const redirect = (to: string) =>
      github.weather.add({
        match: { path: /team\/issues$/, method: 'POST' },
        times: 1,
        effect: { kind: 'redirect', status: 301, to },
      });
    const post = () =>
      github.fetch('https://api.github.com/repos/acme/team/issues', { method: 'POST', body: '{"title":"x"}', headers });
    redirect('https://evil.example/steal');
    await assert.rejects(post(), { message: 'fetch failed' });
    const stray = github.log.entries.at(-1);
    assert.deepEqual([stray?.host, stray?.method, stray?.authorized], ['evil.example', 'GET', false]);
    redirect('https://api.github.com/user');
    assert.equal(((await (await post()).json()) as { login: string }).login, 'read');
    assert.equal(github.issues('acme/team').length, 0);
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
