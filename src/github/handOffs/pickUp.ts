/**
 * How a hand-off is picked up on GitHub: by one comment. Who may, and who was first, is seen from all comments there are, before it
 * is written and once more after: of two who pick up at once the first by GitHub's order has it, and the other is told.
 */
import { nothingNew } from '../../model/board/board.js';
import { authorOf, type PickUp } from '../../model/board/mutation.js';
import { pickUpsIn, stopsOf } from '../../model/threads/handOff.js';
import type { ThreadComment } from '../../model/threads/talk.js';
import type { Found, Outcome } from '../../ports/remote.js';
import { writePickUp } from '../../records/handOff.js';
import { saidRecord } from '../../records/thread.js';
import { look, type ThreadWriting, tell } from '../discussions/asking.js';
import { decisionDocument, latestCommentsDocument, mutations } from '../discussions/documents.js';
import { walk } from '../discussions/find.js';
import { personOf, saidFrom, threadFrom } from '../discussions/shapes.js';
import { countsOf, discussionOf, gone, partOf, talkOf, unread, whyNot, withComment } from '../discussions/write.js';

/** Invariant: it is picked up once. */
export async function pickUp(writing: ThreadWriting, mutation: PickUp): Promise<Outcome> {
  const place = await placeOf(writing, mutation);
  if (place.kind !== 'place') return place;
  const before = await standing(writing, mutation, place);
  if (before.kind === 'ours') return ended(writing, place, before);
  if (before.kind === 'mine') return { kind: 'done', delta: nothingNew };
  if (before.kind !== 'free') return before;

  const body = writePickUp(mutation.record, authorOf(mutation), mutation.of);
  const result = await tell(writing, mutations.comment, { discussionId: place.id, body, replyToId: null });
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const said = saidFrom(partOf(result.data, 'comment'), countsOf(writing));
  if (!said) return unread;
  const after = await standing(writing, mutation, place);
  // It is there: where nobody can say who was first, the board tells it later.
  return after.kind === 'ours' ? ended(writing, place, after) : withSaid(writing, place, said);
}

/** Where the comment is there it has picked it up, or somebody else was first. */
export async function findPickUp(writing: ThreadWriting, mutation: PickUp): Promise<Found> {
  const place = await placeOf(writing, mutation);
  // The next push will say why.
  if (place.kind !== 'place') return place.kind === 'blocked' ? place : { kind: 'absent' };
  const now = await standing(writing, mutation, place);
  if (now.kind === 'blocked') return now;
  if (now.kind !== 'ours') return { kind: 'absent' };
  const outcome = ended(writing, place, now);
  return outcome.kind === 'unsure' ? { kind: 'absent' } : outcome;
}

interface Place {
  readonly kind: 'place';
  readonly id: string;
  readonly number: number;
  readonly terms: NonNullable<NonNullable<ReturnType<typeof saidRecord>>['handOff']>;
}

async function placeOf(writing: ThreadWriting, mutation: PickUp): Promise<Place | Exclude<Outcome, { kind: 'done' }>> {
  const known = await discussionOf(writing, mutation);
  if (known.kind !== 'known') return known.kind === 'done' ? gone : known;
  const { id, number } = known;
  const read = await look(writing, decisionDocument, { number });
  if (read.kind !== 'told') return read.kind === 'refused' ? gone : read;
  const told = partOf(read.data, 'discussion');
  const [thread, body] = [threadFrom(told, countsOf(writing)), partOf(told, 'body')];
  if (!thread || typeof body !== 'string') return gone;
  const terms = saidRecord(body, personOf(thread.by))?.handOff;
  return terms ? { kind: 'place', id, number, terms } : { kind: 'refused', reason: { kind: 'notHandedToYou' } };
}

interface Ours {
  readonly kind: 'ours';
  readonly comment: ThreadComment;
  /** Undefined where it has picked it up; else who was first. */
  readonly first?: string;
}

type Standing =
  | Ours
  | { readonly kind: 'free' }
  | { readonly kind: 'mine' }
  | Extract<Outcome, { readonly kind: 'blocked' | 'refused' }>;

/** How it stands by all comments, the first first. */
async function standing(
  writing: ThreadWriting,
  { record }: PickUp,
  { number, terms }: Pick<Place, 'number' | 'terms'>,
): Promise<Standing> {
  const comments: ThreadComment[] = [];
  const found = await walk(writing, latestCommentsDocument, 'comments', { number }, (one) => {
    const said = saidFrom(one, countsOf(writing));
    if (!said) return 'untold';
    comments.push({ ...said, replies: [], earlierReplies: 0 });
    return undefined;
  });
  if (found.kind === 'blocked' || found.kind === 'refused') return found;
  // Pages come the last first, each in GitHub's order.
  comments.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  const ours = comments.find((one) => one.record?.id === record && personOf(one.by)?.id === writing.me.id);
  const pickUps = pickUpsIn(terms, comments);
  const stop = stopsOf(terms)[pickUps.length] ?? [];
  if (ours) {
    const isFirst = pickUps.some(({ by, at }) => by.id === writing.me.id && at === ours.at);
    const first = pickUps.findLast(({ at }) => at <= ours.at)?.by.login ?? pickUps.at(-1)?.by.login;
    return { kind: 'ours', comment: ours, ...(!isFirst && { first: first ?? '' }) };
  }
  if (stop.some(({ id }) => id === writing.me.id)) return { kind: 'free' };
  const past = stopsOf(terms).slice(0, pickUps.length);
  if (!past.flat().some(({ id }) => id === writing.me.id))
    return { kind: 'refused', reason: { kind: 'notHandedToYou' } };
  // Another window, or somebody who has written it on GitHub.
  if (pickUps.some(({ by }) => by.id === writing.me.id)) return { kind: 'mine' };
  const by = pickUps.at(-1)?.by.login;
  return { kind: 'refused', reason: { kind: 'pickedUpAlready', ...(by !== undefined && { detail: by }) } };
}

function ended(writing: ThreadWriting, place: Place, { comment, first }: Ours): Exclude<Outcome, { kind: 'blocked' }> {
  if (first === undefined) return withSaid(writing, place, comment);
  return { kind: 'refused', reason: { kind: 'pickedUpAlready', ...(first && { detail: first }) } };
}

function withSaid(
  writing: ThreadWriting,
  { number }: Place,
  said: Parameters<typeof withComment>[1],
): Extract<Outcome, { kind: 'done' }> {
  const talk = talkOf(writing, number);
  return { kind: 'done', delta: { ...nothingNew, talks: talk ? [withComment(talk, said, undefined)] : [] } };
}
