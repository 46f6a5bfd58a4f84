/** Owns which issue blocks which. Both ends are named by database id, not by number. */

import { type Act, existingIssue } from './act.js';
import { demand, roleToChange } from './permissions.js';
import { invalid, notFound } from './refusal.js';
import { type Issue, issueById, replace } from './world.js';

/** GitHub's limit for each kind of relation. */
const mostRelations = 50;

export function addBlocker(act: Act, number: number, blockerId: number): Issue {
  const { issue, blocker } = bothEnds(act, number, blockerId);
  // Unverified: the words of the refusals below.
  if (!blocker || blocker.id === issue.id) throw refused('Issue may not be blocked by itself or by nothing');
  if (issue.blockedBy.includes(blockerId)) throw refused('Dependency already exists');
  if (issue.blockedBy.length >= mostRelations) throw refused(`No more than ${mostRelations} blocking issues`);
  act.world.blocking.set(blockerId, [...(act.world.blocking.get(blockerId) ?? []), issue.id]);
  return put(act, issue, [...issue.blockedBy, blockerId]);
}

export function removeBlocker(act: Act, number: number, blockerId: number): Issue {
  const { issue } = bothEnds(act, number, blockerId);
  if (!issue.blockedBy.includes(blockerId)) throw notFound();
  const others = (act.world.blocking.get(blockerId) ?? []).filter((id) => id !== issue.id);
  act.world.blocking.set(blockerId, others);
  return put(
    act,
    issue,
    issue.blockedBy.filter((id) => id !== blockerId),
  );
}

export function blockersOf(act: Pick<Act, 'world'>, issue: Issue): Issue[] {
  return issue.blockedBy.map((id) => issueById(act.world, id)).filter((other) => other !== undefined);
}

export function blockedBy(act: Pick<Act, 'world'>, issue: Issue): Issue[] {
  const ids = act.world.blocking.get(issue.id) ?? [];
  return ids.map((id) => issueById(act.world, id)).filter((other) => other !== undefined);
}

function bothEnds(act: Act, number: number, blockerId: number) {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  const issue = existingIssue(act.repository, number);
  demand(role, 'triage');
  return { issue, blocker: issueById(act.world, blockerId) };
}

/** Unverified: that a new dependency leaves `updated_at` alone. */
function put(act: Act, issue: Issue, blockedByIds: readonly number[]): Issue {
  const slot = act.repository.issues.get(issue.number);
  if (!slot) throw notFound();
  const next = { ...issue, blockedBy: blockedByIds };
  replace(act.world, slot, next, act.now);
  return next;
}

const refused = (message: string) =>
  invalid({ resource: 'IssueDependency', field: 'issue_id', code: 'custom', message });
