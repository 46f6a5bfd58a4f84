import assert from 'node:assert/strict';
import type { Reply } from '../../../../src/github/client/reply.js';
import { busyStatus } from '../../../../src/github/people/profileStatus.js';
import { team } from '../../../lib/fakes/builders.js';

const now = Date.parse('2026-11-21T12:00:00Z');
const date = 'Sat, 21 Nov 2026 12:10:00 GMT';
const github = Date.parse(date);

const answer = (data: unknown, headers: Readonly<Record<string, string>> = { date }, status = 200): Reply => ({
  kind: 'answer',
  status,
  headers: { 'x-github-request-id': 'ABCD:1', ...headers },
  data,
});
const failure = (...errors: readonly object[]) => answer({ data: null, errors });

function given(reply: Reply) {
  const sent: { route: string; parameters: Readonly<Record<string, unknown>> }[] = [];
  const busy = busyStatus(
    async (route, parameters = {}) => {
      sent.push({ route, parameters });
      return reply;
    },
    { now: () => now },
    () => team.repository,
  );
  return { ...busy, sent };
}

const home = { databaseId: team.repository.id, owner: { __typename: 'Organization', id: 'O_acme' } };
const status = {
  message: 'Tea',
  emoji: ':tea:',
  indicatesLimitedAvailability: false,
  expiresAt: '2026-11-21T12:30:00Z',
  organization: { id: 'O_other' },
};
const bare = { message: null, emoji: null, indicatesLimitedAvailability: false, expiresAt: null, organization: null };
const seen = (viewer: unknown, repository: unknown = home, errors?: readonly object[]) =>
  answer({ data: { viewer, repository }, ...(errors && { errors }) });

/** Neither a look nor a change was granted or believed. */
const noAnswers: readonly (readonly [string, Reply, object])[] = [
  ['a missing scope', failure({ type: 'INSUFFICIENT_SCOPES', message: 'No' }), { refused: 'scope', detail: 'No' }],
  ['a token that was turned down', answer({ message: 'Bad credentials' }, {}, 401), { refused: 'signedOut' }],
  ['no right', answer({ message: 'No' }, {}, 403), { refused: 'forbidden', detail: 'No' }],
  ['no right, said with 200', failure({ type: 'FORBIDDEN', message: 'No' }), { refused: 'forbidden', detail: 'No' }],
  [
    'an invalid question',
    failure({ message: 'No', extensions: { code: 'undefinedField' } }),
    { refused: 'invalid', detail: 'No' },
  ],
  ['no GraphQL there', answer({ message: 'Not Found' }, {}, 404), { refused: 'invalid' }],
  [
    'single sign-on',
    failure({ type: 'FORBIDDEN', message: 'No', extensions: { saml_failure: true } }),
    { blocked: { kind: 'singleSignOn' } },
  ],
  ['nobody signed in', { kind: 'signedOut' }, { blocked: { kind: 'signedOut' } }],
  ['no way there', { kind: 'failed', code: 'ECONNREFUSED' }, { blocked: { kind: 'offline' } }],
  ['a lost connection', { kind: 'failed', code: 'ECONNRESET' }, { unsure: { kind: 'offline' } }],
  ['an error page', answer('<html>', {}, 502), { unsure: { kind: 'serverDown', status: 502 } }],
  ['a proxy’s page', answer('<html>'), { unsure: { kind: 'serverDown' } }],
  ['half an answer', answer(''), { unsure: { kind: 'serverDown' } }],
  ['an empty answer', answer({}), { unsure: { kind: 'serverDown' } }],
  ['GitHub’s own failure', failure({ message: 'Something went wrong' }), { unsure: { kind: 'serverDown' } }],
  [
    'a limit',
    answer({ errors: [{ type: 'RATE_LIMITED' }] }, { 'retry-after': '60' }),
    { blocked: { kind: 'limited', since: '2026-11-21T12:00:00.000Z', until: '2026-11-21T12:01:00.000Z' } },
  ],
];

