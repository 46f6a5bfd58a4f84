/** Owns looking for what a push may have left behind whose answer was lost. Lists, never search: its index lags by minutes. */
import { nothingNew } from '../model/board.js';
import type { Person } from '../model/item.js';
import type { Capture, Comment } from '../model/mutation.js';
import { isComment } from '../records/comment.js';
import type { Found } from '../sync/ports.js';
import type { Reply, Send } from './client.js';
import { type Meaning, troubleOf } from './errors.js';
import { asComment, asIssue, countsFor, deltaFrom, itemFrom, readerFor } from './issues.js';

export interface Reading {
  readonly ask: Send;
  readonly meaning: (reply: Reply) => Meaning | { readonly kind: 'fine' };
  readonly me: Person;
}

/** The most GitHub gives at once. */
const pageSize = 100;

export function findCapture(reading: Reading, { record }: Pick<Capture, 'record'>): Promise<Found> {
  const { me } = reading;
  // Of everybody: a filter by login would miss what was written under a name that has changed since.
  const newestFirst = { state: 'all', sort: 'created', direction: 'desc' };
  return look(reading, 'GET /repos/{owner}/{repo}/issues', newestFirst, 5, (one) => {
    const issue = asIssue(one);
    const counts = countsFor(me, []);
    const item = issue?.user?.id === me.id ? itemFrom(issue, counts) : undefined;
    return issue && item?.id === record ? { kind: 'done', delta: deltaFrom([issue], readerFor(counts)) } : undefined;
  });
}

export function findComment(reading: Reading, { record }: Comment, number: number): Promise<Found> {
  return look(reading, 'GET /repos/{owner}/{repo}/issues/{number}/comments', { number }, 100, (one) => {
    const found = asComment(one);
    const isOurs = found?.user?.id === reading.me.id && isComment(found.body, record);
    return isOurs ? { kind: 'done', delta: nothingNew } : undefined;
  });
}

/** No longer there, as far as this account may see. */
export function isNowhere(meant: ReturnType<Reading['meaning']>): boolean {
  return meant.kind === 'moved' || (meant.kind === 'refused' && ['missing', 'gone'].includes(meant.reason.kind));
}

/** Walks pages until the record is found or the list ends. */
export async function look(
  { ask, meaning }: Reading,
  route: string,
  parameters: object,
  most: number,
  match: (one: unknown) => Found | undefined,
): Promise<Found> {
  let found: Found | undefined;
  for (let page = 1; page <= most; page++) {
    const reply = await ask(route, { ...parameters, per_page: pageSize, page });
    const meant = meaning(reply);
    // Where the whole place is gone there is nothing to find; the next push will say why.
    if (meant.kind === 'refused' || meant.kind === 'moved') return { kind: 'absent' };
    if (meant.kind !== 'fine') return { kind: 'blocked', trouble: troubleOf(meant) };
    const list = (reply as Reply & { kind: 'answer' }).data;
    if (!Array.isArray(list)) return { kind: 'blocked', trouble: { kind: 'serverDown' } };
    for (const one of list) found = match(one) ?? found;
    if (found !== undefined || list.length < pageSize) break;
  }
  return found ?? { kind: 'absent' };
}
