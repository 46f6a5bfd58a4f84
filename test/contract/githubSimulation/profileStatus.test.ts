import assert from 'node:assert/strict';
import { start, type Team, team } from '../../unit/lib/github/team.js';

const fields = 'message emoji indicatesLimitedAvailability expiresAt organization { id }';
const mutation = `mutation Say($input: ChangeUserStatusInput!) {
  changeUserStatus(input: $input) { clientMutationId status { ${fields} } }
}`;

function saying(made: Team, who: string, scopes: readonly string[] = ['repo', 'user']) {
  const token = made.github.token(who, { scopes });
  return async (input: object) =>
    (await made.ask(token, 'POST', '/graphql', { query: mutation, variables: { input } })).json;
}

const reading = async ({ ask }: Team, who: string) =>
  (await ask(who, 'POST', '/graphql', { query: `{ viewer { status { ${fields} } } }` })).json.data.viewer.status;

describe('simulated GitHub: setting the status on the profile', () => {
  it('says, replaces and clears, until it expires, and remembers who said what', async () => {
    const made = team();
    const { github, clock } = made;
    const say = saying(made, 'member');
    github.as('member').setProfileStatus({ message: 'Tea' });
    const expiresAt = '2026-11-21T13:30:00.000Z';
    const said = await say({ message: 'Focusing', emoji: ':dart:', limitedAvailability: true, expiresAt });
    const expected = {
      message: 'Focusing',
      emoji: ':dart:',
      indicatesLimitedAvailability: true,
      expiresAt: '2026-11-21T13:30:00Z',
      organization: null,
    };
    assert.deepEqual(said, { data: { changeUserStatus: { clientMutationId: null, status: expected } } });
    assert.deepEqual(await reading(made, 'member'), expected);
    clock.advance(3_600_000);
    assert.equal(await reading(made, 'member'), null);
    await say({ emoji: ':tea:' });
    assert.equal((await reading(made, 'member')).message, null, 'all of it is replaced');
    assert.equal((await say({})).data.changeUserStatus.status, null);
    assert.deepEqual(
      github.saidOnProfile('member').map(({ at, through, status }) => [at - start, through, status?.message]),
      [
        [0, 'web', 'Tea'],
        [0, 'api', 'Focusing'],
        [3_600_000, 'api', null],
        [3_600_000, 'api', undefined],
      ],
    );
    assert.deepEqual(
      github.log
        .matching({ effect: true })
        .map(({ login, operation }) => [login, operation])
        .at(-1),
      ['member', 'Say'],
    );
    assert.deepEqual(github.faults, []);
  });

  it('shows to an organization only what is for its members, by the id of the owner of a repository', async () => {
    const made = team();
    const query = '{ repository(owner: "acme", name: "team") { owner { __typename id } } }';
    const { owner } = (await made.ask('owner', 'POST', '/graphql', { query })).json.data.repository;
    assert.equal(owner.__typename, 'Organization');
    await saying(made, 'member')({ message: 'Focusing', organizationId: owner.id });
    assert.equal((await reading(made, 'member')).organization.id, owner.id);
    const seenBy = async (who: string) =>
      (await made.ask(who, 'POST', '/graphql', { query: '{ user(login: "member") { status { message } } }' })).json.data
        .user.status;
    assert.deepEqual([(await seenBy('owner')).message, await seenBy('olga')], ['Focusing', null]);
    made.github.addRepository({ owner: 'olga', name: 'own' });
    const own = '{ repository(owner: "olga", name: "own") { owner { __typename } } }';
    assert.equal(
      (await made.ask('olga', 'POST', '/graphql', { query: own })).json.data.repository.owner.__typename,
      'User',
    );
    assert.deepEqual(made.github.faults, []);
  });

  it('refuses without the scope, to strangers of the organization, and what is too long, and changes nothing', async () => {
    const made = team();
    made.github.as('olga').setProfileStatus({ message: 'Tea' });
    const query = '{ organization(login: "acme") { id } }';
    const { id } = (await made.ask('owner', 'POST', '/graphql', { query })).json.data.organization;
    const typeOf = async (answer: Promise<{ errors: { type: string }[] }>) => (await answer).errors[0]?.type;
    assert.equal(await typeOf(saying(made, 'olga', ['repo', 'read:user'])({ message: 'x' })), 'INSUFFICIENT_SCOPES');
    const say = saying(made, 'olga');
    assert.equal(await typeOf(say({ message: 'x', organizationId: id })), 'UNPROCESSABLE');
    assert.equal(await typeOf(say({ message: 'x', organizationId: 'O_none' })), 'NOT_FOUND');
    assert.equal(await typeOf(say({ message: 'x'.repeat(81) })), 'UNPROCESSABLE');
    assert.equal(await typeOf(say({ message: 'x', expiresAt: 'soon' })), 'UNPROCESSABLE');
    assert.equal(made.github.saidOnProfile('olga').length, 1);
    assert.equal(made.github.profileStatus('olga')?.message, 'Tea');
    assert.deepEqual(made.github.faults, []);
  });

  it('says it although the answer is lost', async () => {
    const made = team();
    made.github.weather.add({ times: 1, effect: { kind: 'reset', when: 'after' } });
    await assert.rejects(saying(made, 'olga')({ message: 'Focusing' }));
    assert.equal(made.github.profileStatus('olga')?.message, 'Focusing');
    assert.equal(made.github.log.entries[0]?.effect, true);
  });
});
