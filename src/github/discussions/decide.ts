/**
 * How a decision is made on GitHub: one comment, one line above the opening text, closed as resolved, and a comment on what it
 * replaces. It can stop after each of them, so each is looked for before it is done: what is there is not done again, and what is
 * missing is done.
 */
import { type Delta, nothingNew } from '../../model/board/board.js';
import { authorOf, type Decide } from '../../model/board/mutation.js';
import { decidedIn, supersededText } from '../../model/threads/decision.js';
import type { Said } from '../../model/threads/talk.js';
import type { Found, Outcome } from '../../ports/remote.js';
import { proseOf } from '../../records/block.js';
import { writeComment } from '../../records/comment.js';
import { withDecided } from '../../records/decision.js';
import { editSaid, saidRecord } from '../../records/thread.js';
import { look, type ThreadWriting, tell } from './asking.js';
import { decisionDocument, latestCommentsDocument, mutations } from './documents.js';
import { walk } from './find.js';
import { personOf, saidFrom, threadFrom } from './shapes.js';
import { countsOf, discussionOf, gone, partOf, talkOf, tooLong, unread, whyNot, withComment } from './write.js';

/** Invariant: a decision is made once. Whoever has decided before keeps the word. */
export async function decide(writing: ThreadWriting, mutation: Decide): Promise<Outcome> {
  const place = await placeOf(writing, mutation);
  if (place.kind !== 'place') return place;
  const { terms } = place;
  if (!terms) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  if (![terms.decider.id, terms.deputy?.id].includes(writing.me.id))
    return { kind: 'refused', reason: { kind: 'forbidden' } };
  const made = await madeBefore(writing, mutation, place);
  if (made.kind === 'ours') return finish(writing, mutation, place, made.said);
  if (made.kind === 'others') return { kind: 'refused', reason: { kind: 'decidedAlready' } };
  if (made.kind === 'blocked' || made.kind === 'refused') return made;

  const body = writeComment(mutation.text, mutation.record, authorOf(mutation));
  const excess = tooLong(body);
  if (excess) return excess;
  const result = await tell(writing, mutations.comment, { discussionId: place.id, body, replyToId: null });
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const said = saidFrom(partOf(result.data, 'comment'), countsOf(writing));
  return said ? finish(writing, mutation, place, said) : unread;
}

/** Where the comment is there, what was left undone is done. */
export async function findDecided(writing: ThreadWriting, mutation: Decide): Promise<Found> {
  const place = await placeOf(writing, mutation);
  // The next push will say why.
  if (place.kind !== 'place') return place.kind === 'blocked' ? place : { kind: 'absent' };
  const made = await madeBefore(writing, mutation, place);
  if (made.kind === 'blocked') return made;
  if (made.kind !== 'ours') return { kind: 'absent' };
  const outcome = await finish(writing, mutation, place, made.said);
  return outcome.kind === 'unsure' ? { kind: 'blocked', trouble: outcome.trouble } : outcome;
}

interface Place {
  readonly kind: 'place';
  readonly id: string;
  readonly number: number;
  readonly body: string;
  readonly isClosed: boolean;
  readonly terms: NonNullable<ReturnType<typeof saidRecord>>['terms'];
}

async function placeOf(writing: ThreadWriting, mutation: Decide): Promise<Place | Exclude<Outcome, { kind: 'done' }>> {
  const known = await discussionOf(writing, mutation);
  if (known.kind !== 'known') return known.kind === 'done' ? gone : known;
  const { id, number } = known;
  const read = await look(writing, decisionDocument, { number });
  if (read.kind !== 'told') return read.kind === 'refused' ? gone : read;
  const told = partOf(read.data, 'discussion');
  const [thread, body] = [threadFrom(told, countsOf(writing)), partOf(told, 'body')];
  if (!thread || typeof body !== 'string') return gone;
  const isClosed = thread.state === 'closed';
  return { kind: 'place', id, number, body, isClosed, terms: saidRecord(body, personOf(thread.by))?.terms };
}

