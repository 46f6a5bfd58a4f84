/** Which issue blocks which. Both ends are named by database id, not by number. */

import { type Act, existingIssue } from './act.js';
import { demand, roleToChange, roleToRead } from './permissions.js';
import { invalid, notFound, Refusal } from './refusal.js';
import { type Issue, issueById, replace, type World } from './world.js';

/** GitHub's limit for each kind of relation. */
const mostRelations = 50;

/**
 * The blocker may be in another repository. Unverified: that being able to read it is enough, and that one which cannot be read
 * is as good as none.
 */
export function addBlocker(act: Act, number: number, blockerId: number): Issue {
  const { issue, blocker } = bothEnds(act, number, blockerId);
  // GitHub's words for a blocker (cybersemics/em#5237). Unverified: that they are the same for what is blocked.
  if (issue.pullRequest || blocker?.pullRequest) throw new Refusal(422, 'Target issue may only be an issue');
  // Unverified: the words of the refusals below.
  if (!blocker || blocker.id === issue.id) throw refused('Issue may not be blocked by itself or by nothing');
  if (issue.blockedBy.includes(blockerId)) throw refused('Dependency already exists');
  if (issue.blockedBy.length >= mostRelations) throw refused(`No more than ${mostRelations} blocking issues`);
  act.world.blocking.set(blockerId, [...(act.world.blocking.get(blockerId) ?? []), issue.id]);
  return rewrite(act.world, issue, [...issue.blockedBy, blockerId], act.now);
}

export function removeBlocker(act: Act, number: number, blockerId: number): Issue {
  const { issue } = bothEnds(act, number, blockerId);
  if (!issue.blockedBy.includes(blockerId)) throw notFound();
  const others = (act.world.blocking.get(blockerId) ?? []).filter((id) => id !== issue.id);
  act.world.blocking.set(blockerId, others);
  const rest = issue.blockedBy.filter((id) => id !== blockerId);
  return rewrite(act.world, issue, rest, act.now);
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
  const blocker = issueById(act.world, blockerId);
  return { issue, blocker: blocker && canSee(act, blocker) ? blocker : undefined };
}

export function canSee({ world, viewer }: Pick<Act, 'world' | 'viewer'>, issue: Issue): boolean {
  const home = world.repositories.get(issue.repository);
  if (!home) return false;
  try {
    roleToRead(world, home, viewer);
    return true;
  } catch {
    return false;
  }
}

/** Everything that waited for the one waits for the other, and the other for what the one waited for. */
export function moveDependencies(world: World, from: Issue, to: Issue, now: number): void {
  const renamed = (ids: readonly number[]) => ids.map((id) => (id === from.id ? to.id : id));
  for (const waiting of blockedBy({ world }, from)) rewrite(world, waiting, renamed(waiting.blockedBy), now);
  for (const id of from.blockedBy) world.blocking.set(id, renamed(world.blocking.get(id) ?? []));
  const blocking = world.blocking.get(from.id);
  if (blocking) world.blocking.set(to.id, blocking);
  world.blocking.delete(from.id);
  const moved = issueById(world, to.id);
  if (moved) rewrite(world, moved, from.blockedBy, now);
}

/** Unverified: that a new dependency leaves `updated_at` alone. */
function rewrite(world: World, issue: Issue, blockedByIds: readonly number[], now: number): Issue {
  const slot = world.repositories.get(issue.repository)?.issues.get(issue.number);
  if (!slot) throw notFound();
  const next = { ...issue, blockedBy: blockedByIds };
  replace(world, slot, next, now);
  return next;
}

const refused = (message: string) =>
  invalid({ resource: 'IssueDependency', field: 'issue_id', code: 'custom', message });
