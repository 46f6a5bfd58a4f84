/**
 * Owns the write-ups of one account that have not been sent, as files that people write in:
 *
 *     drafts/<id>.md      the words; the editor saves them
 *     drafts/<id>.json    {"makertime":1,"repository":{…},"context":{…},"wasTried":true}: what is kept beside them
 *
 * A write-up is there while its words are. What is beside it is written before, and deleted after them.
 */
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { idTime, isId } from '../model/id.js';
import type { WriteUpOrigin } from '../model/writeUp.js';
import type { Drafts, Log } from '../sync/ports.js';
import { diskSteps, ensureFolder, type Steps, unlessMissing, writeDurably } from './atomic.js';
import { prepareFolder } from './unfinished.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;
const ending = '.md';
/** Bytes. Nobody's title begins later. */
const headSize = 4_096;

export function openDrafts(folder: string, log: Log, steps: Steps = diskSteps): Drafts {
  const words = (id: string) => join(folder, `${id}${ending}`);
  const beside = (id: string) => join(folder, `${id}.json`);
  const originFile = (id: string) => versionedFile(beside(id), version, originSchema, log, steps);

  return {
    fileOf: (id) => (isId(id) ? words(id) : undefined),
    async list() {
      const names = await readdir(folder).catch(() => []);
      const ids = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const known = ids.filter(isId).sort().reverse();
      return Promise.all(
        known.map(async (id) => ({
          id,
          title: titleIn(await readHead(words(id)).catch(() => '')),
          at: new Date(idTime(id)).toISOString(),
        })),
      );
    },
    async add(id, text, origin) {
      await ensureFolder(folder, steps);
      await originFile(id).write(origin);
      await writeDurably(words(id), text, steps);
    },
    read: async (id) => (isId(id) ? unlessMissing(readFile(words(id), 'utf8')) : undefined),
    originOf: async (id) => (isId(id) ? ((await originFile(id).read()) as WriteUpOrigin | undefined) : undefined),
    async markTried(id, origin) {
      await originFile(id).write({ ...origin, wasTried: true });
    },
    async remove(id) {
      if (!isId(id)) return;
      await unlessMissing(steps.unlink(words(id)));
      await unlessMissing(steps.unlink(beside(id)));
      await steps.flushFolder(folder).catch((error) => log.warn(`drafts: not flushed: ${String(error)}`));
    },
    watch: (changed) => watchFolders([folder], changed, log),
    prepare: () => prepareFolder(folder, steps),
  };
}

/** As in records/writeUp.ts, but for comments and fences: a row's label is no record. */
function titleIn(head: string): string {
  return /^#(?:[^\S\r\n]+(.*))?$/m.exec(head.replace(/^\uFEFF/, ''))?.[1]?.trim() ?? '';
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

const originSchema = v.object({
  makertime: v.literal(version),
  repository: v.object({ id: v.number(), owner: v.string(), name: v.string() }),
  context: v.looseObject({}),
  wasTried: v.optional(v.literal(true)),
});
