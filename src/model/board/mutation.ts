/** What a person can do to a board, and all that the rest has to know of each. Pure; knows nothing of how or when it reaches GitHub. */
import type { ActionTarget, EntryAction } from '../inbox/actions.js';
import { blankStatus, changedStatus, type StatusChanges, type StatusRecord } from '../people/member.js';
import type { Person } from '../people/person.js';
import type { ThreadActOf } from '../threads/acts.js';
import type { DecisionTerms } from '../threads/decision.js';
import type { ThreadCategory } from '../threads/forum.js';
import type { HandOffTerms } from '../threads/handOff.js';
import type { MemoTerms } from '../threads/memo.js';
import {
  type Speaker,
  type Thread,
  type ThreadKey,
  type ThreadKind,
  threadAt,
  threadKey,
  unsentThreadKey,
} from '../threads/thread.js';
import { type Board, rosterOf } from './board.js';
import { type Content, type Context, type Item, type ItemKey, isOwnedBy, itemKey } from './item.js';
import type { ItemKind } from './kinds.js';
import { type AskedPromises, type ItemReplies, withAskedPromise, withPromise } from './links.js';
import type { IssueReference } from './reference.js';
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
  readonly words: Content;
  readonly context?: Context;
}

/** Something done to an item that is on the board. */
interface OnItem extends Intention {
  readonly target: ItemKey;
  /** The issue's number, where it was known already. */
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
  readonly blocks?: IssueReference | null;
}

export interface Resolve extends OnItem {
  readonly kind: 'resolve';
  /** Nobody needs it any more: GitHub's "not planned". */
  readonly isNotNeeded?: true;
}

/** It is open again, whoever closed it. */
export interface Reopen extends OnItem {
  readonly kind: 'reopen';
}

/** When I will look at what waits for me: told in one comment, which is edited. */
export type GivePromise = PromiseOnItem | PromiseOnAsked;

interface Promising {
  readonly kind: 'promise';
  /** ISO instant; null withdraws it. */
  readonly promised: string | null;
  /** IANA name: whose clocks the comment tells it by. */
  readonly zone: string;
}

interface PromiseOnItem extends OnItem, Promising {}

/** Where something is asked of people that is no item. */
export interface PromiseOnAsked extends Intention, Promising {
  readonly on: 'pullRequest' | 'discussion';
  readonly number: number;
}

