/**
 * What the simulated GitHub keeps of a pull request beside its issue: who was asked to review it, what they said, and the
 * merge. It decides nothing: who may do what is in `reviews.ts`.
 */

import type { Issue, World } from './world.js';

export interface ReviewRequest {
  readonly reviewer: number;
  /** Who asked. */
  readonly by: number;
  readonly at: number;
  /** Taken off the list by the reviewer's review. The event stays in the timeline. */
  readonly isAnswered: boolean;
}

export type Verdict = 'approved' | 'changesRequested' | 'commented';

export interface Review {
  readonly id: number;
  readonly nodeId: string;
  readonly author: number;
  readonly verdict: Verdict;
  readonly body: string;
  readonly submittedAt: number;
}

export interface Pull {
  /** Oldest first. */
  readonly requests: readonly ReviewRequest[];
  /** Oldest first. */
  readonly reviews: readonly Review[];
  /** Absent: from a branch nobody has named. */
  readonly branch?: string;
  /** On its last commit. */
  readonly checks?: readonly { readonly name: string; readonly conclusion: 'SUCCESS' | 'FAILURE' | null }[];
  readonly merged: { readonly by: number; readonly at: number } | null;
}

/** By the issue's database id. */
export type Pulls = Map<number, Pull>;

const untouched: Pull = { requests: [], reviews: [], merged: null };

export const pullOf = (world: World, issue: Issue): Pull => world.pulls.get(issue.id) ?? untouched;

export function putPull(world: World, issue: Issue, pull: Pull): void {
  world.pulls.set(issue.id, pull);
  world.revision++;
}
