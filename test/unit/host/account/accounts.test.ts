import assert from 'node:assert/strict';
import { createAccounts } from '../../../../src/host/account/accounts.js';
import type { Sessions } from '../../../../src/host/account/sessions.js';
import type { Account } from '../../../../src/model/board/team.js';
import type { Chosen, Teams } from '../../../../src/ports/stores.js';

const signedInAt = '2026-11-21T09:00:00.000Z';
const server = 'https://github.com';
const ghes = 'https://ghes.example';
const ana = { server, id: 1, login: 'ana' };
const bo = { server: ghes, id: 1, login: 'bo' };
const people = new Map([
  ['of-ana', ana],
  ['of-bo', bo],
]);

/** A machine with a secret storage, where ana is signed in in VS Code. */
function machine(chosen?: Chosen, ...kept: readonly Account[]) {
  const tokens = new Map(kept.map((account) => [keyOf(account), `of-${account.login}`]));
  let now = chosen;
  const world = { refuses: false };
  const sessions = {
    signIn: async () => ana,
    keepToken: async (account: Account, token: string) => void tokens.set(keyOf(account), token),
    forgetToken: async (account: Account) => void tokens.delete(keyOf(account)),
  } as Partial<Sessions> as Sessions;
  const teams = {
    chosen: async () => now,
    async choose(next: Chosen) {
      if (world.refuses) throw new Error('EROFS');
      now = next;
    },
  } as Partial<Teams> as Teams;
  const connection = { refresh: async () => undefined, tellBusyAgain: async () => undefined };
  const accounts = createAccounts(
    sessions,
    teams,
    connection,
    async ({ token }) => {
      const person = people.get((await token()) ?? '');
      return person ? { id: person.id, login: person.login } : { kind: 'signedOut' };
    },
    () => Date.parse(signedInAt),
  );
  return { accounts, world, now: () => now, tokens: () => [...tokens.keys()] };
}

const keyOf = (account: Account) => `${account.server} ${account.id}`;
const byToken = (account: Account): Chosen => ({ account, source: 'token' });

describe('a token that was typed is forgotten', () => {
  it('when another account is chosen', async () => {
    const { accounts, tokens, now } = machine(byToken(ana), ana);
    await accounts.signInWithToken(ghes, 'of-bo');
    assert.deepEqual([tokens(), now()], [[keyOf(bo)], { ...byToken(bo), signedInAt }]);
  });

  it('when the same account signs in in VS Code instead', async () => {
    const { accounts, tokens, now } = machine(byToken(ana), ana);
    await accounts.signIn({ kind: 'github', server }, 'usual');
    assert.deepEqual([tokens(), now()], [[], { account: ana, source: 'github', signedInAt }]);
  });

  it('when its account signs out, also where it is signed in in VS Code since', async () => {
    for (const source of ['token', 'github'] as const) {
      const { accounts, tokens, now } = machine({ account: ana, source }, ana);
      await accounts.signOut();
      assert.deepEqual([tokens(), now()?.source], [[], 'signedOut'], source);
    }
  });

  it('and not when a new one is typed for the same account, when one is wrong, or when nobody was here', async () => {
    const { accounts, tokens } = machine(byToken(ana), ana);
    await accounts.signInWithToken(server, 'of-nobody');
    assert.deepEqual(tokens(), [keyOf(ana)]);
    await accounts.signInWithToken(server, 'of-ana');
    assert.deepEqual(tokens(), [keyOf(ana)]);
    const fresh = machine();
    await fresh.accounts.signInWithToken(server, 'of-ana');
    assert.deepEqual(fresh.tokens(), [keyOf(ana)]);
  });

  it('only once the other account is chosen: where the disk refuses that, all stays as it was', async () => {
    const { accounts, tokens, world } = machine(byToken(ana), ana);
    world.refuses = true;
    await assert.rejects(accounts.signIn({ kind: 'github', server }, 'usual'), /EROFS/);
    assert.deepEqual(tokens(), [keyOf(ana)]);
  });
});
