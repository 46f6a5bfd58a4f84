/** Where it is told when I will look at an issue or a pull request, which has the comments of its issue. */
import { type Board, type Delta, nothingNew } from '../../model/board/board.js';
import { isOwnedBy } from '../../model/board/item.js';
import { withAskedPromise, withPromise } from '../../model/board/links.js';
import { authorOf, type GivePromise, isOnAsked } from '../../model/board/mutation.js';
import { readPromise } from '../../records/promise.js';
import type { Writing } from '../client/asking.js';
import { asComment, type Comment } from '../client/shapes.js';
import type { PromisePlace } from '../promising.js';
import { look } from './find.js';

/** More than an issue has. */
const mostPages = 100;

export function issueOfPromise(
  { ask, meaning, outcome, editors, me, board }: Writing & { readonly board: Board },
  mutation: GivePromise,
  number: number,
): PromisePlace<Comment> {
  const read = (data: unknown) => {
    const comment = asComment(data);
    return comment && deltaOf(comment, mutation, number, board);
  };
  return {
    async own() {
      let comment: Comment | undefined;
      const route = 'GET /repos/{owner}/{repo}/issues/{number}/comments';
      const listed = await look({ ask, meaning, me }, route, { number }, mostPages, (one) => {
        const found = asComment(one);
        if (found?.user?.id === me.id && readPromise(found.body, me)) comment ??= found;
        return comment && { kind: 'absent' };
      });
      return listed.kind === 'blocked' ? listed : { kind: 'listed', ...(comment && { comment }) };
    },
    async isAnothers({ node_id, created_at, updated_at }) {
      return created_at !== updated_at && (await editors([node_id]))?.get(node_id) !== undefined;
    },
    async create(body) {
      return outcome(await ask('POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body }), read);
    },
    async change({ id }, body) {
      const reply = await ask('PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id, body });
      const meant = meaning(reply);
      const isGone = meant.kind === 'refused' && (meant.reason.kind === 'gone' || meant.reason.kind === 'missing');
      return isGone ? { kind: 'gone' } : outcome(reply, read);
    },
    deltaOf: (comment) =>
      comment ? deltaOf(comment, mutation, number, board) : withoutPromise(mutation, number, board),
  };
}

function deltaOf(comment: Comment, mutation: GivePromise, number: number, board: Board): Delta {
  const by = authorOf(mutation);
  const promise = { id: comment.node_id, by, at: mutation.promised, told: comment.updated_at };
  if (isOnAsked(mutation)) {
    const found = [withAskedPromise(board.promises.get(number), number, promise)];
    return { ...nothingNew, promises: { heard: [number], found } };
  }
  const item = board.items.get(mutation.target);
  if (!item || !isOwnedBy(item, by, board.teamFile)) return nothingNew;
  return {
    ...nothingNew,
    replies: { heard: [number], found: [withPromise(board.replies.get(number), number, promise)] },
  };
}

/** There is no comment, and none is needed. */
export function withoutPromise(mutation: GivePromise, number: number, { replies, promises }: Board): Delta {
  if (isOnAsked(mutation)) {
    const { [mutation.team.account.id]: _mine, ...others } = promises.get(number)?.promises ?? {};
    const found = [{ number, promises: others }];
    return { ...nothingNew, promises: { heard: [number], found } };
  }
  const known = replies.get(number);
  const found = known && known.replies.length > 0 ? [{ number, replies: known.replies }] : [];
  return { ...nothingNew, replies: { heard: [number], found } };
}
