/**
 * What is owed to GitHub, one file an entry, shared by all windows of one account.
 *
 *     outbox/new/<id>.json                    saved, not sent
 *     outbox/claimed/<id>.<pid>.<ms>.json     a window is sending it, since then
 *     outbox/unsure/<id>.<ms>.json            sent then; whether it arrived is not known
 *     outbox/unsure/<id>.<ms>.<n>.json        the same, sent n times by now; a claim keeps the number as its last
 *     outbox/refused/<id>.json                GitHub said no, or saving was interrupted; kept for the person to decide
 *     outbox/aside/                           files that are not entries, kept as they were found
 *
 * An entry is added by writing a draft, flushing it, renaming it into `new/` and flushing the folder. Afterwards its text
 * never changes, and every step is one rename: whoever renames it has it, and a process may die anywhere in between.
 * Only two steps write a second file: refusing (then `refused` counts and other copies are stale) and editing a refused
 * entry (the new one says which it `replaces`). Files of a newer version are reported and left where they are.
 */
import { basename } from 'node:path';
import type { Mutation } from '../../model/board/mutation.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { Outbox } from '../../ports/outbox.js';
import { draftOf, writeDurably, writeWhole } from '../files/atomic.js';
import { leftOver } from '../files/failures.js';
import { thisProcess, type Window } from '../files/process.js';
import { diskSteps, type Steps } from '../files/steps.js';
import { watchFolders } from '../files/watch.js';
import { writeEntry } from './entry.js';
import { type Folders, outboxFolders } from './folders.js';
import type { Found } from './listing.js';
import { createReader } from './reader.js';

/** A claim lasts as long as one request, at most half a minute. Older ones belong to a window that died or slept. */
const longestClaim = 5 * 60_000;

export async function openOutbox(
  folder: string,
  clock: Clock,
  log: Log,
  steps: Steps = diskSteps,
  window: Window = thisProcess,
): Promise<Outbox> {
  const folders = outboxFolders(folder, steps, window);
  await folders.prepare();
  const { path, list, candidates, remove, take, dropStale } = folders;
  const texts = new Map<string, Mutation>();
  let adding: Promise<unknown> = Promise.resolve();
  const failed = new Set<string>();
  let leftovers: readonly string[] = [];
  const { readAll, load } = createReader({ folder, log, steps, window, list, texts, failed, idle: () => adding });

  const notDone = (error: unknown) => log.warn(`outbox: a step failed that can do without: ${String(error)}`);

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
      if (await remove(one).catch(notDone)) throw error;
      notDone(error);
    }
    texts.set(mutation.id, mutation);
    if (mutation.replaces) await removeReplaced([mutation.replaces]);
  }

  async function removeReplaced(ids: readonly string[]): Promise<void> {
    for (const id of ids)
      for (const place of ['refused', 'new'] as const) await leftOver(steps.unlink(path(place, `${id}.json`)));
  }

  const claimName =
    (at: number) =>
    ({ id, place, numbers }: Found) =>
      nameOf(id, window.id, at, place === 'unsure' ? numbers[1] : undefined);

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
      const at = clock.now();
      if (!(await take(id, ['new', 'unsure'], 'claimed', claimName(at)))) return false;
      // A power cut must not make it look as if it had never been sent. Where that cannot be had, sending goes on.
      await steps.flushFolder(path('claimed')).catch(notDone);
      // Whoever was suspended in between may have been passed over: another looks whether it was sent, and sends it.
      return Math.abs(clock.now() - at) < longestClaim / 5;
    },
    async release(id) {
      await take(id, ['claimed'], 'new', `${id}.json`);
    },
    async doubt(id, sentAt, sends = 1) {
      await take(id, ['claimed'], 'unsure', nameOf(id, sentAt, sends === 1 ? undefined : sends));
    },
    async refuse(id, reason) {
      for (const from of await candidates(id, 'claimed')) {
        const loaded = await load(from, []);
        if (loaded.kind !== 'entry') continue;
        const file = path('refused', `${id}.json`);
        await writeDurably(file, writeEntry(loaded.entry.mutation, reason), steps, draftOf(file, window.id));
        await leftOver(remove(from));
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
            await steps.flushFolder(path(place)).catch(notDone);
            texts.delete(id);
            return true;
          }
      return false;
    },
    async recover() {
      await recoverClaims(folders, window, clock.now());
      if (leftovers.length > 0) {
        await steps.flushFolder(path('new')); // what replaces them may have been left unflushed as well
        await removeReplaced(leftovers);
      }
    },
    watch: (changed) => watchFolders([path('new'), path('claimed'), path('unsure'), path('refused')], changed, log),
  };
}

/** Gives back what windows that died, or slept for long, had claimed. */
async function recoverClaims({ list, move, remove }: Folders, window: Window, now: number): Promise<void> {
  const claimed = (await list.claimed()).found;
  const unsure = (await list.unsure()).found;
  // Looked for last: what was seen before a refusal is older than it.
  const refused = new Set((await list.refused()).found.map((one) => one.id));
  for (const one of claimed) {
    const [owner = 0, since = Number.NaN, sends] = one.numbers;
    const isRecent = Math.abs(now - since) < longestClaim;
    if (owner > 0 && window.isAlive(owner) && isRecent) continue;
    if (refused.has(one.id)) await leftOver(remove(one));
    else await move(one, 'unsure', nameOf(one.id, Math.min(since || now, now), sends));
  }
  for (const one of unsure) {
    const [sentAt = Number.NaN, sends] = one.numbers;
    if (refused.has(one.id)) await leftOver(remove(one));
    // The clock was set back since: it would be looked for, and not sent, until that time comes again.
    else if (!(sentAt <= now + longestClaim)) await move(one, 'unsure', nameOf(one.id, now, sends));
  }
}

function nameOf(id: string, ...numbers: readonly (number | undefined)[]): string {
  return [id, ...numbers.flatMap((one) => (one === undefined ? [] : [Math.round(one)])), 'json'].join('.');
}
