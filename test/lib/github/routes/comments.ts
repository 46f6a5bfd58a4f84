/** The REST routes of issue comments. */

import { existingIssue } from '../act.js';
import { createComment, deleteComment, updateComment } from '../comments.js';
import { isSince, momentIn, pageOf } from '../paging.js';
import { issuesDisabled } from '../permissions.js';
import { notFound } from '../refusal.js';
import { renderComment } from '../render.js';
import { actIn, type Context, numberIn, oneOf, type Reply, type Route, repositoryIn, textIn } from '../route.js';
import { asOf, type Comment, type Repository, type Slot } from '../world.js';

const issuesPath = '/repos/{owner}/{repo}/issues';
const threadPath = `${issuesPath}/{issue_number}/comments`;
const commentPath = `${issuesPath}/comments/{comment_id}`;

export const commentRoutes: readonly Route[] = [
  { method: 'GET', template: `${issuesPath}/comments`, handle: listAll },
  { method: 'GET', template: threadPath, handle: listThread },
  {
    method: 'POST',
    template: threadPath,
    createsContent: true,
    handle(context) {
      const act = actIn(context);
      const number = numberIn(context, 'issue_number');
      const comment = createComment(act, number, textIn(context.body(), 'body'));
      const json = renderComment(context.frame, act.repository, comment);
      return { status: 201, json, headers: { Location: String(json.url) } };
    },
  },
  {
    method: 'GET',
    template: commentPath,
    handle(context) {
      const repository = repositoryIn(context);
      const comment = repository.comments.get(numberIn(context, 'comment_id'))?.current;
      if (!comment) throw notFound();
      return { status: 200, json: renderComment(context.frame, repository, comment) };
    },
  },
  {
    method: 'PATCH',
    template: commentPath,
    handle(context) {
      const act = actIn(context);
      const comment = updateComment(act, numberIn(context, 'comment_id'), textIn(context.body(), 'body'));
      return { status: 200, json: renderComment(context.frame, act.repository, comment) };
    },
  },
  {
    method: 'DELETE',
    template: commentPath,
    handle(context) {
      deleteComment(actIn(context), numberIn(context, 'comment_id'));
      return { status: 204 };
    },
  },
];

function listThread(context: Context): Reply {
  const repository = repositoryIn(context);
  const number = numberIn(context, 'issue_number');
  existingIssue(repository, number);
  const ids = repository.threads.get(number) ?? [];
  const slots = ids.map((id) => repository.comments.get(id)).filter((slot) => slot !== undefined);
  return page(context, repository, visible(context, slots));
}

/** All comments of the repository; oldest first unless sorted. `direction` counts only together with `sort`. */
function listAll(context: Context): Reply {
  const repository = repositoryIn(context);
  if (!repository.hasIssues) throw issuesDisabled();
  const { query } = context;
  const sort = oneOf(query.get('sort') ?? undefined, ['created', 'updated'], 'sort');
  const direction = oneOf(query.get('direction') ?? undefined, ['asc', 'desc'], 'direction');
  const comments = visible(context, repository.comments.values());
  const sign = sort && direction !== 'asc' ? -1 : 1;
  const key = (comment: Comment) => (sort === 'updated' ? comment.updatedAt : comment.createdAt);
  comments.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id));
  return page(context, repository, comments);
}

function visible(context: Context, slots: Iterable<Slot<Comment>>): Comment[] {
  const since = momentIn(context, 'since');
  const comments: Comment[] = [];
  for (const slot of slots) {
    const comment = asOf(slot, context.listsAsOf);
    if (comment && isSince(context, since, comment.updatedAt)) comments.push(comment);
  }
  return comments;
}

const page = (context: Context, repository: Repository, comments: readonly Comment[]): Reply =>
  pageOf(context, comments, (comment) => renderComment(context.frame, repository, comment));
