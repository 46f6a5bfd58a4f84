/** Owns the questions people ask a board: who waits for whom, and in which order to look at it. */
import type { Item } from './item.js';
import type { State } from './state.js';
import { visible } from './state.js';

export interface Waiting {
  readonly forMe: readonly Item[];
  readonly mine: readonly Item[];
  readonly team: readonly Item[];
}

/** Open blockers by whose turn it is, in due order: never by recency. */
export function waiting(state: State): Waiting {
  const me = state.team?.account;
  const open = [...visible(state).items.values()].filter((item) => item.state === 'open').sort(byDue);
  const isMine = (item: Item) => item.by.id === me?.id;
  const isForMe = (item: Item) => !isMine(item) && item.owner?.toLowerCase() === me?.login.toLowerCase();
  return {
    forMe: open.filter(isForMe),
    mine: open.filter(isMine),
    team: open.filter((item) => !isMine(item) && !isForMe(item)),
  };
}

/** What is needed first comes first; what has no time comes after it, the longest waiting first. */
function byDue(a: Item, b: Item): number {
  return compare(dueAt(a), dueAt(b)) || compare(a.createdAt, b.createdAt) || compare(a.key, b.key);
}

/** A time that is none counts as no time. */
function dueAt({ needBy }: Item): number {
  return Date.parse(needBy ?? '') || Number.POSITIVE_INFINITY;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Logins of everybody on the board, the most often named first: whom to offer as an owner. */
export function peopleOn(state: State): readonly string[] {
  const counts = new Map<string, number>();
  for (const item of visible(state).items.values()) {
    for (const login of [item.by.login, item.owner]) if (login) counts.set(login, (counts.get(login) ?? 0) + 1);
  }
  const me = state.team?.account.login.toLowerCase();
  return [...counts]
    .filter(([login]) => login.toLowerCase() !== me)
    .sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
    .map(([login]) => login);
}
