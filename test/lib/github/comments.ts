/** What may happen to the comments under an issue. Both doors and people on github.com come through here. */

import { type Act, existingIssue, isLonger, longestBody, slotFor } from './act.js';
import { wholeSecond } from './clock.js';
import { tellOfComment } from './news.js';
import { atLeast, demandOwnOrWrite, roleToChange } from './permissions.js';
import { invalid, notFound, Refusal } from './refusal.js';
import {
  type Comment,
  type Issue,
  issueOf,
  newId,
  nodeId,
  type Repository,
  type Role,
  replace,
  type Slot,
  slotOf,
  type User,
  type World,
} from './world.js';

export function createComment(act: Act, number: number, body: string): Comment {
  const { world, repository } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  const issue = existingIssue(repository, number);
  demandUnlocked(issue, role);
  checkComment(body);
  const comment = addComment(world, repository, issue, { author: user.id, body, now: act.now });
  tellOfComment({ world, repository, issue, by: user.id, now: act.now }, comment);
  return comment;
}

/** The plain effect, and nobody hears of it. */
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
    edited: null,
  };
  repository.comments.set(id, slotOf(comment, input.now));
  const thread = repository.threads.get(issue.number);
  if (thread) thread.push(id);
  else repository.threads.set(issue.number, [id]);
  const counted = { ...issue, comments: issue.comments + 1, updatedAt: Math.max(issue.updatedAt, at) };
  replace(world, slotFor(repository, issue.number), counted, input.now);
  return comment;
}

/** Nobody is notified. Whether the issue's `updated_at` moves is one of the world's ways. */
export function updateComment(act: Act, id: number, body: string): Comment {
  const { comment, slot, user } = changeableComment(act, id);
  checkComment(body);
  if (comment.body === body) return comment;
  const at = wholeSecond(act.now);
  const written = { ...comment, body, updatedAt: Math.max(comment.updatedAt, at), edited: { by: user.id, at } };
  replace(act.world, slot, written, act.now);
  replaceIssue(act, comment, (issue) => issue);
  return written;
}

export function deleteComment(act: Act, id: number): void {
  const { comment, slot } = changeableComment(act, id);
  replace(act.world, slot, undefined, act.now);
  replaceIssue(act, comment, (issue) => ({ ...issue, comments: issue.comments - 1 }));
}

/** What a changed or deleted comment does to its issue. */
function replaceIssue(act: Act, comment: Comment, change: (issue: Issue) => Issue): void {
  const { repository, world, now } = act;
  const issue = issueOf(repository, comment.issue);
  if (!issue) return;
  const isTouched = world.editedComments === 'touchIssue';
  const updatedAt = isTouched ? Math.max(issue.updatedAt, wholeSecond(now)) : issue.updatedAt;
  const next = { ...change(issue), updatedAt };
  if (next.updatedAt === issue.updatedAt && next.comments === issue.comments) return;
  replace(world, slotFor(repository, issue.number), next, now);
}

function changeableComment(act: Act, id: number): { comment: Comment; slot: Slot<Comment>; user: User } {
  const { user, role } = roleToChange(act.world, act.repository, act.viewer);
  const slot = act.repository.comments.get(id);
  if (!slot?.current) throw notFound();
  demandOwnOrWrite(role, user, slot.current);
  // GraphQL names the lock among the reasons why a comment cannot be updated. Unverified for REST.
  const issue = issueOf(act.repository, slot.current.issue);
  if (issue) demandUnlocked(issue, role);
  return { comment: slot.current, slot, user };
}

export function demandUnlocked(issue: Issue, role: Role): void {
  if (!issue.locked || atLeast(role, 'write')) return;
  throw new Refusal(403, 'Unable to create comment because issue is locked.');
}

export function checkComment(body: string): void {
  const failure = { resource: 'IssueComment', field: 'data', code: 'unprocessable' };
  if (body.trim() === '') throw invalid({ ...failure, message: 'Body cannot be blank' });
  if (isLonger(body, longestBody)) {
    throw invalid({ ...failure, message: `Body is too long (maximum is ${longestBody} characters)` });
  }
}
