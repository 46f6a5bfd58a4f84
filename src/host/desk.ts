/** Owns what is owed to GitHub as the commands see it: the connection, and looking at a repository before it is connected. */
import type { Desk } from '../app.js';
import type { Chosen, Teams } from '../sync/ports.js';

/** The part of `sync/connection.ts` that this is built on. */
type Connection = Pick<Desk, 'ready' | 'heard' | 'record' | 'retry' | 'discard' | 'connect'> & { wake(): void };

export function createDesk(
  connection: Connection,
  teams: Teams,
  inspect: (chosen: Chosen, owner: string, name: string) => ReturnType<Desk['inspect']>,
): Desk {
  return {
    ready: connection.ready,
    heard: connection.heard,
    record: connection.record,
    retry: connection.retry,
    discard: connection.discard,
    connect: connection.connect,
    syncNow: connection.wake,
    async recent() {
      const chosen = await teams.chosen();
      return chosen ? (await teams.of(chosen.account)).recent : [];
    },
    async inspect(owner, name) {
      const chosen = await teams.chosen();
      return chosen ? inspect(chosen, owner, name) : { kind: 'signedOut' };
    },
  };
}
