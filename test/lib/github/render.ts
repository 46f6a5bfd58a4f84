/** The JSON shapes of GitHub's answers: world → what a viewer is shown. It decides nothing and changes nothing. */

import { timestamp } from './clock.js';
import { blockedBy, blockersOf } from './dependencies.js';
import { associationOf } from './permissions.js';
import { pullOf } from './pulls.js';
import {
  type Account,
  type Comment,
  fullName,
  type Issue,
  type Label,
  type Repository,
  type User,
  type World,
} from './world.js';

/** For whom, and with which addresses. */
export interface Frame {
  readonly world: World;
  readonly viewer: User | undefined;
  /** Of the API, without a trailing slash. */
  readonly api: string;
  /** Of the web site, without a trailing slash. */
  readonly web: string;
  /** Whether this server is new enough for dependencies between issues. */
  readonly dependencies: 'known' | 'unknown';
  /** Accounts already rendered for this answer: the same few people stand in it a hundred times. */
  readonly accounts: Map<number, Json>;
}

export type Json = Readonly<Record<string, unknown>>;

/** Stands for people who deleted their account. */
const ghost = { id: 10137, nodeId: 'MDQ6VXNlcjEwMTM3', login: 'ghost' };

export function renderUser(frame: Frame, id: number): Json {
  let json = frame.accounts.get(id);
  if (!json) {
    json = renderAccount(frame, frame.world.users.get(id) ?? frame.world.organizations.get(id) ?? ghost);
    frame.accounts.set(id, json);
  }
  return json;
}

export function renderAccount({ api, web, world }: Frame, account: Pick<Account, 'id' | 'nodeId' | 'login'>): Json {
  const { id, login } = account;
  const url = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: account.nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: world.organizations.has(id) ? 'Organization' : 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `GET /users/{login}`; with `isSelf` the fuller shape of `GET /user`. */
export function renderProfile(frame: Frame, user: User, shape: 'public' | 'private'): Json {
  const owned = [...frame.world.repositories.values()].filter(({ owner }) => owner === user.id);
  const privateOnes = owned.filter((repository) => repository.private).length;
  return {
    ...renderAccount(frame, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: owned.length - privateOnes,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: timestamp(user.createdAt),
    updated_at: timestamp(user.createdAt),
    ...(shape === 'private' && {
      user_view_type: 'private',
      private_gists: 0,
      total_private_repos: privateOnes,
      owned_private_repos: privateOnes,
      disk_usage: 0,
      collaborators: 0,
      two_factor_authentication: true,
    }),
  };
}

export function renderIssue(frame: Frame, repository: Repository, issue: Issue): Json {
  const { world, api, web } = frame;
  const name = fullName(world, repository);
  const url = `${api}/repos/${name}/issues/${issue.number}`;
  const html = `${web}/${name}/${issue.pullRequest ? 'pull' : 'issues'}/${issue.number}`;
  const assignees = issue.assignees.map((id) => renderUser(frame, id));
  return {
    url,
    repository_url: `${api}/repos/${name}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: renderUser(frame, issue.author),
    labels: labelsOn(repository, issue).map((label) => renderLabel(frame, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : timestamp(issue.closedAt),
    author_association: associationOf(world, repository, issue.author, frame.viewer),
    active_lock_reason: issue.lockReason,
    ...(issue.pullRequest && {
      draft: false,
      pull_request: {
        url: `${api}/repos/${name}/pulls/${issue.number}`,
        html_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        merged_at: mergedAt(world, issue),
      },
    }),
    sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
    ...(frame.dependencies === 'known' && { issue_dependencies_summary: renderDependencies(world, issue) }),
    body: issue.body,
    closed_by: issue.closedBy === null ? null : renderUser(frame, issue.closedBy),
    reactions: renderReactions(`${url}/reactions`),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}

function mergedAt(world: World, issue: Issue): string | null {
  const { merged } = pullOf(world, issue);
  return merged ? timestamp(merged.at) : null;
}

function renderDependencies(world: World, issue: Issue): Json {
  const blockers = issue.blockedBy.length > 0 ? blockersOf({ world }, issue) : [];
  const blocked = blockedBy({ world }, issue);
  const open = (issues: readonly Issue[]) => issues.filter(({ state }) => state === 'open').length;
  return {
    blocked_by: open(blockers),
    total_blocked_by: blockers.length,
    blocking: open(blocked),
    total_blocking: blocked.length,
  };
}

export const labelsOn = (repository: Repository, issue: Issue): Label[] =>
  issue.labels.map((id) => repository.labels.get(id)).filter((label) => label !== undefined);

export function renderLabel({ api, world }: Frame, repository: Repository, label: Label): Json {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${api}/repos/${fullName(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function renderComment(frame: Frame, repository: Repository, comment: Comment): Json {
  const { world, api, web } = frame;
  const name = fullName(world, repository);
  const url = `${api}/repos/${name}/issues/comments/${comment.id}`;
  const kind = repository.issues.get(comment.issue)?.current?.pullRequest ? 'pull' : 'issues';
  return {
    url,
    html_url: `${web}/${name}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/repos/${name}/issues/${comment.issue}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: renderUser(frame, comment.author),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: associationOf(world, repository, comment.author, frame.viewer),
    body: comment.body,
    reactions: renderReactions(`${url}/reactions`),
    performed_via_github_app: null,
  };
}

const renderReactions = (url: string): Json => ({
  url,
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
});
