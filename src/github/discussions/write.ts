/** How discussions are written: begun, answered, reacted to, closed, opened again and edited, each once. */
import * as v from 'valibot';
import { type Delta, nothingNew } from '../../model/board/board.js';
import {
  authorOf,
  type CloseThread,
  type Decide,
  type EditThread,
  type MarkAnswer,
  type OpenThread,
  type PickUp,
  type React,
  type Say,
  type ThreadChange,
} from '../../model/board/mutation.js';
import { changedTalk, sayings } from '../../model/threads/change.js';
import type { Said, Talk } from '../../model/threads/talk.js';
import { type Speaker, threadAt } from '../../model/threads/thread.js';
import type { Outcome } from '../../ports/remote.js';
import { longestBody, proseOf } from '../../records/block.js';
import { writeComment } from '../../records/comment.js';
import { writeDecision } from '../../records/decision.js';
import { writeHandOff } from '../../records/handOff.js';
import { writeMemo } from '../../records/memo.js';
import { editSaid, writeThread } from '../../records/thread.js';
import { countsFor } from '../issues/issues.js';
import { look, type ThreadWriting, tell } from './asking.js';
import { commentDocument, discussionDocument, mutations, placeDocument } from './documents.js';
import { contentOf, forumFrom, saidFrom, talkFrom, threadFrom } from './shapes.js';

type Refused = Outcome & { kind: 'refused' };

/** Tried even where GitHub says that discussions are off: it says so to tokens that may not see them, too. */
export async function openThread(writing: ThreadWriting, mutation: OpenThread): Promise<Outcome> {
  const { record: id, threadKind: kind, title, text, named, category, context, terms, handOff, memo } = mutation;
  const by = authorOf(mutation);
  const body = handOff
    ? writeHandOff(text, { id, by, ...handOff })
    : terms
      ? writeDecision(text, { id, by, ...terms })
      : memo
        ? writeMemo(text, { id, by, ...memo })
        : writeThread(text, { id, kind, by, ...(named && { named }), ...(context && { context }) });
  const excess = tooLong(body);
  if (excess) return excess;
  return beginThread(writing, { category: category.id, title, body });
}

/** @param begun `category`: GitHub's name of it */
export async function beginThread(
  writing: ThreadWriting,
  { category, title, body }: { readonly category: string; readonly title: string; readonly body: string },
): Promise<Outcome> {
  const forum = writing.isHere ? writing.board.forum : undefined;
  const place = forum ? { kind: 'told' as const, id: forum.id } : await askPlace(writing);
  if (place.kind !== 'told') return place;
  const variables = { repositoryId: place.id, categoryId: category, title, body };
  const result = await tell(writing, mutations.create, variables);
  if (result.kind === 'refused') return explained(writing, result, category);
  if (result.kind !== 'told') return result;
  const told = partOf(result.data, 'discussion');
  const counts = countsOf(writing);
  const [thread, talk] = [threadFrom(told, counts), talkFrom(told, counts)];
  if (!thread) return unread;
  return { kind: 'done', delta: { ...nothingNew, threads: [thread], ...(talk && { talks: [talk] }) } };
}

/** @param writing only a top-level comment is replied to: of a reply, the one above it */
export async function sayInThread(writing: ThreadWriting, mutation: Say): Promise<Outcome> {
  const body = writeComment(mutation.text, mutation.record, authorOf(mutation));
  const excess = tooLong(body);
  if (excess) return excess;
  const place = await discussionOf(writing, mutation);
  if (place.kind !== 'known') return place;
  const talk = talkOf(writing, place.number);
  const replyToId = mutation.to === undefined ? null : rootOf(talk, mutation.to);
  const result = await tell(writing, mutations.comment, { discussionId: place.id, body, replyToId });
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const comment = partOf(result.data, 'comment');
  const counts = countsOf(writing);
  const said = saidFrom(comment, counts);
  if (!said) return unread;
  const thread = threadFrom(partOf(comment, 'discussion'), counts);
  // What others have said meanwhile is not in here: the reader sees that it is not up to date.
  const talks = talk ? [withComment(talk, said, replyToId ?? undefined)] : [];
  return { kind: 'done', delta: { ...nothingNew, ...(thread && { threads: [thread] }), talks } };
}

