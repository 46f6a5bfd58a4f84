/** Owns what may happen to discussions. People on github.com come through here. */

import { type Act, isLonger, longestBody } from './act.js';
import { wholeSecond } from './clock.js';
import {
  type CategoryName,
  categories,
  type Discussion,
  type DiscussionComment,
  discussionOf,
  putDiscussion,
} from './forum.js';
import { tellOfDiscussion, tellOfReply } from './news.js';
import { atLeast, roleToChange } from './permissions.js';
import { forbidden, notFound, Refusal } from './refusal.js';
import { newId, nodeId, type Repository, type Role, type User, type World } from './world.js';

export interface NewDiscussion {
  readonly category: CategoryName;
  readonly title: string;
  readonly body: string;
}

/**
 * Unverified: the words of all refusals here (people on github.com are not offered what they may not do), and that nobody is told
 * of an answer that was marked, or of a discussion that was closed.
 */
export function createDiscussion(act: Act, input: NewDiscussion): Discussion {
  const { world, repository, now } = act;
  const { user } = writer(act);
  checkText(input.title, 'Title');
  checkText(input.body, 'Body');
  const discussion = addDiscussion(world, repository, { ...input, author: user.id, now });
  tellOfDiscussion({ world, repository, by: user.id, now }, discussion);
  return discussion;
}

/** The plain effect, without permissions, and nobody hears of it. */
export function addDiscussion(
  world: World,
  repository: Repository,
  { now, ...input }: NewDiscussion & { readonly author: number; readonly now: number },
): Discussion {
  const id = newId(world, 'content');
  const at = wholeSecond(now);
  return putDiscussion(world, {
    ...input,
    id,
    nodeId: nodeId('D', id),
    repository: repository.id,
    number: repository.nextNumber++,
    comments: [],
    answer: null,
    closedAt: null,
    createdAt: at,
    updatedAt: at,
  });
}

export function commentOnDiscussion(act: Act, number: number, body: string): DiscussionComment {
  const { world, repository, now } = act;
  const { user, discussion } = change(act, number);
  checkText(body, 'Body');
  const comment = newComment(world, { author: user.id, body, createdAt: wholeSecond(now) });
  const said = put(act, { ...discussion, comments: [...discussion.comments, comment] });
  tellOfReply({ world, repository, by: user.id, now }, said, body);
  return comment;
}

export function newComment(
  world: World,
  input: Pick<DiscussionComment, 'author' | 'body' | 'createdAt'>,
): DiscussionComment {
  const id = newId(world, 'content');
  return { ...input, id, nodeId: nodeId('DC', id) };
}

/** By whoever asked, and by triage upwards; where questions are asked. */
export function markAnswer(act: Act, number: number, commentId: number): Discussion {
  const { user, role, discussion } = change(act, number);
  if (discussion.author !== user.id && !atLeast(role, 'triage')) throw forbidden();
  if (!categories.some(({ name, isAnswerable }) => name === discussion.category && isAnswerable))
    throw new Refusal(422, 'This discussion does not support answers');
  if (!discussion.comments.some(({ id }) => id === commentId)) throw notFound();
  return put(act, { ...discussion, answer: { comment: commentId, by: user.id, at: wholeSecond(act.now) } });
}

export function unmarkAnswer(act: Act, number: number): Discussion {
  const { user, role, discussion } = change(act, number);
  if (discussion.author !== user.id && !atLeast(role, 'triage')) throw forbidden();
  return discussion.answer ? put(act, { ...discussion, answer: null }) : discussion;
}

export function closeDiscussion(act: Act, number: number): Discussion {
  const { user, role, discussion } = change(act, number);
  if (discussion.author !== user.id && !atLeast(role, 'triage')) throw forbidden();
  return discussion.closedAt === null ? put(act, { ...discussion, closedAt: wholeSecond(act.now) }) : discussion;
}

function writer(act: Act): { user: User; role: Role } {
  const who = roleToChange(act.world, act.repository, act.viewer);
  if (!act.repository.hasDiscussions) throw notFound();
  return who;
}

function change(act: Act, number: number): { user: User; role: Role; discussion: Discussion } {
  const who = writer(act);
  const discussion = discussionOf(act.world, act.repository, number);
  if (!discussion) throw notFound();
  return { ...who, discussion };
}

const put = (act: Act, discussion: Discussion): Discussion =>
  putDiscussion(act.world, { ...discussion, updatedAt: Math.max(discussion.updatedAt, wholeSecond(act.now)) });

function checkText(text: string, what: 'Title' | 'Body'): void {
  if (text.trim() === '') throw new Refusal(422, `${what} can't be blank`);
  if (isLonger(text, longestBody)) throw new Refusal(422, `${what} is too long (maximum is ${longestBody} characters)`);
}
