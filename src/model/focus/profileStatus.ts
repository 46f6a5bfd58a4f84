/** What focus makes of a person's GitHub status: what stands there, what is remembered of it, and what GitHub answers. */

import type { Trouble } from '../board/trouble.js';

/** What a person says on their GitHub profile. */
export interface GitHubStatus {
  readonly message?: string;
  /** `:dart:`, or the sign itself. */
  readonly emoji?: string;
  /** GitHub calls it "limited availability". */
  readonly isBusy: boolean;
  /** ISO, whole seconds. From then on GitHub does not show it. */
  readonly until?: string;
  /** Node id of the organization whose members alone see it; absent: everybody does. */
  readonly organization?: string;
}

/** Who is to see that somebody focuses: the members of the organization that owns the team repository, where one does. */
export type Audience =
  | { readonly kind: 'organization'; readonly id: string }
  | { readonly kind: 'everybody' }
  | Trouble;

/** Why GitHub does not let us. `scope`: the token was not granted `user`. `detail` is GitHub's own sentence. */
export interface BusyRefusal {
  readonly kind: 'scope' | 'signedOut' | 'forbidden' | 'invalid';
  readonly detail?: string;
}

export type StatusRead =
  | {
      readonly kind: 'seen';
      /** Absent where nothing stands there, or nothing any more. */
      readonly status?: GitHubStatus;
      readonly audience: Audience;
      /** Milliseconds since 1970 by GitHub's clock, which alone decides what is over there. */
      readonly at: number;
    }
  | { readonly kind: 'refused'; readonly why: BusyRefusal }
  | { readonly kind: 'blocked'; readonly trouble: Trouble };

export type StatusSet =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly why: BusyRefusal }
  /** It certainly did not arrive. */
  | { readonly kind: 'blocked'; readonly trouble: Trouble }
  /** Perhaps it arrived, perhaps not. */
  | { readonly kind: 'unsure'; readonly trouble: Trouble };

/** What focus has done to the status, as it stands on the disk. Absent: nothing. */
export type Applied =
  /** Somebody else had the word there: left alone for the block that ends then. ISO. */
  | { readonly kind: 'left'; readonly until: string }
  /** GitHub refused before anything of ours could stand there. */
  | { readonly kind: 'refused'; readonly why: BusyRefusal }
  | Ours;

export interface Ours {
  readonly kind: 'ours';
  /** All that was sent and may stand there, oldest first: the answer to an extension may have been lost. Never empty. */
  readonly sent: readonly Sent[];
  /** What stood there before the first of them, and stands there again afterwards. */
  readonly before?: GitHubStatus;
  /** When the last one was sent, ISO by this machine's clock. */
  readonly sentAt: string;
  readonly isConfirmed: boolean;
  /** GitHub has refused since: nothing more is asked. */
  readonly refused?: BusyRefusal;
}

export type Sent = GitHubStatus & { readonly until: string };
