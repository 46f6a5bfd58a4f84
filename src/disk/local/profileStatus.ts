/**
 * What focus has done to one account's GitHub status, as it stands on the disk:
 *
 *     busy.json    {"makertime":1,"applied":{"kind":"ours","sent":[…],"before":{…},…}}    nothing applied: {"makertime":1}
 *
 * Nobody else has it: what stood there before is to be given back. One that cannot be read is treated as absent, and what
 * focus has set ends by itself.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Applied } from '../../model/focus/profileStatus.js';
import type { Log } from '../../ports/clock.js';
import { ensureFolder } from '../files/atomic.js';
import { fileLock } from '../files/lock.js';
import { thisProcess, type Window } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { versionedFile } from '../files/versioned.js';

const version = 1;

/** @param folder the account's */
export function openBusyFile(folder: string, log: Log, steps: Steps = diskSteps, window: Window = thisProcess) {
  const file = (by: Steps) => versionedFile(join(folder, 'busy.json'), version, schema, log, by);
  const locked = fileLock(join(folder, 'busy.lock'), steps, window);
  const read = async () => (await file(steps).read())?.applied as Applied | undefined;
  return {
    read,
    /**
     * False where something else stands there than was read before: another window was quicker. Rejects where the disk
     * refuses or a newer version's file stands there: then nothing may be sent.
     */
    async replace(before: Applied | undefined, applied: Applied | undefined): Promise<boolean> {
      await file(steps).refuseNewer();
      await ensureFolder(folder, steps);
      return locked(async (by) => {
        if (!isDeepStrictEqual(await read(), withoutHoles(before))) return false;
        await file(by).write({ applied });
        return true;
      });
    },
  };
}

/** As it comes back from the disk. */
const withoutHoles = (applied: Applied | undefined) => applied && (JSON.parse(JSON.stringify(applied)) as Applied);

const status = v.object({
  message: v.optional(v.string()),
  emoji: v.optional(v.string()),
  isBusy: v.boolean(),
  until: v.optional(v.string()),
  organization: v.optional(v.string()),
});
const why = v.object({
  kind: v.picklist(['scope', 'signedOut', 'forbidden', 'invalid']),
  detail: v.optional(v.string()),
});
const schema = v.object({
  makertime: v.literal(version),
  applied: v.optional(
    v.union([
      v.object({ kind: v.literal('left'), until: v.string() }),
      v.object({ kind: v.literal('refused'), why }),
      v.object({
        kind: v.literal('ours'),
        sent: v.pipe(
          v.array(v.object({ ...status.entries, until: v.string() })),
          v.check((sent) => sent.length > 0),
        ),
        before: v.optional(status),
        sentAt: v.string(),
        isConfirmed: v.boolean(),
        refused: v.optional(why),
      }),
    ]),
  ),
});
