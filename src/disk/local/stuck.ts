/**
 * What is kept of being stuck, for one account and all windows of this machine:
 *
 *     stuck/said.json    {"makertime":1,"kind":"declared","at":…}    the person's last word: "declared" or "cleared"
 *     stuck/seen.json    {"makertime":1,"seen":{"cause":{…},"since":…,"seenAt":…}}    what a window sees; nothing: {"makertime":1}
 *
 * Two files, so that what is seen never undoes what is said. Only the present stands there, and none of it is ever sent.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { StuckKept } from '../../model/local/stuck.js';
import type { Log } from '../../ports/clock.js';
import { ensureFolder } from '../files/atomic.js';
import { isThere } from '../files/failures.js';
import { fileLock } from '../files/lock.js';
import { thisProcess, type Window } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';

const version = 1;

/** @param account the account's folder */
export function openStuckFile(account: string, log: Log, steps: Steps = diskSteps, window: Window = thisProcess) {
  const folder = join(account, 'stuck');
  const paths = { said: join(folder, 'said.json'), seen: join(folder, 'seen.json') };
  const said = (by: Steps) => versionedFile(paths.said, version, saidSchema, log, by);
  const seen = (by: Steps) => versionedFile(paths.seen, version, seenSchema, log, by);
  const locked = fileLock(join(folder, 'stuck.lock'), steps, window);

  async function read(): Promise<StuckKept> {
    const [word, sight] = await Promise.all([said(steps).read(), seen(steps).read()]);
    return { ...(word && { said: { kind: word.kind, at: word.at } }), ...(sight?.seen && { seen: sight.seen }) };
  }

  return {
    prepare: () => prepareFolder(folder, steps, window.isAlive),
    read,
    /** Rejects where the disk refuses or a newer version's file stands there. */
    async say(word: NonNullable<StuckKept['said']>): Promise<void> {
      await said(steps).refuseNewer();
      await ensureFolder(folder, steps);
      await locked((by) => said(by).write(word));
    },
    /** False, and nothing changes, where something else stands there than was read before: another window was quicker. */
    async replace(before: StuckKept, next: StuckKept): Promise<boolean> {
      await ensureFolder(folder, steps);
      return locked(async (by) => {
        const now = await read();
        if (!isDeepStrictEqual(now, before)) return false;
        if (next.said && !isDeepStrictEqual(next.said, now.said)) {
          await said(by).refuseNewer();
          await said(by).write(next.said);
        }
        if (!isDeepStrictEqual(next.seen, now.seen)) await seen(by).write({ seen: next.seen });
        return true;
      });
    },
    async forget(): Promise<void> {
      for (const [path, file] of [[paths.said, said(steps)] as const, [paths.seen, seen(steps)] as const])
        if (!(await file.isNewer())) await isThere(steps.unlink(path));
    },
    watch: (changed: () => void) => watchFolders([folder], changed, log),
  };
}

/** What is no instant would be shown as one. */
const instant = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.check((at) => at <= Date.UTC(2200, 0)),
);
const saidSchema = v.object({
  makertime: v.literal(version),
  kind: v.picklist(['declared', 'cleared']),
  at: instant,
});
const seenSchema = v.object({
  makertime: v.literal(version),
  seen: v.optional(
    v.object({
      cause: v.object({ key: v.string(), on: v.picklist(['task', 'file']), name: v.string() }),
      since: instant,
      seenAt: instant,
    }),
  ),
});
