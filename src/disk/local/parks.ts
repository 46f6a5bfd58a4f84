/**
 * What one account has put aside on this machine, as it stands on the disk:
 *
 *     parks/<ULID>.json    {"makertime":1,"park":{"id":"<ULID>","target":…,"root":…,"files":[…],…}}
 *
 * One file a park, written once and never changed: so windows that add at the same time lose nothing. A file that can
 * never be read, or is of a newer version, is passed over and left as it is.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { isId } from '../../base/id.js';
import type { Park } from '../../model/local/park.js';
import type { Log } from '../../ports/clock.js';
import type { Parks } from '../../ports/stores.js';
import { ensureFolder } from '../files/atomic.js';
import { patience, unlessMissing } from '../files/failures.js';
import { isProcessAlive } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';

const version = 1;
const ending = '.json';

/** @param folder of the account's parks */
export function openParks(
  folder: string,
  log: Log,
  steps: Steps = diskSteps,
  isAlive: (process: number) => boolean = isProcessAlive,
): Parks {
  const fileOf = (id: string) => versionedFile(join(folder, id + ending), version, schema, log, steps);
  const patiently = patience(log);
  /** What has been read stays so until it is gone. */
  let known: ReadonlyMap<string, Park> = new Map();

  async function readOne(id: string): Promise<Park | undefined> {
    const park = known.get(id) ?? ((await patiently(id, fileOf(id).read(), undefined))?.park as Park | undefined);
    return park?.id === id ? park : undefined;
  }

  return {
    prepare: () => prepareFolder(folder, steps, isAlive),
    async read() {
      const names = (await unlessMissing(steps.list(folder))) ?? [];
      const ids = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const parks = await Promise.all(ids.filter(isId).sort().reverse().map(readOne));
      const found = parks.filter((park) => park !== undefined);
      known = new Map(found.map((park) => [park.id, park]));
      return found;
    },
    async add(park) {
      await ensureFolder(folder, steps);
      await fileOf(park.id).write({ park });
    },
    async forget(id) {
      if (!isId(id)) return;
      await unlessMissing(steps.unlink(join(folder, id + ending)));
      await steps.flushFolder(folder);
    },
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const isTrue = v.optional(v.literal(true));
/** What a later version adds may stand there too, and is not needed to come back. */
const schema = v.object({
  makertime: v.literal(version),
  park: v.object({
    id: v.string(),
    at: v.string(),
    target: v.string(),
    title: v.string(),
    repository: v.optional(v.number()),
    root: v.string(),
    branch: v.optional(v.string()),
    commit: v.optional(v.string()),
    files: v.array(
      v.object({
        path: v.string(),
        cursor: v.optional(v.object({ line: count, character: count })),
        column: v.pipe(count, v.minValue(1)),
        isInFront: isTrue,
        isActive: isTrue,
      }),
    ),
  }),
});
