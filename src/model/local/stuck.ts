/** What is kept of being stuck: what the person has said of it, and what a window has seen of one task or file. */

/** Where the ladder runs: not at all, from what is declared, or also from what is seen. */
export type Ladder = 'off' | 'declared' | 'detected';

/** What keeps going wrong. */
export interface Cause {
  /** One and the same on this machine, in all windows. */
  readonly key: string;
  readonly on: 'task' | 'file';
  /** As this machine names it. */
  readonly name: string;
}

/** Instants are milliseconds since 1970, by this machine's clock. */
export interface StuckKept {
  /** The last word of the person. */
  readonly said?: { readonly kind: 'declared' | 'cleared'; readonly at: number };
  readonly seen?: StuckSeen;
}

export interface StuckSeen {
  readonly cause: Cause;
  /** So long ago that the time between is what counts: breaks are left out. */
  readonly since: number;
  /** When the person was last at it. */
  readonly seenAt: number;
}

export interface Stuck {
  /** ISO instant by this machine's clock. */
  readonly since: string;
  readonly on: 'declared' | 'task' | 'file';
  /** Of the task or the file, as this machine names it. */
  readonly name?: string;
}
