/** Owns all that the views know: what GitHub confirmed, what is still owed to it, and how it stands with the connection. */
import { type Board, emptyBoard } from './board.js';
import { emptyInbox, type Inbox } from './inbox.js';
import { type Attend, applyAll, type Telling } from './mutation.js';
import type { Park } from './park.js';
import type { Account, Team } from './team.js';

export interface State {
  /** `starting` until the disk has been read. */
  readonly phase: 'starting' | 'ready';
  /** Who is signed in; absent when signed out. The team may belong to an account that is signed out. */
  readonly account?: Account;
  /** Whom captures are written for. Kept while signed out, so that capturing still works. */
  readonly team?: Team;
  readonly confirmed: Board;
  /** Oldest first. */
  readonly unsent: readonly Telling[];
  /** What came in, as the window that syncs left it on the disk. */
  readonly inbox: Inbox;
  /** Why GitHub does not tell of what happens in other repositories: the token may not ask, or this server cannot say. */
  readonly threads?: 'forbidden' | 'missing';
  /** Why GitHub is not told of focus though the person wants it. */
  readonly busyRefused?: 'scope' | 'signedOut' | 'forbidden' | 'invalid';
  /** What was put aside on this machine, the latest first. */
  readonly parks: readonly Park[];
  /** What is being written down on this machine, the latest first. */
  readonly writeUps: readonly WriteUpDraft[];
  /** What the person is stuck on, where they say so or allow it to be seen. Never leaves this machine. */
  readonly stuck?: Stuck;
  /** What was done to it since. Oldest first. */
  readonly acts: readonly Attend[];
  readonly refused: readonly Refused[];
  readonly aside: readonly Aside[];
  /** Unsent captures on this machine that belong to other accounts, by login. */
  readonly elsewhere: readonly { readonly login: string; readonly count: number }[];
  readonly sync: SyncStatus;
}

/** A blocker in the making, in a file of this machine. */
export interface WriteUpDraft {
  /** ULID. */
  readonly id: string;
  /** Its first heading; empty while there is none. */
  readonly title: string;
  /** ISO instant of its beginning. */
  readonly at: string;
}

export interface Stuck {
  /** ISO instant by this machine's clock. */
  readonly since: string;
  readonly on: 'declared' | 'task' | 'file';
  /** Of the task or the file, as this machine names it. */
  readonly name?: string;
}

export interface Refused {
  readonly mutation: Telling;
  readonly reason: Refusal;
}

/** A file in the outbox that is not an entry this version understands. It is kept as it is. */
export interface Aside {
  readonly file: string;
  readonly why: 'torn' | 'newer' | 'foreign';
}

export interface SyncStatus {
  /** When GitHub last answered, ISO; absent before the first time. */
  readonly heardAt?: string;
  readonly trouble?: Trouble;
}

/** Why GitHub will never take it as it is. `detail` is GitHub's own sentence where it gave one. */
export interface Refusal {
  readonly kind:
    | 'invalid'
    | 'forbidden'
    | 'missing'
    | 'gone'
    | 'elsewhere'
    | 'issuesDisabled'
    | 'tooLong'
    | 'foreignRecord';
  readonly detail?: string;
}

/** Why nothing gets through at the moment. Nothing is lost by any of these. */
export type Trouble =
  | { readonly kind: 'offline' }
  | { readonly kind: 'serverDown'; readonly status?: number }
  /** From when until when GitHub wants to be left alone, by this machine's clock: ISO. */
  | { readonly kind: 'limited'; readonly since: string; readonly until: string }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'singleSignOn'; readonly address?: string }
  | { readonly kind: 'repositoryMissing' }
  | { readonly kind: 'issuesDisabled' }
  | { readonly kind: 'forbidden'; readonly detail?: string }
  | { readonly kind: 'disk'; readonly detail: string };

/** GitHub counts by the hour: whoever asks to be left alone for longer is wrong, or not GitHub. Milliseconds. */
export const longestLimit = 60 * 60_000;

export const initialState: State = {
  phase: 'starting',
  confirmed: emptyBoard,
  unsent: [],
  inbox: emptyInbox,
  parks: [],
  writeUps: [],
  acts: [],
  refused: [],
  aside: [],
  elsewhere: [],
  sync: {},
};

/** How it stands where there is no trouble. */
export type Standing = 'inStep' | 'sending' | 'connecting';

/** A window in the background asks every five minutes; later than this, nobody may say that all is well. */
const freshFor = 15 * 60_000;

/** "In step" is a promise: nothing is owed, and GitHub was heard a short while ago. @param now milliseconds since 1970 */
export function standingOf({ unsent, sync }: State, now: number): Standing {
  if (unsent.length > 0) return 'sending';
  return sync.heardAt && Math.abs(now - Date.parse(sync.heardAt)) < freshFor ? 'inStep' : 'connecting';
}

/** All that GitHub has not got, what it refused behind what waits. */
export function owedIn({ unsent, refused }: State): readonly Telling[] {
  return [...unsent, ...refused.map(({ mutation }) => mutation)];
}

/** What a person sees: what GitHub has confirmed, with everything still owed to it on top. */
export function visible(state: State): Board {
  let board = boards.get(state);
  if (!board) {
    const { repository } = state.team ?? {};
    const ours = state.unsent.filter((mutation) => mutation.team.repository.id === repository?.id);
    // A capture that was edited after a refusal is younger than what has been said about it since.
    const captures = ours.filter((mutation) => mutation.kind === 'capture');
    const others = ours.filter((mutation) => mutation.kind !== 'capture');
    board = applyAll(state.confirmed, [...captures, ...others]);
    boards.set(state, board);
  }
  return board;
}

/** Several views ask for the board of one state. */
const boards = new WeakMap<State, Board>();
