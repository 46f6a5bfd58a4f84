/** A reply to a discussion that is being written on this machine. */
import type { ThreadKey } from '../threads/thread.js';

/** Where a reply belongs: there is one at each place. */
export interface ReplyPlace {
  /** GitHub's number of the repository: discussions are counted in each. */
  readonly repository: number;
  readonly thread: ThreadKey;
  /** GitHub's name of the comment it replies to; absent: a comment of its own. */
  readonly to?: string;
}

export interface Reply extends ReplyPlace {
  /** ULID of the record it will be sent under: so it is known whether it was. */
  readonly record: string;
  readonly text: string;
}
