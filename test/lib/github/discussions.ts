/** What may happen to discussions. People on github.com come through here, and GraphQL's mutations. */

import { type Act, isLonger, longestBody } from './act.js';
import { wholeSecond } from './clock.js';
import {
  type Category,
  type Classifier,
  type CloseReason,
  categoriesOf,
  categoryOf,
  type Discussion,
  type DiscussionComment,
  discussionOf,
  dropDiscussion,
  putDiscussion,
  type ReactionContent,
} from './forum.js';
import { tellOfDiscussion, tellOfReply } from './news.js';
import { atLeast, demand, roleToChange } from './permissions.js';
import { forbidden, notFound, Refusal } from './refusal.js';
import { type LockReason, newId, nodeId, type Repository, type Role, type User, type World } from './world.js';

export interface NewDiscussion {
  /** Its name. */
  readonly category: string;
  readonly title: string;
  readonly body: string;
}

/**
 * Unverified: the words of all refusals here (people on github.com are not offered what they may not do), and that nobody is told
 * of an answer that was marked, or of a discussion that was closed.
 */
export function createDiscussion(act: Act, input: NewDiscussion): Discussion {
  const { world, repository, now } = act;
  const { user, role } = writer(act);
  const category = categoryNamed(act, input.category);
  if (category.openTo === 'maintainers') demand(role, 'maintain');
  if (category.openTo === 'web' && act.viewer.token) throw new Refusal(422, 'Polls cannot be created here');
  checkText(input.title, 'Title');
  checkText(input.body, 'Body');
  const discussion = addDiscussion(world, repository, { ...input, author: user.id, now });
  tellOfDiscussion({ world, repository, by: user.id, now }, discussion);
  return discussion;
}

function categoryNamed({ world, repository }: Pick<Act, 'world' | 'repository'>, name: string): Category {
  const found = categoriesOf(world, repository).find((one) => one.name === name);
  if (!found) throw notFound();
  return found;
}

/** The plain effect, without permissions, and nobody hears of it. */
export function addDiscussion(
  world: World,
  repository: Repository,
  { now, category, title, body, author }: NewDiscussion & { readonly author: number; readonly now: number },
): Discussion {
  const id = newId(world, 'discussion');
  const at = wholeSecond(now);
  const begun = {
    id,
    nodeId: nodeId('D', id),
    repository: repository.id,
    number: repository.nextNumber++,
    category: categoryNamed({ world, repository }, category).slug,
    title,
    body,
    author,
    comments: [],
    answer: null,
    closedAt: null,
    closedAs: null,
    locked: false,
    lockReason: null,
    edited: null,
    reactions: [],
    createdAt: at,
    updatedAt: at,
  };
  return putDiscussion(world, begun, now);
}

/** @param replyTo the id of a comment that is no reply itself */
export function commentOnDiscussion(
  act: Act,
  number: number,
  body: string,
  replyTo: number | null = null,
): DiscussionComment {
  const { world, repository, now } = act;
  const { user, role, discussion } = change(act, number);
  if (discussion.locked) demand(role, 'write');
  checkText(body, 'Body');
  const root = replyTo === null ? undefined : commentIn(discussion, replyTo);
  if (root && root.replyTo !== null)
    throw new Refusal(422, 'Parent comment is already in a thread, cannot reply to it');
  const comment = newComment(world, { author: user.id, body, createdAt: wholeSecond(now), replyTo });
  const said = put(act, { ...discussion, comments: [...discussion.comments, comment] });
  tellOfReply({ world, repository, by: user.id, now }, said, body);
  return comment;
}

export function newComment(world: World, { author, body, createdAt, replyTo = null }: NewComment): DiscussionComment {
  const id = newId(world, 'discussion');
  return {
    id,
    nodeId: nodeId('DC', id),
    author,
    body,
    replyTo,
    minimized: null,
    deletedAt: null,
    edited: null,
    reactions: [],
    createdAt,
  };
}

interface NewComment extends Pick<DiscussionComment, 'author' | 'body' | 'createdAt'> {
  readonly replyTo?: number | null;
}

/** By whoever asked, and by triage upwards; where questions are asked. */
export function markAnswer(act: Act, number: number, commentId: number): Discussion {
  const { user, discussion } = mine(act, number);
  if (!categoryOf(act.world, act.repository, discussion.category).isAnswerable)
    throw new Refusal(422, 'This discussion does not support answers');
  commentIn(discussion, commentId);
  return put(act, { ...discussion, answer: { comment: commentId, by: user.id, at: wholeSecond(act.now) } });
}

/** Unverified: that a comment which is not the answer is left alone. @param commentId whichever it is, where absent */
export function unmarkAnswer(act: Act, number: number, commentId?: number): Discussion {
  const { discussion } = mine(act, number);
  const { answer } = discussion;
  const isMeant = answer && (commentId === undefined || answer.comment === commentId);
  return isMeant ? put(act, { ...discussion, answer: null }) : discussion;
}

export function closeDiscussion(act: Act, number: number, reason: CloseReason = 'RESOLVED'): Discussion {
  const { discussion } = mine(act, number);
  if (discussion.closedAt !== null) return discussion;
  return put(act, { ...discussion, closedAt: wholeSecond(act.now), closedAs: reason });
}

export function reopenDiscussion(act: Act, number: number): Discussion {
  const { discussion } = mine(act, number);
  return discussion.closedAt === null ? discussion : put(act, { ...discussion, closedAt: null, closedAs: null });
}

