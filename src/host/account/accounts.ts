/** Owns signing in and out as the commands see it: sessions on one side, what this machine remembers on the other. */
import type { Accounts } from '../app.js';
import type { Person } from '../model/item.js';
import type { Trouble } from '../model/state.js';
import type { Account } from '../model/team.js';
import type { Chosen, Teams } from '../sync/ports.js';
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
): Accounts {
  async function choose(chosen: Chosen): Promise<void> {
    await teams.choose(chosen);
    await connection.refresh();
  }

  return {
    sources: sessions.sources,
    async signIn(source, which) {
      const before = (await teams.chosen())?.account;
      const account = await sessions.signIn(source, which, before?.server === source.server ? before : undefined);
      if (account) await choose({ account, source: source.kind });
      return account;
    },
    async signInWithToken(server, token) {
      const person = await whoAmI({ server, token: async () => token });
      if ('kind' in person) return person;
      const account: Account = { server, id: person.id, login: person.login };
      await sessions.keepToken(account, token);
      await choose({ account, source: 'token' });
      return account;
    },
    async allowBusy() {
      const chosen = await teams.chosen();
      if (!chosen || !(await sessions.allowStatus(chosen))) return false;
      await connection.tellBusyAgain();
      return true;
    },
    async signOut() {
      const chosen = await teams.chosen();
      if (!chosen) return;
      if (chosen.source === 'token') await sessions.forgetToken(chosen.account);
      await choose({ account: chosen.account, source: 'signedOut' });
    },
  };
}
