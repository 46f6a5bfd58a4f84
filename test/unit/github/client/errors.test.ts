import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Meaning, meaningOf, troubleOf } from '../../../../src/github/client/errors.js';
import type { Reply } from '../../../../src/github/client/reply.js';

const now = Date.parse('2026-11-21T09:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
/** Of a gateway, or of a server that answers in GitHub's place. */
const foreign = (status: number, headers: Record<string, string> = {}, data: unknown = {}): Reply => ({
  kind: 'answer',
  status,
  headers,
  data,
});
const answer = (status: number, headers: Record<string, string> = {}, data: unknown = {}): Reply =>
  foreign(status, { 'x-github-request-id': 'ABCD:1', ...headers }, data);
/** Where a server's clock stands at `date`, its limit ends `seconds` later. */
const limit = (date: string, seconds: number) => ({
  date,
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(Date.parse(date) / 1000 + seconds),
});

const limited = (seconds: number): Meaning => ({
  kind: 'blocked',
  trouble: { kind: 'limited', since: at(0), until: at(seconds) },
});
const refused = (kind: 'invalid' | 'forbidden' | 'missing' | 'gone', detail?: string): Meaning => ({
  kind: 'refused',
  reason: { kind, ...(detail && { detail }) },
});
const lost = (status: number): Meaning => ({ kind: 'lost', trouble: { kind: 'serverDown', status } });
const sso = (address?: string): Meaning => ({
  kind: 'blocked',
  trouble: { kind: 'singleSignOn', ...(address && { address }) },
});

describe('what an answer means', () => {
  const table: readonly (readonly [name: string, reply: Reply, meaning: Meaning])[] = [
    ['nobody signed in', { kind: 'signedOut' }, { kind: 'blocked', trouble: { kind: 'signedOut' } }],
    [
      '301',
      answer(301, { location: 'https://x/repositories/5' }),
      { kind: 'moved', location: 'https://x/repositories/5' },
    ],
    ['302 to nowhere', answer(302), { kind: 'moved', location: '' }],
    ['307', answer(307, { location: '/x' }), { kind: 'moved', location: '/x' }],
    ['308', answer(308, { location: '/x' }), { kind: 'moved', location: '/x' }],
    ['400', answer(400, {}, { message: 'Problems parsing JSON' }), refused('invalid', 'Problems parsing JSON')],
    ['401', answer(401, {}, { message: 'Bad credentials' }), { kind: 'blocked', trouble: { kind: 'signedOut' } }],
    [
      '403, a right that is missing',
      answer(403, {}, { message: 'Must have write' }),
      refused('forbidden', 'Must have write'),
    ],
    ['403 with requests left', answer(403, { 'x-ratelimit-remaining': '12' }), refused('forbidden')],
    ['403, primary limit', answer(403, limit('Sat, 21 Nov 2026 09:00:00 GMT', 600)), limited(600)],
    [
      '403, primary limit, our clock an hour fast',
      answer(403, limit('Sat, 21 Nov 2026 08:00:00 GMT', 600)),
      limited(600),
    ],
    [
      '403, primary limit, our clock a year slow',
      answer(403, limit('Sun, 21 Nov 2027 09:00:00 GMT', 600)),
      limited(600),
    ],
    ['403, primary limit that is just over', answer(403, limit('Sat, 21 Nov 2026 09:00:00 GMT', -5)), limited(1)],
    ['403, primary limit without an end', answer(403, { 'x-ratelimit-remaining': '0' }), limited(60)],
    [
      '403, primary limit without a date',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795253400' }),
      limited(60),
    ],
    ['403 with retry-after', answer(403, { 'retry-after': '30' }), limited(30)],
    [
      '403 with retry-after comes before the reset',
      answer(403, { 'retry-after': '30', ...limit('Sat, 21 Nov 2026 09:00:00 GMT', 600) }),
      limited(30),
    ],
    [
      '403, secondary limit in words only',
      answer(403, {}, { message: 'You have exceeded a secondary rate limit.' }),
      limited(60),
    ],
    [
      '403, single sign-on',
      answer(403, { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?x=1' }),
      sso('https://github.com/orgs/acme/sso?x=1'),
    ],
    ['403, single sign-on, nobody says where', answer(403, { 'x-github-sso': 'required' }), sso()],
    ['403, single sign-on over http', answer(403, { 'x-github-sso': 'required; url=http://evil.example' }), sso()],
    ['403, single sign-on by script', answer(403, { 'x-github-sso': 'required; url=javascript:alert(1)' }), sso()],
    [
      '403, single sign-on for some results only',
      answer(403, { 'x-github-sso': 'partial-results; organizations=1' }),
      refused('forbidden'),
    ],
    ['404', answer(404, {}, { message: 'Not Found' }), refused('missing')],
    ['407, a proxy', answer(407), { kind: 'blocked', trouble: { kind: 'offline' } }],
    ['408', answer(408), lost(408)],
    ['409', answer(409), lost(409)],
    ['410', answer(410, {}, { message: 'This issue was deleted' }), refused('gone', 'This issue was deleted')],
    ['413', answer(413), refused('invalid')],
    ['422', answer(422, {}, { message: 'Validation Failed' }), refused('invalid', 'Validation Failed')],
    [
      '422 with errors of every shape',
      answer(422, {}, { message: 'No', errors: [{ message: 'a' }, { field: 'b', code: 'c' }, 'd', null, 5, {}] }),
      refused('invalid', 'No: a: b c: d'),
    ],
    ...[400, 401, 403, 404, 410, 413, 422, 451].flatMap(
      (status) =>
        [
          [`${status}, a gateway's page`, foreign(status, {}, '<html>'), lost(status)],
          [`${status}, JSON of a gateway's`, foreign(status, {}, { message: 'Blocked by policy' }), lost(status)],
          [`${status}, a page in GitHub's name`, answer(status, {}, '<html>'), lost(status)],
        ] as const,
    ),
    ...[
      'You have exceeded a secondary rate limit and have been temporarily blocked from content creation.',
      'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
      'API rate limit exceeded for user ID 1.',
    ].map((message) => [`403, ${message}`, answer(403, {}, { message }), limited(60)] as const),
    [
      '422, content too quickly',
      answer(422, {}, { message: 'Validation Failed', errors: [{ message: 'was submitted too quickly' }] }),
      limited(60),
    ],
    [
      '403, an IP allow list',
      answer(403, {}, { message: 'the `acme` organization has an IP allow list enabled' }),
      {
        kind: 'blocked',
        trouble: { kind: 'forbidden', detail: 'the `acme` organization has an IP allow list enabled' },
      },
    ],
    ['429', answer(429), limited(60)],
    ['429, a gateway', foreign(429, {}, '<html>'), limited(60)],
    ['429 with retry-after', answer(429, { 'retry-after': '5' }), limited(5)],
    ['429 with retry-after 0, which would have us ask without end', answer(429, { 'retry-after': '0' }), limited(60)],
    ['429 with a retry-after of the past', answer(429, { 'retry-after': '-5' }), limited(60)],
    [
      '429 with a retry-after that is a date',
      answer(429, { 'retry-after': 'Sat, 21 Nov 2026 09:00:30 GMT' }),
      limited(60),
    ],
    [
      '403 with a retry-after that is a date, by the clock that said it',
      answer(403, { date: 'Sat, 21 Nov 2026 08:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2026 08:00:30 GMT' }),
      limited(30),
    ],
    ['403 with a retry-after nobody can read', answer(403, { 'retry-after': 'soon' }), limited(60)],
    ['451', answer(451), refused('invalid')],
    ['500', answer(500), lost(500)],
    ['502, a page of a proxy', answer(502, { 'content-type': 'text/html' }, '<html>'), lost(502)],
    ['503', answer(503), lost(503)],
    ['504', answer(504), lost(504)],
    ['a success that could not be read', answer(200, {}, '<html>'), lost(200)],
    ['a status nobody knows', answer(599), lost(599)],
  ];
  for (const [name, reply, expected] of table)
    it(`${name}: ${expected.kind}`, () => assert.deepEqual(meaningOf(reply, now), expected));

  for (const [code, kind] of [
    ['ECONNREFUSED', 'blocked'],
    ['ENOTFOUND', 'blocked'],
    ['EAI_AGAIN', 'blocked'],
    ['UND_ERR_CONNECT_TIMEOUT', 'blocked'],
    ['CERT_HAS_EXPIRED', 'blocked'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'blocked'],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'blocked'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'blocked'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'blocked'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'blocked'],
    ['connect ENETUNREACH', 'blocked'],
    ['connect EHOSTUNREACH', 'blocked'],
    ['connect ENETDOWN', 'blocked'],
    ['connect ETIMEDOUT', 'blocked'],
    ['connect ECONNRESET', 'blocked'],
    ['connect EADDRNOTAVAIL', 'blocked'],
    ['getaddrinfo ENETUNREACH', 'blocked'],
    ['ENETUNREACH', 'lost'],
    ['EHOSTUNREACH', 'lost'],
    ['ENETDOWN', 'lost'],
    ...['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'ETIMEDOUT', 'ECONNRESET', 'ENOTCONN', 'EPIPE'].flatMap(
      (code) =>
        [
          [`read ${code}`, 'lost'],
          [`write ${code}`, 'lost'],
        ] as const,
    ),
    ['ERR_TLS_RENEGOTIATION_DISABLED', 'lost'],
    ['ECONNRESET', 'lost'],
    ['EPIPE', 'lost'],
    ['ETIMEDOUT', 'lost'],
    ['ETIMEDOUT_ANSWER', 'lost'],
    ['UND_ERR_SOCKET', 'lost'],
    ['UND_ERR_HEADERS_TIMEOUT', 'lost'],
    ['XECONNREFUSED', 'lost'],
    [undefined, 'lost'],
  ] as const)
    it(`invariant 3: no answer because of ${code} ${kind === 'blocked' ? 'certainly did not arrive' : 'may have arrived'}`, () => {
      const [name, syscall] = (code ?? '').split(' ').reverse();
      const reply: Reply = { kind: 'failed', ...(name && { code: name }), ...(syscall && { syscall }) };
      assert.deepEqual(meaningOf(reply, now), { kind, trouble: { kind: 'offline' } });
    });

  it('GitHub’s sentences are cut to a length that fits a row', () => {
    const meaning = meaningOf(answer(422, {}, { message: 'x'.repeat(10_000) }), now);
    assert.equal(meaning.kind === 'refused' && meaning.reason.detail?.length, 300);
  });

  it('is found in any answer at all, whatever its headers and body: nothing throws', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('0', '-1', '1e300', '1e15', 'Infinity', 'NaN', '99999999999999', 'required; url=https://%', ''),
    );
    const name = fc.constantFrom(
      'retry-after',
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'date',
      'x-github-sso',
      'location',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(200, 301, 400, 401, 403, 404, 410, 422, 429, 500),
        fc.dictionary(name, text, { noNullPrototype: true }),
        fc.oneof(
          fc.jsonValue({ maxDepth: 2 }),
          fc.constantFrom(undefined, { message: {}, errors: [[], { message: 1 }] }),
        ),
        (status, headers, data) => {
          const meaning = meaningOf(answer(status, headers, data), now);
          if (meaning.kind === 'blocked' && meaning.trouble.kind === 'limited')
            assert.ok(Date.parse(meaning.trouble.until) >= now);
          assert.ok(troubleOf(meaning).kind);
        },
      ),
      { numRuns: 200 },
    );
  });

  for (const value of ['1e300', '99999999999999', '1e15'])
    it(`a wait of ${value} seconds is no date, and throws nothing`, () => {
      assert.equal(meaningOf(answer(429, { 'retry-after': value }), now).kind, 'blocked');
      const reset = { ...limit('Sat, 21 Nov 2026 09:00:00 GMT', 0), 'x-ratelimit-reset': value };
      assert.equal(meaningOf(answer(403, reset), now).kind, 'blocked');
    });
});

describe('trouble with reading', () => {
  for (const [name, meaning, expected] of [
    ['gone for now', lost(502), { kind: 'serverDown', status: 502 }],
    ['blocked', limited(5), { kind: 'limited', since: at(0), until: at(5) }],
    ['moved', { kind: 'moved', location: '' }, { kind: 'repositoryMissing' }],
    ['missing', refused('missing'), { kind: 'repositoryMissing' }],
    ['gone', refused('gone', 'x'), { kind: 'issuesDisabled' }],
    ['forbidden', refused('forbidden', 'no'), { kind: 'forbidden', detail: 'no' }],
    ['invalid', refused('invalid'), { kind: 'forbidden' }],
  ] as const)
    it(`${name} is ${expected.kind}`, () => assert.deepEqual(troubleOf(meaning as Meaning), expected));
});
