/** How the roster is written: its issue is opened, and one's own comment on it is edited. */
import { type Board, type Delta, nothingNew, rosterOf } from '../../model/board/board.js';
import { authorOf, type OpenRoster, type SetStatus } from '../../model/board/mutation.js';
import { blankStatus, changedStatus, withKeptBack } from '../../model/people/member.js';
import type { Found, Outcome } from '../../ports/remote.js';
import { isSameBody, longestBody } from '../../records/block.js';
import { editStatus, readRoster, writeRoster, writeStatus } from '../../records/roster.js';
import type { Reading, Writing } from '../client/asking.js';
import { asComment, asIssue, type Comment } from '../client/shapes.js';
import { look, lookAmongIssues } from '../issues/find.js';
import { countsFor, deltaFrom, readerFor } from '../issues/issues.js';
import { recordFrom } from './ownWords.js';
import { knownComment, listRoute, mostPages, type Own } from './roster.js';

/** Opens the roster issue, unless somebody has done so meanwhile. */
export async function openRoster(writing: Writing, mutation: OpenRoster, board: Board): Promise<Outcome> {
  if (rosterOf(board) !== undefined) return { kind: 'done', delta: nothingNew };
  const others = await findRoster(writing, 0, (roster) => roster.counts);
  if (others.kind !== 'absent') return others;
  const create = (more: object) =>
    writing.ask('POST /repos/{owner}/{repo}/issues', { ...writeRoster(mutation.record, authorOf(mutation)), ...more });
  const read = (data: unknown) => {
    const issue = asIssue(data);
    return issue && deltaFrom([issue], readerFor(countsFor(writing.me, undefined)));
  };
  const result = writing.outcome(await create({ labels: ['makertime'] }), read);
  if (result.kind !== 'refused') return result;
  if (result.reason.kind === 'gone') return { kind: 'refused', reason: { kind: 'issuesDisabled' } };
  return result.reason.kind === 'invalid' ? writing.outcome(await create({}), read) : result;
}

/** Looks for the roster that an earlier, ambiguous push may have opened. */
export function findOpened(reading: Reading, { record }: OpenRoster, age: number): Promise<Found> {
  return findRoster(reading, age, (_roster, id) => id === record);
}

function findRoster(
  reading: Reading,
  age: number,
  isWanted: (roster: NonNullable<Delta['rosters']>[number], id: string | undefined) => boolean,
): Promise<Found> {
  return lookAmongIssues(reading, age, (one) => {
    const issue = asIssue(one);
    if (!issue?.user) return undefined;
    const delta = deltaFrom([issue], readerFor(countsFor(reading.me, undefined)));
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
  const isOwn = comment && !(await isAnothers(writing, comment, board));
  const body = isOwn ? edited(comment, mutation, board) : firstText(mutation, board);
  if (body === undefined) return { kind: 'refused', reason: { kind: 'foreignRecord' } };
  if (body.length > longestBody)
    return { kind: 'refused', reason: { kind: 'tooLong', detail: String(body.length - longestBody) } };
  const read = (data: unknown) => statusDelta(asComment(data), mutation, board);
  if (isOwn && isSameBody(body, comment.body))
    return { kind: 'done', delta: statusDelta(comment, mutation, board) ?? nothingNew };
  const reply = comment
    ? await writing.ask('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id: comment.id, body })
    : await writing.ask('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body });
  return writing.outcome(reply, read);
}

/** Looks for the status that an earlier, ambiguous push may have published. */
export async function findPublished(reading: Writing, mutation: SetStatus, board: Board): Promise<Found> {
  const number = rosterOf(board);
  if (number === undefined) return { kind: 'absent' };
  const own = await ownComment(reading, number, board);
  if ('kind' in own) return own.kind === 'blocked' ? own : { kind: 'absent' };
  const { comment } = own;
  if (comment && (await isAnothers(reading, comment, board))) return { kind: 'absent' };
  const isThere = comment && isSameBody(edited(comment, mutation, board) ?? '', comment.body);
  const delta = statusDelta(comment, mutation, board);
  return isThere && delta ? { kind: 'done', delta } : { kind: 'absent' };
}

/** Whether somebody else has changed it last: then it is written anew, from what I have said. */
async function isAnothers({ editors, me }: Writing, comment: Comment, board: Board): Promise<boolean> {
  const known = board.statuses.get(me.id);
  if (known?.comment === comment.id && known.updatedAt === comment.updated_at) return known.changedBy !== undefined;
  if (comment.created_at === comment.updated_at) return false;
  return (await editors([comment.node_id]))?.get(comment.node_id) !== undefined;
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

/** What stands there, with what is kept back of it: that is changed as well. */
function statusDelta(comment: Comment | undefined, { changes, at }: SetStatus, { statuses }: Board): Delta | undefined {
  const told = recordFrom(comment, () => true);
  const known = told && statuses.get(told.by.id);
  const record = told && withKeptBack(told, known && changedStatus(known, changes, at));
  return record && { ...nothingNew, statuses: { kind: 'one', records: [record] } };
}
