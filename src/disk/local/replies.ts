/**
 * Replies to discussions that one account has not sent yet:
 *
 *     replies/<name>.json    {"makertime":1,"reply":{"repository":1,"thread":"#12","to":"DC_…","record":"<ULID>","text":"…"}}
 *
 * One file a place, replaced whole: of two windows that write at one place, the later one is kept. Nobody else has these words: a
 * damaged file is kept beside it.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { Reply } from '../../model/local/reply.js';
import type { Log } from '../../ports/clock.js';
import type { ReplyFiles } from '../../ports/stores.js';
import { isThere } from '../files/failures.js';
import { isProcessAlive } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';

const version = 1;
const ending = '.json';

/** @param folder of the account's replies */
export function openReplies(
  folder: string,
  log: Log,
  steps: Steps = diskSteps,
  isAlive: (process: number) => boolean = isProcessAlive,
): ReplyFiles {
  const pathOf = (name: string) => join(folder, name + ending);
  const fileOf = (name: string) => versionedFile(pathOf(name), version, schema, log, steps);
  return {
    async names() {
      await prepareFolder(folder, steps, isAlive);
      const files = await steps.list(folder);
      return files.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
    },
    async read(name) {
      const file = fileOf(name);
      const found = await file.read();
      if (found || (await file.isNewer())) return found?.reply as Reply | undefined;
      const path = pathOf(name);
      if (await isThere(steps.rename(path, `${path}.damaged`))) log.warn(`${path} is damaged; it was kept beside it`);
      return undefined;
    },
    async write(name, reply) {
      await fileOf(name).refuseNewer();
      await fileOf(name).write({ reply });
    },
    async remove(name) {
      if (await isThere(steps.unlink(pathOf(name)))) await steps.flushFolder(folder);
    },
  };
}

const schema = v.object({
  makertime: v.literal(version),
  reply: v.object({
    repository: v.number(),
    thread: v.string(),
    to: v.optional(v.string()),
    record: v.string(),
    text: v.string(),
  }),
});
