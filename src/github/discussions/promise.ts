/** Where it is told when I will look at a question: in a comment of mine at the top level of its discussion. */
import * as v from 'valibot';
import { type Delta, nothingNew } from '../../model/board/board.js';
import { withAskedPromise } from '../../model/board/links.js';
import { authorOf, type PromiseOnAsked } from '../../model/board/mutation.js';
import type { Outcome } from '../../ports/remote.js';
import { readPromise } from '../../records/promise.js';
import { editedSchema, otherHandIn } from '../client/editors.js';
import { countsFor } from '../issues/issues.js';
import { withoutPromise } from '../issues/promise.js';
import type { PromisePlace } from '../promising.js';
import { look, type ThreadWriting, tell } from './asking.js';
import { commentsDocument, mutations } from './documents.js';
import { threadFrom } from './shapes.js';
import { gone, partOf, unread, whyNot } from './write.js';

/** Of a hundred comments. */
const mostPages = 100;

export function threadOfPromise(writing: ThreadWriting, mutation: PromiseOnAsked): PromisePlace<Comment> {
  const { me, board } = writing;
  const { number } = mutation;
  /** The discussion's name in GraphQL. */
  let discussionId = '';

  function deltaOf({ id, createdAt, lastEditedAt }: Dated): Delta {
    const promise = { id, by: authorOf(mutation), at: mutation.promised, told: lastEditedAt ?? createdAt };
    const found = [withAskedPromise(board.promises.get(number), number, promise)];
    return { ...nothingNew, promises: { heard: [number], found } };
  }

  function written(data: unknown): Outcome {
    const comment = partOf(data, 'comment');
    const read = v.safeParse(datedSchema, comment);
    if (!read.success) return unread;
    const thread = threadFrom(partOf(comment, 'discussion'), countsFor(me, board.teamFile));
    return { kind: 'done', delta: { ...deltaOf(read.output), ...(thread && { threads: [thread] }) } };
  }

  return {
    async own() {
      let after: string | null = null;
      for (let page = 1; page <= mostPages; page++) {
        const result = await look(writing, commentsDocument, { number, after });
        if (result.kind !== 'told') return result.kind === 'refused' ? gone : result;
        const told = partOf(result.data, 'discussion');
        if (told === undefined) return gone;
        const read = v.safeParse(discussionSchema, told);
        if (!read.success) return { kind: 'blocked', trouble: { kind: 'serverDown' } };
        const { id, comments } = read.output;
        discussionId = id;
        for (const comment of comments.nodes)
          if (comment?.author?.databaseId === me.id && readPromise(comment.body, me))
            return { kind: 'listed', comment };
        after = comments.pageInfo.endCursor;
        if (!comments.pageInfo.hasNextPage || after === null) break;
      }
      return { kind: 'listed' };
    },
    isAnothers: async (comment) => otherHandIn(comment) !== undefined,
    async create(body) {
      const result = await tell(writing, mutations.comment, { discussionId, body, replyToId: null });
      if (result.kind === 'refused') return whyNot(writing, result, number);
      return result.kind === 'told' ? written(result.data) : result;
    },
    async change({ id }, body) {
      const result = await tell(writing, mutations.editComment, { id, body });
      if (result.kind === 'refused' && result.reason.kind === 'missing') return { kind: 'gone' };
      if (result.kind === 'refused') return whyNot(writing, result, number);
      return result.kind === 'told' ? written(result.data) : result;
    },
    deltaOf: (comment) => (comment ? deltaOf(comment) : withoutPromise(mutation, number, board)),
  };
}

const dated = { id: v.string(), createdAt: v.string(), lastEditedAt: v.nullable(v.string()) };
const datedSchema = v.object(dated);
type Dated = v.InferOutput<typeof datedSchema>;

const commentSchema = v.object({ ...editedSchema.entries, ...dated, body: v.string() });
type Comment = v.InferOutput<typeof commentSchema>;

const discussionSchema = v.object({
  id: v.string(),
  comments: v.object({
    nodes: v.array(v.fallback(v.nullable(commentSchema), null)),
    pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
  }),
});
