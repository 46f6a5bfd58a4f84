/** What may happen to an issue. Both doors and people on github.com come through here. */

import { type Act, existingIssue, isLonger, longestBody, putIssue } from './act.js';
import { assigneeIds } from './assignees.js';
import { wholeSecond } from './clock.js';
import { labelIds } from './labels.js';
import { tellOfChange, tellOfOpening } from './news.js';
import { atLeast, issuesDisabled, mayClose, mayEdit, mayReopen, roleToChange } from './permissions.js';
import { pullOf } from './pulls.js';
import { forbidden, invalid } from './refusal.js';
import {
  type Issue,
  type IssueState,
  type LockReason,
  newId,
  nodeId,
  type Repository,
  type Role,
  type StateReason,
  slotOf,
  type User,
  type World,
} from './world.js';

export interface NewIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

export interface IssueChange {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: IssueState;
  readonly stateReason?: StateReason | null;
  /** Replaces. */
  readonly labels?: readonly string[];
  /** Replaces. */
  readonly assignees?: readonly string[];
}

/** GitHub's limit, in characters. */
const longestTitle = 256;

export function createIssue(act: Act, input: NewIssue): Issue {
  const { world, repository } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  if (!repository.hasIssues) throw issuesDisabled();
  checkTitle(input.title);
  checkBody(input.body);
  const mayDecorate = atLeast(role, 'write');
  const assignees = mayDecorate ? assigneeIds(act, user, input.assignees ?? [], undefined) : [];
  const labels = mayDecorate ? labelIds(act, input.labels ?? []) : [];
  const issue = addIssue(world, repository, {
    title: input.title,
    body: input.body ?? null,
    author: user.id,
    labels,
    assignees,
    now: act.now,
  });
  tellOfOpening({ world, repository, issue, by: user.id, now: act.now });
  return issue;
}

/** The plain effect, without permissions, and nobody hears of it: for creation, transfer and building worlds. */
export function addIssue(
  world: World,
  repository: Repository,
  input: Pick<Issue, 'title' | 'body' | 'author' | 'labels' | 'assignees'> & { now: number; pullRequest?: boolean },
): Issue {
  const id = newId(world, 'content');
  const at = wholeSecond(input.now);
  const issue: Issue = {
    id,
    nodeId: nodeId('I', id),
    repository: repository.id,
    number: repository.nextNumber++,
    title: input.title,
    body: input.body,
    author: input.author,
    state: 'open',
    stateReason: null,
    labels: input.labels,
    assignees: input.assignees,
    locked: false,
    lockReason: null,
    comments: 0,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    blockedBy: [],
    pullRequest: input.pullRequest ?? false,
    edited: null,
  };
  repository.issues.set(issue.number, slotOf(issue, input.now));
  world.issueIds.set(id, { repository: repository.id, number: issue.number });
  world.revision++;
  return issue;
}

export function updateIssue(act: Act, number: number, change: IssueChange): Issue {
  const { world, repository } = act;
  const { user, role } = roleToChange(world, repository, act.viewer);
  const issue = existingIssue(repository, number);
  let next: Issue = issue;

  if (change.title !== undefined || change.body !== undefined) {
    if (!mayEdit(role, user, issue)) throw forbidden();
    if (change.title !== undefined) checkTitle(change.title);
    checkBody(change.body);
    next = { ...next, title: change.title ?? next.title, body: change.body === undefined ? next.body : change.body };
    if (next.body !== issue.body) next = { ...next, edited: { by: user.id, at: wholeSecond(act.now) } };
  }
  if (change.state !== undefined) next = withState(act, { user, issue, role }, next, change.state, change.stateReason);
  if (!mayEdit(role, user, issue)) throw forbidden();
  if (change.assignees && atLeast(role, 'write')) {
    next = { ...next, assignees: assigneeIds(act, user, change.assignees, issue) };
  }
  if (change.labels && atLeast(role, 'write')) next = { ...next, labels: labelIds(act, change.labels) };
  const written = putIssue(act, issue, next);
  tellOfChange({ world, repository, issue: written, by: user.id, now: act.now }, issue);
  return written;
}

function withState(
  act: Act,
  who: { user: User; issue: Issue; role: Role },
  next: Issue,
  state: IssueState,
  reason: StateReason | null | undefined,
): Issue {
  const { user, issue, role } = who;
  if (state === 'closed') {
    if (!mayClose(role, user, issue)) throw forbidden();
    if (issue.state === 'closed') return { ...next, stateReason: closingReason(reason) ?? issue.stateReason };
    const at = wholeSecond(act.now);
    return {
      ...next,
      state,
      // Pull requests are closed without a reason.
      stateReason: issue.pullRequest ? null : (closingReason(reason) ?? 'completed'),
      closedAt: at,
      closedBy: user.id,
    };
  }
  if (issue.state === 'open') return next;
  if (!mayReopen(role, user, issue)) throw forbidden();
  // Unverified: the words.
  if (issue.pullRequest && pullOf(act.world, issue).merged)
    throw invalid({ resource: 'PullRequest', field: 'state', code: 'custom', message: 'state cannot be changed' });
  return {
    ...next,
    state,
    stateReason: issue.pullRequest ? null : 'reopened',
    closedAt: null,
    closedBy: null,
  };
}

const closingReason = (reason: StateReason | null | undefined) => (reason === 'reopened' ? undefined : reason);

export function lockIssue(act: Act, number: number, lock: 'locked' | 'unlocked', reason: LockReason | null): Issue {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  if (!atLeast(role, 'write')) throw forbidden();
  const issue = existingIssue(act.repository, number);
  return putIssue(act, issue, { ...issue, locked: lock === 'locked', lockReason: lock === 'locked' ? reason : null });
}

function checkTitle(title: string): void {
  if (title.trim() === '') throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
  if (isLonger(title, longestTitle)) {
    throw invalid({
      resource: 'Issue',
      field: 'title',
      code: 'custom',
      message: `title is too long (maximum is ${longestTitle} characters)`,
    });
  }
}

function checkBody(body: string | null | undefined): void {
  if (body && isLonger(body, longestBody)) {
    throw invalid({
      resource: 'Issue',
      field: 'body',
      code: 'custom',
      message: `body is too long (maximum is ${longestBody} characters)`,
    });
  }
}
