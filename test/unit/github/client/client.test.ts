import assert from 'node:assert/strict';
import { apiAddress, createClient } from '../../../../src/github/client/client.js';
import type { Reply } from '../../../../src/github/client/reply.js';
import { memoryLog } from '../../../lib/fakes/builders.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';

const secret = 'ghp_0123456789secret';

interface Request {
  readonly url: URL;
  readonly method: string;
  readonly authorization: string | null;
  readonly redirect: string | undefined;
}

/** A network that answers everything alike, and remembers who was asked what. */
function network(
  reply: () => Response | Promise<Response> = () => Response.json({ ok: true }),
  server = 'https://github.example',
) {
  const requests: Request[] = [];
  const clock = fakeClock();
  const log = memoryLog();
  const session = { token: secret as string | undefined };
  const send = createClient({
    server,
    token: async () => session.token,
    clock,
    log,
    async fetch(input, init) {
      requests.push({
        url: new URL(String(input)),
        method: init?.method ?? 'GET',
        authorization: new Headers(init?.headers).get('authorization'),
        redirect: init?.redirect,
      });
      const answered = Promise.resolve(reply());
      const aborted = new Promise<never>((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
      );
      return Promise.race([answered, aborted]);
    },
  });
  return { send, requests, clock, log, session };
}

const status = (reply: Reply) => (reply.kind === 'answer' ? reply.status : reply.kind);

describe('where the API of a server is', () => {
  for (const [server, expected] of [
    ['https://github.com', 'https://api.github.com'],
    ['https://acme.ghe.com', 'https://api.acme.ghe.com'],
    ['https://ghes.example', 'https://ghes.example/api/v3'],
    ['https://ghes.example:8443', 'https://ghes.example:8443/api/v3'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/api/v3'],
    ['https://github.com.evil.example', 'https://github.com.evil.example/api/v3'],
    ['https://notgithub.com', 'https://notgithub.com/api/v3'],
    ['https://evilghe.com', 'https://evilghe.com/api/v3'],
  ] as const)
    it(`${server}: ${expected}`, () => assert.equal(apiAddress(server), expected));
});

describe('a request to GitHub', () => {
  it('carries the token to the API of the server it was given for, and follows nothing', async () => {
    const { send, requests } = network();
    const reply = await send('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'team' });
    assert.equal(status(reply), 200);
    assert.deepEqual(
      requests.map(({ url, ...rest }) => ({ url: url.href, ...rest })),
      [
        {
          url: 'https://github.example/api/v3/repos/acme/team',
          method: 'GET',
          authorization: `Bearer ${secret}`,
          redirect: 'manual',
        },
      ],
    );
  });

  for (const [name, route, parameters] of [
    ['an absolute address', 'GET https://evil.example/x', {}],
    ['another scheme', 'GET http://github.example/api/v3/user', {}],
    ['another port', 'GET https://github.example:8443/api/v3/user', {}],
    ['a name that begins alike', 'GET https://github.example.evil.example/api/v3/user', {}],
    ['a user in front', 'GET https://github.example@evil.example/api/v3/user', {}],
    ['another base', 'GET /user', { baseUrl: 'https://evil.example' }],
    ['a path out of the API', 'GET /../../login', {}],
    ['a path beside the API', 'GET /../v3evil/user', {}],
  ] as const)
    it(`invariant 13, the token stays: ${name} is asked nothing`, async () => {
      const { send, requests } = network();
      assert.equal(status(await send(route, parameters)), 'failed');
      assert.deepEqual(requests, []);
    });

  it('invariant 13: a name of a repository cannot lead out of the API', async () => {
    for (const evil of [
      '..',
      '../..',
      '../../..',
      '//evil.example',
      '@evil.example',
      'https://evil.example',
      '\\\\evil',
      '?',
      '#',
    ]) {
      const { send, requests } = network();
      await send('GET /repos/{owner}/{repo}', { owner: evil, repo: evil });
      for (const { url } of requests) assert.ok(url.href.startsWith('https://github.example/api/v3/'), url.href);
    }
  });

  for (const code of [301, 302, 307, 308])
    it(`invariant 13: a ${code} is an answer and is not followed, wherever it leads`, async () => {
      for (const location of ['https://evil.example/x', '/api/v3/repositories/5']) {
        const { send, requests } = network(() => new Response(null, { status: code, headers: { location } }));
        const reply = await send('POST /repos/{owner}/{repo}/issues', { owner: 'acme', repo: 'team', title: 'x' });
        assert.equal(status(reply), code);
        assert.equal(reply.kind === 'answer' && reply.headers.location, location);
        assert.equal(requests.length, 1);
      }
    });

  for (const [name, reply] of [
    ['500', () => Response.json({}, { status: 500 })],
    ['502', () => new Response('<html>', { status: 502 })],
    ['429', () => Response.json({}, { status: 429, headers: { 'retry-after': '1' } })],
    ['403 with a limit', () => Response.json({}, { status: 403, headers: { 'x-ratelimit-remaining': '0' } })],
    ['404', () => Response.json({}, { status: 404 })],
    [
      'a reset connection',
      () =>
        Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })),
    ],
    ['a body cut short', () => new Response('{"a":', { headers: { 'content-type': 'application/json' } })],
  ] as const)
    it(`invariant 3: ${name} is asked once and not again`, async () => {
      const { send, requests, clock } = network(reply);
      await send('POST /repos/{owner}/{repo}/issues', { owner: 'acme', repo: 'team', title: 'x' });
      await clock.advance(120_000);
      assert.equal(requests.length, 1);
    });

  it('tells an answer of GitHub’s from no answer, with the system’s word for it', async () => {
    const failing = (error: unknown) => network(() => Promise.reject(error)).send('GET /user');
    const undici = (code: string, more = {}) =>
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code, ...more }) });
    const tried = (...syscalls: string[]) => ({
      errors: syscalls.map((syscall) => ({ code: 'EHOSTUNREACH', syscall })),
    });
    assert.deepEqual(await failing(undici('ENOTFOUND')), { kind: 'failed', code: 'ENOTFOUND' });
    for (const syscall of ['read', 'write', 'connect']) {
      const failure = { code: 'ENETDOWN', syscall };
      assert.deepEqual(await failing(undici('ENETDOWN', failure)), { kind: 'failed', ...failure });
    }
    assert.deepEqual(await failing(undici('EHOSTUNREACH', tried('connect', 'connect'))), {
      kind: 'failed',
      code: 'EHOSTUNREACH',
      syscall: 'connect',
    });
    assert.deepEqual(await failing(undici('EHOSTUNREACH', tried('connect', 'read'))), {
      kind: 'failed',
      code: 'EHOSTUNREACH',
    });
    assert.deepEqual(await failing(undici('ECONNRESET')), { kind: 'failed', code: 'ECONNRESET' });
    assert.deepEqual(await failing(new Error('what')), { kind: 'failed' });
    assert.deepEqual(await failing('not even an error'), { kind: 'failed' });
    assert.equal(status(await network(() => new Response(null, { status: 304 })).send('GET /user')), 304);
    assert.equal(status(await network(() => Response.json({}, { status: 500 })).send('GET /user')), 500);
  });

  it('waits for an answer no longer than twenty seconds of its clock', async () => {
    const { send, clock } = network(() => new Promise<Response>(() => undefined));
    let reply: Reply | undefined;
    void send('GET /user').then((answer) => {
      reply = answer;
    });
    await clock.advance(19_999);
    assert.equal(reply, undefined);
    await clock.advance(1);
    assert.deepEqual(reply, { kind: 'failed', code: 'ETIMEDOUT_ANSWER' });
  });

  it('gives the request up when it has waited long enough', async () => {
    let given: AbortSignal | null | undefined;
    const clock = fakeClock();
    const send = createClient({
      server: 'https://github.example',
      token: async () => secret,
      clock,
      log: memoryLog(),
      fetch: (_input, init) => {
        given = init?.signal;
        return new Promise(() => undefined);
      },
    });
    const reply = send('GET /user');
    await clock.advance(20_000);
    await reply;
    assert.equal(given?.aborted, true);
  });
});

