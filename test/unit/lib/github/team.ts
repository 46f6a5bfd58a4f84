/** The little team that these tests ask about, and a short way to ask. */

import type { Clock } from '../../../lib/github/clock.js';
import { createGithub, type Github, type GithubOptions } from '../../../lib/github/simulation.js';
import type { Role } from '../../../lib/github/world.js';

/** Saturday, 21 November 2026, 12:30:00.700 UTC. */
export const start = Date.UTC(2026, 10, 21, 12, 30, 0, 700);

export interface HandClock extends Clock {
  advance(ms: number): void;
}

/** Sleepers wake as soon as the hand has moved far enough. */
export function handClock(): HandClock {
  let now = start;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake })),
    advance(ms) {
      now += ms;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    },
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what GitHub says is what is being tested
  readonly json: any;
}

export type Ask = (
  login: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>;

export interface Team {
  readonly github: Github;
  readonly clock: HandClock;
  readonly ask: Ask;
}

export const roles: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** `acme/team` (private) with somebody of each role, named after it; `acme/open` (public); `olga` is a stranger. */
export function team(options: GithubOptions = {}): Team {
  const clock = handClock();
  const github = createGithub({ clock, validate: false, ...options });
  for (const login of [...roles, 'olga', 'member', 'owner']) github.addUser({ login });
  github.addOrganization({ login: 'acme', owners: ['owner'], members: ['member'], basePermission: 'none' });
  const everybody = Object.fromEntries(roles.map((role) => [role, role]));
  github.addRepository({ owner: 'acme', name: 'team', private: true, roles: everybody });
  github.addRepository({ owner: 'acme', name: 'open', roles: everybody });
  const tokens = new Map<string, string>();
  const ask: Ask = async (login, method, path, body, headers = {}) => {
    if (login && !tokens.has(login)) tokens.set(login, login.startsWith('gho_') ? login : github.token(login));
    const response = await github.fetch(`https://api.github.com${path}`, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(login && { authorization: `Bearer ${tokens.get(login)}` }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
  };
  return { github, clock, ask };
}
