/** Owns what a person can do to a board, and what each does. Pure; knows nothing of how or when it reaches GitHub. */
import type { Board } from './board.js';
import type { Act, ActTarget } from './inbox.js';
import { type Context, type Item, type ItemKey, type ItemKind, itemKey, type Person, type Words } from './item.js';
import { blankStatus, changedStatus, type StatusChanges, type StatusRecord } from './member.js';
import type { Team } from './team.js';
import type { ThingName } from './thing.js';

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
  readonly blocks?: ThingName | null;
}

export interface Resolve extends OnItem {
  readonly kind: 'resolve';
}

/** GitHub's own dependency is set, or taken away again: the work that is blocked waits for this item. */
export interface Depend extends OnItem {
  readonly kind: 'depend';
  readonly blocks: ThingName;
  readonly isOver?: true;
}

/** The roster issue is opened: with the consent of the first who joins. */
export interface OpenRoster extends Intention {
  readonly kind: 'roster';
  readonly record: string;
}

/** The person's own status changes. */
export interface SetStatus extends Intention {
  readonly kind: 'status';
  /** ULID of the record on GitHub, should there be none yet. */
  readonly record: string;
  readonly changes: StatusChanges;
}

/** Something is done to what was held or delivered. It changes the inbox, and no board. */
export interface Attend extends Intention {
  readonly kind: 'attend';
  /** `held`: everything that is. */
  readonly target: ActTarget | { readonly kind: 'held' };
  /** `deliver`: now, and not when it is time. */
  readonly act: Act | { readonly kind: 'deliver' };
}

/** What changes a board: words and statuses that others are to see. */
export type Telling = Capture | Comment | Edit | Resolve | Depend | OpenRoster | SetStatus;

export type Mutation = Telling | Attend;

/** Whether GitHub is to know of it; what it is not to know is settled on this machine. */
export function isForGitHub({ target, act }: Attend): boolean {
  const isKept = act.kind === 'snooze' || act.kind === 'undone' || act.kind === 'deliver';
  return !isKept && target.kind === 'parcel' && target.thread !== undefined;
}

export function authorOf(mutation: Mutation): Person {
  const { id, login } = mutation.team.account;
  return { id, login };
}

/** What a mutation is about: mutations about one thing keep their order, others do not wait for each other. */
export function threadOf(mutation: Mutation): string {
  switch (mutation.kind) {
    case 'capture':
      return itemKey(mutation.team.account.id, mutation.record);
    case 'roster':
    case 'status':
      return `roster/${mutation.team.repository.id}`;
    case 'attend':
      return mutation.target.kind === 'parcel' ? `parcel/${mutation.target.key}` : 'inbox';
    default:
      return mutation.target;
  }
}

/** Its issue, or its roster, is known only to the board of its own team: it waits until that team is connected again. */
export function needsBoard(mutation: Mutation): boolean {
  if (mutation.kind === 'status' || mutation.kind === 'roster') return true;
  return mutation.kind !== 'attend' && 'target' in mutation && mutation.number === undefined;
}

/** What others in its thread stand on. */
export function isFoundation({ kind }: Mutation): boolean {
  return kind === 'capture' || kind === 'roster';
}

/** While it is refused. A status waits for any roster, whoever opens it. */
export function stopsOthers({ kind }: Mutation): boolean {
  return kind === 'capture';
}

/** The issue a mutation is about; undefined while GitHub has not confirmed that there is one. */
export function numberOf(mutation: Comment | Edit | Resolve | Depend, board: Board): number | undefined {
  return mutation.number ?? board.items.get(mutation.target)?.number;
}

/** Invariant: total and idempotent. An unknown target leaves the board as it is; twice is the same as once. */
export function apply(board: Board, mutation: Mutation): Board {
  return applyAll(board, [mutation]);
}

/** The same for many, with one copy of the board. */
export function applyAll(board: Board, mutations: readonly Mutation[]): Board {
  if (mutations.length === 0) return board;
  // What is not touched stays the same object: much is computed from it once.
  const items = mutations.some(isOnItem) ? new Map(board.items) : undefined;
  const statuses = new Map(board.statuses);
  for (const mutation of mutations) {
    if (mutation.kind === 'status') applyStatus(statuses, mutation);
    else if (items && isOnItem(mutation)) applyTo(items, mutation);
  }
  return { ...board, ...(items && { items }), statuses };
}

type OnSomeItem = Exclude<Telling, SetStatus | OpenRoster>;

function isOnItem(mutation: Mutation): mutation is OnSomeItem {
  return mutation.kind !== 'status' && mutation.kind !== 'roster' && mutation.kind !== 'attend';
}

function applyTo(items: Map<ItemKey, Item>, mutation: OnSomeItem): void {
  const key = threadOf(mutation) as ItemKey;
  const item = items.get(key);
  switch (mutation.kind) {
    case 'capture':
      if (!item) items.set(key, captured(mutation, key));
      return;
    case 'edit':
      if (item) items.set(key, changed(item, mutation.changes));
      return;
    case 'resolve':
      if (item) items.set(key, { ...item, state: 'closed' });
      return;
    case 'depend':
      return; // the item itself says what it blocks
    case 'comment':
      return; // shown once GitHub counts it: counting here as well would not be idempotent
  }
}

function applyStatus(statuses: Map<number, StatusRecord>, mutation: SetStatus): void {
  const by = authorOf(mutation);
  const known = statuses.get(by.id) ?? {
    by,
    id: mutation.record,
    status: blankStatus,
    edited: {},
    updatedAt: mutation.at,
    record: 'ours' as const,
  };
  if (known.record !== 'newer')
    statuses.set(by.id, { ...known, ...changedStatus(known, mutation.changes, mutation.at) });
}

function captured(mutation: Capture, key: ItemKey): Item {
  return {
    ...mutation.words,
    ...(mutation.context && { context: mutation.context }),
    key,
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
