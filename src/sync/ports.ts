/** Owns what the inside needs from the world: the remote, the disk, time. Interfaces and outcomes only. */
import type { Board, Delta } from '../model/board.js';
import type { Inbox, Incoming } from '../model/inbox.js';
import type { Mutation } from '../model/mutation.js';
import type { Park } from '../model/park.js';
import type { Aside, Refusal, SyncStatus, Trouble, WriteUpDraft } from '../model/state.js';
import type { Account, Repository } from '../model/team.js';
import type { WriteUpOrigin } from '../model/writeUp.js';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` is or becomes aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** All that a push can end in. Nothing else crosses the port: a remote does not throw. */
export type Outcome =
  | { readonly kind: 'done'; readonly delta: Delta }
  /** For good: it will never be taken as it is. */
  | { readonly kind: 'refused'; readonly reason: Refusal }
  /** It certainly did not arrive; the same again later. */
  | { readonly kind: 'blocked'; readonly trouble: Trouble }
  /** Perhaps it arrived, perhaps not: look before sending again. */
  | { readonly kind: 'unsure'; readonly trouble: Trouble };

export type Found = Exclude<Outcome, { kind: 'unsure' | 'refused' }> | { readonly kind: 'absent' };

export type Pulled =
  | { readonly kind: 'unchanged'; readonly cursor: Cursor }
  | { readonly kind: 'changed'; readonly delta: Delta; readonly cursor: Cursor }
  | { readonly kind: 'blocked'; readonly trouble: Trouble };

/** Where the remote left off; it alone knows what is in it. Stored only together with the data it describes. */
export type Cursor = Readonly<Record<string, unknown>>;

/** `asked`: somebody wants news now, so also what rarely changes. `thorough`: also what has vanished, of which no list tells. */
export type Depth = 'news' | 'asked' | 'thorough';

export interface Remote {
  /** Sends once. Sending the same mutation again after `unsure` is safe only when `find` has not found it. */
  push(mutation: Mutation, board: Board): Promise<Outcome>;
  /** Looks for what an earlier, ambiguous push may have left behind. */
  find(mutation: Mutation, board: Board): Promise<Found>;
  /** What is new since the cursor, or everything where there is none. */
  pull(board: Board, cursor: Cursor | undefined, depth: Depth, signal: AbortSignal): Promise<Pulled>;
  /** What GitHub tells this person of, in all their repositories. @param names whether whose doing it is has to be known */
  pullThreads(cursor: unknown, look: 'news' | 'whole', names: 'named' | 'unnamed'): Promise<Threads>;
  /** The team repository as GitHub names it now; it may have been renamed since it was connected. */
  repository(): Repository;
}

/** Why GitHub does not tell: the token may not ask, or this server does not know the question. */
export type ThreadsRefused = 'forbidden' | 'missing';

export type Threads =
  | { readonly kind: 'unchanged'; readonly cursor: unknown }
  | {
      readonly kind: 'changed';
      readonly incoming: readonly Incoming[];
      /** Ids of all threads that are unread; absent where not all were seen. */
      readonly unread?: ReadonlySet<string>;
      /** Milliseconds since 1970: what was heard of later says nothing against being read. */
      readonly lookedAt: number;
      readonly cursor: unknown;
    }
  | { readonly kind: 'refused'; readonly why: ThreadsRefused; readonly cursor: unknown }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly cursor?: unknown };

/** Where an entry of the outbox stands. */
export type Place = 'new' | 'claimed' | 'unsure' | 'refused';

export interface Entry {
  readonly mutation: Mutation;
  readonly place: Place;
  /** For `unsure`: when it was last sent, milliseconds since 1970 by this machine's clock. */
  readonly sentAt?: number;
  readonly reason?: Refusal;
}

export interface OutboxContents {
  /** By id, oldest first. */
  readonly entries: readonly Entry[];
  readonly aside: readonly Aside[];
}

/**
 * What this machine owes to GitHub for one account, shared by all its windows. Every step is one rename, so that an
 * entry is in exactly one place whenever a process dies. Methods reject with an `Error` where the disk refuses.
 */
export interface Outbox {
  /** Invariant: when it resolves, the mutation survives a crash. */
  add(mutation: Mutation): Promise<void>;
  read(): Promise<OutboxContents>;
  /** Takes an entry for this window alone. False where another was quicker or it is gone. */
  claim(id: string): Promise<boolean>;
  /** Gives a claimed entry back: it certainly did not arrive. */
  release(id: string): Promise<void>;
  /** Gives a claimed entry back: it may have arrived. */
  doubt(id: string, sentAt: number): Promise<void>;
  /** Parks a claimed entry. */
  refuse(id: string, reason: Refusal): Promise<void>;
  /** Forgets a claimed entry: GitHub has it, and the cache knows. */
  settle(id: string): Promise<void>;
  /** Puts a refused entry back in line. False where it is not there. */
  retry(id: string): Promise<boolean>;
  /** Takes an entry out for good, unless it is being sent. False where it could not be taken. */
  discard(id: string): Promise<boolean>;
  /** Gives back what windows that died had claimed. */
  recover(): Promise<void>;
  /** Calls back when another window may have changed something. A hint, not a promise. */
  watch(changed: () => void): () => void;
}

export interface Snapshot {
  readonly board: Board;
  readonly cursor?: Cursor;
  readonly sync: SyncStatus;
  /** Milliseconds since 1970 of the last thorough look. */
  readonly thoroughAt?: number;
}

/** The last good board of one team, shared by all windows. */
export interface Cache {
  /** Undefined where there is none, or none that this version can read. */
  read(): Promise<Snapshot | undefined>;
  write(snapshot: Snapshot): Promise<void>;
  watch(changed: () => void): () => void;
}

export interface StoredInbox {
  readonly inbox: Inbox;
  /** Where the remote left off; it alone knows what is in it. */
  readonly cursor?: unknown;
  readonly refused?: ThreadsRefused;
  /** A newer version has written it: what is done waits until that runs again, and nothing may be written. */
  readonly isNewer?: true;
}

/** What came in for one account, shared by all windows. Nobody else has it: what cannot be read is kept beside it. */
export interface InboxStore {
  read(): Promise<StoredInbox>;
  /** Invariant: when it resolves, it survives a crash. */
  write(stored: StoredInbox): Promise<void>;
  /** True in exactly one window, for each batch: that one shows the toast. */
  claimToast(batch: string): Promise<boolean>;
  watch(changed: () => void): () => void;
}

/** Which window syncs. Losing it is safe; holding it twice is safe; it only saves requests. */
export interface Lease {
  held(): boolean;
  /** Calls back when `held` changes. */
  watch(changed: () => void): () => void;
  /** From a window that does not hold it: asks the one that does for a turn now. */
  nudge(): void;
}

/** An account, and where its token comes from. `signedOut`: the person left; what it owes is kept. */
export interface Chosen {
  readonly account: Account;
  readonly source: 'github' | 'github-enterprise' | 'token' | 'signedOut';
}

export interface TeamChoice {
  readonly current?: Repository;
  /** The latest first. */
  readonly recent: readonly Repository[];
}

/** Which account and team this machine works for. In global storage only: no workspace can choose it. */
export interface Teams {
  chosen(): Promise<Chosen | undefined>;
  choose(chosen: Chosen): Promise<void>;
  of(account: Account): Promise<TeamChoice>;
  connect(account: Account, repository: Repository): Promise<void>;
  /** What other accounts still owe, by login. */
  owedElsewhere(account: Account | undefined): Promise<readonly { readonly login: string; readonly count: number }[]>;
  watch(changed: () => void): () => void;
}

/** What one account has put aside on this machine, shared by all its windows. */
export interface Parks {
  /** Makes the folder, and takes away what was half written as a window died: nobody was told that it is kept. */
  prepare(): Promise<void>;
  /** The latest first. Rejects where the folder cannot be read. */
  read(): Promise<readonly Park[]>;
  /** Resolves once it is on the disk. */
  add(park: Park): Promise<void>;
  /** One that is gone already is forgotten all the same. */
  forget(id: string): Promise<void>;
  watch(changed: () => void): () => void;
}

/** The write-ups of one account, shared by all its windows. */
export interface Drafts {
  /** Where its words stand; undefined for what is no id. */
  fileOf(id: string): string | undefined;
  /** The latest first. */
  list(): Promise<readonly WriteUpDraft[]>;
  /** Invariant: when it resolves, words and origin survive a crash. */
  add(id: string, text: string, origin: WriteUpOrigin): Promise<void>;
  /** Undefined where it is gone. */
  read(id: string): Promise<string | undefined>;
  /** Undefined where there is none that this version can read. */
  originOf(id: string): Promise<WriteUpOrigin | undefined>;
  /** Invariant: when it resolves, it is known for good that it may have been sent. */
  markTried(id: string, origin: WriteUpOrigin): Promise<void>;
  /** Does nothing where it is gone. */
  remove(id: string): Promise<void>;
  /** Calls back when it may have changed. A hint, not a promise. Only after `prepare`. */
  watch(changed: () => void): () => void;
  /** Makes the folder. */
  prepare(): Promise<void>;
}
