/**
 * Owns what is kept of being stuck, for one account and all windows of this machine:
 *
 *     stuck/said.json    {"makertime":1,"kind":"declared","at":…}    the person's last word: "declared" or "cleared"
 *     stuck/seen.json    {"makertime":1,"seen":{"cause":{…},"since":…,"seenAt":…}}    what a window sees; nothing: {"makertime":1}
 *
 * Two files, so that what is seen never undoes what is said. Only the present stands there, and none of it is ever sent.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { StuckKept, StuckSeen } from '../model/stuck.js';
import type { Log } from '../sync/ports.js';
import { diskSteps, ensureFolder, type Steps, unlessMissing } from './atomic.js';
import { prepareFolder } from './unfinished.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;

/** @param account the account's folder */
export async function openStuckFile(account: string, log: Log, steps: Steps = diskSteps) {
  const folder = join(account, 'stuck');
  const paths = { said: join(folder, 'said.json'), seen: join(folder, 'seen.json') };
  const said = versionedFile(paths.said, version, saidSchema, log, steps);
  const seen = versionedFile(paths.seen, version, seenSchema, log, steps);
  // What is not there cannot be watched; where it cannot be made, saying something will say so.
  await prepareFolder(folder, steps).catch((error) => log.warn(`${folder} cannot be made: ${String(error)}`));
  return {
    async read(): Promise<StuckKept> {
      const [word, sight] = await Promise.all([said.read(), seen.read()]);
      return { ...(word && { said: { kind: word.kind, at: word.at } }), ...(sight?.seen && { seen: sight.seen }) };
    },
    /** Rejects where the disk refuses or a newer version's file stands there. */
    async say(word: NonNullable<StuckKept['said']>): Promise<void> {
      if (await said.isNewer()) throw new Error(`${paths.said} is of a newer version`);
      await ensureFolder(folder, steps);
      await said.write(word);
    },
    async see(sight: StuckSeen | undefined): Promise<void> {
      await ensureFolder(folder, steps);
      await seen.write({ seen: sight });
    },
    async forget(): Promise<void> {
      for (const [path, file] of [[paths.said, said] as const, [paths.seen, seen] as const]) {
        if (await file.isNewer()) continue;
        await unlessMissing(steps.unlink(path));
      }
    },
    watch: (changed: () => void) => watchFolders([folder], changed, log),
  };
}

/** What is no instant would be shown as one. */
const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Date.UTC(2200, 0)));
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
