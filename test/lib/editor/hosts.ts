// Servers that are used again: one takes seconds to start, and is as new in no time.

import { type Host, type ServerOptions, startHost } from './server.js';

/** Nobody's now, by how they were started. */
const idle = new Map<string, Host[]>();

/** A server nobody has used, or one that is as if nobody had. Closing it gives it back. */
export async function takeHost(options: ServerOptions = {}): Promise<Host> {
  const key = JSON.stringify(options);
  const host = idle.get(key)?.pop() ?? (await startHost(options));
  let isMine = true;
  return {
    ...host,
    async close() {
      // Given back twice it would be two people's at once.
      if (!isMine) return;
      isMine = false;
      await host.renew();
      idle.set(key, [...(idle.get(key) ?? []), host]);
    },
  };
}

/** Ends those that nobody has. */
export async function endIdleHosts(): Promise<void> {
  const all = [...idle.values()].flat();
  idle.clear();
  await Promise.all(all.map((host) => host.close()));
}
