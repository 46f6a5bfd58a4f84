/**
 * Owns what one account has put aside on this machine, as it stands on the disk:
 *
 *     parks/<ULID>.json    {"makertime":1,"park":{"id":"<ULID>","target":…,"root":…,"files":[…],…}}
 *
 * One file a park, written once and never changed: so windows that add at the same time lose nothing. A file that cannot
 * be read, or is of a newer version, is passed over and left as it is.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isId } from '../model/id.js';
import type { Park } from '../model/park.js';
import type { Log } from '../sync/ports.js';
import { codeOf, diskSteps, ensureFolder, isUnfinished, type Steps, writerOf } from './atomic.js';
import { isProcessAlive } from './process.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;
const ending = '.json';

/** @param folder of the account's parks */
export function openParks(
  folder: string,
  log: Log,
  steps: Steps = diskSteps,
  isAlive: (process: number) => boolean = isProcessAlive,
) {
  const fileOf = (id: string) => versionedFile(join(folder, id + ending), version, schema, log, steps);
  /** What has been read stays so until it is gone. */
  let known: ReadonlyMap<string, Park> = new Map();

  async function readOne(id: string): Promise<Park | undefined> {
    const park = known.get(id) ?? ((await fileOf(id).read())?.park as Park | undefined);
    return park?.id === id ? park : undefined;
  }

  return {
    /** Makes the folder, and takes away what was half written as a window died: nobody was told that it is kept. */
    async prepare(): Promise<void> {
      await ensureFolder(folder, steps);
      for (const name of await readdir(folder))
        if (isUnfinished(name) && !isAlive(writerOf(name)))
          await steps.unlink(join(folder, name)).catch(() => undefined);
    },
    /** The latest first. Rejects where the folder cannot be read. */
    async read(): Promise<readonly Park[]> {
      const names = await readdir(folder).catch(noneYet);
      const ids = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const parks = await Promise.all(ids.filter(isId).sort().reverse().map(readOne));
      const found = parks.filter((park) => park !== undefined);
      known = new Map(found.map((park) => [park.id, park]));
      return found;
    },
    /** Resolves once it is on the disk. */
    async add(park: Park): Promise<void> {
      await ensureFolder(folder, steps);
      await fileOf(park.id).write({ park });
    },
    /** One that is gone already is forgotten all the same. */
    async forget(id: string): Promise<void> {
      if (!isId(id)) return;
      try {
        await steps.unlink(join(folder, id + ending));
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
      await steps.flushFolder(folder);
    },
    watch: (changed: () => void) => watchFolders([folder], changed, log),
  };
}

function noneYet(error: unknown): readonly string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
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
