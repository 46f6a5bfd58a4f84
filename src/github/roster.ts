/** Owns the roster at GitHub: hearing everybody's status, opening the roster issue, and editing one's own comment on it. */
import * as v from 'valibot';
import { type Board, type Delta, nothingNew, rosterOf } from '../model/board.js';
import { blankStatus, changedStatus, newerOf, type StatusRecord } from '../model/member.js';
import { authorOf, type OpenRoster, type SetStatus } from '../model/mutation.js';
import type { Trouble } from '../model/state.js';
import { longestBody } from '../records/blocker.js';
import { editStatus, readRoster, readStatus, writeRoster, writeStatus } from '../records/roster.js';
import type { Found, Outcome } from '../sync/ports.js';
import type { Reply } from './client.js';
import { troubleOf } from './errors.js';
import { isNowhere, look, type Reading } from './find.js';
import { asComment, asIssue, type Comment, type Counts, countsFor, deltaFrom, readerFor } from './issues.js';

/** What it takes to write as well. */
export interface Writing extends Reading {
  readonly outcome: (reply: Reply, read: (data: unknown) => Delta | undefined) => Outcome;
}

/** The most GitHub gives at once. */
const pageSize = 100;
/** More than that is no team, but a crowd on a public issue. */
const mostPages = 20;

const listRoute = 'GET /repos/{owner}/{repo}/issues/{number}/comments';
const commentRoute = 'GET /repos/{owner}/{repo}/issues/comments/{id}';

export const rosterCursorSchema = v.object({
  number: v.number(),
  /** `comments`: numbers of those that hold a status. `count`: how many there are on the page. */
  pages: v.array(v.object({ etag: v.optional(v.string()), count: v.number(), comments: v.array(v.number()) })),
});
type RosterCursor = v.InferOutput<typeof rosterCursorSchema>;

type RosterNews =
  | {
      /** All there are; absent where they are as they were. */
      readonly records?: readonly StatusRecord[];
      readonly cursor: RosterCursor | undefined;
    }
  /** The issue with this number is there no longer. */
  | { readonly gone: number }
  | { readonly trouble: Trouble };

/** Everybody's status on the roster that counts. Comments at fixed addresses, so that nothing is charged while nobody writes. */
export async function pullRoster(
  reading: Reading,
  board: Board,
  cursor: RosterCursor | undefined,
  counts: Counts,
): Promise<RosterNews> {
  const { ask, meaning } = reading;
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
      if (meant.kind !== 'fine' || !Array.isArray(answer.data))
        return { trouble: meant.kind === 'fine' ? { kind: 'serverDown' } : troubleOf(meant) };
      const found = answer.data.flatMap((one) => recordFrom(asComment(one), counts) ?? []);
      const { etag } = answer.headers;
      const comments = found.flatMap(({ comment }) => comment ?? []);
      // What a second comment adds to one on an earlier page is not on the board by itself: such a page is always asked for.
      const isWhole = found.every(({ by }) => !records.has(by.id));
      for (const record of found) add(records, record);
      pages.push({ ...(etag && isWhole && { etag }), count: answer.data.length, comments });
    }
    if ((pages.at(-1)?.count ?? 0) < pageSize) break;
  }
  if (!changed && pages.length === (known?.pages.length ?? 0)) return { cursor: known };
  const mine = await mineAmong(reading, board, number, records);
  if (mine && 'trouble' in mine) return mine;
  if (mine) records.set(mine.by.id, mine);
  return { records: [...records.values()], cursor: number === undefined ? undefined : { number, pages } };
}

/** There may be two comments of one person after a lost answer or a list that lagged: the first stands for both. */
function add(records: Map<number, StatusRecord>, record: StatusRecord): void {
  const first = records.get(record.by.id);
  const areBoth = first?.record === 'ours' && record.record === 'ours';
  if (!first || first.record === 'unreadable') records.set(record.by.id, record);
  else if (areBoth) records.set(record.by.id, { ...first, ...newerOf(first, record) });
}

/** What I said is never forgotten: where it is damaged or no longer in the roster, it can be published again. */
async function mineAmong(
  reading: Reading,
  board: Board,
  number: number | undefined,
  records: ReadonlyMap<number, StatusRecord>,
): Promise<StatusRecord | { readonly trouble: Trouble } | undefined> {
  const mine = board.statuses.get(reading.me.id);
  const found = records.get(reading.me.id);
  if (found?.record === 'unreadable' && mine) return { ...found, status: mine.status, edited: mine.edited };
  if (found || !mine) return found;
  // It may be missing in a list that lags, or one that is too long.
  const own = await knownComment(reading, number, board);
  if ('kind' in own) return { trouble: own.trouble };
  const { comment: _comment, ...unpublished } = mine;
  return recordFrom(own.comment, () => true) ?? unpublished;
}

function recordFrom(comment: Comment | undefined, counts: Counts): StatusRecord | undefined {
  if (!comment?.user || !counts(comment.user, comment.author_association)) return undefined;
  return readStatus({ body: comment.body, author: comment.user, number: comment.id, updatedAt: comment.updated_at });
}

/** Opens the roster issue, unless somebody has done so meanwhile. */
export async function openRoster(writing: Writing, mutation: OpenRoster, board: Board): Promise<Outcome> {
  if (rosterOf(board) !== undefined) return { kind: 'done', delta: nothingNew };
  const others = await findRoster(writing, (roster) => roster.counts);
  if (others.kind !== 'absent') return others;
  const create = (more: object) =>
    writing.ask('POST /repos/{owner}/{repo}/issues', { ...writeRoster(mutation.record, authorOf(mutation)), ...more });
  const read = (data: unknown) => {
    const issue = asIssue(data);
    return issue && deltaFrom([issue], readerFor(countsFor(writing.me, [])));
  };
  const result = writing.outcome(await create({ labels: ['makertime'] }), read);
  if (result.kind !== 'refused') return result;
  if (result.reason.kind === 'gone') return { kind: 'refused', reason: { kind: 'issuesDisabled' } };
  return result.reason.kind === 'invalid' ? writing.outcome(await create({}), read) : result;
}

