/**
 * The simulated GitHub that all starts of the sample team share: the first start runs it, later ones find it by a file in
 * the cache folder, `sample-<port>.json`: { pid, address, tokens }.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, Plain } from '../../lib/editor/cache.js';
import { shiftedClock } from '../../lib/github/clock.js';
import { liveThroughTheDay } from '../../lib/github/sampleDay.js';
import { buildSampleTeam } from '../../lib/github/sampleTeam.js';
import { createGithub } from '../../lib/github/simulation.js';

export interface SharedGithub {
  readonly address: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** Whether this process runs it, and it ends with this process. */
  readonly isOurs: boolean;
}

export interface SharedGithubOptions {
  /** 0: a free one, and so nobody else's. */
  readonly port: number;
  /** How fast the others work; 0: nothing happens unless a person does it. */
  readonly speed: number;
  /** How far its clock is ahead of this machine's, in milliseconds. */
  readonly shift: number;
}

export async function sharedGithub(options: SharedGithubOptions): Promise<SharedGithub> {
  return (await running(options.port)) ?? (await start(options));
}

async function start({ port, speed, shift }: SharedGithubOptions): Promise<SharedGithub> {
  const clock = shiftedClock(shift);
  const github = createGithub({ clock, validate: false });
  const team = buildSampleTeam(github, { clock });
  const address = await github.listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Plain(`Something else listens on port ${port}: name another one with --github-port.`);
  });
  const file = stateFile(port);
  if (port !== 0) {
    writeFileSync(file, JSON.stringify({ pid: process.pid, address, tokens: team.tokens }), { mode: 0o600 });
    process.on('exit', () => rmSync(file, { force: true }));
  }
  if (speed > 0) void liveThroughTheDay(github, team, { clock, speed, signal: new AbortController().signal });
  return { address, tokens: team.tokens, isOurs: true };
}

/** One that another start left word of, and that answers. */
async function running(port: number): Promise<SharedGithub | undefined> {
  if (port === 0) return undefined;
  try {
    const { address, tokens } = JSON.parse(readFileSync(stateFile(port), 'utf8'));
    await ask({ address, tokens }, 'ana', '/user');
    return { address, tokens, isOurs: false };
  } catch {
    return undefined;
  }
}

/** What GitHub answers this person. */
export async function ask<T = Readonly<Record<string, unknown>>>(
  { address, tokens }: Pick<SharedGithub, 'address' | 'tokens'>,
  login: string,
  path: string,
  method: 'GET' | 'DELETE' = 'GET',
): Promise<T> {
  const headers = { authorization: `token ${tokens[login]}`, 'user-agent': 'makertime-sample' };
  const response = await fetch(`${address}${path}`, { method, headers });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const stateFile = (port: number) => join(cacheFolder(), `sample-${port}.json`);
