/**
 * Owns what came in for one account, as it stands on the disk:
 *
 *     inbox/inbox.json      {"makertime":1,"parcels":[…],"days":[["2026-11-23",{…}],…],"since":…,"deliveredAt":…,"isQuiet":…}
 *     inbox/threads.json    {"makertime":1,"cursor":…,"refused":…}: where hearing GitHub's notifications left off
 *     inbox/toast-<millis>  empty: some window shows, or has shown, that delivery
 *
 * Files are replaced whole, what was heard before where hearing left off. Unlike the board the inbox cannot be made again:
 * one that is damaged is kept beside it.
 */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { emptyInbox, type Inbox } from '../model/inbox.js';
import type { InboxStore, Log, StoredInbox } from '../sync/ports.js';
import { codeOf, diskSteps, type Steps } from './atomic.js';
import { prepareFolder } from './unfinished.js';
import { versionedFile } from './versioned.js';
import { watchFolders } from './watch.js';

const version = 1;
const toast = 'toast-';
/** Milliseconds. Whoever comes later shows no toast for it. */
const claimsKept = 24 * 60 * 60_000;

export async function openInbox(folder: string, log: Log, steps: Steps = diskSteps): Promise<InboxStore> {
  await prepareFolder(folder, steps);
  const path = join(folder, 'inbox.json');
  const inboxFile = versionedFile(path, version, inboxSchema, log, steps);
  const threadsPath = join(folder, 'threads.json');
  const threadsFile = versionedFile(threadsPath, version, threadsSchema, log, steps);
  /** As they were last read or written: most turns change nothing. */
  let inbox: Kept<Inbox> = { stamp: '', value: emptyInbox };
  let threads: Kept<ThreadsKept> = { stamp: '', value: {} };
  let isNewer = false;

  async function readInbox(stamp: string): Promise<Inbox> {
    const read = (await inboxFile.read()) ?? (await readAgain());
    isNewer = false;
    if (read) return inboxFrom(read);
    // Another window may have been quicker, and what stands there now is whole.
    const isSame = (await stampOf(path)) === stamp;
    isNewer = await inboxFile.isNewer();
    if (isSame && !isNewer) {
      log.warn(`${path} is damaged and was kept beside it`);
      await steps.rename(path, `${path}.damaged`).catch(() => undefined);
    }
    return emptyInbox;
  }

  /** Rejects where it cannot be opened: what is locked for a moment is not damaged. */
  async function readAgain() {
    await readFile(path);
    return inboxFile.read();
  }

  async function readThreads(): Promise<ThreadsKept> {
    const { cursor, refused } = (await threadsFile.read()) ?? {};
    return { ...(cursor !== undefined && { cursor }), ...(refused && { refused }) };
  }

  return {
    async read() {
      const [here, there] = await Promise.all([stampOf(path), stampOf(threadsPath)]);
      if (here !== inbox.stamp) inbox = { stamp: here, value: here === '' ? emptyInbox : await readInbox(here) };
      if (there !== threads.stamp) threads = { stamp: there, value: there === '' ? {} : await readThreads() };
      return { inbox: inbox.value, ...threads.value, ...(isNewer && { isNewer }) };
    },
    async write({ inbox: next, isNewer: _, ...kept }) {
      if (next !== inbox.value) {
        const { parcels, days, ...rest } = next;
        await inboxFile.write({ parcels: [...parcels.values()], days: [...days], ...rest });
        inbox = { stamp: await stampOf(path), value: next };
      }
      if (JSON.stringify(kept) === JSON.stringify(threads.value)) return;
      await threadsFile.write(kept);
      threads = { stamp: await stampOf(threadsPath), value: kept };
    },
    async claimToast(batch) {
      const at = Date.parse(batch);
      try {
        await (await open(join(folder, `${toast}${at}`), 'wx')).close();
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') log.warn(`the toast could not be claimed: ${String(error)}`);
        return false;
      }
      for (const name of await readdir(folder)) {
        const isOlder = name.startsWith(toast) && Number(name.slice(toast.length)) < at - claimsKept;
        if (isOlder) await steps.unlink(join(folder, name)).catch(() => undefined);
      }
      return true;
    },
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

type ThreadsKept = Omit<StoredInbox, 'inbox' | 'isNewer'>;

interface Kept<T> {
  /** Differs whenever the file was replaced; empty where there is none. */
  readonly stamp: string;
  readonly value: T;
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : '';
}

/** What was written is what this version writes: it is checked only as far as it is looked up by. */
function inboxFrom({ parcels, days, since, deliveredAt, isQuiet }: v.InferOutput<typeof inboxSchema>): Inbox {
  return {
    parcels: new Map(parcels.map((parcel) => [parcel.key, parcel])),
    days: new Map(days),
    ...(since !== undefined && { since }),
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(isQuiet && { isQuiet }),
  } as unknown as Inbox;
}

const inboxSchema = v.object({
  makertime: v.literal(version),
  parcels: v.array(
    v.looseObject({
      key: v.string(),
      repository: v.string(),
      subject: v.string(),
      title: v.string(),
      reason: v.string(),
      at: v.string(),
      heardAt: v.string(),
      isUnread: v.boolean(),
      stage: v.looseObject({ kind: v.picklist(['held', 'delivered', 'snoozed', 'done']) }),
    }),
  ),
  days: v.array(
    v.tuple([
      v.string(),
      v.looseObject({ arrived: v.number(), delivered: v.number(), through: v.number(), shown: v.array(v.string()) }),
    ]),
  ),
  since: v.optional(v.string()),
  deliveredAt: v.optional(v.string()),
  isQuiet: v.optional(v.boolean()),
});
const threadsSchema = v.object({
  makertime: v.literal(version),
  cursor: v.optional(v.unknown()),
  refused: v.optional(v.picklist(['forbidden', 'missing'])),
});
