/** The open blockers by whose turn it is: of all that the ledger lists, those that can be commented on and resolved here. */
import type { AwaitedItem } from '../board/item.js';
import type { State } from '../state.js';
import { ledger, type Wait } from './ledger.js';

export interface OpenBlockers {
  readonly forMe: readonly AwaitedItem[];
  readonly mine: readonly AwaitedItem[];
  readonly team: readonly AwaitedItem[];
}

/** Open blockers by whose turn it is, in the order of the ledger. */
export function openBlockers(state: State): OpenBlockers {
  const { forMe, mine, team } = ledger(state);
  const blockers = (waits: readonly Wait[]) => waits.flatMap((wait) => (wait.kind === 'item' ? [wait.item] : []));
  return { forMe: blockers(forMe), mine: blockers(mine), team: blockers(team) };
}
