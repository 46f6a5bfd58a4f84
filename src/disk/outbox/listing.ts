/** What the names in a place of the outbox say. Reads no file, changes nothing; a name is taken apart only once. */
import { isId } from '../../base/id.js';
import type { Mutation } from '../../model/board/mutation.js';
import type { Entry, OutboxFolder } from '../../ports/outbox.js';
import type { Steps } from '../files/steps.js';

export interface Found {
  readonly id: string;
  readonly place: OutboxFolder;
  readonly name: string;
  /** pid and milliseconds for a claim, milliseconds for a doubt; then, where it is more than once, how often it was sent. */
  readonly numbers: readonly number[];
}

export interface Listing {
  readonly names: readonly string[];
  readonly found: readonly Found[];
  /** Names that no entry has in this place. */
  readonly strange: readonly string[];
}

/** Gives back the same listing while the names are the same: thousands may wait here, and are listed at every step. */
export function lister(place: OutboxFolder, folder: string, steps: Steps): () => Promise<Listing> {
  let last: Listing = { names: [], found: [], strange: [] };
  return async () => {
    const names = await steps.list(folder);
    const { found: known } = last;
    const isSame = names.length === last.names.length && names.every((name, index) => name === last.names[index]);
    if (isSame) return last;
    const found: Found[] = [];
    const strange: string[] = [];
    let next = 0;
    for (const name of names) {
      // Both are in order; where a system gives no order, a name is taken apart again, and that is all.
      while (next < known.length && (known[next]?.name ?? '') < name) next++;
      const one = known[next]?.name === name ? known[next] : foundBy(place, name);
      if (one) found.push(one);
      else strange.push(name);
    }
    last = { names, found, strange };
    return last;
  };
}

function foundBy(place: OutboxFolder, name: string): Found | undefined {
  const [id, ...rest] = name.split('.');
  const isEntry =
    place === 'new' || place === 'refused' ? rest.length === 1 && rest[0] === 'json' : rest.at(-1) === 'json';
  return isId(id) && isEntry ? { id, place, name, numbers: rest.slice(0, -1).map(Number) } : undefined;
}

/** What stands where, with what is known of it. */
export function entryOf({ place, numbers }: Found, mutation: Mutation): Entry {
  if (place !== 'unsure') return { mutation, place };
  const [sentAt = 0, sends] = numbers;
  return { mutation, place, sentAt, ...(sends !== undefined && { sends }) };
}
