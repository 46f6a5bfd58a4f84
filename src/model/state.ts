/** All that the views know: what GitHub confirmed, what is still owed to it, and how it stands with the connection. */

import { memo } from '../base/memo.js';
import { type Board, emptyBoard } from './board/board.js';
import { applyAll, type BoardMutation, factsOf, type InboxAction } from './board/mutation.js';
import type { Account, Team } from './board/team.js';
import type { Aside, Refusal, Trouble } from './board/trouble.js';
import type { BusyRefusal } from './focus/profileStatus.js';
import { emptyInbox, type Inbox } from './inbox/entries.js';
import type { Days } from './local/days.js';
import type { Park } from './local/park.js';
import type { Stuck } from './local/stuck.js';
import type { WriteUpDraft } from './local/writeUp.js';

export interface State {
  /** `starting` until the disk has been read. */
  readonly phase: 'starting' | 'ready';
  /** Who is signed in; absent when signed out. The team may belong to an account that is signed out. */
  readonly account?: Account;
  /** Whom captures are written for. Kept while signed out, so that capturing still works. */
  readonly team?: Team;
  readonly confirmed: Board;
  /** Oldest first. */
  readonly unsent: readonly BoardMutation[];
  /** What came in, as the window that syncs left it on the disk. */
  readonly inbox: Inbox;
  /** Why GitHub does not tell of what happens in other repositories: the token may not ask, or this server cannot say. */
  readonly threads?: 'forbidden' | 'missing';
  /** Why GitHub is not told of focus though the person wants it. */
  readonly busyRefused?: BusyRefusal['kind'];
  /** What was put aside on this machine, the latest first. */
  readonly parks: readonly Park[];
  /** What is being written down on this machine, the latest first. */
  readonly writeUps: readonly WriteUpDraft[];
  /** What the person intends for their days, once it has been read. Never leaves this machine. */
  readonly days?: Days;
  /** What the person is stuck on, where they say so or allow it to be seen. Never leaves this machine. */
  readonly stuck?: Stuck;
  /** What was done to it since. Oldest first. */
  readonly acts: readonly InboxAction[];
  readonly refused: readonly Refused[];
  readonly aside: readonly Aside[];
  /** Unsent captures on this machine that belong to other accounts, by login. */
  readonly elsewhere: readonly { readonly login: string; readonly count: number }[];
  readonly sync: SyncStatus;
}

export interface Refused {
  readonly mutation: BoardMutation;
  readonly reason: Refusal;
}

export interface SyncStatus {
  /** When GitHub last answered, ISO; absent before the first time. */
  readonly heardAt?: string;
  /** When the window that syncs last took a turn, whatever came of it, ISO. */
  readonly triedAt?: string;
  readonly trouble?: Trouble;
}

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
export function unsentAndRefused({ unsent, refused }: State): readonly BoardMutation[] {
  return [...unsent, ...refused.map(({ mutation }) => mutation)];
}

/** What a person sees: what GitHub has confirmed, with everything still owed to it on top. Several views ask for it. */
export const visible = memo((state: State) => [state], withUnsent);

function withUnsent({ confirmed, team, unsent }: State): Board {
  const ours = unsent.filter((mutation) => mutation.team.repository.id === team?.repository.id);
  // A capture that was edited after a refusal is younger than what has been said about it since.
  const first = ours.filter((mutation) => factsOf(mutation).isFoundation);
  const others = ours.filter((mutation) => !factsOf(mutation).isFoundation);
  return applyAll(confirmed, [...first, ...others]);
}
