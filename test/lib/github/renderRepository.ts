/** The JSON shapes of repositories and of people's roles in them. It decides nothing and changes nothing. */

import { timestamp } from './clock.js';
import { atLeast, roleOf } from './permissions.js';
import { type Frame, type Json, renderAccount } from './render.js';
import { renderRepositoryAddresses } from './renderAddresses.js';
import { accountOf, fullName, type Repository, type Role, type User } from './world.js';

export function renderRepository(frame: Frame, repository: Repository, shape: 'full' | 'listed'): Json {
  const { world } = frame;
  const owner = accountOf(world, repository);
  const open = openIssues(repository);
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName(world, repository),
    private: repository.private,
    owner: renderAccount(frame, owner),
    description: repository.description,
    fork: false,
    ...renderRepositoryAddresses(frame, fullName(world, repository)),
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
    pushed_at: timestamp(repository.pushedAt),
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: repository.hasDiscussions,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: !repository.private,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: 'main',
    ...(frame.viewer && { permissions: renderPermissions(roleOf(world, repository, frame.viewer)) }),
    ...(shape === 'full' && {
      network_count: 0,
      subscribers_count: 0,
      ...(world.organizations.has(owner.id) && { organization: renderAccount(frame, owner) }),
    }),
  };
}

function openIssues(repository: Repository): number {
  let open = 0;
  for (const { current } of repository.issues.values()) if (current?.state === 'open') open++;
  return open;
}

export const renderPermissions = (role: Role): Json => ({
  admin: atLeast(role, 'admin'),
  maintain: atLeast(role, 'maintain'),
  push: atLeast(role, 'write'),
  triage: atLeast(role, 'triage'),
  pull: atLeast(role, 'read'),
});

/** The older, coarser answer: maintain counts as write, triage as read. */
export function renderPermission(frame: Frame, user: User, role: Role): Json {
  const permission = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role;
  return { permission, role_name: role, user: renderCollaborator(frame, user, role) };
}

export const renderCollaborator = (frame: Frame, user: User, role: Role): Json => ({
  ...renderAccount(frame, user),
  permissions: renderPermissions(role),
  role_name: role,
});
