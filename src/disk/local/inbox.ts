/**
 * What came in for one account, as it stands on the disk:
 *
 *     inbox/inbox.json      {"makertime":1,"parcels":[…],"days":[["2026-11-23",{…}],…],"since":…,"deliveredAt":…,"isQuiet":…,
 *                           "isOut":…,"focus":{…},"rosters":[…],"left":[…],"met":{…}}
 *     inbox/threads.json    {"makertime":1,"cursor":…,"refused":…}: where hearing GitHub's notifications left off
 *     inbox/toast-<millis>  empty: some window shows, or has shown, that delivery
 *     inbox/inbox.lock      some window is changing it, see lock.ts
 *
 * Files are replaced whole, what was heard before where hearing left off. Unlike the board the inbox cannot be made again:
 * one that is damaged is kept beside it, and one that cannot be read for now is an error.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { emptyInbox, type Inbox } from '../../model/inbox/entries.js';
import type { Log } from '../../ports/clock.js';
import type { InboxStore, StoredInbox } from '../../ports/stores.js';
import { codeOf, isThere, leftOver, unlessMissing } from '../files/failures.js';
import { fileLock, type Lock } from '../files/lock.js';
import { thisProcess, type Window } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { prepareFolder } from '../files/unfinished.js';
import { versionedFile } from '../files/versioned.js';
import { watchFolders } from '../files/watch.js';

const version = 1;
const toast = 'toast-';
/** Milliseconds. Whoever comes later shows no toast for it. */
const claimsKept = 24 * 60 * 60_000;
/** So many are kept all the same: a clock that was days ahead for a while makes them all look old. */
const mostClaims = 50;

export async function openInbox(
  folder: string,
  log: Log,
  steps: Steps = diskSteps,
  window: Window = thisProcess,
): Promise<InboxStore> {
  await prepareFolder(folder, steps, window.isAlive);
  const path = join(folder, 'inbox.json');
  const inboxFile = (by: Steps) => versionedFile(path, version, inboxSchema, log, by);
  const threadsPath = join(folder, 'threads.json');
  const threadsFile = (by: Steps) => versionedFile(threadsPath, version, threadsSchema, log, by);
  const locked = fileLock(join(folder, 'inbox.lock'), steps, window);
  /** As they were last read or written: most turns change nothing. */
  let inbox: Kept<Pick<StoredInbox, 'inbox' | 'isNewer'>> = { stamp: '', value: { inbox: emptyInbox } };
  let threads: Kept<ThreadsKept> = { stamp: '', value: {} };

  /** Differs whenever the file was replaced; empty where there is none. */
  const stampOf = async (file: string) => (await unlessMissing(steps.stamp(file))) ?? '';

  /** Undefined where it is damaged. */
  async function understood(): Promise<typeof inbox.value | undefined> {
    const read = await inboxFile(steps).read();
    if (read) return { inbox: inboxFrom(read) };
    return (await inboxFile(steps).isNewer()) ? { inbox: emptyInbox, isNewer: true } : undefined;
  }

  /** Another window may have been quicker, and what stands there now is whole. */
  async function understoodOrAside(): Promise<typeof inbox.value> {
    const known = await understood();
    if (known) return known;
    if (await isThere(steps.rename(path, `${path}.damaged`))) log.warn(`${path} is damaged; it was kept beside it`);
    return { inbox: emptyInbox };
  }

  async function readThreads(): Promise<ThreadsKept> {
    const { cursor, refused } = (await threadsFile(steps).read()) ?? {};
    return { ...(cursor !== undefined && { cursor }), ...(refused && { refused }) };
  }

  async function read(inTurn: Lock): Promise<StoredInbox> {
    const [here, there] = await Promise.all([stampOf(path), stampOf(threadsPath)]);
    if (here === '') inbox = { stamp: here, value: { inbox: emptyInbox } };
    else if (here !== inbox.stamp)
      inbox = { stamp: here, value: (await understood()) ?? (await inTurn(understoodOrAside)) };
    if (there !== threads.stamp) threads = { stamp: there, value: there === '' ? {} : await readThreads() };
    return { ...inbox.value, ...threads.value };
  }

  async function write({ inbox: next, isNewer: _, ...kept }: StoredInbox, by: Steps): Promise<void> {
    if (next !== inbox.value.inbox) {
      const { entries, days, ...rest } = next;
      await inboxFile(by).write({ parcels: [...entries.values()], days: [...days], ...rest });
      inbox = { stamp: await stampOf(path), value: { inbox: next } };
    }
    if (JSON.stringify(kept) === JSON.stringify(threads.value)) return;
    await threadsFile(by).write(kept);
    threads = { stamp: await stampOf(threadsPath), value: kept };
  }

  async function forgetToasts(before: number): Promise<void> {
    const all = (await steps.list(folder)).filter((name) => name.startsWith(toast));
    const claims = all.map((name) => Number(name.slice(toast.length))).sort((a, b) => a - b);
    for (const at of claims.slice(0, -mostClaims)) if (at < before) await steps.unlink(join(folder, `${toast}${at}`));
  }

  return {
    read: () => read(locked),
    async change(next) {
      const before = await read(locked);
      if (before.isNewer || next(before) === before) return before;
      return locked(async (by) => {
        const stored = await read((act) => act(by));
        const changed = stored.isNewer ? stored : next(stored);
        if (changed !== stored) await write(changed, by);
        return changed;
      });
    },
    async claimToast(batch) {
      const at = Date.parse(batch);
      try {
        await steps.create(join(folder, `${toast}${at}`), '');
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') log.warn(`the notification could not be claimed: ${String(error)}`);
        return false;
      }
      await leftOver(forgetToasts(at - claimsKept));
      return true;
    },
    watch: (changed) => watchFolders([folder], changed, log),
  };
}

type ThreadsKept = Omit<StoredInbox, 'inbox' | 'isNewer'>;

interface Kept<T> {
  readonly stamp: string;
  readonly value: T;
}

/** What was written is what this version writes: it is checked only as far as it is looked up by. */
function inboxFrom({ makertime: _, parcels, days, ...rest }: v.InferOutput<typeof inboxSchema>): Inbox {
  const entries = new Map(parcels.map((entry) => [entry.key, entry]));
  return { entries, days: new Map(days), ...rest } as unknown as Inbox;
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
  isOut: v.optional(v.boolean()),
  rosters: v.optional(v.array(v.string())),
  left: v.optional(v.array(v.string())),
  met: v.optional(v.record(v.string(), v.number())),
  focus: v.optional(v.looseObject({ since: v.string(), until: v.string(), at: v.string(), repository: v.number() })),
});
const threadsSchema = v.object({
  makertime: v.literal(version),
  cursor: v.optional(v.unknown()),
  refused: v.optional(v.picklist(['forbidden', 'missing'])),
});
