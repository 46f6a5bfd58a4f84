/** GraphQL's answers about discussions: which there are, in what category, what was said, and which comment is the answer. */

import { timestamp } from '../clock.js';
import {
  type Category,
  categoriesOf,
  categoryNodeId,
  categoryOf,
  type Discussion,
  type DiscussionComment,
  discussionOf,
  discussionsOf,
  type Reaction,
  reactionContents,
} from '../forum.js';
import { associationOf, atLeast, roleOf } from '../permissions.js';
import type { Repository } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { renderActor } from './people.js';
import { type Question, Trouble } from './question.js';

interface Discussions extends Bounds {
  readonly answered?: boolean | null;
  readonly states?: readonly ('OPEN' | 'CLOSED')[] | null;
  readonly orderBy?: { readonly field: 'CREATED_AT' | 'UPDATED_AT'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Where the viewer is told that there are no discussions, there may be some all the same (`discussionsSwitch`). */
export const areDiscussionsOn = ({ world }: Question, { hasDiscussions }: Repository): boolean =>
  hasDiscussions && world.discussionsSwitch === 'honest';

/** Unverified: that a repository which has them switched off shows none, rather than an error. */
export function discussions(question: Question, home: Repository, args: Discussions): object {
  const { answered, states, orderBy, ...bounds } = args;
  const key = orderBy?.field === 'CREATED_AT' ? 'createdAt' : 'updatedAt';
  const sign = orderBy?.direction === 'ASC' ? 1 : -1;
  const all = areDiscussionsOn(question, home) ? discussionsOf(question.world, home, question.listsAsOf) : [];
  const shown = all
    .filter((one) => answered === null || answered === undefined || answered === isAnswered(question, home, one))
    .filter((one) => !states || states.length === 0 || states.includes(one.closedAt === null ? 'OPEN' : 'CLOSED'))
    .sort((a, b) => sign * (a[key] - b[key] || a.number - b.number));
  return connectionOf('discussions', bounds, shown, (one) => renderDiscussion(question, home, one));
}

/** Unverified: the words, and that none is found where they are switched off. */
export function discussion(question: Question, home: Repository, { number }: { number: number }): object {
  const found = areDiscussionsOn(question, home) ? discussionOf(question.world, home, number) : undefined;
  if (!found) throw new Trouble('NOT_FOUND', `Could not resolve to a Discussion with the number of ${number}.`);
  return renderDiscussion(question, home, found);
}

interface Categories extends Bounds {
  readonly filterByAssignable?: boolean | null;
}

/** Unverified: that the filter leaves out what the viewer may not post in, and that they come by name. */
export function discussionCategories(
  question: Question,
  home: Repository,
  { filterByAssignable, ...bounds }: Categories,
): object {
  const isMaintainer = atLeast(roleOf(question.world, home, question.viewer.user), 'maintain');
  const shown = home.hasDiscussions ? categoriesOf(question.world, home) : [];
  const open = shown.filter(
    ({ openTo }) => !filterByAssignable || openTo === 'readers' || (openTo === 'maintainers' && isMaintainer),
  );
  return connectionOf('discussionCategories', bounds, open, (one) => renderCategory(home, one));
}

function renderCategory(home: Repository, category: Category): object {
  const { openTo: _openTo, ...shown } = category;
  return { ...shown, id: categoryNodeId(home, category) };
}

/** Null where nobody can answer. */
function isAnswered({ world }: Question, home: Repository, { category, answer }: Discussion): boolean | null {
  return categoryOf(world, home, category).isAnswerable ? answer !== null : null;
}

export function renderDiscussion(question: Question, home: Repository, one: Discussion): object {
  const { answer } = one;
  const comment = one.comments.find(({ id }) => id === answer?.comment);
  const role = roleOf(question.world, home, question.viewer.user);
  const isMine = one.author === question.viewer.user.id || atLeast(role, 'triage');
  /** Lists that lag do not show the last comments. */
  const listed = discussionOf(question.world, home, one.number, question.listsAsOf)?.comments ?? [];
  const roots = listed.filter(({ replyTo }) => replyTo === null);
  return {
    __typename: 'Discussion',
    ...renderSaid(question, home, one, one.locked),
    number: one.number,
    title: one.title,
    closed: one.closedAt !== null,
    closedAt: one.closedAt === null ? null : timestamp(one.closedAt),
    stateReason: one.closedAs,
    locked: one.locked,
    activeLockReason: one.lockReason?.toUpperCase().replaceAll(/[- ]/g, '_') ?? null,
    updatedAt: timestamp(one.updatedAt),
    isAnswered: isAnswered(question, home, one),
    answerChosenAt: answer ? timestamp(answer.at) : null,
    answerChosenBy: () => (answer ? renderActor(question, answer.by) : null),
    answer: () => (comment ? renderComment(question, home, one, comment) : null),
    category: () => renderCategory(home, categoryOf(question.world, home, one.category)),
    viewerCanClose: isMine && one.closedAt === null,
    viewerCanReopen: isMine && one.closedAt !== null,
    viewerCanUpdate: isMine,
    comments: (args: Bounds) =>
      connectionOf('comments', args, roots, (said) => renderComment(question, home, one, said)),
  };
}

export function renderComment(
  question: Question,
  home: Repository,
  discussion: Discussion,
  comment: DiscussionComment,
): object {
  const { world, viewer, listsAsOf } = question;
  const listed = discussionOf(world, home, discussion.number, listsAsOf)?.comments ?? [];
  const replies = listed.filter(({ replyTo }) => replyTo === comment.id);
  const role = roleOf(world, home, viewer.user);
  const isMaster = atLeast(role, 'triage');
  const mayAnswer =
    (isMaster || discussion.author === viewer.user.id) && categoryOf(world, home, discussion.category).isAnswerable;
  const isAnswer = discussion.answer?.comment === comment.id;
  const root = discussion.comments.find(({ id }) => id === comment.replyTo);
  return {
    __typename: 'DiscussionComment',
    ...renderSaid(question, home, comment, discussion.locked),
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized,
    deletedAt: comment.deletedAt === null ? null : timestamp(comment.deletedAt),
    isAnswer,
    discussion: () => renderDiscussion(question, home, discussion),
    replyTo: () => (root ? renderComment(question, home, discussion, root) : null),
    replies: (args: Bounds) =>
      connectionOf('replies', args, replies, (one) => renderComment(question, home, discussion, one)),
    viewerCanMarkAsAnswer: mayAnswer && !isAnswer,
    viewerCanUnmarkAsAnswer: mayAnswer && isAnswer,
    viewerCanUpdate: isMaster || comment.author === viewer.user.id,
  };
}

/** What an opening text and a comment have in common. */
function renderSaid(
  question: Question,
  home: Repository,
  said: Pick<Discussion, 'id' | 'nodeId' | 'body' | 'author' | 'createdAt' | 'edited' | 'reactions'>,
  isLocked: boolean,
): object {
  const { world, viewer } = question;
  const { edited } = said;
  return {
    id: said.nodeId,
    databaseId: said.id,
    body: said.body,
    createdAt: timestamp(said.createdAt),
    lastEditedAt: edited ? timestamp(edited.at) : null,
    editor: () => (edited ? renderActor(question, edited.by) : null),
    author: () => renderActor(question, said.author),
    authorAssociation: associationOf(world, home, said.author, viewer.user),
    reactionGroups: () => renderReactions(question, said.reactions),
    reactions: ({ content, ...bounds }: Bounds & { readonly content?: string | null }) =>
      connectionOf(
        'reactions',
        bounds,
        said.reactions.filter((one) => !content || one.content === content),
        ({ by, at, content: given }) => ({
          createdAt: timestamp(at),
          content: given,
          user: () => renderActor(question, by),
        }),
      ),
    viewerCanReact: !isLocked || atLeast(roleOf(world, home, viewer.user), 'write'),
    viewerDidAuthor: said.author === viewer.user.id,
  };
}

/** Every kind there is, those that nobody has given as well. */
const renderReactions = ({ viewer }: Question, reactions: readonly Reaction[]): object =>
  reactionContents.map((content) => {
    const given = reactions.filter((one) => one.content === content);
    return {
      content,
      viewerHasReacted: given.some(({ by }) => by === viewer.user.id),
      // To be counted, nobody has to be paged.
      reactors: { totalCount: given.length },
    };
  });

/** A discussion or one of its comments by what GraphQL calls it, with the repository it is in. */
export function placeOf({ world }: Question, nodeId: string) {
  for (const home of world.repositories.values())
    for (const one of discussionsOf(world, home)) {
      if (one.nodeId === nodeId) return { home, discussion: one, comment: undefined };
      const comment = one.comments.find((said) => said.nodeId === nodeId);
      if (comment) return { home, discussion: one, comment };
    }
  throw new Trouble('NOT_FOUND', `Could not resolve to a node with the global id of '${nodeId}'.`);
}
