/** Who may do what: roles, token scopes, single sign-on, author associations, assignability. It changes nothing. */

import { forbidden, notFound, Refusal } from './refusal.js';
import type { Comment, Issue, Label, Organization, Repository, Role, Token, User, World } from './world.js';

const rank: Readonly<Record<Role, number>> = { none: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 };

export const atLeast = (role: Role, wanted: Role): boolean => rank[role] >= rank[wanted];

const higher = (a: Role, b: Role): Role => (rank[a] >= rank[b] ? a : b);

export function organizationOf(world: World, repository: Repository): Organization | undefined {
  return world.organizations.get(repository.owner);
}

/** What somebody (or nobody: `undefined`) may do in a repository, before scopes. */
export function roleOf(world: World, repository: Repository, user: User | undefined): Role {
  const open: Role = repository.private ? 'none' : 'read';
  if (!user) return open;
  if (repository.owner === user.id) return 'admin';
  const organization = organizationOf(world, repository);
  if (organization?.owners.has(user.id)) return 'admin';
  const base = organization?.members.has(user.id) ? organization.basePermission : 'none';
  return higher(higher(open, base), repository.roles.get(user.id) ?? 'none');
}

export type Association = 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE';

/**
 * How an author stands to a repository, as `viewer` is told.
 * Unverified: that a concealed member looks like a collaborator, contributor or stranger to people outside the organization.
 */
export function associationOf(
  world: World,
  repository: Repository,
  author: number,
  viewer: User | undefined,
): Association {
  if (repository.owner === author) return 'OWNER';
  const organization = organizationOf(world, repository);
  if (organization?.members.has(author)) {
    const visible = !organization.concealed.has(author) || (viewer && organization.members.has(viewer.id));
    if (visible) return 'MEMBER';
  }
  if (atLeast(repository.roles.get(author) ?? 'none', 'read')) return 'COLLABORATOR';
  return repository.contributors.has(author) ? 'CONTRIBUTOR' : 'NONE';
}

/** Yourself, people with write access, members of the organization who can read, and whoever has commented. */
export function isAssignable(
  world: World,
  repository: Repository,
  user: User,
  actor: User,
  issue: Issue | undefined,
): boolean {
  const role = roleOf(world, repository, user);
  if (!atLeast(role, 'read')) return false;
  if (user.id === actor.id || atLeast(role, 'write')) return true;
  if (organizationOf(world, repository)?.members.has(user.id)) return true;
  const thread = issue ? (repository.threads.get(issue.number) ?? []) : [];
  return thread.some((id) => repository.comments.get(id)?.current?.author === user.id);
}

/** Lists who can be offered as assignee, by login. */
export function assignableUsers(world: World, repository: Repository): User[] {
  const organization = organizationOf(world, repository);
  return [...world.users.values()]
    .filter((user) => {
      const role = roleOf(world, repository, user);
      return atLeast(role, 'write') || (organization?.members.has(user.id) && atLeast(role, 'read'));
    })
    .sort((a, b) => a.login.localeCompare(b.login));
}

/** Somebody who asks: through a token, or on github.com, where there are no scopes. */
export interface Viewer {
  readonly user: User | undefined;
  /** Absent for people on github.com. */
  readonly token?: Token;
}

export const hasScope = (viewer: Viewer, ...scopes: readonly string[]): boolean =>
  !viewer.token || scopes.some((scope) => viewer.token?.scopes.includes(scope));

/**
 * The viewer's role, or the refusal that hides what they may not know about. `none` never comes back.
 * Private repositories need the scope `repo`.
 */
export function roleToRead(world: World, repository: Repository, viewer: Viewer): Role {
  const role = roleOf(world, repository, viewer.user);
  if (role === 'none') throw notFound();
  if (repository.private && !hasScope(viewer, 'repo')) throw notFound();
  demandSingleSignOn(world, repository, viewer);
  return role;
}

/** As `roleToRead`, for changes: nobody changes anything without a name, a scope, or in an archive. */
export function roleToChange(world: World, repository: Repository, viewer: Viewer): { user: User; role: Role } {
  const role = roleToRead(world, repository, viewer);
  if (!viewer.user) throw new Refusal(401, 'Requires authentication');
  // Unverified: that a missing scope answers 404 on public repositories, too.
  if (!hasScope(viewer, 'repo', 'public_repo')) throw notFound();
  if (repository.archived) throw new Refusal(403, 'Repository was archived so is read-only.');
  return { user: viewer.user, role };
}

/** Whether a token still needs single sign-on for the repository's organization. Public repositories can be read without. */
export function lacksSingleSignOn(world: World, repository: Repository, viewer: Viewer): Organization | undefined {
  const organization = organizationOf(world, repository);
  if (!organization?.requiresSingleSignOn || !repository.private || !viewer.token) return undefined;
  return viewer.token.authorizedFor.has(organization.id) ? undefined : organization;
}

function demandSingleSignOn(world: World, repository: Repository, viewer: Viewer): void {
  const organization = lacksSingleSignOn(world, repository, viewer);
  if (organization) throw singleSignOnRefusal(organization.login);
}

export function singleSignOnRefusal(organization: string): Refusal {
  return new Refusal(
    403,
    'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
    undefined,
    {
      'X-GitHub-SSO': `required; url=https://github.com/orgs/${organization}/sso?authorization_request=AB12CD34`,
    },
  );
}

export const issuesDisabled = (): Refusal => new Refusal(410, 'Issues has been disabled in this repository.');

/**
 * What a change to an issue may touch. Title, body: author and triage upwards. State: authors close their own and reopen what
 * they closed themselves. Labels and assignees come with push access and are dropped in silence without.
 */
export function mayEdit(role: Role, user: User, issue: Issue): boolean {
  // Unverified: that triage may edit the text; the description of "update an issue" says so.
  return issue.author === user.id || atLeast(role, 'triage');
}

export function mayClose(role: Role, user: User, issue: Issue): boolean {
  return issue.author === user.id || atLeast(role, 'triage');
}

export function mayReopen(role: Role, user: User, issue: Issue): boolean {
  return atLeast(role, 'triage') || (issue.author === user.id && issue.closedBy === user.id);
}

export function demandOwnOrWrite(role: Role, user: User, comment: Comment): void {
  if (comment.author !== user.id && !atLeast(role, 'write')) throw forbidden();
}

export function demand(role: Role, wanted: Role): void {
  if (!atLeast(role, wanted)) throw forbidden();
}

export const labelByName = (repository: Repository, name: string): Label | undefined => {
  const wanted = name.toLowerCase();
  for (const label of repository.labels.values()) if (label.name.toLowerCase() === wanted) return label;
  return undefined;
};