/** GitHub's own dependency is set, or taken away again: the work that is blocked waits for this item. */
export interface Depend extends OnItem {
  readonly kind: 'depend';
  readonly blocks: IssueReference;
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

/** A discussion is begun. */
export interface OpenThread extends Intention {
  readonly kind: 'openThread';
  /** ULID of the record on GitHub. */
  readonly record: string;
  readonly threadKind: ThreadKind;
  readonly category: ThreadCategory;
  readonly title: string;
  readonly text: string;
  /** Whom it asks; everybody, where absent. */
  readonly named?: readonly Person[];
  /** Of a decision. */
  readonly terms?: ProposedTerms;
  readonly handOff?: HandOffTerms;
  /** Of a memo that asks for comments. */
  readonly memo?: ProposedMemo;
  readonly context?: Context;
}

export interface ProposedTerms extends DecisionTerms {
  /** IANA names: whose clocks show the closing time as well. */
  readonly zones: readonly string[];
  /** Somebody has chosen when it closes. */
  readonly isChosen?: true;
}

/** What a person has to say on a day of check-in: a comment in the discussion of that day, which is begun where there is none. */
export interface CheckIn extends Intention {
  readonly kind: 'checkIn';
  /** ULID of the record on GitHub. */
  readonly record: string;
  /** Date on the clocks of whoever writes. */
  readonly day: string;
  /** Where the discussion is begun. */
  readonly category: ThreadCategory;
  readonly text: string;
  /** Who is named in what they need. */
  readonly needs: readonly Person[];
  /** What they had said that day before. Where another text stands there by now, nothing is overwritten. */
  readonly was?: string;
}

export interface ProposedMemo extends MemoTerms {
  /** IANA names: whose clocks show the time as well. */
  readonly zones: readonly string[];
  /** Somebody has chosen until when. */
  readonly isChosen?: true;
}

/** Something done to a discussion. */
interface OnThread extends Intention {
  readonly target: ThreadKey;
  /** Where it was known already. */
  readonly number?: number;
}

export type Say = OnThread & ThreadActOf<'say'>;
export type MarkAnswer = OnThread & ThreadActOf<'markAnswer'>;
export type React = OnThread & ThreadActOf<'react'>;
export type CloseThread = OnThread & ThreadActOf<'closeThread'>;
export type EditThread = OnThread & ThreadActOf<'editThread'>;
export type Decide = OnThread & ThreadActOf<'decide'>;
export type PickUp = OnThread & ThreadActOf<'pickUp'>;

/** Something is done to what was held or delivered. It changes the inbox, and no board. */
export interface InboxAction extends Intention {
  readonly kind: 'attend';
  /** `held`: everything that is. */
  readonly target: ActionTarget | { readonly kind: 'held' };
  /** `deliver`: now, and not when it is time. */
  readonly act: EntryAction | { readonly kind: 'deliver' };
}

/** What changes a board: words and statuses that others are to see. */
export type BoardMutation = ItemMutation | OpenRoster | SetStatus | OpenThread | CheckIn | ThreadChange;

type ItemMutation = Capture | Comment | Edit | Resolve | Reopen | GivePromise | Depend;
export type ThreadChange = Say | MarkAnswer | React | CloseThread | EditThread | Decide | PickUp;

export type Mutation = BoardMutation | InboxAction;

export type MutationKind = Mutation['kind'];
export type MutationOf<K extends MutationKind> = Extract<Mutation, { readonly kind: K }>;

/** All that the rest has to know of a kind of mutation. */
interface MutationFacts<M extends Mutation> {
  /** What others are to see, or what came in for this person. */
  readonly changes: M extends BoardMutation ? 'board' : 'inbox';
  /** What it is about: mutations about one thing keep their order, others do not wait for each other. */
  thread(mutation: M): string;
  /** What it is about is known only to the board of its own team: it waits until that team is connected again. */
  needsBoard(mutation: M): boolean;
  /** It is sent only where there is a place for it. */
  hasPlace(mutation: M, board: Board): boolean;
  /** What others in its thread stand on: applied and sent before them. */
  readonly isFoundation: boolean;
  /** While it is refused. */
  readonly stopsOthers: boolean;
  /**
   * Whether a second one would be one too many: it is looked for before it is sent again. Changing the same thing twice to the
   * same end does no harm.
   */
  creates(mutation: M, board: Board): boolean;
  /** A second one would stand there for others to read: it is looked for until it cannot come to light any more. */
  readonly isLasting: boolean;
  /** The board shows that GitHub has it. */
  isKnown(mutation: M, board: Board): boolean;
  /** What GitHub is not to know is settled on this machine. */
  isForGitHub(mutation: M): boolean;
  /** Invariant: total and idempotent. */
  apply(draft: Draft, mutation: M): void;
}

interface Lists {
  items: Map<ItemKey, Item>;
  replies: Map<number, ItemReplies>;
  promises: Map<number, AskedPromises>;
  statuses: Map<number, StatusRecord>;
  threads: Map<ThreadKey, Thread>;
}

/** A board that is being changed. A list is copied when it is first changed; what is not touched stays the same object. */
type Draft = { readonly [N in keyof Lists]: () => Lists[N] } & Pick<Board, 'asked'>;

const always = () => true;
export const never = () => false;
const nothing = () => undefined;

/** What begins something that is talked about from then on. */
const toBegin = {
  changes: 'board',
  needsBoard: never,
  hasPlace: always,
  isFoundation: true,
  stopsOthers: true,
  creates: always,
  isLasting: true,
  isForGitHub: always,
} as const;

/** What is done to something that is there: it is looked up on the board where its number is not known yet. */
const toKnown = {
  changes: 'board',
  needsBoard: ({ number }: { readonly number?: number }) => number === undefined,
  hasPlace: always,
  isFoundation: false,
  stopsOthers: false,
  creates: never,
  isLasting: false,
  isKnown: never,
  isForGitHub: always,
} as const;

const toItem = { ...toKnown, thread: ({ target }: OnItem) => target } as const;

const toRoster = {
  changes: 'board',
  thread: ({ team }: Intention) => `roster/${team.repository.id}`,
  needsBoard: always,
  hasPlace: always,
  stopsOthers: false,
  isLasting: false,
  isKnown: never,
  isForGitHub: always,
} as const;

const toThread = { ...toKnown, thread: (mutation: OnThread) => placedThread(mutation, mutation.target) } as const;

/** Shown once GitHub counts it, like a comment. */
const toSay = { ...toThread, creates: always, isLasting: true, apply: nothing } as const;

export const facts: { readonly [K in MutationKind]: MutationFacts<MutationOf<K>> } = {
  capture: {
    ...toBegin,
    thread: keyOf,
    isKnown: (capture, board) => board.items.get(keyOf(capture))?.number !== undefined,
    apply(draft, capture) {
      if (!draft.items().has(keyOf(capture))) draft.items().set(keyOf(capture), captured(capture));
    },
  },
  // Shown once GitHub counts it: counting here as well would not be idempotent.
  comment: { ...toItem, creates: always, isLasting: true, apply: nothing },
  edit: {
    ...toItem,
    apply: (draft, { target, changes }) => changeItem(draft, target, (item) => edited(item, changes)),
  },
  resolve: {
    ...toItem,
    apply: (draft, { target }) => changeItem(draft, target, (item) => ({ ...item, state: 'closed' })),
  },
  reopen: {
    ...toItem,
    apply: (draft, { target }) => changeItem(draft, target, (item) => ({ ...item, state: 'open' })),
  },
  promise: {
    ...toKnown,
    thread: (promise) => (isOnAsked(promise) ? placedThread(promise, threadKey(promise.number)) : promise.target),
    creates: (promise, board) => promise.promised !== null && !hasPromised(promise, board),
    isLasting: true,
    apply(draft, promise) {
      const by = authorOf(promise);
      const { promised: at, at: told } = promise;
      if (isOnAsked(promise)) {
        const { number } = promise;
        if (draft.asked.has(number) || draft.threads().has(threadKey(number)))
          draft.promises().set(number, withAskedPromise(draft.promises().get(number), number, { by, at, told }));
        return;
      }
      const item = draft.items().get(promise.target);
      const number = promise.number ?? item?.number;
      if (!item || number === undefined || !isOwnedBy(item, by, undefined)) return;
      draft.replies().set(number, withPromise(draft.replies().get(number), number, { by, at, told }));
    },
  },
  // The item itself says what it blocks.
  depend: { ...toItem, creates: ({ isOver }) => !isOver, apply: nothing },
  roster: {
    ...toRoster,
    isFoundation: true,
    creates: always,
    // Whoever has opened it.
    isKnown: (_roster, board) => rosterOf(board) !== undefined,
    apply: nothing,
  },
  status: {
    ...toRoster,
    // It waits for any roster, whoever opens it.
    hasPlace: (_status, board) => rosterOf(board) !== undefined,
    isFoundation: false,
    creates: (status, board) => board.statuses.get(authorOf(status).id)?.comment === undefined,
    apply: changeStatus,
  },
  openThread: {
    ...toBegin,
    thread: (mutation) => placedThread(mutation, threadKeyOf(mutation)),
    isKnown: (mutation, board) => threadAt(board.threads, threadKeyOf(mutation))?.number !== undefined,
    apply(draft, mutation) {
      const key = threadKeyOf(mutation);
      if (!threadAt(draft.threads(), key)) draft.threads().set(key, opened(mutation));
    },
  },
  // Shown once GitHub counts it, like a comment.
  checkIn: {
    ...toBegin,
    thread: ({ team, day }) => `checkIn/${team.repository.id}/${day}`,
    isFoundation: false,
    stopsOthers: false,
    isKnown: never,
    apply: nothing,
  },
  say: toSay,
  // What they do to what was said is in threads/change.ts: it is shown only where a discussion is read.
  markAnswer: {
    ...toThread,
    apply: (draft, mutation) =>
      changeThread(draft, mutation, (thread) => ({ ...thread, isAnswered: !mutation.isOver })),
  },
  react: { ...toThread, apply: nothing },
  closeThread: {
    ...toThread,
    apply: (draft, mutation) =>
      changeThread(draft, mutation, ({ closedAs: _before, ...thread }) =>
        mutation.isOver
          ? { ...thread, state: 'open' }
          : { ...thread, state: 'closed', ...(mutation.as && { closedAs: mutation.as }) },
      ),
  },
  editThread: {
    ...toThread,
    apply(draft, mutation) {
      const { title, comment } = mutation;
      if (title !== undefined && comment === undefined)
        changeThread(draft, mutation, (thread) => ({ ...thread, title }));
    },
  },
  decide: {
    ...toThread,
    creates: always,
    isLasting: true,
    apply: (draft, mutation) =>
      changeThread(draft, mutation, (thread) => ({ ...thread, state: 'closed', closedAs: 'resolved' })),
  },
  pickUp: toSay,
  attend: {
    changes: 'inbox',
    thread: ({ target }) => (target.kind === 'parcel' ? `entry/${target.key}` : 'inbox'),
    needsBoard: never,
    hasPlace: always,
    isFoundation: false,
    stopsOthers: false,
    creates: never,
    isLasting: false,
    isKnown: never,
    isForGitHub({ target, act }) {
      const isKept = act.kind === 'snooze' || act.kind === 'remind' || act.kind === 'undone' || act.kind === 'deliver';
      return !isKept && target.kind === 'parcel' && target.thread !== undefined;
    },
    apply: nothing,
  },
};

/** The compiler does not see that the row found by a mutation's kind is the row of that mutation. */
export function factsOf<M extends Mutation>({ kind }: M): MutationFacts<M> {
  return facts[kind] as unknown as MutationFacts<M>;
}

export function changesBoard(mutation: Mutation): mutation is BoardMutation {
  return factsOf(mutation).changes === 'board';
}

export function changesInbox(mutation: Mutation): mutation is InboxAction {
  return factsOf(mutation).changes === 'inbox';
}

export function threadOf(mutation: Mutation): string {
  return factsOf(mutation).thread(mutation);
}

export function isForGitHub(mutation: Mutation): boolean {
  return factsOf(mutation).isForGitHub(mutation);
}

export function authorOf(mutation: Mutation): Person {
  const { id, login } = mutation.team.account;
  return { id, login };
}

export function isOnAsked(promise: GivePromise): promise is PromiseOnAsked {
  return 'on' in promise;
}

/** The issue or pull request a mutation is about; undefined while GitHub has not confirmed that there is one. */
export function numberOf(
  mutation: Comment | Edit | Resolve | Reopen | GivePromise | Depend,
  board: Board,
): number | undefined {
  return mutation.number ?? ('target' in mutation ? board.items.get(mutation.target)?.number : undefined);
}

/** Invariant: total and idempotent. An unknown target leaves the board as it is; twice is the same as once. */
export function apply(board: Board, mutation: Mutation): Board {
  return applyAll(board, [mutation]);
}

/** The same for many, with one copy of what they change. */
export function applyAll(board: Board, mutations: readonly Mutation[]): Board {
  if (mutations.length === 0) return board;
  const copies: Partial<Lists> = {};
  const copyOf =
    <N extends keyof Lists>(name: N) =>
    (): Lists[N] => {
      // The compiler does not see that a copy of the list of a name is one of that name.
      copies[name] ??= new Map<unknown, unknown>(board[name]) as Lists[N];
      return copies[name] as Lists[N];
    };
  const draft: Draft = {
    asked: board.asked,
    items: copyOf('items'),
    replies: copyOf('replies'),
    promises: copyOf('promises'),
    statuses: copyOf('statuses'),
    threads: copyOf('threads'),
  };
  for (const mutation of mutations) factsOf(mutation).apply(draft, mutation);
  return { ...board, ...copies };
}

function speakerOf(mutation: Mutation): Speaker {
  return { kind: 'person', person: authorOf(mutation), counts: true };
}

/** GitHub is known to have a comment of theirs that says so. */
function hasPromised(promise: GivePromise, board: Board): boolean {
  const number = numberOf(promise, board) ?? 0;
  const told = isOnAsked(promise)
    ? board.promises.get(number)?.promises[promise.team.account.id]
    : board.replies.get(number)?.promise;
  return told?.id !== undefined;
}

function changeThread(draft: Draft, { target }: OnThread, change: (thread: Thread) => Thread): void {
  const thread = threadAt(draft.threads(), target);
  if (thread) draft.threads().set(thread.key, change(thread));
}

/** Numbers are counted in each repository. */
function placedThread({ team }: Intention, key: ThreadKey): string {
  return `thread/${team.repository.id}/${key}`;
}

function threadKeyOf({ team, record }: OpenThread): ThreadKey {
  return unsentThreadKey(team.account.id, record);
}

function opened(mutation: OpenThread): Thread {
  const { record, category, title, at } = mutation;
  return {
    key: threadKeyOf(mutation),
    title,
    by: speakerOf(mutation),
    category,
    state: 'open',
    isLocked: false,
    isAnswered: false,
    comments: 0,
    createdAt: at,
    updatedAt: at,
    may: [],
    record,
  };
}

function changeItem(draft: Draft, key: ItemKey, change: (item: Item) => Item): void {
  const item = draft.items().get(key);
  if (item) draft.items().set(key, change(item));
}

function changeStatus(draft: Draft, mutation: SetStatus): void {
  const by = authorOf(mutation);
  const known = draft.statuses().get(by.id) ?? {
    by,
    id: mutation.record,
    status: blankStatus,
    edited: {},
    updatedAt: mutation.at,
    record: 'ours' as const,
  };
  if (known.record !== 'newer')
    draft.statuses().set(by.id, { ...known, ...changedStatus(known, mutation.changes, mutation.at) });
}

function keyOf({ team, record }: Capture): ItemKey {
  return itemKey(team.account.id, record);
}

function captured(mutation: Capture): Item {
  return {
    ...mutation.words,
    ...(mutation.context && { context: mutation.context }),
    key: keyOf(mutation),
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

/** Whoever is named now is known by name alone. */
function edited(item: Item, changes: Changes): Item {
  if (changes.owner === undefined || changes.owner === item.owner) return changed(item, changes);
  const { ownerId: _before, ...others } = item;
  return changed(others, changes);
}

export function changed<T extends Partial<Content>>(words: T, changes: Changes): T {
  const next = { ...words } as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next as unknown as T;
}
