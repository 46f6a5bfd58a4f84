/**
 * Owns the last good board of one team, so that the first paint needs no network and all windows show the same.
 *
 *     board-<repository>/board.json   {"makertime":1,"items":[…],"statuses":[…],…,"cursor":{…},"thoroughAt":…}
 *     board-<repository>/sync.json    {"makertime":1,"sync":{…}}
 *
 * Board and cursor are one file, replaced whole: a cursor never promises more than the board beside it holds. Both files
 * can be made again from GitHub, so one that cannot be read is treated as absent; a newer version's is not overwritten.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { Board } from '../model/board.js';
import type { SyncStatus } from '../model/state.js';
import type { Cache, Log, Snapshot } from '../sync/ports.js';
import { diskSteps, ensureFolder, type Steps } from './atomic.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;

export async function openCache(folder: string, log: Log, steps: Steps = diskSteps): Promise<Cache> {
  await ensureFolder(folder, steps);
  const boardFile = versionedFile(join(folder, 'board.json'), version, boardSchema, log, steps);
  const syncFile = versionedFile(join(folder, 'sync.json'), version, syncSchema, log, steps);
  let written: Pick<Snapshot, 'board' | 'cursor' | 'thoroughAt'> | undefined;

  return {
    async read() {
      const board = await boardFile.read();
      written = undefined;
      if (board === undefined) return undefined;
      const sync = await syncFile.read();
      written = {
        board: boardFrom(board),
        // A board of a version that knew less is shown, and asked for once more: no news would name what it left out.
        ...(board.cursor && isWhole(board) && { cursor: board.cursor }),
        ...(board.thoroughAt !== undefined && { thoroughAt: board.thoroughAt }),
      };
      return {
        ...written,
        sync: (sync?.sync ?? {}) as SyncStatus,
      };
    },
    async write(snapshot) {
      const { board, cursor, thoroughAt, sync } = snapshot;
      const changed = board !== written?.board || cursor !== written.cursor || thoroughAt !== written.thoroughAt;
      if (changed) {
        await boardFile.write({ ...listsOf(board), cursor, thoroughAt });
        written = { board, ...(cursor && { cursor }), ...(thoroughAt !== undefined && { thoroughAt }) };
      }
      await syncFile.write({ sync });
    },
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

function listsOf({ items, work, rosters, statuses, profiles, dependencies, asked, answers, teamFile }: Board) {
  return {
    items: [...items.values()],
    work: [...work.values()],
    rosters: [...rosters.values()],
    statuses: [...statuses.values()],
    profiles: [...profiles.values()],
    dependencies: [...dependencies.values()],
    asked: [...asked.values()],
    answers: [...answers.values()],
    teamFile,
  };
}

/** What was written is what this version writes: its parts are checked only as far as they are looked up by. */
function boardFrom(read: v.InferOutput<typeof boardSchema>): Board {
  const by = <K, T>(list: readonly T[], key: (one: T) => K) => new Map(list.map((one) => [key(one), one]));
  const { items, work = [], rosters = [], statuses = [], profiles = [], teamFile } = read;
  const { dependencies = [], asked = [], answers = [] } = read;
  return {
    items: by(items, ({ key }) => key),
    work: by(work, ({ number }) => number),
    rosters: by(rosters, ({ number }) => number),
    statuses: by(statuses, (record) => record.by.id),
    profiles: by(profiles, ({ person }) => person.id),
    dependencies: by(dependencies, ({ number }) => number),
    asked: by(asked, ({ number }) => number),
    answers: by(answers, ({ number }) => number),
    ...(teamFile && { teamFile }),
  } as unknown as Board;
}

function isWhole(read: v.InferOutput<typeof boardSchema>): boolean {
  const { work, rosters, statuses, profiles, dependencies, asked, answers } = read;
  return [work, rosters, statuses, profiles, dependencies, asked, answers].every((list) => list !== undefined);
}

const person = v.object({ id: v.number(), login: v.string() });
const boardSchema = v.object({
  makertime: v.literal(version),
  items: v.array(
    v.looseObject({
      key: v.string(),
      id: v.string(),
      title: v.string(),
      by: person,
      state: v.picklist(['open', 'closed']),
      createdAt: v.string(),
      updatedAt: v.string(),
      comments: v.number(),
      number: v.optional(v.number()),
    }),
  ),
  work: v.optional(v.array(v.looseObject({ number: v.number(), title: v.string(), people: v.array(v.number()) }))),
  rosters: v.optional(v.array(v.looseObject({ number: v.number(), counts: v.boolean(), isOpen: v.boolean() }))),
  statuses: v.optional(
    v.array(
      v.looseObject({
        by: person,
        id: v.string(),
        status: v.looseObject({ mode: v.string() }),
        edited: v.record(v.string(), v.string()),
        updatedAt: v.string(),
      }),
    ),
  ),
  profiles: v.optional(v.array(v.looseObject({ person, isBusy: v.boolean() }))),
  dependencies: v.optional(
    v.array(v.looseObject({ number: v.number(), people: v.array(person), by: v.array(v.looseObject({})) })),
  ),
  asked: v.optional(
    v.array(
      v.looseObject({ number: v.number(), by: person, of: v.array(v.string()), given: v.array(v.looseObject({})) }),
    ),
  ),
  answers: v.optional(v.array(v.looseObject({ number: v.number(), by: person, text: v.string(), at: v.string() }))),
  teamFile: v.optional(v.looseObject({ members: v.array(v.string()), problems: v.array(v.looseObject({})) })),
  cursor: v.optional(v.record(v.string(), v.unknown())),
  thoroughAt: v.optional(v.number()),
});
const syncSchema = v.object({ makertime: v.literal(version), sync: v.looseObject({}) });