export function markAnswer(writing: ThreadWriting, mutation: MarkAnswer): Promise<Outcome> {
  const document = mutation.isOver ? mutations.unmarkAnswer : mutations.markAnswer;
  return changeThread(writing, mutation, () => ({ document, variables: { id: mutation.comment } }));
}

export function react(writing: ThreadWriting, mutation: React): Promise<Outcome> {
  const { comment, reaction, isOver } = mutation;
  const document = isOver ? mutations.unreact : mutations.react;
  return changeThread(writing, mutation, (discussion) => ({
    document,
    variables: { id: comment ?? discussion, content: contentOf(reaction) },
  }));
}

export function closeThread(writing: ThreadWriting, mutation: CloseThread): Promise<Outcome> {
  const { as = 'resolved', isOver } = mutation;
  return changeThread(writing, mutation, (id) =>
    isOver
      ? { document: mutations.reopen, variables: { id } }
      : { document: mutations.close, variables: { id, reason: as.toUpperCase() } },
  );
}

/** Invariant: read, merge, write. What somebody else has written meanwhile is not overwritten, and the record stays. */
export async function editThread(writing: ThreadWriting, mutation: EditThread): Promise<Outcome> {
  const { comment, text, title } = mutation;
  const place = await discussionOf(writing, mutation);
  if (place.kind !== 'known') return place;
  const read =
    comment === undefined
      ? await look(writing, discussionDocument, { number: place.number })
      : await look(writing, commentDocument, { id: comment });
  if (read.kind !== 'told') return read.kind === 'refused' ? gone : read;
  const now = v.safeParse(textSchema, comment === undefined ? partOf(read.data, 'discussion') : read.data);
  if (!now.success) return gone;
  let body: string | undefined;
  if (text) {
    const prose = proseOf(now.output.body);
    const isThere = prose === text.is.trim();
    if (!isThere && prose !== text.was.trim()) return { kind: 'refused', reason: { kind: 'changedMeanwhile' } };
    body = isThere ? now.output.body : editSaid(now.output.body, text.is);
    if (body === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
    const excess = tooLong(body);
    if (excess) return excess;
  }
  return changeThread(writing, mutation, (id) =>
    comment === undefined
      ? { document: mutations.edit, variables: { id, title, body } }
      : { document: mutations.editComment, variables: { id: comment, body: body ?? now.output.body } },
  );
}

/** An act that may be sent twice without harm. @param act of the discussion's name in GraphQL */
async function changeThread(
  writing: ThreadWriting,
  mutation: Exclude<ThreadChange, Say | Decide | PickUp>,
  act: (id: string) => { readonly document: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<Outcome> {
  const place = await discussionOf(writing, mutation);
  if (place.kind !== 'known') return place;
  const { document, variables } = act(place.id);
  const result = await tell(writing, document, variables);
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const told = partOf(result.data, 'discussion') ?? partOf(partOf(result.data, 'comment'), 'discussion');
  const thread = threadFrom(told, countsOf(writing));
  const talk = talkOf(writing, place.number);
  return {
    kind: 'done',
    delta: {
      ...nothingNew,
      ...(thread && { threads: [thread] }),
      ...(talk && { talks: [changedTalk(talk, mutation, { by: myself(writing), at: mutation.at })] }),
    } satisfies Delta,
  };
}

/** Of the discussion that is meant, its number and its name in GraphQL. */
export async function discussionOf(
  writing: ThreadWriting,
  { target, number: stated }: Pick<ThreadChange, 'target' | 'number'>,
): Promise<{ readonly kind: 'known'; readonly id: string; readonly number: number } | Outcome> {
  const known = writing.isHere ? threadAt(writing.board.threads, target) : undefined;
  const number = stated ?? known?.number;
  if (number === undefined) return gone;
  if (known?.id !== undefined && known.number === number) return { kind: 'known', id: known.id, number };
  const result = await look(writing, discussionDocument, { number });
  if (result.kind !== 'told') return result.kind === 'refused' ? gone : result;
  const found = v.safeParse(v.object({ id: v.string() }), partOf(result.data, 'discussion'));
  return found.success ? { kind: 'known', id: found.output.id, number } : gone;
}

/** The repository's own name in GraphQL. Invariant: a name is heard with its number. */
async function askPlace(
  writing: ThreadWriting,
): Promise<{ readonly kind: 'told'; readonly id: string; readonly data: unknown } | Outcome> {
  const result = await look(writing, placeDocument);
  if (result.kind !== 'told') return result;
  const read = v.safeParse(v.object({ id: v.string(), databaseId: v.number() }), result.data);
  if (!read.success || read.output.databaseId !== writing.repository.id)
    return { kind: 'refused', reason: { kind: 'missing' } };
  return { kind: 'told', id: read.output.id, data: result.data };
}

/** GitHub does not say why no discussion can be begun: it is seen from what it allows. */
async function explained(writing: ThreadWriting, refused: Refused, category: string): Promise<Outcome> {
  const place = await askPlace(writing);
  const forum = place.kind === 'told' && 'data' in place ? forumFrom(place.data) : undefined;
  if (!forum) return refused;
  if (!forum.isOn) return { kind: 'refused', reason: { kind: 'discussionsOff' } };
  const found = forum.categories.find(({ id }) => id === category);
  if (!found) return { kind: 'refused', reason: { kind: 'categoryGone' } };
  return found.isOpen ? refused : { kind: 'refused', reason: { kind: 'categoryClosed' } };
}

/** Nor why nothing can be done in one: it is gone, or locked. */
export async function whyNot(writing: ThreadWriting, refused: Refused, number: number): Promise<Outcome> {
  if (refused.reason.kind === 'invalid') return refused;
  const result = await look(writing, discussionDocument, { number });
  if (result.kind !== 'told') return refused;
  const told = partOf(result.data, 'discussion');
  if (told === undefined) return gone;
  const isLocked = v.safeParse(v.object({ locked: v.literal(true) }), told).success;
  return isLocked && refused.reason.kind === 'forbidden'
    ? { kind: 'refused', reason: { kind: 'threadLocked' } }
    : refused;
}

/** @param to the top-level comment it is a reply to */
export function withComment(talk: Talk, said: Said, to: string | undefined): Talk {
  if (sayings(talk).some(({ id }) => id === said.id)) return talk;
  if (to === undefined) return { ...talk, comments: [...talk.comments, { ...said, replies: [], earlierReplies: 0 }] };
  const comments = talk.comments.map((one) => (one.id === to ? { ...one, replies: [...one.replies, said] } : one));
  return { ...talk, comments };
}

function rootOf(talk: Talk | undefined, id: string): string {
  return talk?.comments.find(({ replies }) => replies.some((one) => one.id === id))?.id ?? id;
}

export function talkOf({ board, isHere }: ThreadWriting, number: number): Talk | undefined {
  return isHere ? board.talks.get(number) : undefined;
}

function myself({ me }: ThreadWriting): Speaker {
  return { kind: 'person', person: { id: me.id, login: me.login }, counts: true };
}

export function countsOf({ me, board }: ThreadWriting) {
  return countsFor(me, board.teamFile);
}

export function partOf(data: unknown, name: string): unknown {
  return (data as Readonly<Record<string, unknown>> | null | undefined)?.[name] ?? undefined;
}

export const gone: Refused = { kind: 'refused', reason: { kind: 'threadGone' } };
/** It was done, and what came of it cannot be read. */
export const unread: Outcome = { kind: 'unsure', trouble: { kind: 'serverDown' } };

export function tooLong(body: string): Outcome | undefined {
  const excess = body.length - longestBody;
  return excess > 0 ? { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } } : undefined;
}

const textSchema = v.object({ body: v.string() });
