/** Owns requests for review: they are told to the reviewer and remembered nowhere else. */

import { type Act, existingIssue } from './act.js';
import { tellOfReviewRequest } from './news.js';
import { atLeast, demand, roleOf, roleToChange } from './permissions.js';
import { notFound, Refusal } from './refusal.js';
import { userByLogin } from './world.js';

export function requestReviews(act: Act, number: number, logins: readonly string[]): void {
  const { world, repository, now } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  const issue = existingIssue(repository, number);
  if (!issue.pullRequest) throw notFound();
  demand(role, 'write');
  const reviewers = logins.map((login) => {
    const reviewer = userByLogin(world, login);
    // Unverified: that it takes no more than being able to read.
    if (!reviewer || !atLeast(roleOf(world, repository, reviewer), 'read'))
      throw new Refusal(422, 'Reviews may only be requested from collaborators.');
    if (reviewer.id === issue.author) throw new Refusal(422, 'Review cannot be requested from pull request author.');
    return reviewer.id;
  });
  tellOfReviewRequest({ world, repository, issue, by: user.id, now }, reviewers);
}
