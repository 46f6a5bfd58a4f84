import assert from 'node:assert/strict';
import { createClient, graphqlRoute } from '../../../src/github/client/client.js';
import { createGithub } from '../../lib/github/simulation.js';
import type { Disturbance } from '../../lib/github/weather.js';
import { start, type Team, team } from '../../unit/lib/github/team.js';

const hour = 3_600_000;

/** `umbrella/site` (private, base permission read) and its people; `olga` and the others are strangers there. */
function umbrella(): Team {
  const made = team();
  const { github } = made;
  github.addUser({ login: 'kim', name: 'Kim Ro' });
  github.addOrganization({ login: 'umbrella', owners: ['owner'], members: ['member'], concealed: ['kim'] });
  const roles = { write: 'write', triage: 'triage' } as const;
  github.addRepository({ owner: 'umbrella', name: 'site', private: true, roles });
  return made;
}

const graphql = async ({ ask }: Team, who: string, query: string) => {
  const { status, json } = await ask(who, 'POST', '/graphql', { query });
  assert.equal(status, 200);
  return json;
};

const status = 'status { message emoji indicatesLimitedAvailability expiresAt updatedAt }';

describe('simulated GitHub: people in GraphQL', () => {
  it('shows what people say on their profile until it expires', async () => {
    const made = umbrella();
    const { github, clock } = made;
    const asked = async () =>
      (await graphql(made, 'olga', `{ user(login: "KIM") { login name ${status} } }`)).data.user;
    assert.deepEqual(await asked(), { login: 'kim', name: 'Kim Ro', status: null });
    github.as('kim').setProfileStatus({ message: 'Away', emoji: ':palm_tree:', isBusy: true, expiresAt: start + hour });
    assert.deepEqual((await asked()).status, {
      message: 'Away',
      emoji: ':palm_tree:',
      indicatesLimitedAvailability: true,
      expiresAt: '2026-11-21T13:30:00Z',
      updatedAt: '2026-11-21T12:30:00Z',
    });
    clock.advance(hour);
    assert.equal((await asked()).status, null);
    github.as('kim').setProfileStatus({ isBusy: true });
    assert.deepEqual([(await asked()).status.message, (await asked()).status.expiresAt], [null, null]);
    github.as('kim').setProfileStatus({});
    assert.equal((await asked()).status, null);
    assert.throws(() => github.as('kim').setProfileStatus({ message: 'x'.repeat(81) }), { status: 422 });
    assert.throws(() => github.as('kim').setProfileStatus({ message: 'x', organization: 'acme' }), { status: 422 });
    assert.deepEqual(github.faults, []);
  });

  it('keeps from strangers what is for an organization', async () => {
    const made = umbrella();
    made.github.as('kim').setProfileStatus({ message: 'At the offsite', organization: 'umbrella' });
    const seenBy = async (who: string) =>
      (await graphql(made, who, `{ user(login: "kim") { ${status} } }`)).data.user.status?.message;
    assert.equal(await seenBy('member'), 'At the offsite');
    assert.equal(await seenBy('kim'), 'At the offsite');
    assert.equal(await seenBy('olga'), undefined);
    assert.equal(await seenBy('write'), undefined, 'a collaborator is no member');
  });

  it('names those who can be assigned, page by page', async () => {
    const made = umbrella();
    made.github.as('write').setProfileStatus({ message: 'Busy', isBusy: true });
    const page = async (args: string) => {
      const fields = `totalCount nodes { login databaseId ${status} } pageInfo { hasNextPage endCursor }`;
      const query = `{ repository(owner: "umbrella", name: "site") { assignableUsers(${args}) { ${fields} } } }`;
      return (await graphql(made, 'write', query)).data.repository.assignableUsers;
    };
    const logins = ({ nodes }: { nodes: { login: string }[] }) => nodes.map(({ login }) => login);
    const first = await page('first: 3');
    assert.deepEqual(logins(first), ['kim', 'member', 'owner']);
    assert.deepEqual([first.totalCount, first.pageInfo.hasNextPage], [4, true]);
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    assert.deepEqual([logins(second), second.pageInfo.hasNextPage], [['write'], false], 'triage is no member');
    assert.equal(second.nodes[0].databaseId, made.github.idOf('write'));
    assert.equal(second.nodes[0].status.indicatesLimitedAvailability, true);
    assert.deepEqual(logins(await page('first: 100, query: "RO"')), ['kim']);
    assert.deepEqual(logins(await page(`last: 2, before: "${first.pageInfo.endCursor}"`)), ['kim', 'member']);
    assert.equal(made.github.log.charged('write'), 4, 'a point each');
    assert.deepEqual(made.github.log.invalid, []);
  });

  it('refuses connections without bounds, too long pages and cursors of its own making', async () => {
    const made = umbrella();
    const typeOf = async (args: string) => {
      const query = `{ viewer { login } repository(owner: "umbrella", name: "site") { assignableUsers${args} { totalCount } } }`;
      const { data, errors } = await graphql(made, 'write', query);
      assert.deepEqual(data, { viewer: { login: 'write' }, repository: null });
      assert.deepEqual(errors[0].path, ['repository', 'assignableUsers']);
      return errors[0].type;
    };
    assert.equal(await typeOf(''), 'MISSING_PAGINATION_BOUNDARIES');
    assert.equal(await typeOf('(first: 101)'), 'EXCESSIVE_PAGINATION');
    assert.equal(await typeOf('(first: 1, after: "x")'), 'INVALID_CURSOR_ARGUMENTS');
    assert.equal(made.github.log.invalid.length, 3);
    assert.deepEqual(made.github.faults, []);
  });

  it('lists the statuses of an organization, newest first, for whoever has the scope', async () => {
    const made = umbrella();
    const { github, clock } = made;
    for (const login of ['owner', 'member', 'kim']) {
      github.as(login).setProfileStatus({ message: login, ...(login === 'member' && { organization: 'umbrella' }) });
      clock.advance(1000);
    }
    const query = (order: string) =>
      `{ organization(login: "umbrella") { memberStatuses(first: 100${order}) { totalCount nodes { message user { login } organization { id } } } } }`;
    const seenBy = async (who: string, order = '') => {
      const token = github.token(who, { scopes: ['repo', 'read:org'] });
      const { memberStatuses } = (await graphql(made, token, query(order))).data.organization;
      return memberStatuses.nodes.map(({ message }: { message: string }) => message);
    };
    assert.deepEqual(await seenBy('owner'), ['kim', 'member', 'owner']);
    const oldestFirst = ', orderBy: { field: UPDATED_AT, direction: ASC }';
    assert.deepEqual(await seenBy('owner', oldestFirst), ['owner', 'member', 'kim']);
    assert.deepEqual(await seenBy('olga'), ['owner']);
    const refused = await graphql(made, 'owner', query(''));
    assert.equal(refused.data, undefined);
    assert.equal(refused.errors[0].type, 'INSUFFICIENT_SCOPES');
    assert.match(refused.errors[0].message, /The 'memberStatuses' field requires .*\['read:org'\]/);
  });

  it('answers nothing at all to a token that lacks a scope for one field, however deep', async () => {
    const made = umbrella();
    made.github.as('kim').setProfileStatus({ message: 'Away' });
    const query =
      '{ user(login: "kim") { login status { ...Said } } } fragment Said on UserStatus { organization { login } }';
    const { data, errors } = await graphql(made, 'member', query);
    assert.deepEqual([data, errors.length, errors[0].type], [undefined, 1, 'INSUFFICIENT_SCOPES']);
  });

  it('says beside the data whom and what it does not know', async () => {
    const made = umbrella();
    const query =
      '{ viewer { login } a: user(login: "nobody") { id } b: organization(login: "nobody") { id } c: repository(owner: "umbrella", name: "site") { id } }';
    const { data, errors } = await graphql(made, 'olga', query);
    assert.deepEqual(data, { viewer: { login: 'olga' }, a: null, b: null, c: null });
    assert.deepEqual(
      errors.map(({ type, path }: { type: string; path: string[] }) => [type, ...path]),
      [
        ['NOT_FOUND', 'a'],
        ['NOT_FOUND', 'b'],
        ['NOT_FOUND', 'c'],
      ],
    );
    made.github.requireSingleSignOn('umbrella');
    const hidden = await graphql(made, 'member', '{ repository(owner: "umbrella", name: "site") { id } }');
    assert.deepEqual([hidden.errors[0].type, hidden.errors[0].extensions], ['FORBIDDEN', { saml_failure: true }]);
  });

  it('forgets the status of whoever deleted their account', async () => {
    const made = umbrella();
    made.github.as('kim').setProfileStatus({ message: 'Away' });
    made.github.deleteUser('kim');
    const { errors } = await graphql(made, 'olga', '{ user(login: "kim") { login } }');
    assert.equal(errors[0].type, 'NOT_FOUND');
  });
});

