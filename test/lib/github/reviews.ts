/** What may happen to a pull request: requests for review, reviews, the merge. */

import { type Act, existingIssue, putIssue, touchIssue } from './act.js';
import { wholeSecond } from './clock.js';
import { checkComment, demandUnlocked } from './comments.js';
import { tellOfChange, tellOfReview, tellOfReviewRequest } from './news.js';
import { atLeast, demand, roleOf, roleToChange } from './permissions.js';
import { type Pull, pullOf, putPull, type Review, type ReviewRequest, type Verdict } from './pulls.js';
import { notFound, Refusal } from './refusal.js';
import { type Issue, newId, nodeId, type Role, type User, userByLogin } from './world.js';

/** Unverified: that whoever is on the list already is not told again. */
export function requestReviews(act: Act, number: number, logins: readonly string[]): void {
  const { world, repository, now } = act;
  const { user, role, issue, pull } = pullRequest(act, number);
  demand(role, 'write');
  const reviewers = logins.map((login) => {
    const reviewer = userByLogin(world, login);
    // Unverified: that it takes no more than being able to read.
    if (!reviewer || !atLeast(roleOf(world, repository, reviewer), 'read'))
      throw new Refusal(422, 'Reviews may only be requested from collaborators.');
    if (reviewer.id === issue.author) throw new Refusal(422, 'Review cannot be requested from pull request author.');
    return reviewer.id;
  });
  const fresh = reviewers.filter((id) => !isAsked(pull, id));
  if (fresh.length === 0) return;
  const asked = fresh.map(
    (reviewer): ReviewRequest => ({ reviewer, by: user.id, at: wholeSecond(now), isAnswered: false }),
  );
  putPull(world, issue, { ...pull, requests: [...pull.requests, ...asked] });
  // Unverified: that being asked moves `updated_at`.
  touchIssue(act, issue);
  tellOfReviewRequest({ world, repository, issue, by: user.id, now }, fresh);
}

const isAsked = ({ requests }: Pull, reviewer: number): boolean =>
  requests.some((request) => request.reviewer === reviewer && !request.isAnswered);

/** Whatever its verdict, a review takes its author off the list of those who are asked. Readers may review, too. */
export function submitReview(act: Act, number: number, verdict: Verdict, body: string): Review {
  const { world, repository, now } = act;
  const { user, role, issue, pull } = pullRequest(act, number);
  demandUnlocked(issue, role);
  const own = issue.author === user.id ? ownRefusals[verdict] : undefined;
  if (own) throw new Refusal(422, own);
  if (verdict !== 'approved' || body !== '') checkComment(body);
  const id = newId(world, 'content');
  const submittedAt = wholeSecond(now);
  const review: Review = { id, nodeId: nodeId('PRR', id), author: user.id, verdict, body, submittedAt };
  const requests = pull.requests.map((one) => (one.reviewer === user.id ? { ...one, isAnswered: true } : one));
  putPull(world, issue, { ...pull, requests, reviews: [...pull.reviews, review] });
  touchIssue(act, issue);
  tellOfReview({ world, repository, issue, by: user.id, now }, body);
  return review;
}

/** GitHub's words. */
const ownRefusals: Readonly<Partial<Record<Verdict, string>>> = {
  approved: 'Can not approve your own pull request',
  changesRequested: 'Can not request changes on your own pull request',
};

/** Who is asked stays on the list of a pull request that is merged or closed. Unverified. */
export function mergePullRequest(act: Act, number: number): Issue {
  const { world, repository, now } = act;
  const { user, role, issue, pull } = pullRequest(act, number);
  demand(role, 'write');
  if (issue.state === 'closed') throw new Refusal(405, 'Pull Request is not mergeable');
  const at = wholeSecond(now);
  putPull(world, issue, { ...pull, merged: { by: user.id, at } });
  const written = putIssue(act, issue, { ...issue, state: 'closed', closedAt: at, closedBy: user.id });
  tellOfChange({ world, repository, issue: written, by: user.id, now }, issue);
  return written;
}

function pullRequest(act: Act, number: number): { user: User; role: Role; issue: Issue; pull: Pull } {
  const { user, role } = roleToChange(act.world, act.repository, act.viewer);
  const issue = existingIssue(act.repository, number);
  if (!issue.pullRequest) throw notFound();
  return { user, role, issue, pull: pullOf(act.world, issue) };
}
