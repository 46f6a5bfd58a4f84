/**
 * The reader of the roster: everybody's status, as comments on one issue.
 *
 * The cursor: `{ number, pages: [{ etag, count, comments }] }`.
 */
import * as v from 'valibot';
import { type Board, rosterOf } from '../../model/board/board.js';
import type { Trouble } from '../../model/board/trouble.js';
import { newerOf, type StatusRecord, withKeptBack } from '../../model/people/member.js';
import type { Clock } from '../../ports/clock.js';
import type { Found } from '../../ports/remote.js';
import type { Reading } from '../client/asking.js';
import { troubleOf } from '../client/errors.js';
import type { Graphql } from '../client/graphql.js';
import type { Reply } from '../client/reply.js';
import { asComment, asComments, type Comment } from '../client/shapes.js';
import { isNowhere } from '../issues/find.js';
import { type Counts, countsFor } from '../issues/issues.js';
import type { Brought, Reader, Turn } from '../reader.js';
import { type OwnWords, ownWords, recordFrom } from './ownWords.js';

/** The most GitHub gives at once. */
const pageSize = 100;
/** More than that is no team, but a crowd on a public issue. */
export const mostPages = 20;

export const listRoute = 'GET /repos/{owner}/{repo}/issues/{number}/comments';
const issueRoute = 'GET /repos/{owner}/{repo}/issues/{number}';
const commentRoute = 'GET /repos/{owner}/{repo}/issues/comments/{id}';

const rosterSchema = v.object({
  number: v.number(),
  /** `comments`: numbers of those that hold a status. `count`: how many there are on the page. */
  pages: v.array(v.object({ etag: v.optional(v.string()), count: v.number(), comments: v.array(v.number()) })),
});
type RosterCursor = v.InferOutput<typeof rosterSchema>;
const cursorSchema = v.fallback(v.optional(rosterSchema), undefined);

type Comments =
  | {
      /** All there are; absent where they are as they were. */
      readonly records?: readonly StatusRecord[];
      readonly isOwed?: boolean;
      readonly cursor: RosterCursor | undefined;
    }
  /** The issue with this number is there no longer. */
  | { readonly gone: number }
  | { readonly trouble: Trouble };

/** Where the roster that counts is gone, the next one is read. */
export function rosterReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  const own = ownWords(graphql, clock);
  return { name: 'roster', isDue: () => true, read: (turn, stored) => read(turn, stored, own) };
}

async function read(turn: Turn, stored: unknown, own: OwnWords): Promise<Brought> {
  const counts = countsFor(turn.me, turn.board.teamFile);
  const cursor = v.parse(cursorSchema, stored);
  const gone: number[] = [];
  for (;;) {
    const rosters = new Map([...turn.board.rosters].filter(([number]) => !gone.includes(number)));
    const read = await readComments(turn, { ...turn.board, rosters }, cursor, counts, own);
    if ('trouble' in read) return { cursor: stored, trouble: read.trouble };
    if (!('gone' in read)) {
      const { records, isOwed, cursor } = read;
      const statuses = records && { kind: 'all' as const, records, ...(isOwed && { isOwed }) };
      return { cursor, delta: { gone, ...(statuses && { statuses }) } };
    }
    // One wrong answer must not cost the roster: nothing would name it again.
    const meant = turn.meaning(await turn.ask(issueRoute, { number: read.gone }));
    if (meant.kind === 'fine') return { cursor: stored, trouble: { kind: 'serverDown' } };
    if (!isNowhere(meant)) return { cursor: stored, trouble: troubleOf(meant) };
    gone.push(read.gone);
  }
}

