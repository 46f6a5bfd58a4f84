/** Owns the open blockers by whose turn it is: of all that the ledger lists, those that can be commented on and resolved here. */
import type { Item } from './item.js';
import { ledger, type Wait } from './ledger.js';
import type { State } from './state.js';

export interface Waiting {
  readonly forMe: readonly Item[];
  readonly mine: readonly Item[];
  readonly team: readonly Item[];
}

/** Open blockers by whose turn it is, in the order of the ledger. */
export function waiting(state: State): Waiting {
  const { forMe, mine, team } = ledger(state);
  const blockers = (waits: readonly Wait[]) => waits.flatMap((wait) => (wait.kind === 'blocker' ? [wait.item] : []));
  return { forMe: blockers(forMe), mine: blockers(mine), team: blockers(team) };
}
