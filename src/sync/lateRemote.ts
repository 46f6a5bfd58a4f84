/** Owns putting off the real remote until the first request: most of the extension's weight is in it. */
import type { Team } from '../model/team.js';
import type { Remote } from './ports.js';

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
