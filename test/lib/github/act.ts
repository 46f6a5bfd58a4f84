/** What every act on an issue has in common: who, where and when; finding the issue; writing it back. */

import { wholeSecond } from './clock.js';
import { issuesDisabled, type Viewer } from './permissions.js';
import { notFound, Refusal } from './refusal.js';
import { type Issue, issueOf, type Repository, replace, type Slot, type World } from './world.js';

/** Somebody does something somewhere, now. */
export interface Act {
  readonly world: World;
  readonly repository: Repository;
  readonly viewer: Viewer;
  /** Milliseconds. */
  readonly now: number;
}

/** The issue, or why it is not here any more. Where a transferred one went is told by the route, which knows addresses. */
export function existingIssue(repository: Repository, number: number): Issue {
  const issue = issueOf(repository, number);
  if (issue) {
    if (!repository.hasIssues && !issue.pullRequest) throw issuesDisabled();
    return issue;
  }
  // Unverified: that one that became a discussion says so in no other way.
  const fate = repository.fates.get(number)?.kind;
  if (fate === 'deleted' || fate === 'converted') throw new Refusal(410, 'This issue was deleted');
  throw notFound();
}

export function slotFor(repository: Repository, number: number): Slot<Issue> {
  const slot = repository.issues.get(number);
  if (!slot) throw notFound();
  return slot;
}

/** Writes a changed issue and moves its `updated_at`; an unchanged one stays as it is. */
export function putIssue(act: Act, before: Issue, after: Issue): Issue {
  if (isSame(before, after)) return before;
  const written = { ...after, updatedAt: Math.max(before.updatedAt, wholeSecond(act.now)) };
  replace(act.world, slotFor(act.repository, before.number), written, act.now);
  return written;
}

/** Something happened that the issue itself does not hold: only its `updated_at` moves. */
export function touchIssue(act: Act, issue: Issue): Issue {
  const updatedAt = Math.max(issue.updatedAt, wholeSecond(act.now));
  if (updatedAt === issue.updatedAt) return issue;
  const written = { ...issue, updatedAt };
  replace(act.world, slotFor(act.repository, issue.number), written, act.now);
  return written;
}

function isSame(a: Issue, b: Issue): boolean {
  if (a === b) return true;
  return (Object.keys(a) as (keyof Issue)[]).every((key) => {
    const left = a[key];
    const right = b[key];
    return left === right || (Array.isArray(left) && Array.isArray(right) && left.join() === right.join());
  });
}

/** GitHub's limit for issues and comments; in characters, not bytes. */
export const longestBody = 65_536;

/** Counts characters as people do, not UTF-16 units. Unverified: which of the two GitHub counts. */
export const isLonger = (text: string, most: number): boolean => text.length > most && [...text].length > most;
