/** The outbox: what this machine still has to send, as every window of one account sees it. */

import type { Mutation } from '../model/board/mutation.js';
import type { Aside, Refusal } from '../model/board/trouble.js';

/** Where an entry of the outbox stands. */
export type OutboxFolder = 'new' | 'claimed' | 'unsure' | 'refused';

export interface Entry {
  readonly mutation: Mutation;
  readonly place: OutboxFolder;
  /** For `unsure`: when it was first sent, milliseconds since 1970 by this machine's clock. */
  readonly sentAt?: number;
  /** For `unsure`: how often it may have arrived, once where absent. */
  readonly sends?: number;
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
  /** Gives a claimed entry back: it may have arrived. @param sends how often it may have, once where absent */
  doubt(id: string, sentAt: number, sends?: number): Promise<void>;
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
