/** The usual world of the simulation tests: ana and bo in acme/team, time that stands still, computers on demand. */
import type { Team } from '../../../src/model/board/team.js';
import { createGithub, type Github } from '../github/simulation.js';
import { type FakeClock, fakeClock } from './fakeClock.js';
import { createMachine, type Machine, type MachineOptions } from './machine.js';

export const repository = 'acme/team';
export const server = 'https://github.example';

export interface World {
  readonly clock: FakeClock;
  readonly github: Github;
  teamOf(login: string): Team;
  machineOf(login: string, more?: Partial<MachineOptions>): Machine;
  dispose(): void;
}

export function createWorld(seed = 1, visibility: 'private' | 'public' = 'private'): World {
  const clock = fakeClock(undefined, seed);
  const github = createGithub({ clock: clockFor(clock), validate: false });
  const ids = new Map(['ana', 'bo'].map((login) => [login, github.addUser({ login }).id]));
  github.addOrganization({ login: 'acme', members: ['ana', 'bo'] });
  const { id } = github.addRepository({
    owner: 'acme',
    name: 'team',
    private: visibility === 'private',
    roles: { ana: 'write', bo: 'write' },
  });
  const machines: Machine[] = [];
  const teamOf = (login: string): Team => ({
    account: { server, id: ids.get(login) ?? 0, login },
    repository: { id, owner: 'acme', name: 'team' },
  });
  return {
    clock,
    github,
    teamOf,
    machineOf(login, more = {}) {
      const token = github.token(login, { scopes: ['repo'] });
      const machine = createMachine({ github, clock, team: teamOf(login), token: () => token, ...more });
      machines.push(machine);
      return machine;
    },
    dispose: () => machines.forEach((machine) => void machine.dispose()),
  };
}

/** GitHub's clock rejects where ours resolves. */
function clockFor(clock: FakeClock) {
  return {
    now: clock.elsewhere,
    async sleep(ms: number, signal?: AbortSignal) {
      await clock.sleep(ms, signal);
      if (signal?.aborted) throw signal.reason;
    },
  };
}
