/**
 * The documents of one account that have not been sent, as files that people write in:
 *
 *     drafts/<id>.md      the words; the editor saves them
 *     drafts/<id>.json    {"makertime":1,"kind":"decision","repository":{…},"context":{…},"wasTried":true}: what is
 *                         kept beside them; without a kind it is a blocker
 *
 * A document is there while its words are. What is beside it is written before, and deleted after them.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { idTime, isId } from '../../base/id.js';
import type { WriteUpOrigin } from '../../model/local/writeUp.js';
import type { Log } from '../../ports/clock.js';
import type { Drafts } from '../../ports/stores.js';
import { ensureFolder, writeDurably } from '../files/atomic.js';
import { patience, unlessMissing } from '../files/failures.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';

const version = 1;
const ending = '.md';
/** Bytes. Nobody's title begins later. */
const headSize = 4_096;

export function openDrafts(folder: string, log: Log, steps: Steps = diskSteps): Drafts {
  const words = (id: string) => join(folder, `${id}${ending}`);
  const beside = (id: string) => join(folder, `${id}.json`);
  const originFile = (id: string) => versionedFile(beside(id), version, originSchema, log, steps);

  const patiently = patience(log);

  /** Undefined where it is gone. One that can never be read is there all the same. */
  async function headOf(path: string): Promise<string | undefined> {
    const head = steps.readPart(path, 0, headSize).then(({ bytes }) => bytes.toString());
    return patiently(path, unlessMissing(head), '');
  }

  /** The row is there, whatever is known of it. */
  async function kindOf(id: string): Promise<string | undefined> {
    const origin = originFile(id).read() as Promise<WriteUpOrigin | undefined>;
    return (await origin.catch(() => undefined))?.kind;
  }

  return {
    fileOf: (id) => (isId(id) ? words(id) : undefined),
    async list() {
      const names = (await unlessMissing(steps.list(folder))) ?? [];
      const ids = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const heads = await Promise.all(
        ids
          .filter(isId)
          .sort()
          .reverse()
          .map(async (id) => ({ id, head: await headOf(words(id)), kind: await kindOf(id) })),
      );
      return heads.flatMap(({ id, head, kind }) =>
        head === undefined
          ? []
          : [{ id, ...(kind && { kind }), title: titleIn(head), at: new Date(idTime(id)).toISOString() }],
      );
    },
    async add(id, text, origin) {
      await ensureFolder(folder, steps);
      await originFile(id).write(origin);
      await writeDurably(words(id), text, steps);
    },
    read: async (id) => (isId(id) ? unlessMissing(steps.readText(words(id))) : undefined),
    originOf: async (id) => (isId(id) ? ((await originFile(id).read()) as WriteUpOrigin | undefined) : undefined),
    async markTried(id, origin) {
      await originFile(id).refuseNewer();
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

const originSchema = v.object({
  makertime: v.literal(version),
  kind: v.optional(v.string()),
  repository: v.object({ id: v.number(), owner: v.string(), name: v.string() }),
  context: v.looseObject({}),
  wasTried: v.optional(v.literal(true)),
});
