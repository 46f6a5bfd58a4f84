/** Owns the board: what GitHub is known to hold for a team. Values only; every change makes a new board. */
import type { Item, ItemKey } from './item.js';

export interface Board {
  readonly items: ReadonlyMap<ItemKey, Item>;
}

export const emptyBoard: Board = { items: new Map() };

/** News from GitHub: items as they stand there now, and issue numbers that are there no longer. */
export interface Delta {
  readonly items: readonly Item[];
  readonly gone: readonly number[];
}

/**
 * Takes in news. Order does not matter: a record older than the one we have never overwrites it, and of two
 * issues that carry the same record of the same person the lowest number counts.
 */
export function receive(board: Board, delta: Delta): Board {
  if (delta.items.length === 0 && delta.gone.length === 0) return board;
  const items = new Map(board.items);
  const gone = new Set(delta.gone);
  if (gone.size > 0)
    for (const item of board.items.values())
      if (item.number !== undefined && gone.has(item.number)) items.delete(item.key);
  /** Which item stands for an issue: its record may change, and then it is the same issue all the same. */
  const standing = new Map<number, Item>();
  for (const item of items.values()) if (item.number !== undefined) standing.set(item.number, item);
  for (const item of delta.items) {
    const known = items.get(item.key);
    if (known && !supersedes(item, known)) continue;
    const before = item.number === undefined ? undefined : standing.get(item.number);
    const isOther = before !== undefined && before.key !== item.key && items.get(before.key) === before;
    if (isOther && before.updatedAt > item.updatedAt) continue;
    if (isOther) items.delete(before.key);
    items.set(item.key, item);
    if (item.number !== undefined) standing.set(item.number, item);
  }
  return { items };
}

function supersedes(item: Item, known: Item): boolean {
  if (known.number === undefined || item.number === undefined) return true;
  if (item.number !== known.number) return item.number < known.number;
  return item.updatedAt >= known.updatedAt;
}