interface DiscussionEdit {
  readonly title?: string;
  readonly body?: string;
  /** Its name. */
  readonly category?: string;
}

/** By its author and by triage upwards; another category takes triage. */
export function editDiscussion(act: Act, number: number, { title, body, category }: DiscussionEdit): Discussion {
  const { user, role, discussion } = mine(act, number);
  if (category !== undefined) demand(role, 'triage');
  if (title !== undefined) checkText(title, 'Title');
  if (body !== undefined) checkText(body, 'Body');
  const next = {
    ...discussion,
    ...(title !== undefined && { title }),
    ...(body !== undefined && body !== discussion.body && { body, edited: { by: user.id, at: wholeSecond(act.now) } }),
    ...(category !== undefined && { category: categoryNamed(act, category).slug }),
  };
  return putEdited(act, next);
}

/** By its author and by triage upwards. */
export function editDiscussionComment(act: Act, number: number, id: number, body: string): Discussion {
  const { user, role, discussion } = change(act, number);
  demandAuthor(commentIn(discussion, id), user, role);
  checkText(body, 'Body');
  const edited = { by: user.id, at: wholeSecond(act.now) };
  return putEdited(
    act,
    withComment(discussion, id, (comment) => ({ ...comment, body, edited })),
  );
}

/** One with replies leaves its place behind; unverified: that its text is gone. */
export function deleteDiscussionComment(act: Act, number: number, id: number): Discussion {
  const { user, role, discussion } = change(act, number);
  demandAuthor(commentIn(discussion, id), user, role);
  const hasReplies = discussion.comments.some(({ replyTo }) => replyTo === id);
  const deletedAt = wholeSecond(act.now);
  const { comments } = hasReplies
    ? withComment(discussion, id, (comment) => ({ ...comment, body: '', deletedAt }))
    : { comments: discussion.comments.filter((comment) => comment.id !== id) };
  const answer = discussion.answer?.comment === id ? null : discussion.answer;
  return putEdited(act, { ...discussion, comments, answer });
}

export function minimizeDiscussionComment(act: Act, number: number, id: number, why: Classifier): Discussion {
  const { role, discussion } = change(act, number);
  demand(role, 'triage');
  commentIn(discussion, id);
  return putEdited(
    act,
    withComment(discussion, id, (comment) => ({ ...comment, minimized: why })),
  );
}

/** @param reason null: locked without one. `undefined`: unlocked */
export function lockDiscussion(act: Act, number: number, reason: LockReason | null | undefined): Discussion {
  const { role, discussion } = change(act, number);
  demand(role, 'triage');
  return put(act, { ...discussion, locked: reason !== undefined, lockReason: reason ?? null });
}

export function deleteDiscussion(act: Act, number: number): void {
  const { role, discussion } = change(act, number);
  demand(role, 'triage');
  dropDiscussion(act.world, discussion, act.now);
}

/** The same twice is the same as once. Unverified: that reactions leave the discussion's `updatedAt`. @param id undefined: the discussion itself */
export function reactToDiscussion(
  act: Act,
  number: number,
  { id, content, change: what }: { id: number | undefined; content: ReactionContent; change: 'add' | 'remove' },
): Discussion {
  const { user, role, discussion } = change(act, number);
  if (discussion.locked) demand(role, 'write');
  if (id !== undefined) commentIn(discussion, id);
  const reacted = <T extends Pick<DiscussionComment, 'reactions'>>(one: T): T => {
    const others = one.reactions.filter(({ by, content: given }) => by !== user.id || given !== content);
    const before = one.reactions.find((given) => !others.includes(given));
    const given = before ?? { by: user.id, content, at: act.now };
    return { ...one, reactions: what === 'add' ? [...others, given] : others };
  };
  const next = id === undefined ? reacted(discussion) : withComment(discussion, id, reacted);
  return putDiscussion(act.world, next, act.now);
}

function withComment(
  discussion: Discussion,
  id: number,
  change: (comment: DiscussionComment) => DiscussionComment,
): Discussion {
  return { ...discussion, comments: discussion.comments.map((one) => (one.id === id ? change(one) : one)) };
}

function commentIn({ comments }: Discussion, id: number): DiscussionComment {
  const found = comments.find((one) => one.id === id && one.deletedAt === null);
  if (!found) throw notFound();
  return found;
}

function demandAuthor({ author }: Pick<DiscussionComment, 'author'>, user: User, role: Role): void {
  if (author !== user.id && !atLeast(role, 'triage')) throw forbidden();
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

/** What only its author and triage upwards may do. */
function mine(act: Act, number: number): ReturnType<typeof change> {
  const found = change(act, number);
  demandAuthor(found.discussion, found.user, found.role);
  return found;
}

const put = (act: Act, discussion: Discussion): Discussion =>
  putDiscussion(act.world, { ...discussion, updatedAt: Math.max(discussion.updatedAt, wholeSecond(act.now)) }, act.now);

/** Unverified, like that of issues: whether an edit moves `updatedAt`. */
const putEdited = (act: Act, discussion: Discussion): Discussion =>
  act.world.editedComments === 'touchIssue' ? put(act, discussion) : putDiscussion(act.world, discussion, act.now);

function checkText(text: string, what: 'Title' | 'Body'): void {
  if (text.trim() === '') throw new Refusal(422, `${what} can't be blank`);
  if (isLonger(text, longestBody)) throw new Refusal(422, `${what} is too long (maximum is ${longestBody} characters)`);
}
