/**
 * Owns reading the outbox: what stands in which place, what is set aside, which drafts are taken in. Moves no entry.
 * The format and the rules are described in outbox.ts.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutation } from '../model/mutation.js';
import type { Aside } from '../model/state.js';
import type { Entry, Log, OutboxContents, Place } from '../sync/ports.js';
import { codeOf, isUnfinished, type Steps, writerOf } from './atomic.js';
import { readEntry } from './entry.js';
import { entryOf, type Found, type Listing } from './listing.js';

/** In the order in which a place counts, should an id stand in two. */
export const places = ['new', 'refused', 'unsure', 'claimed'] as const satisfies readonly Place[];

/** Open files at once. More are no faster, and a window has only so many. */
const readAtOnce = 32;
/** Slipping through needs a move in just the wrong millisecond. So many times in a row is not chance: it is gone. */
const mostLooks = 5;

export type Loaded =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'moved'; readonly id: string }
  | { readonly kind: 'aside' };

interface Look {
  /** Ids of what moved on before it could be read. */
  readonly moved: readonly string[];
  /** Files that stay where they are and are no entries. */
  readonly aside: readonly Aside[];
}

/** Who claims, and whether another who claimed still lives. */
export interface Window {
  readonly id: number;
  isAlive(id: number): boolean;
}

/** What a reader is built on. */
interface Parts {
  readonly folder: string;
  readonly log: Log;
  readonly steps: Steps;
  readonly window: Window;
  readonly list: Readonly<Record<Place, () => Promise<Listing>>>;
  /** Texts do not change while an entry is not refused: each is read once. */
  readonly texts: Map<string, Mutation>;
  /** Drafts of what was reported as not saved. Where the disk kept one, it must not be taken for a crash's later. */
  readonly failed: ReadonlySet<string>;
  /** Resolves when nothing is being added: a person is waiting for that, and nobody for this. */
  idle(): Promise<unknown>;
}

interface Read {
  readonly contents: OutboxContents;
  /** Replaced by an edited entry, and still here because a window died before it could remove them. */
  readonly leftovers: readonly string[];
}

export interface Reader {
  readAll(): Promise<Read>;
  load(one: Found, aside: Aside[]): Promise<Loaded>;
}

export function createReader({ folder, log, steps, window, list, texts, failed, idle }: Parts): Reader {
  const path = (place: Place | 'aside', name = '') => join(folder, place, name);

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
      return { kind: 'entry', entry: { ...entryOf(one, read.mutation), ...(reason && { reason }) } };
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

  /** One look at every place. */
  async function look(entries: Map<string, Entry>): Promise<Look> {
    const counting = new Map<string, Found>();
    for (const place of ['new', 'unsure', 'claimed', 'refused'] as const) {
      await idle();
      const { found, strange } = await list[place]();
      for (const name of strange) await (isUnfinished(name) ? adoptDraft(place, name) : setAside(place, name));
      for (const one of found) {
        const other = counting.get(one.id);
        if (!other || places.indexOf(other.place) >= places.indexOf(place)) counting.set(one.id, one);
      }
    }
    const unread: Found[] = [];
    for (const one of counting.values()) {
      const known = texts.get(one.id);
      if (!known || one.place === 'refused') unread.push(one);
      else entries.set(one.id, entryOf(one, known));
    }
    const moved: string[] = [];
    const aside: Aside[] = [];
    for (let begin = 0; begin < unread.length; begin += readAtOnce) {
      const some = unread.slice(begin, begin + readAtOnce);
      for (const loaded of await Promise.all(some.map((one) => load(one, aside)))) {
        if (loaded.kind === 'entry') entries.set(loaded.entry.mutation.id, loaded.entry);
        else if (loaded.kind === 'moved') moved.push(loaded.id);
      }
    }
    return { moved, aside };
  }

  /**
   * What another window moves during a look can slip through between two places. What is known to be there and is missed
   * is therefore looked for again, and an outbox of which nothing is known yet is looked at twice.
   */
  async function readAll(): Promise<Read> {
    const known = [...texts.keys()];
    const entries = new Map<string, Entry>();
    let aside: readonly Aside[] = [];
    for (let looked = 1, isNew = known.length === 0; looked <= mostLooks; looked++) {
      const seen = await look(entries);
      aside = seen.aside;
      known.push(...seen.moved);
      if (known.every((id) => entries.has(id)) && !(isNew && looked === 1)) break;
    }
    for (const id of known) if (!entries.has(id)) texts.delete(id);
    const hidden: string[] = [];
    for (const { mutation } of entries.values()) {
      const replaced = mutation.replaces && entries.get(mutation.replaces);
      // On its way to GitHub, or there: then both count.
      if (replaced && (replaced.place === 'refused' || replaced.place === 'new')) hidden.push(replaced.mutation.id);
    }
    for (const id of hidden) entries.delete(id);
    const kept = (await readdir(path('aside'))).map(
      (name): Aside => ({ file: path('aside', name), why: name.includes('.json') ? 'torn' : 'foreign' }),
    );
    const inOrder = [...entries.values()].sort((a, b) => (a.mutation.id < b.mutation.id ? -1 : 1));
    return { contents: { entries: inOrder, aside: [...aside, ...kept] }, leftovers: hidden };
  }

  return { readAll, load };
}

/** True where this process was the one that renamed or deleted the file; false where it was not there. */
export async function isThere(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
