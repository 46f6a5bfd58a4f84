/** GraphQL's mutations of discussions. The acts behind them are those of people on github.com, under a token. */

import type { Act } from '../act.js';
import * as acts from '../discussions.js';
import { type CloseReason, categoriesOf, categoryNodeId, discussionOf, type ReactionContent } from '../forum.js';
import { roleToRead } from '../permissions.js';
import type { Repository } from '../world.js';
import { placeOf, renderComment, renderDiscussion } from './discussions.js';
import { type Question, Trouble, troubled } from './question.js';

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

/** Also `node`, by which comments are found again. */
export function discussing(question: Question): Readonly<Record<string, unknown>> {
  const { world, viewer, now } = question;
  const at = (repository: Repository): Act => ({ world, repository, viewer, now });
  const unknown = (id: string) =>
    new Trouble('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);

  function placeOfCategory(home: Repository, id: string): string {
    const found = categoriesOf(world, home).find((one) => categoryNodeId(home, one) === id);
    if (!found) throw unknown(id);
    return found.name;
  }

  /** What a mutation answers: things as they are once it is done. */
  function payload(input: Input<object>['input'], home: Repository, number: number, comment?: { id: number }): object {
    const after = discussionOf(world, home, number);
    const said = after?.comments.find(({ id }) => id === comment?.id);
    return {
      clientMutationId: input.clientMutationId ?? null,
      discussion: () => (after ? renderDiscussion(question, home, after) : null),
      comment: () => (after && said ? renderComment(question, home, after, said) : null),
    };
  }

  /** An act on a discussion or on one of its comments. */
  function on<T>(
    id: (input: T) => string,
    act: (input: T, here: ReturnType<typeof placeOf>) => { id: number } | object,
  ) {
    return ({ input }: Input<T>) => {
      const here = placeOf(question, id(input));
      troubled(() => act(input, here));
      return payload(input, here.home, here.discussion.number, here.comment);
    };
  }

  const react = (change: 'add' | 'remove') => {
    return ({ input }: Input<{ subjectId: string; content: ReactionContent }>) => {
      const { home, discussion, comment } = placeOf(question, input.subjectId);
      const { content, clientMutationId = null } = input;
      troubled(() => acts.reactToDiscussion(at(home), discussion.number, { id: comment?.id, content, change }));
      const after = discussionOf(world, home, discussion.number);
      const said = after?.comments.find(({ id }) => id === comment?.id);
      const subject = () => {
        if (!after) return null;
        return said ? renderComment(question, home, after, said) : renderDiscussion(question, home, after);
      };
      return { clientMutationId, subject };
    };
  };

  return {
    node({ id }: { id: string }) {
      const { home, discussion, comment } = placeOf(question, id);
      troubled(() => roleToRead(world, home, viewer));
      return comment
        ? renderComment(question, home, discussion, comment)
        : renderDiscussion(question, home, discussion);
    },
    createDiscussion({ input }: Input<{ repositoryId: string; categoryId: string; title: string; body: string }>) {
      const home = [...world.repositories.values()].find(({ nodeId }) => nodeId === input.repositoryId);
      if (!home) throw unknown(input.repositoryId);
      const { title, body } = input;
      const { number } = troubled(() =>
        acts.createDiscussion(at(home), { title, body, category: placeOfCategory(home, input.categoryId) }),
      );
      return payload(input, home, number);
    },
    updateDiscussion: on<{
      discussionId: string;
      title?: string | null;
      body?: string | null;
      categoryId?: string | null;
    }>(
      ({ discussionId }) => discussionId,
      ({ title, body, categoryId }, { home, discussion }) =>
        acts.editDiscussion(at(home), discussion.number, {
          ...(typeof title === 'string' && { title }),
          ...(typeof body === 'string' && { body }),
          ...(categoryId && { category: placeOfCategory(home, categoryId) }),
        }),
    ),
    closeDiscussion: on<{ discussionId: string; reason?: CloseReason | null }>(
      ({ discussionId }) => discussionId,
      ({ reason }, { home, discussion }) => acts.closeDiscussion(at(home), discussion.number, reason ?? 'RESOLVED'),
    ),
    reopenDiscussion: on<{ discussionId: string }>(
      ({ discussionId }) => discussionId,
      (_input, { home, discussion }) => acts.reopenDiscussion(at(home), discussion.number),
    ),
    addDiscussionComment({ input }: Input<{ discussionId: string; body: string; replyToId?: string | null }>) {
      const { home, discussion } = placeOf(question, input.discussionId);
      const root = input.replyToId ? placeOf(question, input.replyToId).comment : undefined;
      const comment = troubled(() =>
        acts.commentOnDiscussion(at(home), discussion.number, input.body, root?.id ?? null),
      );
      return payload(input, home, discussion.number, comment);
    },
    updateDiscussionComment: on<{ commentId: string; body: string }>(
      ({ commentId }) => commentId,
      ({ body }, { home, discussion, comment }) =>
        acts.editDiscussionComment(at(home), discussion.number, comment?.id ?? 0, body),
    ),
    markDiscussionCommentAsAnswer: on<{ id: string }>(
      ({ id }) => id,
      (_input, { home, discussion, comment }) => acts.markAnswer(at(home), discussion.number, comment?.id ?? 0),
    ),
    unmarkDiscussionCommentAsAnswer: on<{ id: string }>(
      ({ id }) => id,
      (_input, { home, discussion, comment }) => acts.unmarkAnswer(at(home), discussion.number, comment?.id ?? 0),
    ),
    addReaction: react('add'),
    removeReaction: react('remove'),
  };
}
