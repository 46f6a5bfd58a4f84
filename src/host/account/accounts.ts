/** Signing in and out as the commands see it: sessions on one side, what this machine remembers on the other. */
import type { Accounts } from '../../app/app.js';
import { type Account, sameAccount } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import type { Person } from '../../model/people/person.js';
import type { Chosen, Teams } from '../../ports/stores.js';
import type { Sessions } from './sessions.js';

interface Ask {
  readonly server: string;
  token(): Promise<string | undefined>;
}

export function createAccounts(
  sessions: Sessions,
  teams: Teams,
  connection: { refresh(): Promise<void>; tellBusyAgain(): Promise<void> },
  whoAmI: (access: Ask) => Promise<Person | Trouble>,
  now: () => number,
): Accounts {
  const signedInAt = () => new Date(now()).toISOString();

  async function choose(chosen: Chosen): Promise<void> {
    const before = await teams.chosen();
    await teams.choose(chosen);
    // A token that nobody uses any more is not kept.
    const isKept = chosen.source === 'token' && before && sameAccount(before.account, chosen.account);
    if (before && !isKept) await sessions.forgetToken(before.account);
    await connection.refresh();
  }

  return {
    sources: sessions.sources,
    async signIn(source, which) {
      const before = (await teams.chosen())?.account;
      const account = await sessions.signIn(source, which, before?.server === source.server ? before : undefined);
      if (account) await choose({ account, source: source.kind, signedInAt: signedInAt() });
      return account;
    },
    async signInWithToken(server, token) {
      const person = await whoAmI({ server, token: async () => token });
      if ('kind' in person) return person;
      const account: Account = { server, id: person.id, login: person.login };
      await sessions.keepToken(account, token);
      await choose({ account, source: 'token', signedInAt: signedInAt() });
      return account;
    },
    async allowBusy(isAgain = false) {
      const chosen = await teams.chosen();
      if (!chosen || !(await sessions.allowStatus(chosen, isAgain))) return false;
      await connection.tellBusyAgain();
      return true;
    },
    async signOut() {
      const chosen = await teams.chosen();
      if (!chosen) return;
      await choose({ account: chosen.account, source: 'signedOut' });
    },
  };
}
