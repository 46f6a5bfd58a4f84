/** A member's machine before VS Code starts on it: signed in, and connected to the team unless they want to do that themselves. */

import { join } from 'node:path';
import { openTeams } from '../../../src/disk/local/teams.js';
import type { Log } from '../../../src/ports/clock.js';
import type { HostOptions } from '../../lib/editor/server.js';
import { makeLighthouse } from '../../lib/fakes/lighthouse.js';
import { samplePeople } from '../../lib/github/samplePeople.js';
import { ask, type SharedGithub } from './github.js';

export interface Machine {
  readonly host: HostOptions;
  /** What they work on. */
  readonly folder: string;
}

export interface MachineOptions {
  readonly login: string;
  readonly theme: string;
  /** `new`: has not signed in yet, and knows no team repository. */
  readonly start: 'connected' | 'new';
  /** How far its clock is ahead of this machine's, in milliseconds. */
  readonly shift?: number;
  /** Of the server that windows open on; a folder in `place` when absent. */
  readonly dataFolder?: string;
}

/** Sets up a machine in the empty folder `place`. */
export async function setUpMachine(place: string, github: SharedGithub, options: MachineOptions): Promise<Machine> {
  const { login, start, theme, shift = 0, dataFolder = join(place, 'data') } = options;
  const [user, repository] = await Promise.all([ask(github, login, '/user'), ask(github, login, '/repos/acme/team')]);
  if (start === 'new') await leaveRoster(github, login);
  const server = github.address;
  if (start === 'connected') {
    const teams = openTeams(join(dataFolder, 'data', 'User', 'globalStorage', 'makertime.makertime'), silent);
    const account = { server, id: Number(user.id), login };
    await teams.choose({ account, source: 'github-enterprise' });
    await teams.connect(account, { id: Number(repository.id), owner: 'acme', name: 'team' });
  }
  return {
    folder: makeLighthouse(join(place, 'lighthouse'), `${server}/acme/lighthouse.git`),
    host: {
      dataFolder,
      shift,
      env: { TZ: samplePeople.find((person) => person.login === login)?.zone },
      settings: { 'github-enterprise.uri': server, 'workbench.colorTheme': theme },
      sessions: [
        {
          provider: 'github-enterprise',
          account: { id: String(user.id), label: login },
          token: github.tokens[login] ?? '',
          scopes: ['repo', 'read:user', 'user:email'],
          signedOut: start === 'new',
        },
      ],
    },
  };
}

/** Whoever is new has not joined yet: what the team knew of them is gone for everybody. */
async function leaveRoster(github: SharedGithub, login: string): Promise<void> {
  const issues = '/repos/acme/team/issues';
  const rosters = await ask<readonly { number: number }[]>(github, login, `${issues}?labels=makertime`);
  for (const { number } of rosters) {
    const path = `${issues}/${number}/comments?per_page=100`;
    const comments = await ask<readonly { id: number; user: { login: string } }[]>(github, login, path);
    for (const { id, user } of comments)
      if (user.login === login) await ask(github, login, `${issues}/comments/${id}`, 'DELETE');
  }
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
