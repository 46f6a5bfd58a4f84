/** The REST routes of issues: lists, one, assignees, locks, dependencies. */

import { existingIssue } from '../act.js';
import { changeAssignees } from '../assignees.js';
import { addBlocker, blockedBy, blockersOf, canSee, removeBlocker } from '../dependencies.js';
import { createIssue, lockIssue, updateIssue } from '../issues.js';
import { isSince, momentIn, pageOf } from '../paging.js';
import { issuesDisabled } from '../permissions.js';
import { invalid, invalidRequest, notFound } from '../refusal.js';
import { renderIssue } from '../render.js';
import {
  actIn,
  type Context,
  clearableTextIn,
  namesIn,
  numberIn,
  oneOf,
  optionalTextIn,
  type Reply,
  type Route,
  repositoryIn,
  textIn,
} from '../route.js';
import { asOf, type Issue, type Repository, type User, userByLogin } from '../world.js';

const issuesPath = '/repos/{owner}/{repo}/issues';
const issuePath = `${issuesPath}/{issue_number}`;

export const issueRoutes: readonly Route[] = [
  { method: 'GET', template: issuesPath, handle: listIssues },
  {
    method: 'POST',
    template: issuesPath,
    createsContent: true,
    handle(context) {
      const act = actIn(context);
      const body = context.body();
      const issue = createIssue(act, {
        title: textIn(body, 'title'),
        body: optionalTextIn(body, 'body') ?? null,
        labels: namesIn(body, 'labels') ?? [],
        assignees: namesIn(body, 'assignees') ?? [],
      });
      const json = renderIssue(context.frame, act.repository, issue);
      return { status: 201, json, headers: { Location: String(json.url) } };
    },
  },
  {
    method: 'GET',
    template: issuePath,
    handle: (context) => oneIssue(context, 200, (repository, number) => existingIssue(repository, number)),
  },
  {
    method: 'PATCH',
    template: issuePath,
    handle: (context) =>
      oneIssue(context, 200, (_, number) => {
        const act = actIn(context);
        const body = context.body();
        const title = optionalTextIn(body, 'title');
        const text = clearableTextIn(body, 'body');
        const state = oneOf(optionalTextIn(body, 'state'), ['open', 'closed'], 'state');
        const labels = namesIn(body, 'labels');
        const assignees = namesIn(body, 'assignees', 'login');
        const reasons = ['completed', 'not_planned', 'duplicate', 'reopened'] as const;
        const stateReason = oneOf(optionalTextIn(body, 'state_reason'), reasons, 'state_reason');
        return updateIssue(act, number, {
          ...(title !== undefined && { title }),
          ...(text !== undefined && { body: text }),
          ...(state && { state }),
          ...(stateReason && { stateReason }),
          ...(labels && { labels }),
          ...(assignees && { assignees }),
        });
      }),
  },
  {
    method: 'POST',
    template: `${issuePath}/assignees`,
    handle: (context) =>
      oneIssue(context, 201, (_, number) =>
        changeAssignees(actIn(context), number, { add: namesIn(context.body(), 'assignees', 'login') ?? [] }),
      ),
  },
  {
    method: 'DELETE',
    template: `${issuePath}/assignees`,
    handle: (context) =>
      oneIssue(context, 200, (_, number) =>
        changeAssignees(actIn(context), number, { remove: namesIn(context.body(), 'assignees') ?? [] }),
      ),
  },
  {
    method: 'PUT',
    template: `${issuePath}/lock`,
    handle(context) {
      const reasons = ['off-topic', 'too heated', 'resolved', 'spam'] as const;
      const reason = oneOf(optionalTextIn(context.body(), 'lock_reason'), reasons, 'lock_reason');
      lockIssue(actIn(context), numberIn(context, 'issue_number'), 'locked', reason ?? null);
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    template: `${issuePath}/lock`,
    handle(context) {
      lockIssue(actIn(context), numberIn(context, 'issue_number'), 'unlocked', null);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: `${issuePath}/dependencies/blocked_by`,
    handle: (context) => related(context, (issue) => blockersOf(context, issue)),
  },
  {
    method: 'POST',
    template: `${issuePath}/dependencies/blocked_by`,
    handle: (context) =>
      oneIssue(context, 201, (_, number) => addBlocker(actIn(context), number, idIn(context.body().issue_id))),
  },
  {
    method: 'DELETE',
    template: `${issuePath}/dependencies/blocked_by/{issue_id}`,
    handle: (context) =>
      oneIssue(context, 200, (_, number) => removeBlocker(actIn(context), number, numberIn(context, 'issue_id'))),
  },
  {
    method: 'GET',
    template: `${issuePath}/dependencies/blocking`,
    handle: (context) => related(context, (issue) => blockedBy(context, issue)),
  },
];

function oneIssue(context: Context, status: number, find: (repository: Repository, number: number) => Issue): Reply {
  const repository = repositoryIn(context);
  const number = numberIn(context, 'issue_number');
  return { status, json: renderIssue(context.frame, repository, find(repository, number)) };
}

function related(context: Context, find: (issue: Issue) => Issue[]): Reply {
  const repository = repositoryIn(context);
  const number = numberIn(context, 'issue_number');
  const visible = find(existingIssue(repository, number)).filter((issue) => canSee(context, issue));
  return pageOf(context, visible, (issue) => renderIssue(context.frame, homeOf(context, issue), issue));
}

function homeOf(context: Context, issue: Issue): Repository {
  const repository = context.world.repositories.get(issue.repository);
  if (!repository) throw notFound();
  return repository;
}

function idIn(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw invalidRequest(`For 'issue_id', ${JSON.stringify(value)} is not an integer.`);
}

function listIssues(context: Context): Reply {
  const repository = repositoryIn(context);
  if (!repository.hasIssues) throw issuesDisabled();
  const { query } = context;
  const state = oneOf(query.get('state') ?? 'open', ['open', 'closed', 'all'], 'state');
  const sort = oneOf(query.get('sort') ?? 'created', ['created', 'updated', 'comments'], 'sort') ?? 'created';
  const direction = oneOf(query.get('direction') ?? 'desc', ['asc', 'desc'], 'direction');
  const since = momentIn(context, 'since');
  const tests: ((issue: Issue) => boolean)[] = [
    (issue) => state === 'all' || issue.state === state,
    (issue) => isSince(context, since, issue.updatedAt),
    ...personTests(context),
    ...labelTests(repository, query.get('labels')),
  ];
  const issues: Issue[] = [];
  for (const slot of repository.issues.values()) {
    const issue = asOf(slot, context.listsAsOf);
    if (issue && tests.every((test) => test(issue))) issues.push(issue);
  }
  const sign = direction === 'asc' ? 1 : -1;
  const key = sortKeys[sort];
  issues.sort((a, b) => sign * (key(a) - key(b) || a.number - b.number));
  return pageOf(context, issues, (issue) => renderIssue(context.frame, repository, issue));
}

const sortKeys: Readonly<Record<'created' | 'updated' | 'comments', (issue: Issue) => number>> = {
  created: (issue) => issue.createdAt,
  updated: (issue) => issue.updatedAt,
  comments: (issue) => issue.comments,
};

function personTests(context: Context): ((issue: Issue) => boolean)[] {
  const tests: ((issue: Issue) => boolean)[] = [];
  const { query } = context;
  const creator = query.get('creator');
  if (creator !== null) {
    const { id } = knownPerson(context, 'creator', creator);
    tests.push((issue) => issue.author === id);
  }
  const mentioned = query.get('mentioned');
  if (mentioned !== null) {
    const mark = `@${knownPerson(context, 'mentioned', mentioned).login.toLowerCase()}`;
    tests.push((issue) => (issue.body ?? '').toLowerCase().includes(mark));
  }
  const assignee = query.get('assignee');
  if (assignee === 'none') tests.push((issue) => issue.assignees.length === 0);
  else if (assignee === '*') tests.push((issue) => issue.assignees.length > 0);
  else if (assignee !== null) {
    const { id } = knownPerson(context, 'assignee', assignee);
    tests.push((issue) => issue.assignees.includes(id));
  }
  return tests;
}

/** Unverified for `creator` and `mentioned`: that an unknown login is refused rather than matching nothing. */
function knownPerson(context: Context, field: string, login: string): User {
  const user = userByLogin(context.world, login);
  if (!user) throw invalid({ resource: 'Issue', field, code: 'invalid', value: login });
  return user;
}

function labelTests(repository: Repository, names: string | null): ((issue: Issue) => boolean)[] {
  if (!names) return [];
  const wanted = names.split(',').map((name) => name.trim().toLowerCase());
  const has = (issue: Issue, name: string) =>
    issue.labels.some((id) => repository.labels.get(id)?.name.toLowerCase() === name);
  return [(issue) => wanted.every((name) => has(issue, name))];
}
