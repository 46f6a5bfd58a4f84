import assert from 'node:assert/strict';
import { createClient, graphqlRoute } from '../../../../src/github/client/client.js';
import type { Limits } from '../../../../src/github/client/limits.js';
import type { Reply } from '../../../../src/github/client/reply.js';
import { fakeClock } from '../../../lib/fakes/fakeClock.js';
import { silent } from '../../disk/support.js';

const issues = 'GET /repos/acme/team/issues';
const secondary = (seconds: number) => () =>
  Response.json({}, { status: 403, headers: { 'retry-after': String(seconds) } });
const fine = () => Response.json({ data: {} });

/** Two clients of one account, as one who syncs and one who tells of focus; each answer is taken once, the last for good. */
function account(...answers: readonly (() => Response)[]) {
  const rest = [...answers];
  const limits: Limits = new Map();
  const clock = fakeClock();
  const asked: string[] = [];
  const client = () =>
    createClient({
      server: 'https://github.example',
      token: async () => 'token',
      clock,
      log: silent,
      limits,
      async fetch(input) {
        asked.push(new URL(String(input)).pathname);
        return (rest.length > 1 ? rest.shift() : rest[0])?.() ?? fine();
      },
    });
  return { one: client(), other: client(), clock, asked };
}

const kindOf = ({ kind }: Reply) => kind;

describe('limits of one account', () => {
  it('a secondary one closes both doors for all clients, for as long as was said and no longer', async () => {
    for (const [first, then] of [
      [graphqlRoute, issues],
      [issues, graphqlRoute],
      [issues, issues],
    ] as const) {
      const { one, other, clock, asked } = account(secondary(101), fine);
      await one(first);
      await clock.advance(100_000);
      assert.equal(kindOf(await other(then)), 'closed');
      assert.equal(kindOf(await one(then)), 'closed');
      assert.equal(asked.length, 1);
      await clock.advance(1_001);
      assert.equal(kindOf(await other(then)), 'answer');
    }
  });

  it('GraphQL’s points are its own, though it says so in an answer of success', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      date: 'Sat, 21 Nov 2026 09:00:00 GMT',
      'x-ratelimit-reset': String(Date.parse('2026-11-21T09:10:00Z') / 1000),
    };
    const { one, other, clock } = account(
      () => Response.json({ errors: [{ type: 'RATE_LIMITED' }] }, { headers }),
      fine,
    );
    await one(graphqlRoute);
    assert.equal(kindOf(await other(issues)), 'answer');
    assert.deepEqual(await other(graphqlRoute), { kind: 'closed', since: clock.now(), until: clock.now() + 600_000 });
    await clock.advance(600_001);
    assert.equal(kindOf(await other(graphqlRoute)), 'answer');
  });

  for (const error of [
    { type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: 'API rate limit already exceeded for user ID 1.' },
    { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  ])
    it(`GraphQL says so in an answer of success: ${error.message}`, async () => {
      const { one, other, clock, asked } = account(() => Response.json({ errors: [null, error] }), fine);
      await one(graphqlRoute);
      assert.equal(kindOf(await other(graphqlRoute)), 'closed');
      assert.equal(kindOf(await other(issues)), 'type' in error ? 'answer' : 'closed');
      await clock.advance(60_001);
      assert.equal(kindOf(await other(graphqlRoute)), 'answer');
      assert.ok(asked.length <= 3);
    });

  it('a repository may be called like a limit', async () => {
    const message = "Could not resolve to a Repository with the name 'acme/RATE_LIMITED'.";
    const { one, other } = account(() => Response.json({ errors: [{ type: 'NOT_FOUND', message }] }));
    await one(graphqlRoute);
    assert.equal(kindOf(await other(graphqlRoute)), 'answer');
  });

  it('a shorter one does not end a longer one', async () => {
    const { one, other, clock } = account(secondary(300), secondary(1), fine);
    await Promise.all([one(issues), other(issues)]);
    await clock.advance(10_000);
    assert.equal(kindOf(await one(issues)), 'closed');
  });

  it('a clock that is set back makes none longer', async () => {
    const { one, clock } = account(secondary(60), fine);
    await one(issues);
    clock.jump(-86_400_000);
    assert.equal(kindOf(await one(issues)), 'closed');
    await clock.advance(60_001);
    assert.equal(kindOf(await one(issues)), 'answer');
  });

  it('what is refused for another reason closes nothing', async () => {
    const { one } = account(() => Response.json({}, { status: 403, headers: { 'x-ratelimit-remaining': '12' } }), fine);
    await one(issues);
    assert.equal(kindOf(await one(issues)), 'answer');
  });
});
