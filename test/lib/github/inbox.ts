/**
 * What the simulated GitHub keeps for notifications: who follows which issue, what has come into whose inbox, and the
 * ways of GitHub that tests can change. It decides nothing: who hears of what is in `news.ts`, what becomes of it in `threads.ts`.
 */

import type { Repository, Slot } from './world.js';

/** Weakest first. `state_change`: the person has closed or reopened it. Without teams and workflows, there are no others. */
const reasons = [
  'subscribed',
  'manual',
  'comment',
  'state_change',
  'author',
  'review_requested',
  'assign',
  'mention',
] as const;

export type Reason = (typeof reasons)[number];

/** One for each person and issue, pull request or discussion. */
export interface Thread {
  readonly id: number;
  readonly user: number;
  /** The issue's or discussion's database id; it may itself be gone. */
  readonly issue: number;
  readonly repository: number;
  readonly number: number;
  readonly kind: 'Issue' | 'PullRequest' | 'Discussion';
  /** As it was when something last happened. */
  readonly title: string;
  readonly reason: Reason;
  readonly unread: boolean;
  /** Put away by its reader: read as well, and nobody who asks can tell the difference. */
  readonly done: boolean;
  readonly updatedAt: number;
  readonly lastReadAt: number | null;
  /** The comment that was the news; null: something else was. */
  readonly latestComment: number | null;
}

/** How somebody stands to an issue they have had to do with. */
export interface Following {
  readonly reason: Reason;
  readonly state: 'subscribed' | 'ignored' | 'left';
  readonly since: number;
}

/** GitHub is still busy marking everything up to a moment as read. */
export interface Backlog {
  readonly user: number;
  /** Undefined: everywhere. */
  readonly repository: number | undefined;
  readonly upTo: number;
  readonly finishedAt: number;
}

export interface InboxWays {
  /** What `X-Poll-Interval` says. */
  readonly pollSeconds: number;
  /**
   * Threads in repositories that are deleted or that one may no longer see: left out of lists (`hidden`, default), or still
   * there with a subject whose address answers 404. Unverified which; both are reported.
   */
  readonly lostRepositories: 'hidden' | 'listed';
  /**
   * What `Last-Modified` tells: the newest activity, whether read or not (`activity`, default), or the newest thread of the
   * list, so that it goes back in time when that one is read (`listed`, as measured for gitify#2303).
   * Either way reading or finishing a thread elsewhere is hidden from whoever asks with `If-Modified-Since`: they get 304.
   */
  readonly lastModified: 'activity' | 'listed';
  /** Turned away altogether: fine-grained tokens (403), servers that do not have it (404). */
  readonly refusal: 403 | 404 | undefined;
}

export interface Inboxes {
  /** By person, then by issue id. */
  readonly threads: Map<number, Map<number, Slot<Thread>>>;
  /** By issue id, then by person. */
  readonly followers: Map<number, Map<number, Following>>;
  /** By issue id, who has ever ended following it by their own act, oldest first. */
  readonly unsubscribed: Map<number, number[]>;
  /** Who watches a repository. On github.com people with write access do so unasked; here they say so. */
  readonly watchers: Map<number, Set<number>>;
  /** Deleted repositories: their names stand in threads that are still listed. */
  readonly lost: Map<number, Repository>;
  backlog: readonly Backlog[];
  ways: InboxWays;
  nextThread: number;
}

export const emptyInboxes = (): Inboxes => ({
  threads: new Map(),
  followers: new Map(),
  unsubscribed: new Map(),
  watchers: new Map(),
  lost: new Map(),
  backlog: [],
  ways: { pollSeconds: 60, lostRepositories: 'hidden', lastModified: 'activity', refusal: undefined },
  // Beyond 32 bits, as on github.com.
  nextThread: 19_482_771_305,
});

/**
 * A thread keeps the strongest reason it ever had: whoever was mentioned once reads `mention` for good. GitHub's description
 * says so of author and mention. Unverified: the order of the others.
 */
export const stronger = (before: Reason | undefined, reason: Reason): Reason =>
  before !== undefined && reasons.indexOf(before) > reasons.indexOf(reason) ? before : reason;
