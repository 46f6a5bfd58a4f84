/** GraphQL's answers about pull requests: which there are, whose review is asked for, and what reviewers said. */

import { timestamp } from '../clock.js';
import { commentsOf } from '../moving.js';
import { associationOf } from '../permissions.js';
import { type Pull, pullOf, type Review, type Verdict } from '../pulls.js';
import { type Issue, issueOf, type Repository, type World } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { renderComment } from './issues.js';
import { renderActor } from './people.js';
import { type Question, Trouble } from './question.js';

type State = 'OPEN' | 'CLOSED' | 'MERGED';

interface PullRequests extends Bounds {
  readonly states?: readonly State[] | null;
  readonly headRefName?: string | null;
  readonly orderBy?: Order | null;
}

interface Order {
  readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
  readonly direction: 'ASC' | 'DESC';
}

export function pullRequests(
  question: Question,
  home: Repository,
  { states, orderBy, headRefName, ...bounds }: PullRequests,
): object {
  const { world } = question;
  const pulls = [...home.issues.values()]
    .flatMap(({ current }) => (current?.pullRequest ? [current] : []))
    .filter((one) => !states || states.length === 0 || states.includes(stateOf(world, one)))
    .filter((one) => !headRefName || pullOf(world, one).branch === headRefName);
  const key = keys[orderBy?.field ?? 'CREATED_AT'];
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  pulls.sort((a, b) => sign * (key(a) - key(b) || a.number - b.number));
  return connectionOf('pullRequests', bounds, pulls, (one) => renderPull(question, home, one));
}

/** Issues have the same answer as what is not there. */
export function pullRequest(question: Question, home: Repository, { number }: { number: number }): object {
  const found = issueOf(home, number);
  if (found?.pullRequest) return renderPull(question, home, found);
  throw new Trouble('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
}

const keys: Readonly<Record<Order['field'], (issue: Issue) => number>> = {
  CREATED_AT: (issue) => issue.createdAt,
  UPDATED_AT: (issue) => issue.updatedAt,
  COMMENTS: (issue) => issue.comments,
};

function stateOf(world: World, issue: Issue): State {
  if (issue.state === 'open') return 'OPEN';
  return pullOf(world, issue).merged ? 'MERGED' : 'CLOSED';
}

export function renderPull(question: Question, home: Repository, one: Issue): object {
  const { world } = question;
  const { merged, reviews, requests, checks } = pullOf(world, one);
  const asked = requests.filter(({ isAnswered }) => !isAnswered);
  // Whoever deleted their account is no longer asked.
  const reachable = asked.filter(({ reviewer }) => world.users.has(reviewer));
  return {
    id: one.nodeId,
    number: one.number,
    title: one.title,
    state: stateOf(world, one),
    isDraft: false,
    isCrossRepository: false,
    commits: (args: Bounds) => connectionOf('commits', args, [checks], renderCommit),
    merged: merged !== null,
    mergedAt: merged ? timestamp(merged.at) : null,
    createdAt: timestamp(one.createdAt),
    updatedAt: timestamp(one.updatedAt),
    closedAt: one.closedAt === null ? null : timestamp(one.closedAt),
    author: () => renderActor(question, one.author),
    reviewRequests: (args: Bounds) =>
      connectionOf('reviewRequests', args, reachable, ({ reviewer }) => ({
        requestedReviewer: () => renderActor(question, reviewer),
      })),
    reviews: (args: Bounds & { readonly states?: readonly string[] | null }) =>
      connectionOf(
        'reviews',
        args,
        reviews.filter(({ verdict }) => !args.states || args.states.includes(states[verdict])),
        (review) => renderReview(question, home, review),
      ),
    comments: (args: Bounds) =>
      connectionOf('comments', args, commentsOf(home, one.number), (comment) => renderComment(question, home, comment)),
    timelineItems: (args: TimelineItems) => timeline(question, one, args),
  };
}

/** The last commit of a branch. */
function renderCommit(checks: Pull['checks']): object {
  const state = checks?.some(({ conclusion }) => conclusion === 'FAILURE')
    ? 'FAILURE'
    : checks?.every(({ conclusion }) => conclusion === 'SUCCESS')
      ? 'SUCCESS'
      : 'PENDING';
  const contexts = (args: Bounds) =>
    connectionOf('contexts', args, checks ?? [], (check) => ({ __typename: 'CheckRun', ...check }));
  return { commit: { statusCheckRollup: checks ? { state, contexts } : null } };
}

const states: Readonly<Record<Verdict, string>> = {
  approved: 'APPROVED',
  changesRequested: 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
};

const renderReview = (question: Question, home: Repository, review: Review): object => ({
  id: review.nodeId,
  state: states[review.verdict],
  body: review.body,
  submittedAt: timestamp(review.submittedAt),
  author: () => renderActor(question, review.author),
  authorAssociation: associationOf(question.world, home, review.author, question.viewer.user),
});

interface TimelineItems extends Bounds {
  readonly itemTypes?: readonly string[] | null;
}

/** Whoever was asked, answered or not; null for people who deleted their account. */
function timeline(question: Question, one: Issue, { itemTypes, ...bounds }: TimelineItems): object {
  if (itemTypes?.join() !== 'REVIEW_REQUESTED_EVENT')
    throw new Error('the simulated GitHub tells nothing but requests for review from a timeline yet');
  return connectionOf('timelineItems', bounds, pullOf(question.world, one).requests, ({ reviewer, by, at }) => ({
    __typename: 'ReviewRequestedEvent',
    createdAt: timestamp(at),
    actor: () => renderActor(question, by),
    requestedReviewer: () => renderActor(question, reviewer),
  }));
}
