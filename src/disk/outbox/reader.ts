/**
 * Reading the outbox: what stands in which place, what is set aside, which drafts are taken in. Moves no entry.
 * The format and the rules are described in outbox.ts.
 */
import { join } from 'node:path';
import { changesInbox, type Mutation } from '../../model/board/mutation.js';
import type { Aside, Refusal } from '../../model/board/trouble.js';
import type { Log } from '../../ports/clock.js';
import type { Entry, OutboxContents, OutboxFolder } from '../../ports/outbox.js';
import { isUnfinished, writerOf } from '../files/atomic.js';
import { isThere, leftOver, patience, unlessMissing } from '../files/failures.js';
import type { Window } from '../files/process.js';
import type { Steps } from '../files/steps.js';
import { readEntry } from './entry.js';
import { entryOf, type Found, type Listing } from './listing.js';

/** In the order in which a place counts, should an id stand in two. */
export const places = ['new', 'refused', 'unsure', 'claimed'] as const satisfies readonly OutboxFolder[];

/** Of what was moved there as it was found, see `adoptDraft`. */
const interrupted: Refusal = { kind: 'interrupted' };
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

/** What a reader is built on. */
interface Parts {
  readonly folder: string;
  readonly log: Log;
  readonly steps: Steps;
  readonly window: Window;
  readonly list: Readonly<Record<OutboxFolder, () => Promise<Listing>>>;
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
  const path = (place: OutboxFolder | 'aside', name = '') => join(folder, place, name);
  /** One file that can never be read must not hide the others. Until then nothing overtakes it: it may be the older one. */
  const patiently = patience(log);

  async function setAside(place: OutboxFolder, name: string): Promise<void> {
    log.warn(`outbox: ${place}/${name} is not an entry and was set aside`);
    try {
      const taken = new Set(await steps.list(path('aside')));
      let free = `${place}-${name}`;
      for (let serial = 2; taken.has(free); serial++) free = `${place}-${serial}-${name}`;
      await isThere(steps.rename(path(place, name), path('aside', free)));
    } catch (error) {
      log.warn(`outbox: it could not be moved: ${String(error)}`);
    }
  }

  async function load(one: Found, aside: Aside[]): Promise<Loaded> {
    const file = path(one.place, one.name);
    const text = await patiently(file, unlessMissing(steps.readText(file)), 'never');
    if (text === undefined) return { kind: 'moved', id: one.id };
    if (text === 'never') {
      aside.push({ file, why: 'torn' });
      return { kind: 'aside' };
    }
    const read = readEntry(text, one.id);
    if (read.kind === 'entry') {
      texts.set(one.id, read.mutation);
      const reason = one.place === 'refused' && (read.reason ?? interrupted);
      return { kind: 'entry', entry: { ...entryOf(one, read.mutation), ...(reason && { reason }) } };
    }
    if (read.kind === 'newer') aside.push({ file, why: 'newer' });
    else await setAside(one.place, one.name);
    return { kind: 'aside' };
  }

  async function isKept(id: string): Promise<boolean> {
    for (const place of places) if ((await list[place]()).found.some((one) => one.id === id)) return true;
    return false;
  }

  /**
   * A draft whose writer is gone was never reported saved, and perhaps as not saved: nothing of it is sent unasked. Whole
   * words are shown as refused, by one renaming, and the person decides. What was done to the inbox can be done again.
   */
  async function adoptDraft(place: OutboxFolder, name: string, aside: Aside[]): Promise<void> {
    const draft = path(place, name);
    const writer = writerOf(name);
    if (failed.has(name)) return leftOver(steps.unlink(draft));
    if (writer > 0 && window.isAlive(writer)) return;
    try {
      const text = await unlessMissing(steps.readText(draft));
      if (text === undefined) return;
      const read = readEntry(text);
      if (place !== 'new' || text === '') return leftOver(steps.unlink(draft));
      if (read.kind === 'newer') return void aside.push({ file: draft, why: 'newer' });
      if (read.kind === 'torn') return setAside(place, name);
      if (changesInbox(read.mutation)) return leftOver(steps.unlink(draft));
      if (await isKept(read.mutation.id)) return leftOver(steps.unlink(draft));
      await isThere(steps.rename(draft, path('refused', `${read.mutation.id}.json`)));
    } catch (error) {
      log.warn(`outbox: ${draft} could not be taken in: ${String(error)}`);
    }
  }

  /** One look at every place. */
  async function look(entries: Map<string, Entry>): Promise<Look> {
    const counting = new Map<string, Found>();
    const aside: Aside[] = [];
    for (const place of ['new', 'unsure', 'claimed', 'refused'] as const) {
      await idle();
      const { found, strange } = await list[place]();
      for (const name of strange) await (isUnfinished(name) ? adoptDraft(place, name, aside) : setAside(place, name));
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
    const kept = (await steps.list(path('aside'))).map(
      (name): Aside => ({ file: path('aside', name), why: name.includes('.json') ? 'torn' : 'foreign' }),
    );
    const inOrder = [...entries.values()].sort((a, b) => (a.mutation.id < b.mutation.id ? -1 : 1));
    return { contents: { entries: inOrder, aside: [...aside, ...kept] }, leftovers: hidden };
  }

  return { readAll, load };
}