/** Everybody's status on the roster that counts. Comments at fixed addresses, so that nothing is charged while nobody writes. */
async function readComments(
  reading: Turn,
  board: Board,
  cursor: RosterCursor | undefined,
  counts: Counts,
  own: OwnWords,
): Promise<Comments> {
  const { ask, meaning, signal } = reading;
  const number = rosterOf(board);
  const known = cursor?.number === number ? cursor : undefined;
  const pages: RosterCursor['pages'][number][] = [];
  const records = new Map<number, StatusRecord>();
  const isStanding = [...board.statuses.values()].some(({ comment }) => comment !== undefined);
  let changed = known === undefined && (number !== undefined || isStanding);
  for (let page = 1; number !== undefined && page <= mostPages; page++) {
    const before = known?.pages[page - 1];
    const reply = await ask(listRoute, {
      number,
      per_page: pageSize,
      page,
      ...(before?.etag && { headers: { 'if-none-match': before.etag } }),
    });
    if (before && reply.kind === 'answer' && reply.status === 304) {
      const standing = new Set(before.comments);
      for (const record of board.statuses.values())
        if (record.comment !== undefined && standing.has(record.comment)) add(records, record);
      pages.push(before);
    } else {
      const meant = meaning(reply);
      changed = true;
      if (isNowhere(meant)) return { gone: number };
      const answer = reply as Reply & { kind: 'answer' };
      if (meant.kind !== 'fine') return { trouble: troubleOf(meant) };
      const listed = asComments(answer.data);
      if (!listed) return { trouble: { kind: 'serverDown' } };
      const { records: found, isSure } = await own(listed, counts, board, signal);
      const { etag } = answer.headers;
      const comments = found.flatMap(({ comment }) => comment ?? []);
      // What a second comment adds to one on an earlier page is not on the board by itself: such a page is always asked for.
      const isWhole = isSure && found.every(({ by }) => !records.has(by.id));
      for (const record of found) add(records, record);
      pages.push({ ...(etag && isWhole && { etag }), count: (answer.data as readonly unknown[]).length, comments });
    }
    if ((pages.at(-1)?.count ?? 0) < pageSize) break;
  }
  if (!changed && pages.length === (known?.pages.length ?? 0)) return { cursor: known };
  const mine = await mineAmong(reading, board, number, records, own);
  if (mine && 'trouble' in mine) return mine;
  if (mine) records.set(mine.record.by.id, mine.record);
  // Another roster counts than the one it was published on.
  const isLeftBehind = cursor !== undefined && !known && mine !== undefined && mine.record.comment === undefined;
  const isOwed = number !== undefined && (isLeftBehind || mine?.isAhead === true);
  return {
    records: [...records.values()],
    ...(isOwed && { isOwed }),
    cursor: number === undefined ? undefined : { number, pages },
  };
}

/** There may be two comments of one person after a lost answer or a list that lagged: the first stands for both. */
function add(records: Map<number, StatusRecord>, record: StatusRecord): void {
  const first = records.get(record.by.id);
  const areBoth = first?.record === 'ours' && record.record === 'ours';
  if (!first || first.record === 'unreadable') records.set(record.by.id, record);
  else if (areBoth) records.set(record.by.id, { ...first, ...newerOf(first, record) });
}

/**
 * What I said is never forgotten: where it is damaged or no longer in the roster, it can be published again; where another
 * machine of mine has written over it, the newer of each part counts.
 */
async function mineAmong(
  reading: Turn,
  board: Board,
  number: number | undefined,
  records: ReadonlyMap<number, StatusRecord>,
  own: OwnWords,
): Promise<{ readonly record: StatusRecord; readonly isAhead?: boolean } | { readonly trouble: Trouble } | undefined> {
  const mine = board.statuses.get(reading.me.id);
  const found = records.get(reading.me.id);
  if (found && mine) return both(found, mine);
  if (found) return { record: found };
  if (!mine) return undefined;
  // It may be missing in a list that lags, or one that is too long.
  const standing = await knownComment(reading, number, board);
  if ('kind' in standing) return { trouble: standing.trouble };
  const { comment: _comment, ...unpublished } = mine;
  const { records: mineThere } = await own(
    standing.comment ? [standing.comment] : [],
    () => true,
    board,
    reading.signal,
  );
  const [there] = mineThere;
  return there ? both(there, mine) : { record: unpublished };
}

function both(found: StatusRecord, mine: StatusRecord): { readonly record: StatusRecord; readonly isAhead?: boolean } {
  const { status, edited } = mine;
  if (found.record === 'unreadable') return { record: { ...found, status, edited } };
  if (found.record !== 'ours') return { record: withKeptBack(found, mine) };
  const record = { ...found, ...newerOf(found, mine) };
  // What somebody invisible keeps back is owed to nobody.
  const told = record.status.mode === 'invisible' ? withKeptBack(found, mine) : found;
  return { record, isAhead: newerOf(told, mine).edited !== told.edited };
}

export type Own = { readonly comment?: Comment } | Exclude<Found, { kind: 'done' | 'absent' | 'refused' }>;

/** My comment by its number, where that is known and it still stands on this roster. */
export async function knownComment(
  { ask, meaning, me }: Reading,
  number: number | undefined,
  board: Board,
): Promise<Own> {
  const id = board.statuses.get(me.id)?.comment;
  if (id === undefined || number === undefined) return {};
  const reply = await ask(commentRoute, { id });
  const meant = meaning(reply);
  if (meant.kind === 'blocked' || meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble };
  const comment = meant.kind === 'fine' ? asComment((reply as Reply & { kind: 'answer' }).data) : undefined;
  const isHere = comment?.user?.id === me.id && comment.issue_url.endsWith(`/issues/${number}`);
  return isHere && recordFrom(comment, () => true) ? { comment } : {};
}
