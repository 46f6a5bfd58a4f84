/**
 * The folders of the outbox, and moving entries between them: each move is one rename, and whoever makes it has the entry.
 * What stands in which folder is described in outbox.ts.
 */
import { join } from 'node:path';
import type { OutboxFolder } from '../../ports/outbox.js';
import { ensureFolder } from '../files/atomic.js';
import { isThere } from '../files/failures.js';
import type { Window } from '../files/process.js';
import type { Steps } from '../files/steps.js';
import { type Found, type Listing, lister } from './listing.js';
import { places } from './reader.js';

export interface Folders {
  path(place: OutboxFolder | 'aside', name?: string): string;
  readonly list: Readonly<Record<OutboxFolder, () => Promise<Listing>>>;
  prepare(): Promise<void>;
  /** Where an entry may be found. Its name in `new` and `refused` is known without looking. */
  candidates(id: string, place: OutboxFolder): Promise<readonly Found[]>;
  /** True where this window was the one that moved it. */
  move(from: Found, place: OutboxFolder, name: string): Promise<boolean>;
  /** True where this window was the one that deleted it. */
  remove(one: Found): Promise<boolean>;
  /** Takes an entry from the first of these places where it is. False where it is in none, or another was quicker. */
  take(
    id: string,
    among: readonly OutboxFolder[],
    to: OutboxFolder,
    name: string | ((from: Found) => string),
  ): Promise<boolean>;
  /** Where an entry was refused, its copies elsewhere are left from a window that died while it parked it. */
  dropStale(id: string): Promise<void>;
}

export function outboxFolders(folder: string, steps: Steps, window: Window): Folders {
  const path = (place: OutboxFolder | 'aside', name = '') => join(folder, place, name);
  const list = {
    new: lister('new', path('new'), steps),
    claimed: lister('claimed', path('claimed'), steps),
    unsure: lister('unsure', path('unsure'), steps),
    refused: lister('refused', path('refused'), steps),
  };
  const copies = async (id: string, place: OutboxFolder) => (await list[place]()).found.filter((one) => one.id === id);

  async function candidates(id: string, place: OutboxFolder): Promise<readonly Found[]> {
    if (place === 'new' || place === 'refused') return [{ id, place, name: `${id}.json`, numbers: [] }];
    const found = await copies(id, place);
    return place === 'claimed' ? found.filter((one) => one.numbers[0] === window.id) : found;
  }

  const move = (from: Found, place: OutboxFolder, name: string) =>
    isThere(steps.rename(path(from.place, from.name), path(place, name)));
  const remove = (one: Found) => isThere(steps.unlink(path(one.place, one.name)));

  return {
    path,
    list,
    async prepare() {
      for (const place of [...places, 'aside'] as const) await ensureFolder(path(place), steps);
    },
    candidates,
    move,
    remove,
    async take(id, among, to, name) {
      for (const place of among)
        for (const from of await candidates(id, place)) {
          if (await move(from, to, typeof name === 'string' ? name : name(from))) return true;
        }
      return false;
    },
    async dropStale(id) {
      const stale = [...(await copies(id, 'claimed')), ...(await copies(id, 'unsure'))];
      // Looked for last: what was seen before a refusal is older than it.
      if (stale.length > 0 && (await copies(id, 'refused')).length > 0) for (const one of stale) await remove(one);
    },
  };
}
