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
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { isId } from '../model/id.js';
import type { Mutation } from '../model/mutation.js';
import type { Aside } from '../model/state.js';
import type { Clock, Entry, Log, Outbox, OutboxContents, Place } from '../sync/ports.js';
import {
  codeOf,
  diskSteps,
  draftOf,
  ensureFolder,
  isUnfinished,
  type Steps,
  writeDurably,
  writerOf,
  writeWhole,
} from './atomic.js';
import { readEntry, writeEntry } from './entry.js';
import { isProcessAlive } from './process.js';
import { watchFolders } from './watch.js';

/** In the order in which a place counts, should an id stand in two. */
const places = ['new', 'refused', 'unsure', 'claimed'] as const satisfies readonly Place[];

/** A claim lasts as long as one request, at most half a minute. Older ones belong to a window that died or slept. */
const longestClaim = 5 * 60_000;

/** Open files at once. More are no faster, and a window has only so many. */
const readAtOnce = 32;
/** Slipping through needs a move in just the wrong millisecond. So many times in a row is not chance: it is gone. */
const mostLooks = 5;

interface Found {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  /** pid and milliseconds for a claim, milliseconds for a doubt. */
  readonly numbers: readonly number[];
}

type Loaded =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'moved'; readonly id: string }
  | { readonly kind: 'aside' };

/** Who claims, and whether another who claimed still lives. */
export interface Window {
  readonly id: number;
  isAlive(id: number): boolean;
}

