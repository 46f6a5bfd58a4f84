/** What a reader of GitHub is: when it asks, what it is given in a turn, and what it brings. */
import type { Board, Delta } from '../model/board/board.js';
import type { Repository } from '../model/board/team.js';
import type { Trouble } from '../model/board/trouble.js';
import type { Scope } from '../ports/remote.js';
import type { Reading } from './client/asking.js';
import type { Issue } from './client/shapes.js';

export interface Reader {
  /** Its part of the cursor is stored under this name. */
  readonly name: string;
  /** @param cursor where it left off; it comes from the disk, and may be anything */
  isDue(turn: Turn, cursor: unknown): boolean;
  /** Never rejects. */
  read(turn: Turn, cursor: unknown): Promise<Brought>;
}

export interface Turn extends Reading {
  readonly repository: Repository;
  readonly scope: Exclude<Scope, 'unseen'>;
  /** Whether anybody sees what is asked for. */
  readonly isSeen: boolean;
  /** Time to ask for what rarely changes; never where nobody sees it. */
  readonly isRound: boolean;
  /** The board before this turn. */
  readonly before: Board;
  /** The board with everything that earlier readers have brought. */
  readonly board: Board;
  /** Of what they have brought, the items, and the numbers of issues that hold none. */
  readonly news: Pick<Delta, 'items' | 'gone'>;
  /** The issues they have read, as GitHub tells them. */
  readonly issues: readonly Issue[];
  readonly signal: AbortSignal;
}

/** What one reader brings. It is folded into the board by whoever asked for it, and by nobody else. */
export interface Brought {
  readonly delta?: Partial<Delta>;
  readonly issues?: readonly Issue[];
  /** Where it leaves off: stored only together with the board that has the delta in it. */
  readonly cursor: unknown;
  /** Who counts has changed: whatever else was read was read for others, and is read again. */
  readonly isOtherTeam?: boolean;
  /** What kept it from reading all. */
  readonly trouble?: Trouble;
}
