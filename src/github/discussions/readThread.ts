/** One discussion, read for somebody who looks at it. */
import * as v from 'valibot';
import type { ThreadReading } from '../../ports/remote.js';
import { countsFor } from '../issues/issues.js';
import { isBelow, isNotFound, look, type ThreadWriting } from './asking.js';
import { threadDocument } from './documents.js';
import { talkFrom, threadFrom } from './shapes.js';

/** Nobody keeps what is only looked at: all that was asked for is shown. */
const longest = Number.POSITIVE_INFINITY;

/** Keys down to a discussion. */
const depth = 2;

/** @param before where an earlier reading began */
export async function readThread(reading: ThreadWriting, number: number, before?: string): Promise<ThreadReading> {
  const { repository, me, board } = reading;
  const result = await look(reading, threadDocument, { number, before: before ?? null }, depth);
  if (result.kind === 'blocked') return { kind: 'trouble', trouble: result.trouble };
  if (result.kind === 'refused') return { kind: 'trouble', trouble: { kind: 'repositoryMissing' } };
  const read = v.safeParse(repositorySchema, result.data);
  if (!read.success) return { kind: 'trouble', trouble: { kind: 'serverDown' } };
  const { databaseId, discussion } = read.output;
  // A name is heard with its number: somebody else's repository may have it by now.
  if (databaseId !== repository.id) return { kind: 'trouble', trouble: { kind: 'repositoryReplaced' } };
  // Not found is not gone: that is what GitHub says.
  const isGone = result.errors.some((one) => isNotFound(one) && !isBelow(one, depth));
  if (discussion === null) return isGone ? { kind: 'gone' } : { kind: 'trouble', trouble: { kind: 'serverDown' } };
  const counts = countsFor(me, board.teamFile);
  const [thread, talk] = [threadFrom(discussion, counts), talkFrom(discussion, counts, longest)];
  const page = v.safeParse(pageSchema, discussion);
  if (!thread || !talk || !page.success) return { kind: 'trouble', trouble: { kind: 'serverDown' } };
  const { hasPreviousPage, startCursor } = page.output.talk.pageInfo;
  return { kind: 'read', thread, talk, ...(hasPreviousPage && startCursor !== null && { before: startCursor }) };
}

const repositorySchema = v.object({ databaseId: v.number(), discussion: v.nullable(v.unknown()) });
const pageSchema = v.object({
  talk: v.object({ pageInfo: v.object({ hasPreviousPage: v.boolean(), startCursor: v.nullable(v.string()) }) }),
});
