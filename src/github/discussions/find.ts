/** Looking for what was begun or said and whose answer was lost. Lists, newest first, never search: its index lags by minutes. */
import * as v from 'valibot';
import { nothingNew } from '../../model/board/board.js';
import type { OpenThread, Say } from '../../model/board/mutation.js';
import { threadAt } from '../../model/threads/thread.js';
import type { Found } from '../../ports/remote.js';
import { saidRecord } from '../../records/thread.js';
import { countsFor } from '../issues/issues.js';
import { isNotFound, look, type ThreadWriting } from './asking.js';
import { latestCommentsDocument, latestDocument, latestRepliesDocument } from './documents.js';
import { personOf, saidFrom, threadFrom } from './shapes.js';

/** Of fifty discussions, or of a hundred comments. */
const mostPages = 10;

export function findThread(writing: ThreadWriting, { record }: OpenThread): Promise<Found> {
  const counts = countsFor(writing.me, undefined);
  return walk(writing, latestDocument, 'discussions', {}, (one) => {
    const thread = threadFrom(one, counts);
    if (!thread) return 'untold';
    const { body } = one as { body?: unknown };
    if (typeof body !== 'string') return 'untold';
    if (thread.by.kind === 'ghost' && body.includes(record)) return 'untold';
    const isOurs = personOf(thread.by)?.id === writing.me.id && saidRecord(body, writing.me)?.id === record;
    return isOurs ? { kind: 'done', delta: { ...nothingNew, threads: [{ ...thread, record }] } } : undefined;
  });
}

export function findSaid(writing: ThreadWriting, { target, number: stated, record, to }: Say): Promise<Found> {
  const number = stated ?? (writing.isHere ? threadAt(writing.board.threads, target)?.number : undefined);
  if (number === undefined) return Promise.resolve({ kind: 'absent' });
  const counts = countsFor(writing.me, undefined);
  const match = (one: unknown): Match => {
    const said = saidFrom(one, counts);
    if (!said || (said.by.kind === 'ghost' && (one as { body: string }).body.includes(record))) return 'untold';
    const isOurs = personOf(said.by)?.id === writing.me.id && said.record?.id === record;
    return isOurs ? { kind: 'done', delta: nothingNew } : undefined;
  };
  return to === undefined
    ? walk(writing, latestCommentsDocument, 'comments', { number }, match)
    : walk(writing, latestRepliesDocument, 'replies', { id: to }, match);
}

/** `untold`: whose it is, or what it says, was not told, and nobody knows whether it is what is looked for. */
type Match = Found | 'untold' | undefined;

/** Walks pages until the record is found or the list ends. */
export async function walk(
  writing: ThreadWriting,
  document: string,
  list: 'discussions' | 'comments' | 'replies',
  variables: Readonly<Record<string, unknown>>,
  match: (one: unknown) => Match,
): Promise<Found> {
  let isUntold = false;
  let cursor: string | null = null;
  for (let page = 1; page <= mostPages; page++) {
    const bounds = list === 'discussions' ? { after: cursor } : { before: cursor };
    const result = await look(writing, document, { ...variables, ...bounds });
    // Where the whole place is gone there is nothing to find; the next push will say why.
    if (result.kind === 'refused') return { kind: 'absent' };
    if (result.kind !== 'told') return result;
    const told = listIn(result.data, list);
    if (told === undefined && result.errors.some(isNotFound)) return { kind: 'absent' };
    const read = v.safeParse(pageSchema, told);
    if (!read.success) return { kind: 'blocked', trouble: { kind: 'serverDown' } };
    const { nodes, pageInfo } = read.output;
    for (const one of nodes) {
      const found = match(one);
      if (found === 'untold') isUntold = true;
      else if (found) return found;
    }
    cursor = (list === 'discussions' ? pageInfo.endCursor : pageInfo.startCursor) ?? null;
    const isMore = list === 'discussions' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    if (!isMore || cursor === null) break;
  }
  return isUntold ? { kind: 'blocked', trouble: { kind: 'serverDown' } } : { kind: 'absent' };
}

function listIn(data: unknown, list: 'discussions' | 'comments' | 'replies'): unknown {
  const place = list === 'comments' ? (data as { discussion?: unknown } | null)?.discussion : data;
  return (place as Readonly<Record<string, unknown>> | null | undefined)?.[list];
}

const optionalText = v.optional(v.nullable(v.string()));
const pageSchema = v.object({
  nodes: v.array(v.unknown()),
  pageInfo: v.object({
    hasNextPage: v.optional(v.boolean()),
    endCursor: optionalText,
    hasPreviousPage: v.optional(v.boolean()),
    startCursor: optionalText,
  }),
});