export async function openOutbox(
  folder: string,
  clock: Clock,
  log: Log,
  steps: Steps = diskSteps,
  window: Window = thisProcess,
): Promise<Outbox> {
  const path = (place: Place | 'aside', name = '') => join(folder, place, name);
  for (const place of [...places, 'aside'] as const) await ensureFolder(path(place), steps);
  /** Texts do not change while an entry is not refused: each is read once. */
  const texts = new Map<string, Mutation>();
  /** Drafts of what was reported as not saved. Where the disk kept one, it must not be taken for a crash's later. */
  const failed = new Set<string>();
  /** Replaced by an edited entry, and still here because a window died before it could remove them. */
  let leftovers: readonly string[] = [];

  async function list(place: Place): Promise<{ found: Found[]; strange: string[] }> {
    const found: Found[] = [];
    const strange: string[] = [];
    for (const name of await readdir(path(place))) {
      const [id, ...rest] = name.split('.');
      const isEntry =
        place === 'new' || place === 'refused' ? rest.length === 1 && rest[0] === 'json' : rest.at(-1) === 'json';
      if (isId(id) && isEntry) found.push({ id, place, name, numbers: rest.slice(0, -1).map(Number) });
      else strange.push(name);
    }
    return { found, strange };
  }

  const copies = async (id: string, place: Place) => (await list(place)).found.filter((one) => one.id === id);

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

  async function setAside(place: Place, name: string): Promise<void> {
    log.warn(`outbox: ${place}/${name} is not an entry and was set aside`);
    try {
      const taken = new Set(await readdir(path('aside')));
      let free = `${place}-${name}`;
      for (let serial = 2; taken.has(free); serial++) free = `${place}-${serial}-${name}`;
      await isThere(steps.rename(path(place, name), path('aside', free)));
    } catch (error) {
      log.warn(`outbox: it could not be moved: ${String(error)}`);
    }
  }

  async function load(one: Found, aside: Aside[]): Promise<Loaded> {
    const known = one.place === 'refused' ? undefined : texts.get(one.id);
    const rest = one.place === 'unsure' ? { sentAt: one.numbers[0] ?? 0 } : {};
    if (known) return { kind: 'entry', entry: { mutation: known, place: one.place, ...rest } };
    const file = path(one.place, one.name);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') return { kind: 'moved', id: one.id };
      if (code !== 'EISDIR' && code !== 'EACCES' && code !== 'EPERM' && code !== 'EIO') throw error;
      // One file that cannot be read must not hide the others.
      log.warn(`outbox: ${file} cannot be read: ${String(error)}`);
      aside.push({ file, why: 'torn' });
      return { kind: 'aside' };
    }
    const read = readEntry(text, one.id);
    if (read.kind === 'entry') {
      texts.set(one.id, read.mutation);
      const reason = one.place === 'refused' && read.reason;
      return {
        kind: 'entry',
        entry: { mutation: read.mutation, place: one.place, ...rest, ...(reason && { reason }) },
      };
    }
    if (read.kind === 'newer') aside.push({ file, why: 'newer' });
    else await setAside(one.place, one.name);
    return { kind: 'aside' };
  }

  const removeDraft = (place: Place, name: string) => steps.unlink(path(place, name)).catch(() => undefined);

  /** A draft whose writer is gone was never reported saved, but may hold somebody's words: whole ones are taken in. */
  async function adoptDraft(place: Place, name: string): Promise<void> {
    if (failed.has(name)) return removeDraft(place, name);
    const writer = writerOf(name);
    if (writer > 0 && window.isAlive(writer)) return;
    const text = await readFile(path(place, name), 'utf8').catch(() => undefined);
    if (text === undefined) return;
    const read = readEntry(text);
    if (place === 'new' && read.kind === 'entry')
      await steps.rename(path(place, name), path('new', `${read.mutation.id}.json`)).catch(() => undefined);
    else if (place !== 'new' || text === '') await removeDraft(place, name);
    else await setAside(place, name);
  }

  /** One look at every place. Gives back the ids of what moved on before it could be read. */
  async function look(entries: Map<string, Entry>, aside: Aside[]): Promise<readonly string[]> {
    const counting = new Map<string, Found>();
    for (const place of ['new', 'unsure', 'claimed', 'refused'] as const) {
      const { found, strange } = await list(place);
      for (const name of strange) await (isUnfinished(name) ? adoptDraft(place, name) : setAside(place, name));
      for (const one of found) {
        const other = counting.get(one.id);
        if (!other || places.indexOf(other.place) >= places.indexOf(place)) counting.set(one.id, one);
      }
    }
    const moved: string[] = [];
    const all = [...counting.values()];
    for (let begin = 0; begin < all.length; begin += readAtOnce) {
      const some = all.slice(begin, begin + readAtOnce);
      for (const loaded of await Promise.all(some.map((one) => load(one, aside)))) {
        if (loaded.kind === 'entry') entries.set(loaded.entry.mutation.id, loaded.entry);
        else if (loaded.kind === 'moved') moved.push(loaded.id);
      }
    }
    return moved;
  }

  /**
   * What another window moves during a look can slip through between two places. What is known to be there and is missed
   * is therefore looked for again, and an outbox of which nothing is known yet is looked at twice.
   */
  async function readAll(): Promise<OutboxContents> {
    const known = new Set(texts.keys());
    const entries = new Map<string, Entry>();
    let aside: Aside[] = [];
    for (let looked = 1, isNew = known.size === 0; looked <= mostLooks; looked++) {
      aside = [];
      for (const id of await look(entries, aside)) known.add(id);
      if ([...known].every((id) => entries.has(id)) && !(isNew && looked === 1)) break;
    }
    for (const id of known) if (!entries.has(id)) texts.delete(id);
    const hidden: string[] = [];
    for (const { mutation } of entries.values()) {
      const replaced = mutation.replaces && entries.get(mutation.replaces);
      // On its way to GitHub, or there: then both count.
      if (replaced && (replaced.place === 'refused' || replaced.place === 'new')) hidden.push(replaced.mutation.id);
    }
    for (const id of hidden) entries.delete(id);
    leftovers = hidden;
    for (const name of await readdir(path('aside')))
      aside.push({ file: path('aside', name), why: name.includes('.json') ? 'torn' : 'foreign' });
    return { entries: [...entries.values()].sort((a, b) => (a.mutation.id < b.mutation.id ? -1 : 1)), aside };
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

  const claimName = (id: string) => `${id}.${window.id}.${Math.round(clock.now())}.json`;

  return {
    async add(mutation) {
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
    },
    read: readAll,
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
      const claimed = (await list('claimed')).found;
      const unsure = (await list('unsure')).found;
      // Looked for last: what was seen before a refusal is older than it.
      const refused = new Set((await list('refused')).found.map((one) => one.id));
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

/** True where this process was the one that renamed or deleted the file; false where it was not there. */
async function isThere(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const thisProcess: Window = { id: pid, isAlive: isProcessAlive };