type Made =
  | { readonly kind: 'ours'; readonly said: Said }
  | { readonly kind: 'others' }
  | { readonly kind: 'none' }
  | Extract<Outcome, { readonly kind: 'blocked' | 'refused' }>;

async function madeBefore(
  writing: ThreadWriting,
  { record }: Decide,
  { number, terms }: Pick<Place, 'number' | 'terms'>,
): Promise<Made> {
  const makers = [terms?.decider.id, terms?.deputy?.id];
  let ours: Said | undefined;
  let isOthers = false;
  const found = await walk(writing, latestCommentsDocument, 'comments', { number }, (one) => {
    const said = saidFrom(one, countsOf(writing));
    const by = said && personOf(said.by)?.id;
    if (said && by === writing.me.id && said.record?.id === record) ours = said;
    else if (said && by !== undefined && makers.includes(by) && decidedIn(said.text) !== undefined) isOthers = true;
    return ours && { kind: 'done', delta: nothingNew };
  });
  if (ours) return { kind: 'ours', said: ours };
  if (found.kind === 'blocked' || found.kind === 'refused') return found;
  return isOthers ? { kind: 'others' } : { kind: 'none' };
}

/** Who decides need not be allowed to change the opening text or to close: the comment is what counts. */
async function finish(writing: ThreadWriting, mutation: Decide, place: Place, said: Said): Promise<Outcome> {
  const { id, number, body, isClosed } = place;
  const prose = proseOf(body);
  // A name in an edited text would tell whom it names of nothing.
  const words = (decidedIn(mutation.text) ?? '').split('\n', 1)[0]?.replaceAll('@', '') ?? '';
  const isMarked = decidedIn(prose.split('\n', 1)[0] ?? '') === words;
  const marked = isMarked ? undefined : editSaid(body, withDecided(prose, words));
  let told: unknown;
  for (const { document, variables } of [
    ...(marked !== undefined && !tooLong(marked)
      ? [{ document: mutations.edit, variables: { id, body: marked } }]
      : []),
    ...(isClosed ? [] : [{ document: mutations.close, variables: { id, reason: 'RESOLVED' } }]),
  ]) {
    const result = await tell(writing, document, variables);
    if (result.kind === 'told') told = partOf(result.data, 'discussion');
    else if (result.kind !== 'refused') return result;
  }
  const { terms } = place;
  const stopped =
    terms?.replaces === undefined ? undefined : await supersede(writing, mutation, terms.replaces, number);
  if (stopped) return stopped;
  const thread = threadFrom(told, countsOf(writing));
  const talk = talkOf(writing, number);
  const talks = talk ? [withComment(talk, said, undefined)] : [];
  return { kind: 'done', delta: { ...nothingNew, ...(thread && { threads: [thread] }), talks } satisfies Delta };
}

/** What it replaces says so. One that is gone, or where nobody may comment any more, is left as it is. Undefined once it is done. */
async function supersede(
  writing: ThreadWriting,
  mutation: Decide,
  replaced: number,
  by: number,
): Promise<Exclude<Outcome, { kind: 'done' | 'refused' }> | undefined> {
  const found = await walk(writing, latestCommentsDocument, 'comments', { number: replaced }, (one) => {
    const said = saidFrom(one, countsOf(writing));
    const isOurs = said && personOf(said.by)?.id === writing.me.id && said.record?.id === mutation.record;
    return isOurs ? { kind: 'done', delta: nothingNew } : undefined;
  });
  if (found.kind === 'blocked') return found;
  if (found.kind !== 'absent') return undefined;
  const read = await look(writing, decisionDocument, { number: replaced });
  if (read.kind === 'blocked') return read;
  const id = read.kind === 'told' ? partOf(partOf(read.data, 'discussion'), 'id') : undefined;
  if (typeof id !== 'string') return undefined;
  const body = writeComment(supersededText(by), mutation.record, authorOf(mutation));
  const result = await tell(writing, mutations.comment, { discussionId: id, body, replyToId: null });
  return result.kind === 'told' || result.kind === 'refused' ? undefined : result;
}
