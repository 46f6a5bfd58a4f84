/**
 * Owns the last good board of one team, so that the first paint needs no network and all windows show the same.
 *
 *     board-<repository>/board.json   see boardFile.ts
 *     board-<repository>/sync.json    {"makertime":1,"sync":{…}}
 *
 * Both files can be made again from GitHub, so one that cannot be read is treated as absent; a newer version's is not
 * overwritten.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { SyncStatus } from '../model/state.js';
import type { Cache, Log } from '../sync/ports.js';
import { diskSteps, type Steps } from './atomic.js';
import { boardFile } from './boardFile.js';
import { prepareFolder } from './unfinished.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;

export async function openCache(folder: string, log: Log, steps: Steps = diskSteps): Promise<Cache> {
  await prepareFolder(folder, steps);
  const boards = boardFile(join(folder, 'board.json'), steps);
  const syncFile = versionedFile(join(folder, 'sync.json'), version, syncSchema, log, steps);
  let last: Promise<unknown> = Promise.resolve();

  /** Whoever takes over the lease reads while a turn may still be writing. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = last.then(act, act);
    last = next;
    return next;
  }

  return {
    read: () =>
      inTurn(async () => {
        const kept = await boards.read().catch((error): undefined => void log.warn(`the board: ${String(error)}`));
        if (!kept) return undefined;
        return { ...kept, sync: ((await syncFile.read())?.sync ?? {}) as SyncStatus };
      }),
    write: ({ sync, ...kept }) =>
      inTurn(async () => {
        await boards.write(kept);
        await syncFile.write({ sync });
      }),
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

const syncSchema = v.object({ makertime: v.literal(version), sync: v.looseObject({}) });
