/** Looking for what a push may have left behind whose answer was lost. Never by search: its index lags by minutes. */
import { type Board, type Delta, nothingNew } from '../../model/board/board.js';
import type { Capture, Comment, Edit, Resolve } from '../../model/board/mutation.js';
import type { Found } from '../../ports/remote.js';
import { isComment } from '../../records/comment.js';
import type { Reading } from '../client/asking.js';
import { troubleOf } from '../client/errors.js';
import type { Reply } from '../client/reply.js';
import { asComment, asIssue, type Issue, isNumbered } from '../client/shapes.js';
import { countsFor, deltaFrom, itemFrom, readerFor, writtenDelta } from './issues.js';

/** The most GitHub gives at once. */
const pageSize = 100;
/** So many are read however old they are: the clock an age was taken by may have been set since. */
const fewestPages = 5;
/** GitHub's lists end somewhere too. */
const mostPages = 200;
/** Clocks differ, and records wait for a network. Milliseconds. */
const ageSlack = 24 * 3_600_000;

/** @param age for how many milliseconds it may have been there */
export function findCapture(reading: Reading, { record }: Pick<Capture, 'record'>, age: number): Promise<Found> {
  const { me } = reading;
  return lookAmongIssues(reading, age, (one) => {
    const issue = asIssue(one);
    if (issue && mayBeOurs(issue, record)) return untold;
    const counts = countsFor(me, undefined);
    const item = issue?.user?.id === me.id ? itemFrom(issue, counts) : undefined;
    return issue && item?.id === record ? { kind: 'done', delta: deltaFrom([issue], readerFor(counts)) } : undefined;
  });
}

export function findComment(reading: Reading, { record }: Comment, number: number): Promise<Found> {
  return look(reading, 'GET /repos/{owner}/{repo}/issues/{number}/comments', { number }, 100, (one) => {
    const found = asComment(one);
    if (found && mayBeOurs({ ...found, body: found.body || undefined }, record)) return untold;
    const isOurs = found?.user?.id === reading.me.id && isComment(found.body, record);
    return isOurs ? { kind: 'done', delta: nothingNew } : undefined;
  });
}

/** Whose it is, or what it says, was not told: nobody knows whether it is what was looked for. */
function mayBeOurs({ user, body }: Pick<Issue, 'user' | 'body'>, record: string): boolean {
  return body === undefined || (user === null && body?.includes(record) === true);
}

/** Neither sent again nor taken for sent. */
const untold: Found = { kind: 'blocked', trouble: { kind: 'serverDown' } };

/**
 * An edit that has arrived is not sent again over what others have said since. What its parts were before is known from the
 * board; where that is younger than the edit, or the clock was set, nobody can tell, and it is neither dropped nor sent.
 */
export async function findEdit(
  reading: Reading & { readonly board: Board },
  { target, changes }: Edit,
  number: number,
  age: number,
): Promise<Found> {
  const read = await readIssue(reading, number, age);
  if ('kind' in read) return read;
  const { issue, delta, sentAt } = read;
  const item = itemFrom(issue, () => true);
  const known = reading.board.items.get(target);
  if (!item || !known) return { kind: 'absent' };
  const isOld = !(Date.parse(known.updatedAt) > sentAt + clockSlack);
  const isUntouched = Date.parse(issue.updated_at) < sentAt - clockSlack;
  const parts = Object.keys(changes) as (keyof typeof changes)[];
  const others = parts.filter((part) => plain(item[part]) !== plain(changes[part]));
  if (others.length === 0) return { kind: 'done', delta };
  if (isUntouched) return { kind: 'absent' };
  if (!isOld) return { kind: 'refused', reason: { kind: 'changedMeanwhile' } };
  const isUnsent = others.some((part) => plain(item[part]) === plain(known[part]));
  return isUnsent ? { kind: 'absent' } : { kind: 'done', delta };
}

