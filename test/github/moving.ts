/** Owns how issues leave a repository: by deletion, or for another one. */

import { addComment } from './comments.js';
import { addIssue } from './issues.js';
import { moveFollowers } from './news.js';
import { labelByName } from './permissions.js';
import { type Comment, type Issue, issueOf, type Repository, replace, type World } from './world.js';

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
  removeIssue(world, from, number, now);
  from.fates.set(number, { kind: 'transferred', repository: to.id, number: moved.number });
  const slot = found(to.issues.get(moved.number), `#${moved.number}`);
  const { state, stateReason, closedAt, closedBy, createdAt } = issue;
  const arrived = found(slot.current, `#${moved.number}`);
  replace(world, slot, { ...arrived, state, stateReason, closedAt, closedBy, createdAt }, now);
  return moved.number;
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
