/** How issues leave a repository: by deletion, for another one, or by becoming a discussion. */

import { type Act, existingIssue, putIssue } from './act.js';
import { wholeSecond } from './clock.js';
import { addComment } from './comments.js';
import { moveDependencies } from './dependencies.js';
import { addDiscussion, newComment } from './discussions.js';
import { type Discussion, putDiscussion } from './forum.js';
import { addIssue } from './issues.js';
import { moveFollowers } from './news.js';
import { demand, labelByName, roleToChange } from './permissions.js';
import { notFound, Refusal } from './refusal.js';
import {
  type Comment,
  type Issue,
  issueOf,
  type Repository,
  type Role,
  replace,
  type User,
  type World,
} from './world.js';

/** Takes an issue and its comments away. */
export function removeIssue(world: World, repository: Repository, number: number, now: number): void {
  const slot = found(repository.issues.get(number), `#${number}`);
  if (slot.current) world.issueIds.delete(slot.current.id);
  replace(world, slot, undefined, now);
  for (const id of repository.threads.get(number) ?? []) {
    const comment = repository.comments.get(id);
    if (comment?.current) replace(world, comment, undefined, now);
  }
}

/** With write access to both repositories; never out of a private one into a public one. */
export function transfer(act: Act, number: number, to: Repository): number {
  const { world, repository, viewer, now } = act;
  const { role } = plainIssue(act, number);
  demand(role, 'write');
  demand(roleToChange(world, to, viewer).role, 'write');
  // Unverified: the words.
  if (repository.private && !to.private)
    throw new Refusal(422, 'Issues in private repositories cannot be transferred to public ones.');
  return transferIssue(world, repository, number, to, now);
}

/** Unverified: that a transferred issue and its comments get new database ids. Labels travel by name. */
export function transferIssue(world: World, from: Repository, number: number, to: Repository, now: number): number {
  const issue = found(issueOf(from, number), `#${number}`);
  const comments = commentsOf(from, number);
  const labels = issue.labels
    .map((id) => labelByName(to, from.labels.get(id)?.name ?? ''))
    .filter((label) => label !== undefined)
    .map(({ id }) => id);
  const moved = addIssue(world, to, { ...issue, labels, now });
  for (const comment of comments) {
    const current = found(issueOf(to, moved.number), `#${moved.number}`);
    addComment(world, to, current, { author: comment.author, body: comment.body, now });
  }
  moveFollowers(world, issue, moved);
  if (world.transferredDependencies === 'kept') moveDependencies(world, issue, moved, now);
  removeIssue(world, from, number, now);
  from.fates.set(number, { kind: 'transferred', repository: to.id, number: moved.number });
  const slot = found(to.issues.get(moved.number), `#${moved.number}`);
  const { state, stateReason, closedAt, closedBy, createdAt } = issue;
  const arrived = found(slot.current, `#${moved.number}`);
  replace(world, slot, { ...arrived, state, stateReason, closedAt, closedBy, createdAt }, now);
  return moved.number;
}

/** Administrators only. */
export function deleteIssue(act: Act, number: number): void {
  const { role } = plainIssue(act, number);
  demand(role, 'admin');
  removeIssue(act.world, act.repository, number, act.now);
  act.repository.fates.set(number, { kind: 'deleted' });
}

/**
 * Unverified: that it takes triage, that the discussion has a number of its own and whoever follows the issue follows it. What
 * becomes of the issue is one of the world's ways: once it was deleted, by the words of newer descriptions it is closed.
 */
export function convertIssue(act: Act, number: number, category: string): Discussion {
  const { world, repository, now } = act;
  const { user, role, issue } = plainIssue(act, number);
  demand(role, 'triage');
  if (!repository.hasDiscussions) throw notFound();
  const { title, body, author } = issue;
  const begun = addDiscussion(world, repository, { title, body: body ?? '', author, category, now });
  const comments = commentsOf(repository, number).map((comment) => newComment(world, comment));
  const discussion = putDiscussion(world, { ...begun, comments, createdAt: issue.createdAt }, now);
  moveFollowers(world, issue, discussion);
  if (world.convertedIssues === 'closed') {
    const closed = { state: 'closed', closedAt: wholeSecond(now), closedBy: user.id, locked: true } as const;
    putIssue(act, issue, { ...issue, ...closed });
    return discussion;
  }
  removeIssue(world, repository, number, now);
  repository.fates.set(number, { kind: 'converted', number: discussion.number });
  return discussion;
}

/** None of this can happen to a pull request. */
function plainIssue({ world, repository, viewer }: Act, number: number): { user: User; role: Role; issue: Issue } {
  const who = roleToChange(world, repository, viewer);
  const issue = existingIssue(repository, number);
  if (issue.pullRequest) throw notFound();
  return { ...who, issue };
}

/** What stands under an issue, oldest first. */
export function commentsOf(repository: Repository, number: Issue['number']): Comment[] {
  const ids = repository.threads.get(number) ?? [];
  return ids.map((id) => repository.comments.get(id)?.current).filter((comment) => comment !== undefined);
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}
