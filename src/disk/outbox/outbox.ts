/**
 * Owns what is owed to GitHub, one file an entry, shared by all windows of one account.
 *
 *     outbox/new/<id>.json                    saved, not sent
 *     outbox/claimed/<id>.<pid>.<ms>.json     a window is sending it, since then
 *     outbox/unsure/<id>.<ms>.json            sent then; whether it arrived is not known
 *     outbox/refused/<id>.json                GitHub said no; kept for the person to decide
 *     outbox/aside/                           files that are not entries, kept as they were found
 *
 * An entry is added by writing a draft, flushing it, renaming it into `new/` and flushing the folder. Afterwards its text
 * never changes, and every step is one rename: whoever renames it has it, and a process may die anywhere in between.
 * Only two steps write a second file: refusing (then `refused` counts and other copies are stale) and editing a refused
 * entry (the new one says which it `replaces`). Files of a newer version are reported and left where they are.
 */
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import type { Mutation } from '../model/mutation.js';
import type { Clock, Log, Outbox, Place } from '../sync/ports.js';
import { diskSteps, draftOf, ensureFolder, type Steps, writeDurably, writeWhole } from './atomic.js';
import { writeEntry } from './entry.js';
import { type Found, type Listing, lister } from './listing.js';
import { createReader, isThere, places, type Window } from './outboxReader.js';
import { isProcessAlive } from './process.js';
import { watchFolders } from './watch.js';

/** A claim lasts as long as one request, at most half a minute. Older ones belong to a window that died or slept. */
const longestClaim = 5 * 60_000;