describe('a token', () => {
  it('that is not there asks nothing', async () => {
    const { send, requests, session } = network();
    session.token = undefined;
    assert.deepEqual(await send('GET /user'), { kind: 'signedOut' });
    assert.deepEqual(requests, []);
  });

  const turnedDown = () => Response.json({}, { status: 401, headers: { 'x-github-request-id': 'ABCD:1' } });

  it('that GitHub has turned down is not shown to it again for ten minutes; a new one is at once', async () => {
    const replies = [turnedDown(), Response.json({})];
    const { send, requests, session } = network(() => replies.shift() ?? Response.error());
    assert.equal(status(await send('GET /user')), 401);
    assert.equal(status(await send('GET /user')), 'signedOut');
    assert.equal(requests.length, 1);
    session.token = 'ghp_another';
    assert.equal(status(await send('GET /user')), 200);
    assert.equal(requests.at(-1)?.authorization, 'Bearer ghp_another');
  });

  it('invariant 15: that was turned down is tried again by itself, politely, and wherever the clock is set', async () => {
    let answer = turnedDown;
    const { send, requests, clock } = network(() => answer());
    await send('GET /user');
    for (let minute = 0; minute < 60; minute++) {
      await clock.advance(60_000);
      await send('GET /user');
    }
    assert.ok(requests.length >= 5 && requests.length <= 13, `${requests.length} requests in an hour`);
    answer = () => Response.json({});
    clock.jump(-24 * 3_600_000);
    assert.equal(status(await send('GET /user')), 200);
    await clock.advance(11 * 60_000);
    assert.equal(status(await send('GET /user')), 200);
  });

  for (const [name, page] of [
    ['a page', () => new Response('<html>', { status: 401 })],
    ['JSON', () => Response.json({ message: 'log in first' }, { status: 401 })],
  ] as const)
    it(`invariant 16: that a gateway has turned down with ${name} is shown to GitHub at the next request`, async () => {
      const replies = [page(), Response.json({})];
      const { send } = network(() => replies.shift() ?? Response.error());
      assert.equal(status(await send('GET /user')), 401);
      assert.equal(status(await send('GET /user')), 200);
    });

  it('invariant 13: neither it nor what was written is in the log, whatever the answer', async () => {
    for (const answer of [
      () => Response.json({ body: 'private words' }),
      () => Response.json({ message: `private words ${secret}` }, { status: 401 }),
      () => Response.json({}, { status: 500 }),
      () => Promise.reject(new Error(`private words ${secret}`)),
    ]) {
      const { send, log } = network(answer);
      const parameters = { owner: 'acme', repo: 'team', title: 'private words', body: 'private words' };
      await send('POST /repos/{owner}/{repo}/issues', parameters);
      assert.ok(log.lines.length > 0);
      assert.doesNotMatch(log.lines.join('\n'), /secret|ghp_|private words/);
    }
  });

  it('GitHub’s word about a deprecated address goes to our log and not to the console', async () => {
    const headers = { deprecation: 'true', link: '<https://x.example>; rel="deprecation"' };
    const { send, log } = network(() => Response.json({}, { headers }));
    const toConsole: unknown[] = [];
    const before = console.warn;
    console.warn = (...words) => void toConsole.push(words);
    try {
      await send('GET /user');
    } finally {
      console.warn = before;
    }
    assert.deepEqual(toConsole, []);
    assert.ok(log.lines.some((line) => line.includes('deprecated')));
  });

  it('each request is one line in the log, with status and what is left of the limit', async () => {
    const { send, log } = network(() => Response.json({}, { headers: { 'x-ratelimit-remaining': '42' } }));
    await send('GET /user');
    assert.deepEqual(log.lines, ['debug GET /user → 200, 42 left in 0 ms']);
  });
});