describe('the status on GitHub', () => {
  it('is read with who would see what is said there, and GitHub’s time', async () => {
    const { read, sent } = given(seen({ status }));
    assert.deepEqual(await read(), {
      kind: 'seen',
      status: {
        message: 'Tea',
        emoji: ':tea:',
        isBusy: false,
        until: '2026-11-21T12:30:00Z',
        organization: 'O_other',
      },
      audience: { kind: 'organization', id: 'O_acme' },
      at: github,
    });
    assert.equal(sent[0]?.route, 'POST /graphql');
    assert.deepEqual(sent[0]?.parameters.variables, { owner: 'acme', name: 'team' });
  });

  it('nothing said, and what is over, is nothing', async () => {
    for (const none of [null, bare, { ...status, expiresAt: '2026-11-21T12:10:00Z' }]) {
      const read = await given(seen({ status: none })).read();
      assert.deepEqual(read, { kind: 'seen', audience: { kind: 'organization', id: 'O_acme' }, at: github });
    }
    const read = await given(seen({ status: { ...bare, indicatesLimitedAvailability: true } })).read();
    assert.deepEqual(read.kind === 'seen' && read.status, { isBusy: true });
  });

  it('is for everybody only where a person owns the repository, and for nobody where that is not certain', async () => {
    const own = { ...home, owner: { __typename: 'User', id: 'U_ana' } };
    const saml = { type: 'FORBIDDEN', path: ['repository'], message: 'No', extensions: { saml_failure: true } };
    const hidden = { type: 'NOT_FOUND', path: ['repository'], message: 'No' };
    for (const [reply, kind] of [
      [seen({ status }, own), 'everybody'],
      [seen({ status }, { ...own, databaseId: 999 }), 'repositoryMissing'],
      [seen({ status }, null, [hidden]), 'repositoryMissing'],
      [seen({ status }, null, [saml]), 'singleSignOn'],
    ] as const) {
      const read = await given(reply).read();
      assert.equal(read.kind === 'seen' && read.audience.kind, kind);
      assert.equal(read.kind === 'seen' && read.status?.message, 'Tea', 'it can be given back all the same');
    }
  });

  it('a status that is missing because of an error is not taken for nothing', async () => {
    for (const path of [['viewer', 'status'], ['viewer', 'status', 'organization'], undefined]) {
      const error = { type: 'FORBIDDEN', message: 'No', ...(path && { path }) };
      assert.equal((await given(seen({ status: null }, home, [error])).read()).kind, 'refused');
    }
    const broken = { ...status, expiresAt: 'soon' };
    assert.equal((await given(seen({ status: broken })).read()).kind, 'blocked');
  });

  it('is set whole, and cleared by saying nothing', async () => {
    const reply = answer({ data: { changeUserStatus: { clientMutationId: null } } });
    const { set, sent } = given(reply);
    const until = '2026-11-21T12:30:00.000Z';
    assert.deepEqual(await set({ message: 'Focusing', emoji: ':dart:', isBusy: true, until, organization: 'O_acme' }), {
      kind: 'done',
    });
    await set({ emoji: ':tea:', isBusy: false });
    await set(undefined);
    assert.deepEqual(
      sent.map(({ parameters }) => (parameters.variables as { input: object }).input),
      [
        { message: 'Focusing', emoji: ':dart:', limitedAvailability: true, expiresAt: until, organizationId: 'O_acme' },
        { emoji: ':tea:', limitedAvailability: false },
        {},
      ],
    );
  });

  it('an organization that does not take it is a refusal', async () => {
    for (const type of ['NOT_FOUND', 'UNPROCESSABLE']) {
      const reply = answer({ data: { changeUserStatus: null }, errors: [{ type, message: 'x'.repeat(1000) }] });
      const set = await given(reply).set({ isBusy: true });
      assert.deepEqual(set, { kind: 'refused', why: { kind: 'invalid', detail: 'x'.repeat(300) } });
    }
  });

  for (const [name, reply, expected] of noAnswers)
    it(`${name}: ${Object.keys(expected)[0]}`, async () => {
      const { blocked, unsure, refused, detail } = expected as Record<string, unknown>;
      const refusal = { kind: 'refused', why: { kind: refused, ...(detail !== undefined && { detail }) } };
      const set = unsure ? { kind: 'unsure', trouble: unsure } : { kind: 'blocked', trouble: blocked };
      assert.deepEqual(await given(reply).set(undefined), refused ? refusal : set);
      const read = { kind: 'blocked', trouble: unsure ?? blocked };
      assert.deepEqual(await given(reply).read(), refused ? refusal : read, 'only a look was lost');
    });
});
