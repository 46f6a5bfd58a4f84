/** What is kept on this machine beside the outbox: boards, inbox, lease, accounts, parked work, drafts, replies. */

import type { Board } from '../model/board/board.js';
import type { Account, Repository } from '../model/board/team.js';
import type { Inbox } from '../model/inbox/entries.js';
import type { Days } from '../model/local/days.js';
import type { Park } from '../model/local/park.js';
import type { Reply, ReplyPlace } from '../model/local/reply.js';
import type { WriteUpDraft, WriteUpOrigin } from '../model/local/writeUp.js';
import type { SyncStatus } from '../model/state.js';
import type { Cursor, ThreadsRefused } from './remote.js';

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

/** What came in for one account, shared by all windows. Nobody else has it: what is damaged is kept beside it. */
export interface InboxStore {
  /** Rejects where it cannot be read for now. */
  read(): Promise<StoredInbox>;
  /**
   * Replaces what stands there by what `next` makes of it, one window at a time; nothing is written where that is the same
   * object, or a newer version has written it. `next` may be called more than once, and the last call counts. Gives back
   * what stands there then. Invariant: when it resolves, it survives a crash.
   */
  change(next: (stored: StoredInbox) => StoredInbox): Promise<StoredInbox>;
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
  /** ISO. Whoever signs in again may get the token back that GitHub has rejected, and means it to be tried. */
  readonly signedInAt?: string;
}

export interface TeamChoice {
  readonly current?: Repository;
  /** The latest first. */
  readonly recent: readonly Repository[];
}

/**
 * Which account and team this machine works for. In global storage only: no workspace can choose it. Methods reject where the
 * disk refuses, or where a newer version has written what they are about.
 */
export interface Teams {
  /** Undefined where nobody has chosen yet. */
  chosen(): Promise<Chosen | undefined>;
  choose(chosen: Chosen): Promise<void>;
  /** The account has another login now. Nothing changes where it is no longer the chosen one. */
  renamed(account: Account): Promise<void>;
  of(account: Account): Promise<TeamChoice>;
  /** All windows hear of it. */
  connect(account: Account, repository: Repository): Promise<void>;
  /** What other accounts still owe, by login. */
  owedElsewhere(account: Account | undefined): Promise<readonly { readonly login: string; readonly count: number }[]>;
  watch(changed: () => void): () => void;
}

/** Something one account keeps on this machine, shared by all its windows. */
export interface AccountStore {
  /** Makes the folder, and takes away what was half written as a window died: nobody was told that it is kept. */
  prepare(): Promise<void>;
  /** Calls back when another window may have changed something. A hint, not a promise. Only after `prepare`. */
  watch(changed: () => void): () => void;
}

/** What the account at work keeps, whichever account that is. */
export interface Followed<S> {
  /** Undefined where nobody is at work here. */
  current(): S | undefined;
  /** Reads it again: a watcher may have missed what another window did. Never rejects. */
  look(): Promise<void>;
  /** Resolves once the work is done and shown; rejects as the work does, or where nobody is at work here. */
  change<T>(work: (kept: S) => Promise<T>): Promise<T>;
}

/** What one account has put aside on this machine. */
export interface Parks extends AccountStore {
  /** The latest first. Rejects where the folder cannot be read. */
  read(): Promise<readonly Park[]>;
  /** Resolves once it is on the disk. */
  add(park: Park): Promise<void>;
  /** One that is gone already is forgotten all the same. */
  forget(id: string): Promise<void>;
}

/** The documents in the making of one account. */
export interface Drafts extends AccountStore {
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
}

/** The notes of one account, in a file that people write in. */
export interface NotesFile {
  /** Where it stands, or will. */
  readonly file: string;
  /** Makes it where there is none. @param title its heading */
  begin(title: string): Promise<void>;
  /** Invariant: when it resolves, the line stands at the end of the file and survives a crash. @param title as in `begin` */
  add(line: string, title: string): Promise<void>;
}

/** What one account intends for its days. Methods reject where the disk refuses. */
export interface DaysFile extends AccountStore {
  read(): Promise<Days>;
  /**
   * Replaces what stands there by what `next` makes of it, one window at a time; nothing is written where that is the same
   * object. `next` may be called more than once, and the last call counts. Invariant: when it resolves, it survives a crash.
   */
  change(next: (days: Days) => Days): Promise<Days>;
}

/** What is opened only once somebody wants it. */
export interface LateFiles {
  readonly notes: NotesFile;
  readonly days: DaysFile;
}

/** Replies to discussions that one account has not sent yet. Methods reject where the disk refuses. */
export interface Replies {
  /** Those to one discussion, and to what was said there. */
  list(of: Pick<ReplyPlace, 'repository' | 'thread'>): Promise<readonly Reply[]>;
  /** In place of what was there. Invariant: when it resolves, it survives a crash. */
  keep(reply: Reply): Promise<void>;
  /** Does nothing where there is none. */
  remove(place: ReplyPlace): Promise<void>;
}

/** The files they stand in, by names that any disk takes. Methods reject where the disk refuses. */
export interface ReplyFiles {
  /** Makes the folder, and takes away what was half written as a window died. */
  names(): Promise<readonly string[]>;
  /** Undefined where there is none that this version understands; what is damaged is set aside. */
  read(name: string): Promise<Reply | undefined>;
  /** Invariant: when it resolves, it survives a crash. Only after `names`. */
  write(name: string, reply: Reply): Promise<void>;
  /** Does nothing where it is gone. */
  remove(name: string): Promise<void>;
}

/** What is put aside on this machine. */
export interface Parking {
  /** Resolves once it is on the disk. Rejects where the disk refuses. */
  add(park: Park): Promise<void>;
  forget(id: string): Promise<void>;
}