/** Looks for the roster that an earlier, ambiguous push may have opened. */
export function findOpened(reading: Reading, { record }: OpenRoster): Promise<Found> {
  return findRoster(reading, (_roster, id) => id === record);
}

function findRoster(
  reading: Reading,
  isWanted: (roster: NonNullable<Delta['rosters']>[number], id: string | undefined) => boolean,
): Promise<Found> {
  const newestFirst = { state: 'all', sort: 'created', direction: 'desc' };
  return look(reading, 'GET /repos/{owner}/{repo}/issues', newestFirst, 5, (one) => {
    const issue = asIssue(one);
    if (!issue?.user) return undefined;
    const delta = deltaFrom([issue], readerFor(countsFor(reading.me, [])));
    const [roster] = delta.rosters ?? [];
    return roster && isWanted(roster, readRoster(issue.body ?? '', issue.user)?.id)
      ? { kind: 'done', delta }
      : undefined;
  });
}

/** Invariant: one comment a person. It is read before it is written, and created only where the list holds none. */
export async function publishStatus(writing: Writing, mutation: SetStatus, board: Board): Promise<Outcome> {
  const number = rosterOf(board);
  if (number === undefined) return { kind: 'refused', reason: { kind: 'gone' } };
  const own = await ownComment(writing, number, board);
  if ('kind' in own) return own;
  const { comment } = own;
  const body = comment ? edited(comment, mutation, board) : firstText(mutation, board);
  if (body === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  if (body.length > longestBody)
    return { kind: 'refused', reason: { kind: 'tooLong', detail: String(body.length - longestBody) } };
  // Where the record has not come through, the comment is there all the same: another one would be no better.
  const read = (data: unknown) => statusDelta(asComment(data)) ?? (asComment(data) && nothingNew);
  if (comment && isSame(body, comment.body)) return { kind: 'done', delta: statusDelta(comment) ?? nothingNew };
  const reply = comment
    ? await writing.ask('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id: comment.id, body })
    : await writing.ask('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body });
  return writing.outcome(reply, read);
}

/** Looks for the status that an earlier, ambiguous push may have published. */
export async function findPublished(reading: Reading, mutation: SetStatus, board: Board): Promise<Found> {
  const number = rosterOf(board);
  if (number === undefined) return { kind: 'absent' };
  const own = await ownComment(reading, number, board);
  if ('kind' in own) return own.kind === 'blocked' ? own : { kind: 'absent' };
  const { comment } = own;
  const isThere = comment && isSame(edited(comment, mutation, board) ?? '', comment.body);
  const delta = statusDelta(comment);
  return isThere && delta ? { kind: 'done', delta } : { kind: 'absent' };
}

type Own = { readonly comment?: Comment } | Exclude<Found, { kind: 'done' | 'absent' }>;

/** My comment by its number, where that is known and it still stands on this roster. */
async function knownComment({ ask, meaning, me }: Reading, number: number | undefined, board: Board): Promise<Own> {
  const id = board.statuses.get(me.id)?.comment;
  if (id === undefined || number === undefined) return {};
  const reply = await ask(commentRoute, { id });
  const meant = meaning(reply);
  if (meant.kind === 'blocked' || meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble };
  const comment = meant.kind === 'fine' ? asComment((reply as Reply & { kind: 'answer' }).data) : undefined;
  const isHere = comment?.user?.id === me.id && comment.issue_url.endsWith(`/issues/${number}`);
  return isHere && recordFrom(comment, () => true) ? { comment } : {};
}

/** My comment on the roster, by its number where that is known, else out of the list. */
async function ownComment({ ask, meaning, me }: Reading, number: number, board: Board): Promise<Own> {
  const known = await knownComment({ ask, meaning, me }, number, board);
  if ('kind' in known || known.comment) return known;
  let own: Comment | undefined;
  const listed = await look({ ask, meaning, me }, listRoute, { number }, mostPages, (one) => {
    const comment = asComment(one);
    const isStatus = comment?.user?.id === me.id && recordFrom(comment, () => true) !== undefined;
    if (isStatus) own ??= comment;
    return own && { kind: 'absent' };
  });
  if (listed.kind === 'blocked') return listed;
  return own ? { comment: own } : {};
}

/** GitHub may trim what it stores. */
function isSame(a: string, b: string): boolean {
  return a.trim() === b.trim();
}

function edited(comment: Comment, { changes, at }: SetStatus, board: Board): string | undefined {
  const { id, body, user, updated_at } = comment;
  return user ? editStatus(body, user, changes, at, id, updated_at, board.statuses.get(user.id)) : undefined;
}

/** What is known of me, should the comment have been deleted, and what changes. */
function firstText(mutation: SetStatus, board: Board): string {
  const by = authorOf(mutation);
  const known = board.statuses.get(by.id) ?? { status: blankStatus, edited: {} };
  return writeStatus({ id: mutation.record, by, ...changedStatus(known, mutation.changes, mutation.at) });
}

function statusDelta(comment: Comment | undefined): Delta | undefined {
  const record = recordFrom(comment, () => true);
  return record && { ...nothingNew, statuses: { kind: 'one', records: [record] } };
}
