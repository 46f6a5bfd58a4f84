/** What it takes to come back to work that was put aside: the branch, and the files as they stood open. Local. */
import type { Board } from '../board/board.js';
import type { ItemKey } from '../board/item.js';
import { type ThreadKey, threadAt } from '../threads/thread.js';

export interface Park {
  /** ULID. */
  readonly id: string;
  /** ISO instant by this machine's clock. */
  readonly at: string;
  /** The blocker it waits for. */
  readonly target: ItemKey;
  /** Untrusted: it may have been written elsewhere. */
  readonly title: string;
  /** GitHub's number of the team repository it stands in; absent in what earlier versions parked. */
  readonly repository?: number;
  /** URI of the repository's folder. */
  readonly root: string;
  /** Absent where no branch was checked out. */
  readonly branch?: string;
  readonly commit?: string;
  /** In the order of their tabs. */
  readonly files: readonly ParkedFile[];
}

export interface ParkedFile {
  /** Below the root, with `/`. */
  readonly path: string;
  /** Absent where the editor had not been seen since the window was opened. */
  readonly cursor?: Cursor;
  /** Editor column, counted from 1. */
  readonly column: number;
  /** In front of the others of its column. */
  readonly isInFront?: true;
  /** The one that was worked in. */
  readonly isActive?: true;
}

export interface Cursor {
  /** Counted from 0, as the editor does. */
  readonly line: number;
  readonly character: number;
}

/** What there is to put aside. */
export type Bench = Pick<Park, 'root' | 'branch' | 'commit' | 'files'>;

export type Tree =
  /** Files that git follows and that differ, and open ones that are not saved. */
  | {
      readonly kind: 'git';
      readonly branch?: string;
      readonly changed: number;
      readonly unsaved: number;
      readonly isRebasing?: true;
    }
  /** Open here, but there is no git to switch branches with. */
  | { readonly kind: 'bare'; readonly branch?: string }
  | { readonly kind: 'elsewhere' };

/** What of a work tree is on this machine only. */
export interface Unshared {
  /** Paths below the root of what is not committed. */
  readonly changed: readonly string[];
  /** How many commits; `all`: the branch is on no server. Absent where nobody can tell. */
  readonly ahead?: number | 'all';
}

export type CheckedOut =
  /** Where it is now. */
  | { readonly kind: 'done'; readonly commit?: string }
  | { readonly kind: 'made' }
  | { readonly kind: 'gone' }
  /** Paths of files that git ignores, and would overwrite. */
  | { readonly kind: 'inTheWay'; readonly paths: readonly string[] }
  /** In git's words. */
  | { readonly kind: 'refused'; readonly detail: string };

/** What came of going on with a branch that was handed over. `root`: where it is, as a URI. */
export type TakenOver =
  /** `isAhead`: more has been committed there since. */
  | { readonly kind: 'done'; readonly root: string; readonly isAhead?: true }
  /** No clone of its repository is open here. */
  | { readonly kind: 'noClone' }
  /** Git may not run here. */
  | { readonly kind: 'noGit' }
  | { readonly kind: 'untidy'; readonly root: string; readonly tree: Extract<Tree, { readonly kind: 'git' }> }
  /** It was deleted since, or never pushed. */
  | { readonly kind: 'gone' }
  /** What was handed over is no longer in it: somebody has force-pushed. */
  | { readonly kind: 'rewritten' }
  /** A branch of this name is here, with other commits. */
  | { readonly kind: 'differs' }
  /** The server could not be reached, in git's words. */
  | { readonly kind: 'notFetched'; readonly detail: string }
  | Extract<CheckedOut, { readonly kind: 'inTheWay' | 'refused' }>;

export interface NotOpened {
  readonly path: string;
  readonly why: 'gone' | 'unreadable';
}

/** What work is parked for, as it stands on the board: a blocker, or a question in a discussion. */
interface ParkedFor {
  /** Absent until GitHub has confirmed it. */
  readonly number?: number;
  readonly state: 'open' | 'closed';
  readonly by?: number;
  /** ISO instant. */
  readonly updatedAt: string;
}

/** Undefined where nothing is known of it. A question that is answered needs not be closed. */
export function parkedFor({ items, threads }: Board, target: ItemKey): ParkedFor | undefined {
  const item = items.get(target);
  if (item) return standing(item, item.by.id);
  // A discussion is called by its author and record as well.
  const thread = threadAt(threads, target as string as ThreadKey);
  if (!thread) return undefined;
  const { by, isAnswered, state } = thread;
  return standing({ ...thread, state: isAnswered ? 'closed' : state }, by.kind === 'person' ? by.person.id : undefined);
}

function standing({ number, state, updatedAt }: Omit<ParkedFor, 'by'>, by: number | undefined): ParkedFor {
  return { state, updatedAt, ...(number !== undefined && { number }), ...(by !== undefined && { by }) };
}

/** As many are kept; of more, those whose blocker is closed are forgotten first. */
export const mostParks = 100;

/** Those to be forgotten, the oldest first: what still waits is kept, however many there are. @param parks the latest first */
export function surplus(parks: readonly Park[], board: Board): readonly Park[] {
  const isClosed = ({ target }: Park) => parkedFor(board, target)?.state === 'closed';
  return parks.length <= mostParks
    ? []
    : parks
        .filter(isClosed)
        .slice(mostParks - parks.length)
        .reverse();
}
