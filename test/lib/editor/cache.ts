// The cache folder: what is installed there is complete or absent, also after an interruption or two starts at once.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The project's folder. All tools are bundled into `out/`, one level below it. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where downloads stay between runs: `MAKERTIME_CACHE`, else `.vscode-test/` in the project. */
export function cacheFolder(): string {
  const folder = resolve(process.env.MAKERTIME_CACHE ?? join(root, '.vscode-test'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A failure whose message is all a person needs: shown without a stack. */
export class Plain extends Error {}

/** Says a failure on stderr, plainly if it is a {@link Plain} one, and ends the process with code 1. */
export function fail(error: unknown): never {
  console.error(error instanceof Plain ? error.message : error);
  process.exit(1);
}

/** Prints what is being done, then how long it took. */
export async function step<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  console.log(`${what} …`);
  const result = await work();
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * The folder `name` in the cache, holding exactly `version`. `build` fills an empty temporary folder; it becomes `name` by a
 * rename, after a file `version` was written into it, so that a folder with the right `version` is always whole.
 */
export async function cached(name: string, version: string, build: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (versionIn(folder) === version) return folder;
  return withLock(`${folder}.lock`, async () => {
    if (versionIn(folder) === version) return folder;
    removeLeftovers(`${name}.new-`);
    const temporary = `${folder}.new-${process.pid}`;
    mkdirSync(temporary);
    try {
      await build(temporary);
      writeFileSync(join(temporary, 'version'), version);
      rmSync(folder, { recursive: true, force: true });
      renameSync(temporary, folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
    return folder;
  });
}

function versionIn(folder: string): string | undefined {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What interrupted installations left. Only for who has the lock. */
function removeLeftovers(prefix: string): void {
  for (const name of readdirSync(cacheFolder()).filter((one) => one.startsWith(prefix))) {
    rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

/** Waits for another start's installation; a lock whose owner has gone is taken over. */
async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (let waited = false; !take(file); waited = true) {
    if (!waited) console.log('another start is installing; waiting for it …');
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isStale(file)) rmSync(file, { force: true });
    return false;
  }
}

/** Longer than any installation. */
const longest = 20 * 60_000;

/** Containers that share a cache use the same few process ids: so ours does not count, and age does. */
function isStale(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    const isOld = Date.now() - statSync(file).mtimeMs > longest;
    return isOld || (owner !== 0 && (owner === process.pid || !isAlive(owner)));
  } catch {
    return false; // released in this moment
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
