/** What the driver and a window's process say to each other: one JSON object a line. */

import type { Team } from '../../../src/model/board/team.js';
import type { Rules } from '../../../src/model/inbox/entries.js';
import type { FastTime } from './clock.js';

/** How a disk is. `full`: half of a file is written. `readOnly`: nothing changes. `failing`: any step may break, as EIO. */
export type DiskFault = 'fine' | 'full' | 'readOnly' | 'failing';

/** What a window is told as it starts. */
export interface Start {
  /** The person's storage folder: all their windows share it. */
  readonly root: string;
  readonly team: Team;
  readonly token: string;
  readonly time: FastTime;
  /** How far this machine's clock is ahead, in milliseconds. */
  readonly ahead: number;
  readonly disk: DiskFault;
  readonly rules: Omit<Rules, 'isMyTurn'>;
  readonly tellsBusy: boolean;
  /** Issues of the team that people work on: what a blocker may say it blocks. */
  readonly work: readonly number[];
}

/** What a person does. `pick` chooses among what there is then, whatever that may be. */
export type Act =
  | { readonly kind: 'capture'; readonly words: string; readonly owner?: string; readonly blocks?: number }
  | { readonly kind: 'comment' | 'edit'; readonly words: string; readonly pick: number }
  | { readonly kind: 'reassign'; readonly owner: string; readonly pick: number }
  | { readonly kind: 'resolve' | 'retry' | 'read' | 'done' | 'undone' | 'unsubscribe'; readonly pick: number }
  | { readonly kind: 'snooze'; readonly pick: number; readonly minutes: number }
  | { readonly kind: 'status'; readonly mode: 'available' | 'busy' | 'away'; readonly words: string }
  | {
      readonly kind: 'focus';
      readonly event: 'start' | 'extend' | 'end';
      readonly minutes: number;
      readonly words: string;
    }
  | { readonly kind: 'windows'; readonly inMinutes: number }
  | { readonly kind: 'join' | 'deliver' };

export type Order =
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'clock'; readonly ahead: number }
  | { readonly kind: 'disk'; readonly fault: DiskFault }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'wake' }
  | { readonly kind: 'look'; readonly number: number };

/** One thing a person wants kept, said before it is tried: whether it was kept is said later, or never. */
export interface Trying {
  readonly kind: 'trying';
  readonly id: string;
  readonly what: 'capture' | 'comment' | 'edit' | 'resolve' | 'depend' | 'roster' | 'status' | 'attend';
  /** What GitHub is searched for: the record's ULID, the new title, or the status' sentence. */
  readonly mark?: string;
  /** `author/record` of the item it is about. */
  readonly target?: string;
  /** Of the same part, what stood before the person as they said it. */
  readonly seen?: string;
  readonly blocks?: number;
  /** Of an act on an entry. */
  readonly entry?: { readonly key: string; readonly about: string; readonly act: string };
}

export interface ShownEntry {
  readonly key: string;
  readonly at: string;
  readonly stage: string;
  readonly isMuted: boolean;
}

/** What a window shows and holds, as it is asked for. */
export interface Shown {
  readonly kind: 'shown';
  readonly number: number;
  readonly isReady: boolean;
  readonly unsent: readonly string[];
  readonly acts: number;
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
  readonly aside: readonly string[];
  readonly trouble?: string;
  /** Milliseconds since 1970, by this machine's clock; 0: never. */
  readonly heardAt: number;
  /** Sentence of each person, by their number. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly entries: readonly ShownEntry[];
  /** When what is held is due, milliseconds since 1970 by this machine's clock, which shows `now`. */
  readonly due: number;
  readonly now: number;
  readonly rss: number;
}

export type Said =
  | Trying
  | Shown
  | { readonly kind: 'ready' | 'skipped' }
  | { readonly kind: 'saved'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly why: string }
  | { readonly kind: 'toast'; readonly batch: string }
  | { readonly kind: 'delivered'; readonly key: string; readonly at: string; readonly batch: string }
  /** Since when, by the run's clock. */
  | { readonly kind: 'stalled'; readonly since: number }
  | { readonly kind: 'error'; readonly message: string };
