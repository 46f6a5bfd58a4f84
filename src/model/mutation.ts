/** Owns what a person can do to a board, and what each does. Pure; knows nothing of how or when it reaches GitHub. */
import type { Board } from './board.js';
import { type Context, type Item, type ItemKey, type ItemKind, itemKey, type Person, type Words } from './item.js';
import type { Team } from './team.js';

interface Intention {
  /** ULID: its place in line, and its file's name in the outbox. */
  readonly id: string;
  /** ISO instant by this machine's clock: for display. */
  readonly at: string;
  /** Whom and what it was written for. It is never sent as anybody else or anywhere else. */
  readonly team: Team;
  /** An earlier, refused intention that this one was edited from and takes the place of. */
  readonly replaces?: string;
}

export interface Capture extends Intention {
  readonly kind: 'capture';
  /** ULID of the record on GitHub. */
  readonly record: string;
  readonly itemKind: ItemKind;
  readonly words: Words;
  readonly context?: Context;
}

/** Something done to an item that is on the board. */
interface OnItem extends Intention {
  readonly target: ItemKey;
  /** The number, where it was known already. */
  readonly number?: number;
}

export interface Comment extends OnItem {
  readonly kind: 'comment';
  readonly record: string;
  readonly text: string;
}

export interface Edit extends OnItem {
  readonly kind: 'edit';
  readonly changes: Changes;
}

/** Only what is named changes; `null` takes a value away. */
export interface Changes {
  readonly title?: string;
  readonly owner?: string | null;
  readonly needBy?: string | null;
  readonly outcome?: string | null;
}

export interface Resolve extends OnItem {
  readonly kind: 'resolve';
}

export type Mutation = Capture | Comment | Edit | Resolve;

export function authorOf(mutation: Mutation): Person {
  const { id, login } = mutation.team.account;
  return { id, login };
}

/** The item a mutation is about: mutations about one item keep their order, others do not wait for each other. */
export function threadOf(mutation: Mutation): ItemKey {
  return mutation.kind === 'capture' ? itemKey(mutation.team.account.id, mutation.record) : mutation.target;
}

/** The issue a mutation is about; undefined while GitHub has not confirmed that there is one. */
export function numberOf(mutation: Exclude<Mutation, Capture>, board: Board): number | undefined {
  return mutation.number ?? board.items.get(mutation.target)?.number;
}

/** Invariant: total and idempotent. An unknown target leaves the board as it is; twice is the same as once. */
export function apply(board: Board, mutation: Mutation): Board {
  const items = new Map(board.items);
  applyTo(items, mutation);
  return { items };
}

/** The same for many, with one copy of the board. */
export function applyAll(board: Board, mutations: readonly Mutation[]): Board {
  if (mutations.length === 0) return board;
  const items = new Map(board.items);
  for (const mutation of mutations) applyTo(items, mutation);
  return { items };
}

function applyTo(items: Map<ItemKey, Item>, mutation: Mutation): void {
  const key = threadOf(mutation);
  const item = items.get(key);
  switch (mutation.kind) {
    case 'capture':
      if (!item) items.set(key, captured(mutation));
      return;
    case 'edit':
      if (item) items.set(key, changed(item, mutation.changes));
      return;
    case 'resolve':
      if (item) items.set(key, { ...item, state: 'closed' });
      return;
    case 'comment':
      return; // shown once GitHub counts it: counting here as well would not be idempotent
  }
}

function captured(mutation: Capture): Item {
  return {
    ...mutation.words,
    ...(mutation.context && { context: mutation.context }),
    key: threadOf(mutation),
    id: mutation.record,
    kind: mutation.itemKind,
    by: authorOf(mutation),
    state: 'open',
    createdAt: mutation.at,
    updatedAt: mutation.at,
    comments: 0,
    record: 'ours',
  };
}

export function changed<T extends Words>(words: T, changes: Changes): T {
  const next = { ...words } as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next as unknown as T;
}
