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
 * Only two steps write a second file: refusing (then `refused` counts and the claim is stale) and editing a refused
 * entry (the new one says which it `replaces`). Files of a newer version are reported and left where they are.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pid } from 'node:process';
import { isId } from '../model/id.js';
import type { Mutation } from '../model/mutation.js';
import type { Aside } from '../model/state.js';
import type { Clock, Entry, Log, Outbox, OutboxContents, Place } from '../sync/ports.js';
import { codeOf, diskSteps, ensureFolder, isUnfinished, type Steps, writeDurably, writerOf } from './atomic.js';
import { readEntry, writeEntry } from './entry.js';
import { watchFolders } from './watch.js';

/** In the order in which a place counts, should an id stand in two. */
const places = ['new', 'refused', 'unsure', 'claimed'] as const satisfies readonly Place[];

/** A claim lasts as long as one request, at most half a minute. Older ones belong to a window that died or slept. */
const longestClaim = 5 * 60_000;

interface Found {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  /** pid and milliseconds for a claim, milliseconds for a doubt. */
  readonly numbers: readonly number[];
}

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
  for (const place of [...places, 'aside'] as const) await ensureFolder(path(place));
  /** Texts do not change while an entry is not refused: each is read once. */
  const texts = new Map<string, Mutation>();

  async function list(place: Place): Promise<{ found: Found[]; strange: string[] }> {
    const found: Found[] = [];
    const strange: string[] = [];
    for (const name of await readdir(path(place))) {
      const [id, ...rest] = name.split('.');
      // Whatever else is in its name, a file with an id is somebody's words.
      if (isId(id) && rest.at(-1) === 'json') found.push({ id, place, name, numbers: rest.slice(0, -1).map(Number) });
      else strange.push(name);
    }
    return { found, strange };
  }

  /** Where an entry may be found. Its name in `new` and `refused` is known without looking. */
  async function candidates(id: string, place: Place): Promise<readonly Found[]> {
    if (place === 'new' || place === 'refused') return [{ id, place, name: `${id}.json`, numbers: [] }];
    return (await list(place)).found.filter(
      (one) => one.id === id && (place !== 'claimed' || one.numbers[0] === window.id),
    );
  }

  /** True where this window was the one that moved it. */
  async function move(from: Found, place: Place, name: string): Promise<boolean> {
    try {
      await steps.rename(path(from.place, from.name), path(place, name));
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** Takes an entry from the first of these places where it is. False where it is in none, or another was quicker. */
  async function take(id: string, among: readonly Place[], to: Place, name: string): Promise<boolean> {
    for (const place of among)
      for (const from of await candidates(id, place)) if (await move(from, to, name)) return true;
    return false;
  }

  async function setAside(place: Place, name: string): Promise<void> {
    log.warn(`outbox: ${place}/${name} is not an entry and was set aside`);
    await steps.rename(path(place, name), path('aside', `${place}-${name}`)).catch((error) => {
      if (codeOf(error) !== 'ENOENT') log.warn(`outbox: it could not be moved: ${String(error)}`);
    });
  }

  /** Undefined where it is not an entry, or has moved on meanwhile. */
  async function load(one: Found, newer: Aside[]): Promise<Entry | undefined> {
    const known = one.place === 'refused' ? undefined : texts.get(one.id);
    const rest = one.place === 'unsure' ? { sentAt: one.numbers[0] ?? 0 } : {};
    if (known) return { mutation: known, place: one.place, ...rest };
    let text: string;
    try {
      text = await readFile(path(one.place, one.name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    const read = readEntry(text, one.id);
    if (read.kind === 'entry') {
      texts.set(one.id, read.mutation);
      return { mutation: read.mutation, place: one.place, ...rest, ...(read.reason && { reason: read.reason }) };
    }
    if (read.kind === 'newer') newer.push({ file: path(one.place, one.name), why: 'newer' });
    else await setAside(one.place, one.name);
    return undefined;
  }

  /** A draft whose writer is gone was never reported saved, but may hold somebody's words: whole ones are taken in. */
  async function adoptDraft(place: Place, name: string): Promise<void> {
    if (window.isAlive(writerOf(name))) return;
    const text = await readFile(path(place, name), 'utf8').catch(() => '');
    const read = readEntry(text);
    if (place === 'new' && read.kind === 'entry')
      await steps.rename(path(place, name), path('new', `${read.mutation.id}.json`)).catch(() => undefined);
    else if (place !== 'new' || text.trim() === '') await steps.unlink(path(place, name)).catch(() => undefined);
    else await setAside(place, name);
  }

  async function scan(entries: Map<string, Entry>): Promise<Aside[]> {
    const newer: Aside[] = [];
    for (const place of ['new', 'unsure', 'claimed', 'refused'] as const) {
      const { found, strange } = await list(place);
      for (const name of strange) await (isUnfinished(name) ? adoptDraft(place, name) : setAside(place, name));
      for (const one of found) {
        const seen = entries.get(one.id);
        if (seen && places.indexOf(seen.place) < places.indexOf(place)) continue;
        const entry = await load(one, newer);
        if (entry) entries.set(one.id, entry);
      }
    }
    return newer;
  }

  async function readAll(): Promise<OutboxContents> {
    const entries = new Map<string, Entry>();
    let aside = await scan(entries);
    // An entry that another window gives back during the scan can slip behind it: what was known and is missed is looked for again.
    if ([...texts.keys()].some((id) => !entries.has(id))) aside = await scan(entries);
    for (const name of await readdir(path('aside')))
      aside.push({ file: path('aside', name), why: name.includes('.json') ? 'torn' : 'foreign' });
    for (const { mutation } of [...entries.values()]) if (mutation.replaces) entries.delete(mutation.replaces);
    for (const id of texts.keys()) if (!entries.has(id)) texts.delete(id);
    return { entries: [...entries.values()].sort((a, b) => (a.mutation.id < b.mutation.id ? -1 : 1)), aside };
  }

  async function settle(id: string): Promise<void> {
    for (const from of await candidates(id, 'claimed')) {
      await steps
        .unlink(path('claimed', from.name))
        .catch((error) => codeOf(error) !== 'ENOENT' && Promise.reject(error));
    }
    texts.delete(id);
  }

  const claimName = (id: string) => `${id}.${window.id}.${Math.round(clock.now())}.json`;

  return {
    async add(mutation) {
      await writeDurably(path('new', `${mutation.id}.json`), writeEntry(mutation), steps);
      texts.set(mutation.id, mutation);
      if (mutation.replaces) await steps.unlink(path('refused', `${mutation.replaces}.json`)).catch(() => undefined);
    },
    read: readAll,
    claim: (id) => take(id, ['new', 'unsure'], 'claimed', claimName(id)),
    async release(id) {
      await take(id, ['claimed'], 'new', `${id}.json`);
    },
    async doubt(id, sentAt) {
      await take(id, ['claimed'], 'unsure', `${id}.${Math.round(sentAt)}.json`);
    },
    async refuse(id, reason) {
      for (const from of await candidates(id, 'claimed')) {
        const entry = await load(from, []);
        if (!entry) continue;
        await writeDurably(path('refused', `${id}.json`), writeEntry(entry.mutation, reason), steps);
        await steps.unlink(path('claimed', from.name)).catch(() => undefined);
      }
    },
    settle,
    retry: (id) => take(id, ['refused'], 'new', `${id}.json`),
    async discard(id) {
      // Taken first, so that no window can send it between this look and the deletion.
      const taken = await take(id, ['refused', 'new', 'unsure'], 'claimed', claimName(id));
      if (taken) await settle(id);
      return taken;
    },
    async recover() {
      const refused = new Set((await list('refused')).found.map((one) => one.id));
      for (const one of (await list('claimed')).found) {
        const [owner = 0, since = 0] = one.numbers;
        const age = clock.now() - since;
        if (owner > 0 && window.isAlive(owner) && age < longestClaim && age > -longestClaim) continue;
        if (refused.has(one.id)) await steps.unlink(path('claimed', one.name)).catch(() => undefined);
        else await move(one, 'unsure', `${one.id}.${since}.json`);
      }
    },
    watch: (changed) => watchFolders([path('new'), path('claimed'), path('unsure'), path('refused')], changed, log),
  };
}

const thisProcess: Window = {
  id: pid,
  isAlive(id) {
    if (id === pid) return true;
    try {
      process.kill(id, 0);
      return true;
    } catch (error) {
      return codeOf(error) === 'EPERM';
    }
  },
};