/** What was resolved and has been reopened since is not closed again: others have the word. It may have been so before. */
export async function findResolve(
  reading: Reading & { readonly board: Board },
  { target }: Resolve,
  number: number,
  age: number,
): Promise<Found> {
  const read = await readIssue(reading, number, age);
  if ('kind' in read) return read;
  const { issue, delta, sentAt } = read;
  const wasReopened = reading.board.items.get(target)?.isReopened === true;
  const isTouched = Date.parse(issue.updated_at) >= sentAt - clockSlack;
  const isReopened = issue.state_reason === 'reopened' && !wasReopened && isTouched;
  return issue.state !== 'open' || isReopened ? { kind: 'done', delta } : { kind: 'absent' };
}

/** What was reopened and has been closed since is not opened again: others have the word. */
export async function findReopen(reading: Reading, number: number, age: number): Promise<Found> {
  const read = await readIssue(reading, number, age);
  if ('kind' in read) return read;
  const { issue, delta, sentAt } = read;
  const isClosedSince = Date.parse(issue.closed_at ?? '') >= sentAt - clockSlack;
  return issue.state === 'open' || isClosedSince ? { kind: 'done', delta } : { kind: 'absent' };
}

/** GitHub's times have whole seconds, and no two clocks are the same. Milliseconds. */
const clockSlack = 2_000;

/** An issue by its number, where nothing lags. `sentAt`: what was `age` ago, by GitHub's clock. */
async function readIssue(
  { ask, meaning, me }: Reading,
  number: number,
  age: number,
): Promise<Found | { readonly issue: Issue; readonly delta: Delta; readonly sentAt: number }> {
  const reply = await ask('GET /repos/{owner}/{repo}/issues/{number}', { number });
  const meant = meaning(reply);
  if (meant.kind === 'refused' || meant.kind === 'moved') return { kind: 'absent' };
  if (meant.kind !== 'fine') return { kind: 'blocked', trouble: troubleOf(meant) };
  const { data, headers } = reply as Reply & { kind: 'answer' };
  const issue = asIssue(data);
  if (!issue) return { kind: 'blocked', trouble: { kind: 'serverDown' } };
  return { issue, delta: writtenDelta(me, issue), sentAt: Date.parse(headers.date ?? '') - age };
}

/** Spaces and the case of a login make no difference. */
function plain(value: string | null | undefined): string {
  return (value ?? '').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** No longer there, as far as this account may see. */
export function isNowhere(meant: ReturnType<Reading['meaning']>): boolean {
  return meant.kind === 'moved' || (meant.kind === 'refused' && ['missing', 'gone'].includes(meant.reason.kind));
}

/** Of everybody: a filter by login would miss what was written under a name that has changed since. */
export function lookAmongIssues(
  reading: Reading,
  age: number,
  match: (one: unknown) => Found | undefined,
): Promise<Found> {
  const newestFirst = { state: 'all', sort: 'created', direction: 'desc' };
  return look(reading, 'GET /repos/{owner}/{repo}/issues', newestFirst, mostPages, match, age);
}

/**
 * Walks pages until the record is found or the list ends.
 * @param age of a list with the newest first: what is older than this, by GitHub's clock, need not be read
 */
export async function look(
  { ask, meaning }: Reading,
  route: string,
  parameters: object,
  most: number,
  match: (one: unknown) => Found | undefined,
  age = Number.POSITIVE_INFINITY,
): Promise<Found> {
  let found: Found | undefined;
  for (let page = 1; page <= most; page++) {
    const reply = await ask(route, { ...parameters, per_page: pageSize, page });
    const meant = meaning(reply);
    // Where the whole place is gone there is nothing to find; the next push will say why.
    if (meant.kind === 'refused' || meant.kind === 'moved') return { kind: 'absent' };
    if (meant.kind !== 'fine') return { kind: 'blocked', trouble: troubleOf(meant) };
    const { data: list, headers } = reply as Reply & { kind: 'answer' };
    if (!Array.isArray(list) || (list.length > 0 && !list.some(isNumbered)))
      return { kind: 'blocked', trouble: { kind: 'serverDown' } };
    for (const one of list) {
      const next = match(one);
      if (next?.kind !== 'blocked' || !found) found = next ?? found;
    }
    const oldest = Date.parse(headers.date ?? '') - age - ageSlack;
    const isPast = page >= fewestPages && Date.parse(list.at(-1)?.created_at) < oldest;
    if (found !== undefined || list.length < pageSize || isPast) break;
  }
  return found ?? { kind: 'absent' };
}
