/**
 * The last good board of one team, so that the first paint needs no network and all windows show the same.
 *
 *     board-<repository>/board.json   see boardFile.ts
 *     board-<repository>/sync.json    {"makertime":1,"sync":{…}}
 *
 * Both files can be made again from GitHub, so one that can never be read is treated as absent; a newer version's is not
 * overwritten.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { SyncStatus } from '../../model/state.js';
import type { Log } from '../../ports/clock.js';
import type { Cache } from '../../ports/stores.js';
import { patience } from '../files/failures.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';
import { boardFile } from './boardFile.js';

const version = 1;

export async function openCache(folder: string, log: Log, steps: Steps = diskSteps): Promise<Cache> {
  await prepareFolder(folder, steps);
  const boards = boardFile(join(folder, 'board.json'), log, steps);
  const syncPath = join(folder, 'sync.json');
  const syncFile = versionedFile(syncPath, version, syncSchema, log, steps);
  const patiently = patience(log);
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
        const kept = await boards.read();
        if (!kept) return undefined;
        return { ...kept, sync: ((await patiently(syncPath, syncFile.read(), undefined))?.sync ?? {}) as SyncStatus };
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
