/**
 * What one account intends for its days, for all windows of this machine:
 *
 *     days/days.json    {"makertime":1,"days":[{"date":"2026-11-30","intentions":[{"id":"<ULID>","text":…,"doneAt":…}]}]}
 *
 * Read, changed and replaced by one window at a time. Nobody else has these words: a damaged file is kept beside it.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { Days } from '../../model/local/days.js';
import type { Log } from '../../ports/clock.js';
import type { DaysFile } from '../../ports/stores.js';
import { ensureFolder } from '../files/atomic.js';
import { isThere } from '../files/failures.js';
import type { fileLock } from '../files/lock.js';
import { diskSteps, type Steps } from '../files/steps.js';
import type { prepareFolder } from '../files/unfinished.js';
import type { versionedFile } from '../files/versioned.js';
import type { watchFolders } from '../files/watch.js';

const version = 1;

/** What is loaded at the start anyway: this is not, and brings none of it along. */
export interface DiskTools {
  readonly fileLock: typeof fileLock;
  readonly prepareFolder: typeof prepareFolder;
  readonly versionedFile: typeof versionedFile;
  readonly watchFolders: typeof watchFolders;
}

/** @param account the account's folder */
export function openDays(
  account: string,
  log: Log,
  { fileLock, prepareFolder, versionedFile, watchFolders }: DiskTools,
  steps: Steps = diskSteps,
): DaysFile {
  const folder = join(account, 'days');
  const path = join(folder, 'days.json');
  const file = (by: Steps) => versionedFile(path, version, schema, log, by);
  const locked = fileLock(join(folder, 'days.lock'), steps);
  const read = async () => ((await file(steps).read())?.days ?? []) as Days;

  return {
    prepare: () => prepareFolder(folder, steps),
    read,
    async change(next) {
      await ensureFolder(folder, steps);
      return locked(async (by) => {
        await file(steps).refuseNewer();
        const known = await file(steps).read();
        if (!known && (await isThere(steps.rename(path, `${path}.damaged`))))
          log.warn(`${path} is damaged; it was kept beside it`);
        const before = (known?.days ?? []) as Days;
        const after = next(before);
        if (after !== before) await file(by).write({ days: after });
        return after;
      });
    },
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

const schema = v.object({
  makertime: v.literal(version),
  days: v.array(
    v.object({
      date: v.string(),
      intentions: v.array(v.object({ id: v.string(), text: v.string(), doneAt: v.optional(v.string()) })),
    }),
  ),
});
