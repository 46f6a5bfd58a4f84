/**
 * Owns what focus has done to one account's GitHub status, as it stands on the disk:
 *
 *     busy.json    {"makertime":1,"applied":{"kind":"ours","sent":[…],"before":{…},…}}    nothing applied: {"makertime":1}
 *
 * Nobody else has it: what stood there before is to be given back. One that cannot be read is treated as absent, and what
 * focus has set ends by itself.
 */
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Applied } from '../model/busy.js';
import type { Log } from '../sync/ports.js';
import { diskSteps, ensureFolder, type Steps } from './atomic.js';
import { versionedFile } from './versioned.js';

const version = 1;

/** @param folder the account's */
export function openBusyFile(folder: string, log: Log, steps: Steps = diskSteps) {
  const path = join(folder, 'busy.json');
  const file = versionedFile(path, version, schema, log, steps);
  return {
    async read(): Promise<Applied | undefined> {
      return (await file.read())?.applied as Applied | undefined;
    },
    /** Rejects where the disk refuses or a newer version's file stands there: then nothing may be sent. */
    async write(applied: Applied | undefined): Promise<void> {
      if (await file.isNewer()) throw new Error(`${path} is of a newer version`);
      await ensureFolder(dirname(path), steps);
      await file.write({ applied });
    },
  };
}

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
    v.variant('kind', [
      v.object({ kind: v.literal('left'), until: v.string() }),
      v.object({ kind: v.literal('refused'), why }),
      v.object({
        kind: v.literal('ours'),
        sent: v.pipe(v.array(v.object({ ...status.entries, until: v.string() })), v.minLength(1)),
        before: v.optional(status),
        sentAt: v.string(),
        isConfirmed: v.boolean(),
        refused: v.optional(why),
      }),
    ]),
  ),
});
