/** Owns what may happen to the comments under an issue. Both doors and people on github.com come through here. */

import { type Act, existingIssue, isLonger, longestBody, slotFor } from './act.js';
import { wholeSecond } from './clock.js';
import { atLeast, demandOwnOrWrite, roleToChange } from './permissions.js';
import { invalid, notFound, Refusal } from './refusal.js';
import {
  type Comment,
  type Issue,
  issueOf,
  newId,
  nodeId,
  type Repository,
  replace,
  type Slot,
  slotOf,
  type World,
} from './world.js';

export function createComment(act: Act, number: number, body: string): Comment {
  const { world, repository } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  const issue = existingIssue(repository, number);
  if (issue.locked && !atLeast(role, 'write')) {
    throw new Refusal(403, 'Unable to create comment because issue is locked.');
  }
  checkComment(body);
  return addComment(world, repository, issue, { author: user.id, body, now: act.now });
}

export function addComment(
  world: World,
  repository: Repository,
  issue: Issue,
  input: { author: number; body: string; now: number },
): Comment {
  const id = newId(world, 'content');
  const at = wholeSecond(input.now);
  const comment: Comment = {
    id,
    nodeId: nodeId('IC', id),
    repository: repository.id,
    issue: issue.number,
    author: input.author,
    body: input.body,
    createdAt: at,
    updatedAt: at,
  };
  repository.comments.set(id, slotOf(comment, input.now));
  const thread = repository.threads.get(issue.number);
  if (thread) thread.push(id);
  else repository.threads.set(issue.number, [id]);
  const counted = { ...issue, comments: issue.comments + 1, updatedAt: Math.max(issue.updatedAt, at) };
  replace(world, slotFor(repository, issue.number), counted, input.now);
  return comment;
}

/** Unverified: that editing or deleting a comment leaves the issue's `updated_at` alone. */
export function updateComment(act: Act, id: number, body: string): Comment {
  const { comment, slot } = changeableComment(act, id);
  checkComment(body);
  if (comment.body === body) return comment;
  const written = { ...comment, body, updatedAt: Math.max(comment.updatedAt, wholeSecond(act.now)) };
  replace(act.world, slot, written, act.now);
  return written;
}

export function deleteComment(act: Act, id: number): void {
  const { comment, slot } = changeableComment(act, id);
  replace(act.world, slot, undefined, act.now);
  const issue = issueOf(act.repository, comment.issue);
  if (!issue) return;
  replace(act.world, slotFor(act.repository, issue.number), { ...issue, comments: issue.comments - 1 }, act.now);
}

function changeableComment(act: Act, id: number): { comment: Comment; slot: Slot<Comment> } {
  const { user, role } = roleToChange(act.world, act.repository, act.viewer);
  const slot = act.repository.comments.get(id);
  if (!slot?.current) throw notFound();
  demandOwnOrWrite(role, user, slot.current);
  return { comment: slot.current, slot };
}

function checkComment(body: string): void {
  const failure = { resource: 'IssueComment', field: 'data', code: 'unprocessable' };
  if (body.trim() === '') throw invalid({ ...failure, message: 'Body cannot be blank' });
  if (isLonger(body, longestBody)) {
    throw invalid({ ...failure, message: `Body is too long (maximum is ${longestBody} characters)` });
  }
}
