/**
 * How somebody checks in on GitHub: one comment in the discussion of the day, which is begun where there is none. Of several of one
 * day the lowest number counts; a comment of mine may stand in any of them. It can stop after each step, so each is looked for
 * before it is done.
 */
import { day as dayLength } from '../../base/zone.js';
import { type Delta, nothingNew } from '../../model/board/board.js';
import { authorOf, type CheckIn } from '../../model/board/mutation.js';
import { readDate } from '../../model/hours/timetable.js';
import { checkInDayOf, checkInDays } from '../../model/posting/checkIns.js';
import { changedTalk } from '../../model/threads/change.js';
import { dayTitle, isCheckInText } from '../../model/threads/checkIn.js';
import type { Said, Talk } from '../../model/threads/talk.js';
import type { Thread } from '../../model/threads/thread.js';
import type { Found, Outcome } from '../../ports/remote.js';
import { type CheckInRecord, editCheckIn, writeCheckIn, writeCheckInDay } from '../../records/checkIn.js';
import { type ThreadWriting, tell } from '../discussions/asking.js';
import { latestCommentsDocument, latestDocument, mutations } from '../discussions/documents.js';
import { walk } from '../discussions/find.js';
import { personOf, saidFrom, talkFrom, threadFrom } from '../discussions/shapes.js';
import { beginThread, countsOf, partOf, talkOf, tooLong, unread, whyNot, withComment } from '../discussions/write.js';

/** Invariant: one comment a person and day. What stands there already is replaced only where the person knew it. */
export async function checkIn(writing: ThreadWriting, mutation: CheckIn): Promise<Outcome> {
  const body = writeCheckIn(mutation.text, recordOf(mutation));
  const excess = tooLong(body);
  if (excess) return excess;
  const known = await threadsOf(writing, mutation);
  if (known.kind !== 'told') return known;
  const mine = await mineIn(writing, mutation, known.threads);
  if (mine.kind === 'blocked' || mine.kind === 'refused') return mine;
  if (mine.kind === 'mine') return replace(writing, mutation, mine);

  const place = known.threads[0] ?? (await begin(writing, mutation));
  if ('kind' in place) return place;
  const result = await tell(writing, mutations.comment, { discussionId: place.id, body, replyToId: null });
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const comment = partOf(result.data, 'comment');
  const said = saidFrom(comment, countsOf(writing));
  if (!said) return unread;
  const thread = threadFrom(partOf(comment, 'discussion'), countsOf(writing));
  return { kind: 'done', delta: deltaOf(writing, { place, ...(thread && { thread }), said }) };
}

/** What an earlier push may have left behind: a discussion without the comment is found by the next one. */
export async function findCheckIn(writing: ThreadWriting, mutation: CheckIn): Promise<Found> {
  const known = await threadsOf(writing, mutation);
  if (known.kind === 'blocked') return known;
  // The next push will say why.
  if (known.kind !== 'told') return { kind: 'absent' };
  const mine = await mineIn(writing, mutation, known.threads);
  if (mine.kind === 'blocked') return mine;
  const isThere = mine.kind === 'mine' && isSame(mine.said.text, mutation.text);
  return isThere ? { kind: 'done', delta: deltaOf(writing, mine) } : { kind: 'absent' };
}

interface Place {
  /** GitHub's name of it. */
  readonly id: string;
  readonly number: number;
  readonly talk?: Talk;
}

type Trouble = Extract<Outcome, { readonly kind: 'blocked' | 'refused' }>;

/** Those of the day, the lowest number first: as the newest are listed, and as they are known here. */
async function threadsOf(
  writing: ThreadWriting,
  { day }: CheckIn,
): Promise<{ readonly kind: 'told'; readonly threads: readonly Place[] } | Trouble> {
  const counts = countsOf(writing);
  const places = new Map<number, Place>();
  const take = ({ id, number }: Thread) => {
    if (id !== undefined && number !== undefined) places.set(number, { id, number });
  };
  if (writing.isHere) for (const one of checkInDays(writing.board).get(day)?.threads ?? []) take(one);
  // Before the day has begun anywhere nobody begins it.
  const earliest = (readDate(day) ?? 0) * dayLength - 2 * dayLength;
  const end: Found = { kind: 'done', delta: nothingNew };
  const walked = await walk(writing, latestDocument, 'discussions', {}, (one) => {
    const thread = threadFrom(one, counts);
    if (!thread) return undefined;
    if (checkInDayOf(thread, talkFrom(withoutTalk(one), counts)) === day) take(thread);
    return Date.parse(thread.createdAt) < earliest ? end : undefined;
  });
  if (walked.kind === 'blocked' || walked.kind === 'refused') return walked;
  return { kind: 'told', threads: [...places.values()].sort((a, b) => a.number - b.number) };
}