describe('simulated GitHub: where GraphQL is, and in which weather', () => {
  const query = '{ viewer { login } }';
  const opened = (options: Parameters<typeof createGithub>[0] = {}) => {
    const github = createGithub({ validate: false, hosts: ['api.acme.ghe.com', 'ghes.example'], ...options });
    github.addUser({ login: 'ana' });
    const token = github.token('ana');
    const post = (url: string) =>
      github.fetch(url, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { authorization: `Bearer ${token}` },
      });
    return { github, token, post };
  };

  for (const [server, rest] of [
    ['https://github.com', 'https://api.github.com/user'],
    ['https://acme.ghe.com', 'https://api.acme.ghe.com/user'],
    ['https://ghes.example', 'https://ghes.example/api/v3/user'],
  ] as const) {
    it(`is where the product looks for it: ${server}`, async () => {
      const { github, token } = opened();
      const send = createClient({
        server,
        token: async () => token,
        fetch: github.fetch,
        clock: { now: Date.now, random: Math.random, sleep: () => new Promise(() => {}) },
        log: { debug() {}, info() {}, warn() {}, error() {} },
      });
      const asked = await send(graphqlRoute, { query });
      assert.deepEqual(asked.kind === 'answer' && asked.data, { data: { viewer: { login: 'ana' } } });
      const { json, status: found } = await github
        .fetch(rest, { headers: { authorization: `Bearer ${token}` } })
        .then(async (response) => ({ status: response.status, json: (await response.json()) as { html_url: string } }));
      assert.deepEqual([found, json.html_url], [200, `${server}/ana`]);
      assert.deepEqual(github.log.invalid, []);
    });
  }

  it('is nowhere else', async () => {
    const { post } = opened();
    for (const url of ['https://api.github.com/api/graphql', 'https://ghes.example/api/v3/graphql'])
      assert.equal((await post(url)).status, 404, url);
  });

  const limited: Disturbance = { kind: 'limited', status: 403, resetIn: 60 };
  const table: readonly (readonly [string, Disturbance, number | string])[] = [
    ['a refused connection', { kind: 'refuse' }, 'ECONNREFUSED'],
    ['an unknown host', { kind: 'dnsFailure' }, 'ENOTFOUND'],
    ['a lost answer', { kind: 'reset', when: 'after' }, 'ECONNRESET'],
    ['an error page', { kind: 'serverError', status: 502, when: 'before' }, 502],
    ['a slow query', { kind: 'serverError', status: 504, when: 'after', body: 'json' }, 504],
    ['a secondary limit', { kind: 'secondaryLimit', retryAfter: 60 }, 403],
    ['a limit without a reset', { kind: 'limited', status: 429, retryAfter: 60 }, 429],
    ['a limit with a reset', limited, 200],
    ['a proxy', { kind: 'proxyPage' }, 200],
  ];
  for (const [name, effect, ending] of table) {
    it(`knows ${name}`, async () => {
      const { github, post } = opened();
      github.weather.add({ match: { path: /^\/graphql$/ }, times: 1, effect });
      const ended = await post('https://ghes.example/api/graphql').then(
        (response) => response.status,
        (error) => error.cause.code,
      );
      assert.equal(ended, ending);
      assert.equal((await post('https://ghes.example/api/graphql')).status, 200);
    });
  }

  it('says a limit with its reset by 200 and RATE_LIMITED, and so nobody may look at the status alone', async () => {
    const { github, post } = opened();
    github.weather.add({ times: 1, effect: limited });
    const response = await post('https://api.github.com/graphql');
    const { errors } = (await response.json()) as { errors: { type: string }[] };
    assert.deepEqual(
      [errors[0]?.type, response.headers.get('x-ratelimit-remaining'), response.headers.get('x-ratelimit-resource')],
      ['RATE_LIMITED', '0', 'graphql'],
    );
    github.weather.offline(true);
    await assert.rejects(post('https://api.github.com/graphql'), /fetch failed/);
  });

  it('counts on its own account, and together with REST on the minute’s', async () => {
    const { github, post, token } = opened({ limits: { pointsPerMinute: 2 } });
    const headers = { authorization: `Bearer ${token}` };
    const asked = await post('https://api.github.com/graphql');
    const rest = await github.fetch('https://api.github.com/user', { headers });
    const of = (response: Response) => response.headers.get('x-ratelimit-used');
    assert.deepEqual([asked.status, of(asked), rest.status, of(rest)], [200, '1', 200, '1']);
    assert.equal((await post('https://api.github.com/graphql')).status, 403);
  });
});
