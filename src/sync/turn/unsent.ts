/** What of the outbox people see: what is unsent, what was done to entries, what GitHub refused, what is set aside. */
import { changesBoard, changesInbox, type Mutation } from '../../model/board/mutation.js';
import type { State } from '../../model/state.js';
import type { OutboxContents } from '../../ports/outbox.js';
import type { StoredInbox } from '../../ports/stores.js';

/**
 * @param fresh recorded here and perhaps not among the contents yet
 * @param done ids of what GitHub has, though it still stands in the outbox
 */
export function readUnsent(
  { entries, aside }: OutboxContents,
  fresh: Iterable<Mutation>,
  done: ReadonlySet<string>,
): Pick<State, 'unsent' | 'acts' | 'refused' | 'aside'> {
  const known = new Set(entries.map((entry) => entry.mutation.id));
  const all = [
    ...entries.flatMap(({ mutation, place }) =>
      place === 'refused' || (changesBoard(mutation) && done.has(mutation.id)) ? [] : [mutation],
    ),
    ...[...fresh].filter((mutation) => !known.has(mutation.id)),
  ];
  return {
    unsent: all.filter(changesBoard),
    acts: all.filter(changesInbox),
    refused: entries.flatMap(({ mutation, place, reason }) =>
      place === 'refused' && reason && changesBoard(mutation) ? [{ mutation, reason }] : [],
    ),
    aside,
  };
}

export function withFresh(state: State, mutation: Mutation): State {
  const isKnown = [...state.unsent, ...state.acts].some(({ id }) => id === mutation.id);
  if (isKnown) return state;
  return changesBoard(mutation)
    ? { ...state, unsent: [...state.unsent, mutation] }
    : { ...state, acts: [...state.acts, mutation] };
}

/** As it was where nothing is known of the inbox. */
export function withInbox(state: State, stored: StoredInbox | undefined): State {
  if (!stored) return state;
  const { threads: _threads, ...rest } = state;
  return { ...rest, inbox: stored.inbox, ...(stored.refused && { threads: stored.refused }) };
}

/** Acts stay until the inbox is shown that knows them: seen twice they do the same. */
export function withoutDone({ unsent }: State, done: ReadonlySet<string>): Pick<State, 'unsent'> {
  return { unsent: done.size === 0 ? unsent : unsent.filter(({ id }) => !done.has(id)) };
}