/** The list tells the opening text alone. */
function withoutTalk(told: unknown): unknown {
  return { ...(told as object), talk: { totalCount: 0, nodes: [] } };
}

interface Mine {
  readonly kind: 'mine';
  readonly place: Place;
  readonly said: Said;
  /** As it stands there, with its record. */
  readonly body: string;
}

/** My own comment of the day, by whichever of its discussions; one with this record rather than another. */
async function mineIn(
  writing: ThreadWriting,
  { record }: CheckIn,
  threads: readonly Place[],
): Promise<Mine | { readonly kind: 'none' } | Trouble> {
  let found: Mine | undefined;
  for (const place of threads) {
    const walked = await walk(writing, latestCommentsDocument, 'comments', { number: place.number }, (one) => {
      const said = saidFrom(one, countsOf(writing));
      const { body } = one as { readonly body?: unknown };
      if (!said || typeof body !== 'string' || said.hidden?.kind === 'deleted') return undefined;
      if (said.by.kind === 'ghost' && body.includes(record)) return 'untold';
      const isOne = said.record ? said.record.kind === 'checkIn' : isCheckInText(said.text);
      if (personOf(said.by)?.id !== writing.me.id || !isOne) return undefined;
      if (said.record?.id === record) {
        found = { kind: 'mine', place, said, body };
        return { kind: 'done', delta: nothingNew };
      }
      found ??= { kind: 'mine', place, said, body };
      return undefined;
    });
    if (walked.kind === 'blocked' || walked.kind === 'refused') return walked;
    if (found?.said.record?.id === record) return found;
  }
  return found ?? { kind: 'none' };
}

/** Invariant: read, merge, write. */
async function replace(writing: ThreadWriting, mutation: CheckIn, mine: Mine): Promise<Outcome> {
  const { said, place, body } = mine;
  const { text, was, record } = mutation;
  if (isSame(said.text, text)) return { kind: 'done', delta: deltaOf(writing, mine) };
  // Whoever has sent it once, and changed it on github.com since, has said the last word there.
  if (was === undefined && said.record?.id === record) return { kind: 'done', delta: deltaOf(writing, mine) };
  if (was === undefined) return { kind: 'refused', reason: { kind: 'checkedInAlready' } };
  if (!isSame(said.text, was)) return { kind: 'refused', reason: { kind: 'changedMeanwhile' } };
  const next = editCheckIn(body, text, recordOf(mutation));
  if (next === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  const excess = tooLong(next);
  if (excess) return excess;
  const result = await tell(writing, mutations.editComment, { id: said.id, body: next });
  if (result.kind === 'refused') return whyNot(writing, result, place.number);
  if (result.kind !== 'told') return result;
  const thread = threadFrom(partOf(partOf(result.data, 'comment'), 'discussion'), countsOf(writing));
  return { kind: 'done', delta: deltaOf(writing, { place, said: { ...said, text }, ...(thread && { thread }) }) };
}

/** Of two people who begin the same day at once, whoever has the higher number goes to the other, and closes their own. */
async function begin(writing: ThreadWriting, mutation: CheckIn): Promise<Place | Outcome> {
  const { record, day, category } = mutation;
  const body = writeCheckInDay({ id: record, by: authorOf(mutation), day });
  const begun = await beginThread(writing, { category: category.id, title: dayTitle(day), body });
  if (begun.kind !== 'done') return begun;
  const [thread] = begun.delta.threads ?? [];
  const [talk] = begun.delta.talks ?? [];
  if (thread?.id === undefined || thread.number === undefined) return unread;
  const own: Place = { id: thread.id, number: thread.number, ...(talk && { talk }) };
  const all = await threadsOf(writing, mutation);
  if (all.kind !== 'told') return all;
  const [first] = all.threads;
  if (!first || first.number >= own.number) return own;
  // Where it cannot be closed, an empty discussion stays open.
  await tell(writing, mutations.close, { id: own.id, reason: 'DUPLICATE' });
  return first;
}

/** What others have said meanwhile is not in here: the reader sees that it is not up to date. */
function deltaOf(
  writing: ThreadWriting,
  { place, thread, said }: { readonly place: Place; readonly thread?: Thread; readonly said: Said },
): Delta {
  const talk = talkOf(writing, place.number) ?? place.talk;
  const act = { kind: 'editThread', comment: said.id, text: { was: '', is: said.text } } as const;
  const talks = talk
    ? [changedTalk(withComment(talk, said, undefined), act, { by: said.by, at: said.edited?.at ?? said.at })]
    : [];
  return { ...nothingNew, ...(thread && { threads: [thread] }), talks };
}

function recordOf(mutation: CheckIn): CheckInRecord {
  return { id: mutation.record, by: authorOf(mutation), day: mutation.day, needs: mutation.needs };
}

/** GitHub may trim what it stores. */
function isSame(a: string, b: string): boolean {
  return a.trim() === b.trim();
}
