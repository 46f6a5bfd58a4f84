/** What the inside asks of GitHub, and everything that a request can end in. */

import type { Board, Delta } from '../model/board/board.js';
import type { Mutation } from '../model/board/mutation.js';
import type { Repository } from '../model/board/team.js';
import type { Refusal, Trouble } from '../model/board/trouble.js';
import type { Incoming } from '../model/inbox/entries.js';
import type { PullsWork } from '../model/local/ownWork.js';
import type { Talk } from '../model/threads/talk.js';
import type { Thread } from '../model/threads/thread.js';

/** All that a push can end in. Nothing else crosses the port: a remote does not throw. */
export type Outcome =
  | { readonly kind: 'done'; readonly delta: Delta }
  /** For good: it will never be taken as it is. */
  | { readonly kind: 'refused'; readonly reason: Refusal }
  /** It certainly did not arrive; the same again later. */
  | { readonly kind: 'blocked'; readonly trouble: Trouble }
  /** Perhaps it arrived, perhaps not: look before sending again. */
  | { readonly kind: 'unsure'; readonly trouble: Trouble };

/** `refused`: nobody can tell whether it arrived, and others have changed the same since: a person decides. */
export type Found = Exclude<Outcome, { kind: 'unsure' }> | { readonly kind: 'absent' };

/** Where the remote left off; it alone knows what is in it. Stored only together with the data it describes. */
export type Cursor = Readonly<Record<string, unknown>>;

/** A part of what is new. The cursor says where the remote has left off with it: the two are kept together. */
export interface News {
  readonly delta: Delta;
  readonly cursor: Cursor;
}

/**
 * How much is asked for. `unseen`: what costs nothing while nothing changes, for nobody sees it. `changes`: what lists of changes
 * tell, and in rounds what no list tells. `onDemand`: somebody wants to know now, so also what rarely
 * changes. `full`: also what has vanished, of which no list tells.
 */
export type Scope = 'unseen' | 'changes' | 'onDemand' | 'full';

export interface ThreadsQuery {
  readonly scope: Scope;
  /** Whose doing it is has to be known, at the cost of a request for each new thread. */
  readonly withAuthors: boolean;
}

/** What has been read before. */
export interface Known {
  readonly board: Board;
  readonly cursor?: Cursor;
}

export interface Remote {
  /** Sends once. Sending the same mutation again after `unsure` is safe only when `find` has not found it. */
  push(mutation: Mutation, board: Board): Promise<Outcome>;
  /**
   * Looks for what an earlier, ambiguous push may have left behind.
   * @param age for how many milliseconds it may have been at GitHub
   */
  find(mutation: Mutation, board: Board, age: number): Promise<Found>;
  /**
   * Reads what is new since the cursor, or everything where there is none.
   * @param heard is handed each part as soon as it is there, folds it, and gives back the board with it
   * @returns what kept it from reading all
   */
  pull(known: Known, scope: Scope, signal: AbortSignal, heard: (news: News) => Board): Promise<Trouble | undefined>;
  /** What GitHub tells this person of, in all their repositories. */
  pullThreads(cursor: unknown, query: ThreadsQuery): Promise<Threads>;
  /**
   * Reads one discussion now, for somebody who looks at it: the last hundred comments, or the hundred before a place in it.
   * @param before where an earlier reading began
   */
  readThread(board: Board, number: number, before?: string): Promise<ThreadReading>;
  /** Pull requests and reviews of this account since: undefined where GitHub does not say. @param since ISO instant */
  myWork(since: string): Promise<PullsWork | undefined>;
  /** The open pull request of a branch of the team repository; undefined where there is none, or GitHub does not say. */
  readPull(board: Board, branch: string): Promise<BranchPull | undefined>;
  /**
   * Ends the account's subscription to the roster it has joined, once.
   * @param left rosters it has been done for
   * @returns the one it need not be done for again
   */
  leaveRoster(board: Board, left?: readonly string[]): Promise<string | undefined>;
  /** The team repository as GitHub tells of it now; it may have been renamed or made public since it was connected. */
  repository(): Repository;
  /** What GitHub calls the account now; it may have been renamed since it signed in. */
  login(): string;
}

/** An open pull request of a branch, as GitHub tells of it. */
export interface BranchPull {
  readonly number: number;
  /** Untrusted. */
  readonly title: string;
  readonly isDraft: boolean;
  /** Absent where there are none. */
  readonly checks?: { readonly failed: readonly string[]; readonly isDone: boolean };
}

export type ThreadReading =
  | {
      readonly kind: 'read';
      readonly thread: Thread;
      readonly talk: Talk;
      /** Where the comments before these end; absent: there are none. */
      readonly before?: string;
    }
  /** GitHub says that it is not there. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Why GitHub does not tell: the token may not ask, or this server does not know the question. */
export type ThreadsRefused = 'forbidden' | 'missing';

export type Threads =
  | { readonly kind: 'unchanged'; readonly cursor: unknown }
  | {
      readonly kind: 'changed';
      readonly incoming: readonly Incoming[];
      /** Whose doing it was, of threads that were told of before; `at` is the activity it is said of. */
      readonly named?: readonly {
        readonly thread: string;
        readonly at: string;
        readonly from: string;
        readonly fromId: number;
      }[];
      /** Ids of all threads that are unread; absent where not all were seen. */
      readonly unread?: ReadonlySet<string>;
      /** Milliseconds since 1970: what was heard of later says nothing against being read. */
      readonly lookedAt: number;
      readonly cursor: unknown;
    }
  | { readonly kind: 'refused'; readonly why: ThreadsRefused; readonly cursor: unknown }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly cursor?: unknown };
