/** Owns what of the outbox people see: what is unsent, what was done to parcels, what GitHub refused, what is set aside. */
import type { Attend, Mutation, Telling } from '../model/mutation.js';
import type { State } from '../model/state.js';
import type { OutboxContents, StoredInbox } from './ports.js';

/**
 * @param fresh recorded here and perhaps not among the contents yet
 * @param done ids of what GitHub has, though it still stands in the outbox
 */
export function owed(
  { entries, aside }: OutboxContents,
  fresh: Iterable<Mutation>,
  done: ReadonlySet<string>,
): Pick<State, 'unsent' | 'acts' | 'refused' | 'aside'> {
  const known = new Set(entries.map((entry) => entry.mutation.id));
  const all = [
    ...entries.flatMap(({ mutation, place }) =>
      place === 'refused' || (isTelling(mutation) && done.has(mutation.id)) ? [] : [mutation],
    ),
    ...[...fresh].filter((mutation) => !known.has(mutation.id)),
  ];
  return {
    unsent: all.filter(isTelling),
    acts: all.filter(isAct),
    refused: entries.flatMap(({ mutation, place, reason }) =>
      place === 'refused' && reason && isTelling(mutation) ? [{ mutation, reason }] : [],
    ),
    aside,
  };
}

export function withFresh(state: State, mutation: Mutation): State {
  const isKnown = [...state.unsent, ...state.acts].some(({ id }) => id === mutation.id);
  if (isKnown) return state;
  return isTelling(mutation)
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

function isTelling(mutation: Mutation): mutation is Telling {
  return mutation.kind !== 'attend';
}

function isAct(mutation: Mutation): mutation is Attend {
  return mutation.kind === 'attend';
}
