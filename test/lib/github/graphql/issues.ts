/** GraphQL's answers about issues: one by its number, what blocks it, and what was said under it. */

import { timestamp } from '../clock.js';
import { blockersOf, canSee } from '../dependencies.js';
import { commentsOf } from '../moving.js';
import { associationOf, roleToRead } from '../permissions.js';
import { follow } from '../threads.js';
import { type Comment, fullName, type Issue, issueOf, type Repository } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { renderActor, renderUser } from './people.js';
import { type Question, Trouble } from './question.js';

/**
 * Pull requests, deleted and transferred issues (apache/devlake#7969) have the same answer. Unverified: that issues which became
 * discussions and those of a repository without issues have it, too.
 */
export function issue(question: Question, home: Repository, { number }: { number: number }): object {
  const found = home.hasIssues ? issueOf(home, number) : undefined;
  if (found && !found.pullRequest) return renderIssue(question, home, found);
  throw new Trouble('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
}

function renderIssue(question: Question, home: Repository, one: Issue): object {
  const { world, viewer } = question;
  return {
    id: one.nodeId,
    number: one.number,
    title: one.title,
    body: one.body ?? '',
    state: one.state.toUpperCase(),
    stateReason: one.stateReason?.toUpperCase() ?? null,
    closed: one.state === 'closed',
    locked: one.locked,
    createdAt: timestamp(one.createdAt),
    updatedAt: timestamp(one.updatedAt),
    closedAt: one.closedAt === null ? null : timestamp(one.closedAt),
    author: () => renderActor(question, one.author),
    ...renderEdited(question, one),
    authorAssociation: associationOf(world, home, one.author, viewer.user),
    repository: { id: home.nodeId, name: home.name, nameWithOwner: fullName(world, home) },
    viewerSubscription: subscriptionOf(question, one),
    timelineItems: (args: Timeline) => timeline(question, one, args),
    assignees: (args: Bounds) => assignees(question, one, args),
    blockedBy: (args: BlockedBy) => blockers(question, one, args),
    comments: (args: Bounds) =>
      connectionOf('comments', args, commentsOf(home, one.number), (comment) => renderComment(question, home, comment)),
  };
}

type Subscription = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'IGNORED';

/** Unverified: that whoever watches the repository is subscribed to what they have not left. */
function subscriptionOf({ world, viewer }: Question, { id, repository }: Issue): Subscription {
  const following = world.inboxes.followers.get(id)?.get(viewer.user.id);
  const isWatching = world.inboxes.watchers.get(repository)?.has(viewer.user.id);
  if (following?.state === 'ignored') return 'IGNORED';
  return following?.state === 'subscribed' || (!following && isWatching) ? 'SUBSCRIBED' : 'UNSUBSCRIBED';
}

interface Timeline extends Bounds {
  readonly itemTypes?: readonly string[] | null;
}

/** Only who has unsubscribed is known here. */
function timeline(question: Question, one: Issue, { itemTypes, ...bounds }: Timeline): object {
  if (String(itemTypes) !== 'UNSUBSCRIBED_EVENT') throw new Error(`the simulated GitHub does not know ${itemTypes}`);
  const left = question.world.inboxes.unsubscribed.get(one.id) ?? [];
  return connectionOf('timelineItems', bounds, left, (id) => ({
    __typename: 'UnsubscribedEvent',
    actor: () => renderActor(question, id),
  }));
}

export interface UpdateSubscription {
  readonly input: {
    readonly clientMutationId?: string | null;
    readonly subscribableId: string;
    readonly state: Subscription;
  };
}

/** Of issues alone. Unverified: that a locked issue can be left. */
export function updateSubscription(question: Question, { input }: UpdateSubscription): object {
  const { world, viewer, now } = question;
  const { subscribableId, state, clientMutationId = null } = input;
  for (const home of world.repositories.values())
    for (const { current: one } of home.issues.values()) {
      if (one?.nodeId !== subscribableId || !isReadable(question, home)) continue;
      const states = { SUBSCRIBED: 'subscribed', UNSUBSCRIBED: 'left', IGNORED: 'ignored' } as const;
      follow({ world, user: viewer.user, now }, one.id, states[state]);
      return { clientMutationId, subscribable: { __typename: 'Issue', ...renderIssue(question, home, one) } };
    }
  throw new Trouble('NOT_FOUND', `Could not resolve to a node with the global id of '${subscribableId}'.`);
}

function assignees(question: Question, { assignees: ids }: Issue, args: Bounds): object {
  const people = ids.map((id) => question.world.users.get(id)).filter((person) => person !== undefined);
  return connectionOf('assignees', args, people, (person) => renderUser(question, person));
}

interface BlockedBy extends Bounds {
  readonly orderBy?: {
    readonly field: 'CREATED_AT' | 'DEPENDENCY_ADDED_AT';
    readonly direction: 'ASC' | 'DESC';
  } | null;
}

/** Closed ones as well, and only those the viewer can read. The latest dependency comes first unless asked otherwise. */
function blockers(question: Question, one: Issue, { orderBy, ...bounds }: BlockedBy): object {
  const seen = blockersOf(question, one).filter((blocker) => canSee(question, blocker));
  if (orderBy?.field === 'CREATED_AT') seen.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  if (orderBy?.direction !== 'ASC') seen.reverse();
  return connectionOf('blockedBy', bounds, seen, (blocker) => {
    const home = question.world.repositories.get(blocker.repository);
    if (!home) throw new Error(`there is no repository of ${blocker.nodeId}`);
    return renderIssue(question, home, blocker);
  });
}

export const renderComment = (question: Question, home: Repository, comment: Comment): object => ({
  id: comment.nodeId,
  body: comment.body,
  createdAt: timestamp(comment.createdAt),
  updatedAt: timestamp(comment.updatedAt),
  author: () => renderActor(question, comment.author),
  ...renderEdited(question, comment),
  authorAssociation: associationOf(question.world, home, comment.author, question.viewer.user),
});

/** Of the body alone: who has changed a title stands in the timeline. */
const renderEdited = (question: Question, { edited }: Pick<Comment, 'edited'>): object => ({
  lastEditedAt: edited && timestamp(edited.at),
  editor: () => edited && renderActor(question, edited.by),
});

/** Issues and comments by their node ids; null for what is not there, or may not be seen. */
export function nodes(question: Question, { ids }: { ids: readonly string[] }): readonly (object | null)[] {
  const wanted = new Set(ids);
  const found = new Map<string, object>();
  for (const home of question.world.repositories.values()) {
    if (!isReadable(question, home)) continue;
    for (const { current: one } of home.issues.values())
      if (one && wanted.has(one.nodeId))
        found.set(one.nodeId, {
          __typename: one.pullRequest ? 'PullRequest' : 'Issue',
          ...renderIssue(question, home, one),
        });
    for (const { current: one } of home.comments.values())
      if (one && wanted.has(one.nodeId))
        found.set(one.nodeId, { __typename: 'IssueComment', ...renderComment(question, home, one) });
  }
  return ids.map((id) => found.get(id) ?? null);
}

function isReadable({ world, viewer }: Question, home: Repository): boolean {
  try {
    roleToRead(world, home, viewer);
    return true;
  } catch {
    return false;
  }
}
