/** Owns putting off the real remote until the first request: most of the extension's weight is in it. */
import type { Team } from '../model/team.js';
import { askBusyAgain, type BusyFile, type BusyRemote, reconcileBusy } from './busy.js';
import type { Busy } from './busyLoop.js';
import type { Clock, Remote } from './ports.js';

export function lateRemote(team: Team, load: () => Promise<Remote>): Remote {
  let loaded: Remote | undefined;
  const remote = async () => {
    loaded ??= await load();
    return loaded;
  };
  return {
    push: async (...args) => (await remote()).push(...args),
    find: async (...args) => (await remote()).find(...args),
    pull: async (...args) => (await remote()).pull(...args),
    pullThreads: async (...args) => (await remote()).pullThreads(...args),
    repository: () => loaded?.repository() ?? team.repository,
  };
}

/** The same for what is told of focus: who never wants that never loads it. */
export function lateBusy(file: BusyFile, clock: Clock, load: () => Promise<BusyRemote>): Busy {
  let loaded: BusyRemote | undefined;
  const late = async () => {
    loaded ??= await load();
    return loaded;
  };
  const remote: BusyRemote = {
    read: async () => (await late()).read(),
    set: async (status) => (await late()).set(status),
  };
  return {
    follow: (wanted) => reconcileBusy({ remote, file, clock }, wanted),
    again: () => askBusyAgain(file),
  };
}
