/** Who is assigned to an issue. */

import { type Act, existingIssue, putIssue } from './act.js';
import { tellOfAssignment } from './news.js';
import { atLeast, isAssignable, roleToChange } from './permissions.js';
import { invalid } from './refusal.js';
import { type Issue, type User, userByLogin } from './world.js';

/** GitHub's limit. */
const mostAssignees = 10;

/** Adds to or takes from the assignees, as the routes of that name do. Without triage it does nothing, in silence. */
export function changeAssignees(act: Act, number: number, change: { add?: string[]; remove?: string[] }): Issue {
  const { world, repository } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  const issue = existingIssue(repository, number);
  if (!atLeast(role, 'triage')) return issue;
  const removed = new Set((change.remove ?? []).map((login) => userByLogin(world, login)?.id));
  const added = (change.add ?? [])
    .map((login) => userByLogin(world, login))
    .filter((other) => other !== undefined)
    // Unverified: that people who cannot be assigned are passed over in silence here, unlike on creation.
    .filter((other) => isAssignable(world, repository, other, user, issue))
    .map((other) => other.id);
  const assignees = [...new Set([...issue.assignees.filter((id) => !removed.has(id)), ...added])];
  const written = putIssue(act, issue, { ...issue, assignees: assignees.slice(0, mostAssignees) });
  tellOfAssignment({ world, repository, issue: written, by: user.id, now: act.now }, issue);
  return written;
}

/** The ids of people who are to be assigned; whoever cannot be is refused. Callers have made sure of push access. */
export function assigneeIds(act: Act, user: User, logins: readonly string[], issue: Issue | undefined): number[] {
  const ids = logins.map((login) => {
    const assignee = userByLogin(act.world, login);
    if (assignee && isAssignable(act.world, act.repository, assignee, user, issue)) return assignee.id;
    throw invalid({ resource: 'Issue', field: 'assignees', code: 'invalid', value: login });
  });
  const unique = [...new Set(ids)];
  // Unverified: refused, or cut to ten in silence.
  if (unique.length > mostAssignees) {
    throw invalid({
      resource: 'Issue',
      field: 'assignees',
      code: 'custom',
      message: `assignees cannot be more than ${mostAssignees}`,
    });
  }
  return unique;
}