export async function openOutbox(
  folder: string,
  clock: Clock,
  log: Log,
  steps: Steps = diskSteps,
  window: Window = thisProcess,
): Promise<Outbox> {
  const path = (place: Place | 'aside', name = '') => join(folder, place, name);
  for (const place of [...places, 'aside'] as const) await ensureFolder(path(place), steps);
  const texts = new Map<string, Mutation>();
  let adding: Promise<unknown> = Promise.resolve();
  const failed = new Set<string>();
  let leftovers: readonly string[] = [];

  const list: Readonly<Record<Place, () => Promise<Listing>>> = {
    new: lister('new', path('new')),
    claimed: lister('claimed', path('claimed')),
    unsure: lister('unsure', path('unsure')),
    refused: lister('refused', path('refused')),
  };

  const { readAll, load } = createReader({ folder, log, steps, window, list, texts, failed, idle: () => adding });

  const copies = async (id: string, place: Place) => (await list[place]()).found.filter((one) => one.id === id);

  /** Where an entry may be found. Its name in `new` and `refused` is known without looking. */
  async function candidates(id: string, place: Place): Promise<readonly Found[]> {
    if (place === 'new' || place === 'refused') return [{ id, place, name: `${id}.json`, numbers: [] }];
    const found = await copies(id, place);
    return place === 'claimed' ? found.filter((one) => one.numbers[0] === window.id) : found;
  }

  /** True where this window was the one that moved it. */
  async function move(from: Found, place: Place, name: string): Promise<boolean> {
    return isThere(steps.rename(path(from.place, from.name), path(place, name)));
  }

  const remove = (one: Found) => isThere(steps.unlink(path(one.place, one.name)));

  /** Takes an entry from the first of these places where it is. False where it is in none, or another was quicker. */
  async function take(id: string, among: readonly Place[], to: Place, name: string): Promise<boolean> {
    for (const place of among)
      for (const from of await candidates(id, place)) if (await move(from, to, name)) return true;
    return false;
  }

  /** Where an entry was refused, its copies elsewhere are left from a window that died while it parked it. */
  async function dropStale(id: string): Promise<void> {
    const stale = [...(await copies(id, 'claimed')), ...(await copies(id, 'unsure'))];
    // Looked for last: what was seen before a refusal is older than it.
    if (stale.length > 0 && (await copies(id, 'refused')).length > 0) for (const one of stale) await remove(one);
  }

  async function removeReplaced(ids: readonly string[]): Promise<void> {
    for (const id of ids)
      for (const place of ['refused', 'new'] as const)
        await steps.unlink(path(place, `${id}.json`)).catch(() => undefined);
  }

  async function add(mutation: Mutation): Promise<void> {
    const one: Found = { id: mutation.id, place: 'new', name: `${mutation.id}.json`, numbers: [] };
    const file = path(one.place, one.name);
    const draft = draftOf(file, window.id);
    try {
      await writeWhole(file, writeEntry(mutation), steps, draft);
    } catch (error) {
      failed.add(basename(draft));
      throw error;
    }
    try {
      await steps.flushFolder(path('new'));
    } catch (error) {
      // What is reported as not saved must not be sent later. If it cannot be taken back, it is there, and so it counts.
      if (await remove(one).catch(() => false)) throw error;
      log.warn(`outbox: the folder could not be flushed: ${String(error)}`);
    }
    texts.set(mutation.id, mutation);
    if (mutation.replaces) await removeReplaced([mutation.replaces]);
  }

  const claimName = (id: string) => `${id}.${window.id}.${Math.round(clock.now())}.json`;

  return {
    add(mutation) {
      const saving = add(mutation);
      adding = Promise.allSettled([adding, saving]);
      return saving;
    },
    async read() {
      const read = await readAll();
      leftovers = read.leftovers;
      return read.contents;
    },
    async claim(id) {
      if (!(await take(id, ['new', 'unsure'], 'claimed', claimName(id)))) return false;
      // A power cut must not make it look as if it had never been sent. Where that cannot be had, sending goes on.
      await steps.flushFolder(path('claimed')).catch((error) => log.warn(`outbox: not flushed: ${String(error)}`));
      return true;
    },
    async release(id) {
      await take(id, ['claimed'], 'new', `${id}.json`);
    },
    async doubt(id, sentAt) {
      await take(id, ['claimed'], 'unsure', `${id}.${Math.round(sentAt)}.json`);
    },
    async refuse(id, reason) {
      for (const from of await candidates(id, 'claimed')) {
        const loaded = await load(from, []);
        if (loaded.kind !== 'entry') continue;
        const file = path('refused', `${id}.json`);
        await writeDurably(file, writeEntry(loaded.entry.mutation, reason), steps, draftOf(file, window.id));
        await remove(from).catch(() => undefined);
      }
    },
    async settle(id) {
      for (const from of await candidates(id, 'claimed')) await remove(from);
      texts.delete(id);
    },
    async retry(id) {
      await dropStale(id);
      return take(id, ['refused'], 'new', `${id}.json`);
    },
    async discard(id) {
      await dropStale(id);
      // Deleting is taking: where another window was quicker to claim it, there is nothing to delete here.
      for (const place of ['refused', 'new', 'unsure'] as const)
        for (const from of await candidates(id, place))
          if (await remove(from)) {
            await steps.flushFolder(path(place)).catch(() => undefined);
            texts.delete(id);
            return true;
          }
      return false;
    },
    async recover() {
      const claimed = (await list.claimed()).found;
      const unsure = (await list.unsure()).found;
      // Looked for last: what was seen before a refusal is older than it.
      const refused = new Set((await list.refused()).found.map((one) => one.id));
      const now = clock.now();
      for (const one of claimed) {
        const [owner = 0, since = Number.NaN] = one.numbers;
        const isRecent = Math.abs(now - since) < longestClaim;
        if (owner > 0 && window.isAlive(owner) && isRecent) continue;
        if (refused.has(one.id)) await remove(one).catch(() => undefined);
        else await move(one, 'unsure', `${one.id}.${Math.min(since || now, now)}.json`);
      }
      for (const one of unsure) {
        const [sentAt = Number.NaN] = one.numbers;
        if (refused.has(one.id)) await remove(one).catch(() => undefined);
        // The clock was set back since: it would be looked for, and not sent, until that time comes again.
        else if (!(sentAt <= now + longestClaim)) await move(one, 'unsure', `${one.id}.${now}.json`);
      }
      if (leftovers.length > 0) {
        await steps.flushFolder(path('new')); // what replaces them may have been left unflushed as well
        await removeReplaced(leftovers);
      }
    },
    watch: (changed) => watchFolders([path('new'), path('claimed'), path('unsure'), path('refused')], changed, log),
  };
}

const thisProcess: Window = { id: pid, isAlive: isProcessAlive };
