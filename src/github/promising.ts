/** How it is told when I will look at what waits for me: in one comment of mine, which is read before it is written. */
import type { Delta } from '../model/board/board.js';
import { authorOf, type GivePromise } from '../model/board/mutation.js';
import type { Found, Outcome } from '../ports/remote.js';
import { isSameBody, longestBody } from '../records/block.js';
import { editPromise, readPromise, writePromise } from '../records/promise.js';

type Failed = Extract<Outcome, { kind: 'blocked' | 'refused' | 'unsure' }>;

/** Where comments stand. */
export interface PromisePlace<C extends { readonly body: string }> {
  /** My comment that holds a promise. Of several the first counts: that is the one that is read. */
  own(): Promise<{ readonly kind: 'listed'; readonly comment?: C } | Failed>;
  /** Whether somebody else has changed it last: then it promises nothing, until I have written it anew. */
  isAnothers(comment: C): Promise<boolean>;
  create(body: string): Promise<Outcome>;
  /** `gone`: deleted since it was listed. */
  change(comment: C, body: string): Promise<Outcome | { readonly kind: 'gone' }>;
  /** What is known where nothing had to be written. */
  deltaOf(comment: C | undefined): Delta;
}

/** Invariant: one comment a person and place. It is created only where the list holds none, and what others made of it is not kept. */
export async function keepPromiseAt<C extends { readonly body: string }>(
  place: PromisePlace<C>,
  mutation: GivePromise,
): Promise<Outcome> {
  const own = await place.own();
  if (own.kind !== 'listed') return own;
  const record = { by: authorOf(mutation), at: mutation.promised, zone: mutation.zone };
  const create = async (): Promise<Outcome> =>
    mutation.promised === null ? { kind: 'done', delta: place.deltaOf(undefined) } : place.create(writePromise(record));
  const { comment } = own;
  if (!comment) return create();
  const body = (await place.isAnothers(comment)) ? writePromise(record) : editPromise(comment.body, record);
  if (body === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  const excess = body.length - longestBody;
  if (excess > 0) return { kind: 'refused', reason: { kind: 'tooLong', detail: String(excess) } };
  if (isSameBody(body, comment.body)) return { kind: 'done', delta: place.deltaOf(comment) };
  const changed = await place.change(comment, body);
  return changed.kind === 'gone' ? create() : changed;
}

/** Looks for the promise that an earlier, ambiguous push may have told. */
export async function findPromiseAt<C extends { readonly body: string }>(
  place: PromisePlace<C>,
  mutation: GivePromise,
): Promise<Found> {
  const own = await place.own();
  if (own.kind === 'blocked') return own;
  if (own.kind !== 'listed' || !own.comment || (await place.isAnothers(own.comment))) return { kind: 'absent' };
  const promise = readPromise(own.comment.body, authorOf(mutation));
  const isThere = promise?.kind === 'ours' && promise.at === mutation.promised;
  return isThere ? { kind: 'done', delta: place.deltaOf(own.comment) } : { kind: 'absent' };
}
