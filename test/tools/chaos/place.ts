/** Where a chaos run happens: the simulated GitHub behind a real port, the people and their storage folders, and all writes that had an effect. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTeams } from '../../../src/disk/local/teams.js';
import type { Team } from '../../../src/model/board/team.js';
import type { Asked } from '../../lib/github/exchange.js';
import { createGithub, type Github } from '../../lib/github/simulation.js';
import type { FastClock } from './clock.js';
import { type Login, logins } from './plan.js';

export const teamName = 'acme/team';
export const otherName = 'acme/other';

/** A change of an issue's title that arrived. */
interface Titled {
  /** Its request's place in the log, from 1. */
  readonly request: number;
  readonly number: number;
  readonly title: string;
}

export interface Place {
  readonly github: Github;
  readonly folder: string;
  readonly teams: Readonly<Record<Login, Team>>;
  /** Numbers of issues that people work on. */
  readonly work: readonly number[];
  readonly titled: readonly Titled[];
  rootOf(login: Login): string;
  /** A new one. */
  token(login: Login): string;
  /** Calls back as somebody writes; what is written has not arrived yet. */
  onWrite(listener: (login: string) => void): void;
  dispose(): Promise<void>;
}

const scopes = ['repo', 'user', 'notifications'];
const silent = { debug() {}, info() {}, warn() {}, error() {} };

export async function openPlace(clock: FastClock): Promise<Place> {
  const github = createGithub({
    clock: { now: clock.now, sleep: clock.sleep },
    validate: false,
    // Low, so that GitHub's own limits are met too.
    limits: { contentPerMinute: 20 },
  });
  for (const login of [...logins, 'cy']) github.addUser({ login });
  github.addOrganization({ login: 'acme', members: [...logins, 'cy'] });
  const roles = { ana: 'write', bo: 'write', cy: 'write' } as const;
  const { id } = github.addRepository({ owner: 'acme', name: 'team', private: true, roles });
  github.addRepository({ owner: 'acme', name: 'other', private: true, roles });
  const work = Array.from({ length: 20 }, (_, index) =>
    github.as('cy').createIssue(teamName, { title: `work ${index}` }),
  ).map(({ number }) => number);

  const titled: Titled[] = [];
  const listeners: ((login: string) => void)[] = [];
  // A rule that never applies sees all that comes in.
  github.weather.add({ match: (asked) => watch(asked), effect: { kind: 'hang', when: 'before' } });
  function watch({ id: request, method, path, body, login }: Asked): false {
    if (method === 'GET' || path.startsWith('/graphql')) return false;
    const number = /^\/repos\/[^/]+\/[^/]+\/issues\/(\d+)$/.exec(path)?.[1];
    const title = method === 'PATCH' && number ? (JSON.parse(body) as { title?: string }).title : undefined;
    if (title !== undefined) titled.push({ request, number: Number(number), title });
    for (const listener of listeners) listener(login ?? '');
    return false;
  }

  // What it loads at the first question would hold up everybody at this speed.
  await github.fetch('http://localhost/api/graphql', {
    method: 'POST',
    headers: { authorization: `token ${github.token('cy')}`, 'user-agent': 'makertime-chaos' },
    body: JSON.stringify({ query: 'query { viewer { login } }' }),
  });
  const server = await github.listen();
  const folder = mkdtempSync(join(tmpdir(), 'makertime-chaos-'));
  const rootOf = (login: Login) => join(folder, login);
  const teamOf = (login: Login): Team => ({
    account: { server, id: github.idOf(login), login },
    repository: { id, owner: 'acme', name: 'team' },
  });
  const teams = { ana: teamOf('ana'), bo: teamOf('bo') };
  for (const login of logins) {
    const { account, repository } = teams[login];
    const store = openTeams(rootOf(login), silent);
    await store.choose({ account, source: 'github-enterprise' });
    await store.connect(account, repository);
  }
  return {
    github,
    folder,
    teams,
    work,
    titled,
    rootOf,
    token: (login) => github.token(login, { scopes }),
    onWrite: (listener) => void listeners.push(listener),
    async dispose() {
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
