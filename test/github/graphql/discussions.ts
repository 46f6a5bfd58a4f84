/** Owns GraphQL's answers about discussions: which there are, in what category, and which comment is the answer. */

import { timestamp } from '../clock.js';
import { categories, type Discussion, type DiscussionComment, discussionsOf } from '../forum.js';
import { associationOf } from '../permissions.js';
import type { Repository } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { renderActor } from './people.js';
import type { Question } from './question.js';

interface Discussions extends Bounds {
  readonly answered?: boolean | null;
  readonly states?: readonly ('OPEN' | 'CLOSED')[] | null;
  readonly orderBy?: { readonly field: 'CREATED_AT' | 'UPDATED_AT'; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Unverified: that a repository which has them switched off shows none, rather than an error. */
export function discussions(question: Question, home: Repository, args: Discussions): object {
  const { answered, states, orderBy, ...bounds } = args;
  const key = orderBy?.field === 'CREATED_AT' ? 'createdAt' : 'updatedAt';
  const sign = orderBy?.direction === 'ASC' ? 1 : -1;
  const shown = (home.hasDiscussions ? discussionsOf(question.world, home) : [])
    .filter((one) => answered === null || answered === undefined || answered === isAnswered(one))
    .filter((one) => !states || states.length === 0 || states.includes(one.closedAt === null ? 'OPEN' : 'CLOSED'))
    .sort((a, b) => sign * (a[key] - b[key] || a.number - b.number));
  return connectionOf('discussions', bounds, shown, (one) => renderDiscussion(question, home, one));
}

/** Null where nobody can answer. */
function isAnswered({ category, answer }: Discussion): boolean | null {
  return categoryOf(category).isAnswerable ? answer !== null : null;
}

function categoryOf(wanted: Discussion['category']): (typeof categories)[number] {
  const found = categories.find(({ name }) => name === wanted);
  if (!found) throw new Error(`there is no category ${wanted}`);
  return found;
}

function renderDiscussion(question: Question, home: Repository, one: Discussion): object {
  const { answer } = one;
  const comment = one.comments.find(({ id }) => id === answer?.comment);
  const { slug, ...category } = categoryOf(one.category);
  return {
    id: one.nodeId,
    number: one.number,
    title: one.title,
    body: one.body,
    closed: one.closedAt !== null,
    closedAt: one.closedAt === null ? null : timestamp(one.closedAt),
    createdAt: timestamp(one.createdAt),
    updatedAt: timestamp(one.updatedAt),
    isAnswered: isAnswered(one),
    answerChosenAt: answer ? timestamp(answer.at) : null,
    answerChosenBy: () => (answer ? renderActor(question, answer.by) : null),
    answer: () => (comment ? renderComment(question, home, comment) : null),
    author: () => renderActor(question, one.author),
    authorAssociation: associationOf(question.world, home, one.author, question.viewer.user),
    category: { ...category, id: `DIC_${home.nodeId.slice(2)}_${slug}`, slug },
    comments: (args: Bounds) =>
      connectionOf('comments', args, one.comments, (said) => renderComment(question, home, said)),
  };
}

const renderComment = (question: Question, home: Repository, comment: DiscussionComment): object => ({
  id: comment.nodeId,
  body: comment.body,
  createdAt: timestamp(comment.createdAt),
  author: () => renderActor(question, comment.author),
  authorAssociation: associationOf(question.world, home, comment.author, question.viewer.user),
});
