/**
 * What somebody has said of themselves, and not what another one has made of it: whoever may write to a repository may edit
 * every comment there. Where the last editor is not the author, the author's last words known here stay.
 */
import type { Board } from '../../model/board/board.js';
import { blankStatus, type StatusRecord } from '../../model/people/member.js';
import type { Person } from '../../model/people/person.js';
import type { Clock } from '../../ports/clock.js';
import { readStatus } from '../../records/roster.js';
import { askEditors, type Editors } from '../client/editors.js';
import { type Graphql, soonOrLater } from '../client/graphql.js';
import type { Comment } from '../client/shapes.js';
import type { Counts } from '../issues/issues.js';

/** Turns without an answer after which a server is taken for one that has REST alone: there the author is believed. */
const mostUnanswered = 3;

/** `isSure`: false where GitHub is to be asked once more. */
export type OwnWords = (
  comments: readonly Comment[],
  counts: Counts,
  board: Board,
  signal: AbortSignal,
) => Promise<{ readonly records: readonly StatusRecord[]; readonly isSure: boolean }>;

export function ownWords(graphql: Pick<Graphql, 'ask'>, clock: Clock): OwnWords {
  let unanswered = 0;

  async function editorsOf(comments: readonly Comment[], signal: AbortSignal): Promise<Editors | undefined> {
    let editors: Editors | undefined;
    const ids = comments.map(({ node_id }) => node_id);
    const asking = askEditors(graphql, ids).then((answer) => {
      editors = answer;
    });
    await soonOrLater(asking, clock, signal);
    unanswered = editors ? 0 : unanswered + 1;
    return editors;
  }

  return async (comments, counts, { statuses }, signal) => {
    const standing = new Map([...statuses.values()].map((known) => [known.comment, known]));
    const read = comments.flatMap((comment) => {
      // Whose it is, or what it says, is not always told.
      const isWhole = comment.user !== null && comment.body !== '';
      const record = isWhole ? recordFrom(comment, counts) : standing.get(comment.id);
      return record ? [{ comment, record, known: statuses.get(record.by.id) }] : [];
    });
    const doubtful = read.filter(({ comment, record, known }) => isDoubtful(comment, record, known));
    const asked = doubtful.map(({ comment }) => comment);
    const editors = asked.length > 0 ? await editorsOf(asked, signal) : new Map<string, Person>();
    const isSure = editors !== undefined || unanswered > mostUnanswered;
    const records = read.map(({ comment, record, known }) => {
      if (isAsKnown(record, known)) return known ?? record;
      if (!isDoubtful(comment, record, known)) return record;
      if (!editors) return isSure || !known ? record : known;
      const by = editors.get(comment.node_id);
      return by ? lastWords(record, known, by) : record;
    });
    return { records, isSure };
  };
}

export function recordFrom(comment: Comment | undefined, counts: Counts): StatusRecord | undefined {
  if (!comment?.user || !counts(comment.user, comment.author_association)) return undefined;
  return readStatus({ body: comment.body, author: comment.user, number: comment.id, updatedAt: comment.updated_at });
}

/** Asked for already, and found to be another's. */
function isAsKnown(record: StatusRecord, known: StatusRecord | undefined): boolean {
  return known?.changedBy !== undefined && known.comment === record.comment && known.updatedAt === record.updatedAt;
}

/** It was edited, and what stands there is not what was known to. */
function isDoubtful(
  { created_at, updated_at }: Comment,
  record: StatusRecord,
  known: StatusRecord | undefined,
): boolean {
  if (created_at === updated_at || isAsKnown(record, known)) return false;
  const words = ({ status, edited }: StatusRecord) => JSON.stringify([status, edited]);
  const isSame = known?.comment === record.comment && known?.updatedAt === record.updatedAt;
  return !isSame || words(known) !== words(record);
}

function lastWords(record: StatusRecord, known: StatusRecord | undefined, changedBy: Person): StatusRecord {
  const { status, edited } = known ?? { status: blankStatus, edited: {} };
  const { id, by, comment, updatedAt } = record;
  return { id, by, status, edited, ...(comment !== undefined && { comment }), updatedAt, record: 'ours', changedBy };
}
