/**
 * How it is told when I will look at what waits for me: in one comment of mine, which is read before it is written. A pull request
 * has the comments of its issue.
 */
import { type Board, type Delta, nothingNew } from '../../model/board/board.js';
import { isOwnedBy } from '../../model/board/item.js';
import { withAskedPromise, withPromise } from '../../model/board/links.js';
import { authorOf, type GivePromise, isOnAsked } from '../../model/board/mutation.js';
import type { Found, Outcome } from '../../ports/remote.js';
import { longestBody } from '../../records/block.js';
import { editPromise, readPromise, writePromise } from '../../records/promise.js';
import type { Reading, Writing } from '../client/asking.js';
import { asComment, type Comment } from '../client/shapes.js';
import { look } from './find.js';

type Sending = Writing & { readonly board: Board };

/** Invariant: one comment a person and place. It is created only where the list holds none, and what others made of it is not kept. */
export async function keepPromise(sending: Sending, mutation: GivePromise, number: number): Promise<Outcome> {
  const { ask, meaning, outcome } = sending;
  const own = await ownPromise(sending, number);
  if ('kind' in own) return own;
  const read = (data: unknown) => deltaOf(asComment(data), mutation, number, sending.board);
  const create = async (): Promise<Outcome> => {
    if (mutation.promised === null) return { kind: 'done', delta: forgotten(mutation, number, sending.board) };
    const body = writePromise(recordOf(mutation));
    return outcome(await ask('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body }), read);
  };
  const { comment } = own;
  if (!comment) return create();
  const body = (await isAnothers(sending, comment))
    ? writePromise(recordOf(mutation))
    : editPromise(comment.body, recordOf(mutation));
  if (body === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  const excess = body.length - longestBody;
  if (excess > 0) return { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } };
  if (isSame(body, comment.body)) return { kind: 'done', delta: read(comment) ?? nothingNew };
  const reply = await ask('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id: comment.id, body });
  const meant = meaning(reply);
  // Deleted since it was listed.
  const isGone = meant.kind === 'refused' && (meant.reason.kind === 'gone' || meant.reason.kind === 'missing');
  return isGone ? create() : outcome(reply, read);
}

/** Looks for the promise that an earlier, ambiguous push may have told. */
export async function findPromise(sending: Sending, mutation: GivePromise, number: number): Promise<Found> {
  const own = await ownPromise(sending, number);
  if ('kind' in own) return own;
  const { comment } = own;
  if (!comment || (await isAnothers(sending, comment))) return { kind: 'absent' };
  const promise = readPromise(comment.body, sending.me);
  const isThere = promise?.kind === 'ours' && promise.at === mutation.promised;
  const delta = isThere ? deltaOf(comment, mutation, number, sending.board) : undefined;
  return delta ? { kind: 'done', delta } : { kind: 'absent' };
}

function recordOf(mutation: GivePromise) {
  return { by: authorOf(mutation), at: mutation.promised, zone: mutation.zone };
}

/** More than an issue has. */
const mostPages = 100;

/** Of several the first counts: that is the one that is read. */
async function ownPromise(
  reading: Reading,
  number: number,
): Promise<{ comment?: Comment } | (Found & { kind: 'blocked' })> {
  const own: { comment?: Comment } = {};
  const listed = await look(
    reading,
    'GET /repos/{owner}/{repo}/issues/{number}/comments',
    { number },
    mostPages,
    (one) => {
      const comment = asComment(one);
      if (comment?.user?.id === reading.me.id && readPromise(comment.body, reading.me)) own.comment ??= comment;
      return own.comment && { kind: 'absent' };
    },
  );
  return listed.kind === 'blocked' ? listed : own;
}

/** Whether somebody else has changed it last: then it promises nothing, until I have written it anew. */
async function isAnothers({ editors }: Writing, { node_id, created_at, updated_at }: Comment): Promise<boolean> {
  return created_at !== updated_at && (await editors([node_id]))?.get(node_id) !== undefined;
}

/** GitHub may trim what it stores. */
function isSame(a: string, b: string): boolean {
  return a.trim() === b.trim();
}

function deltaOf(comment: Comment | undefined, mutation: GivePromise, number: number, board: Board): Delta | undefined {
  if (!comment) return undefined;
  const by = authorOf(mutation);
  const promise = { id: comment.node_id, by, at: mutation.promised, told: comment.updated_at };
  if (isOnAsked(mutation)) {
    const found = [withAskedPromise(board.promises.get(number), number, promise)];
    return { ...nothingNew, promises: { heard: [number], found } };
  }
  const item = board.items.get(mutation.target);
  if (!item || !isOwnedBy(item, by, board.teamFile)) return nothingNew;
  return {
    ...nothingNew,
    replies: { heard: [number], found: [withPromise(board.replies.get(number), number, promise)] },
  };
}

/** There is no comment, and none is needed. */
function forgotten(mutation: GivePromise, number: number, { replies, promises }: Board): Delta {
  if (isOnAsked(mutation)) {
    const { [mutation.team.account.id]: _mine, ...others } = promises.get(number)?.promises ?? {};
    const found = [{ number, promises: others }];
    return { ...nothingNew, promises: { heard: [number], found } };
  }
  const known = replies.get(number);
  const found = known && known.replies.length > 0 ? [{ number, replies: known.replies }] : [];
  return { ...nothingNew, replies: { heard: [number], found } };
}
