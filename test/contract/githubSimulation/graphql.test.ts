import assert from 'node:assert/strict';
import { Octokit } from 'octokit';
import { type Team, team } from '../../unit/lib/github/team.js';

const question = `query Hello($owner: String!, $name: String!) {
  viewer { login databaseId }
  rateLimit { cost remaining }
  repository(owner: $owner, name: $name) { id databaseId hasDiscussionsEnabled viewerPermission }
}`;

describe('simulated GitHub, GraphQL on the official schema', () => {
  const at = { owner: 'acme', name: 'team' };

  const octokitFor = ({ github }: Team, login: string) =>
    new Octokit({
      auth: github.token(login),
      request: { fetch: github.fetch },
      retry: { enabled: false },
      throttle: { enabled: false },
    });

  it('answers who asks, what is left, and what a repository allows', async () => {
    const made = team();
    const answer = await octokitFor(made, 'triage').graphql<Record<string, Record<string, unknown>>>(question, at);
    assert.equal(answer.viewer?.login, 'triage');
    assert.deepEqual(answer.rateLimit, { cost: 1, remaining: 4999 });
    assert.equal(answer.repository?.viewerPermission, 'TRIAGE');
    assert.equal(made.github.log.entries[0]?.operation, 'Hello');
    assert.equal(made.github.log.charged('triage'), 1);
  });

  it('answers 200 with errors for unknown fields and hidden repositories', async () => {
    const made = team();
    const unknown = await made.ask('read', 'POST', '/graphql', { query: '{ viewer { shoeSize } }' });
    assert.deepEqual([unknown.status, unknown.json.errors[0].extensions.code], [200, 'undefinedField']);
    assert.equal(made.github.log.invalid.length, 1);
    const hidden = await made.ask('olga', 'POST', '/graphql', { query: question, variables: at });
    assert.deepEqual(
      [hidden.status, hidden.json.data.repository, hidden.json.errors[0].type],
      [200, null, 'NOT_FOUND'],
    );
    assert.equal((await made.ask(undefined, 'POST', '/graphql', { query: question })).status, 401);
  });

  it('gives partial answers when the weather says so', async () => {
    const made = team();
    const trouble = { type: 'FORBIDDEN', message: 'No', path: ['repository'], extensions: { saml_failure: true } };
    made.github.weather.add({ times: 1, effect: { kind: 'graphqlErrors', errors: [trouble] } });
    await assert.rejects(octokitFor(made, 'read').graphql(question, at), (error: { data: Record<string, unknown> }) => {
      assert.equal(error.data.repository, null);
      return (error.data.viewer as { login: string }).login === 'read';
    });
  });

  it('says 200 and RATE_LIMITED at the end of the hour’s points', async () => {
    const made = team({ limits: { graphql: 1 } });
    const ask = () => made.ask('read', 'POST', '/graphql', { query: '{ viewer { login } }' });
    assert.equal((await ask()).json.data.viewer.login, 'read');
    const { status, headers, json } = await ask();
    assert.deepEqual([status, headers.get('x-ratelimit-remaining'), json.errors[0].type], [200, '0', 'RATE_LIMITED']);
  });

  it('says loudly what it cannot answer yet', async () => {
    const made = team();
    await made.ask('read', 'POST', '/graphql', { query: '{ viewer { bio } }' });
    assert.match(made.github.faults.join(), /User\.bio/);
  });
});
