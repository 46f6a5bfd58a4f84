/** The REST routes of repositories: one, those of a person, who may do what there, files. */

import { createHash } from 'node:crypto';
import { pageOf } from '../paging.js';
import { assignableUsers, atLeast, lacksSingleSignOn, roleOf, roleToRead } from '../permissions.js';
import { notFound, Refusal } from '../refusal.js';
import { type Json, renderAccount } from '../render.js';
import { renderCollaborator, renderPermission, renderRepository } from '../renderRepository.js';
import { type Context, oneOf, type Reply, type Route, repositoryIn } from '../route.js';
import { fullName, type Repository, type User, userByLogin } from '../world.js';

const repositoryPath = '/repos/{owner}/{repo}';

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', template: '/user/repos', handle: listOwn },
  {
    method: 'GET',
    template: repositoryPath,
    handle: (context) => ({
      status: 200,
      json: renderRepository(context.frame, repositoryIn(context), 'full'),
    }),
  },
  {
    method: 'GET',
    template: `${repositoryPath}/collaborators/{username}/permission`,
    handle(context) {
      const repository = readableByPushers(context, 'Must have push access to view collaborator permission.');
      const user = userByLogin(context.world, context.params.username ?? '');
      if (!user) throw new Refusal(404, `${context.params.username} is not a user`);
      return { status: 200, json: renderPermission(context.frame, user, roleOf(context.world, repository, user)) };
    },
  },
  {
    method: 'GET',
    template: `${repositoryPath}/collaborators`,
    handle(context) {
      const repository = readableByPushers(context, 'Must have push access to view repository collaborators.');
      const people = [...context.world.users.values()].filter((user) => hasRoleOfOwn(context, repository, user));
      return pageOf(context, people, (user) =>
        renderCollaborator(context.frame, user, roleOf(context.world, repository, user)),
      );
    },
  },
  {
    method: 'GET',
    template: `${repositoryPath}/assignees`,
    handle(context) {
      const people = assignableUsers(context.world, repositoryIn(context));
      return pageOf(context, people, (user) => renderAccount(context.frame, user));
    },
  },
  {
    method: 'GET',
    template: `${repositoryPath}/assignees/{assignee}`,
    handle(context) {
      const people = assignableUsers(context.world, repositoryIn(context));
      const wanted = context.params.assignee?.toLowerCase();
      if (people.some(({ login }) => login.toLowerCase() === wanted)) return { status: 204 };
      throw notFound();
    },
  },
  { method: 'GET', template: `${repositoryPath}/contents/{path}`, handle: fileOrFolder },
];

/** Unverified: that people without push access may not even ask about themselves. */
function readableByPushers(context: Context, refusal: string): Repository {
  const repository = repositoryIn(context);
  const role = roleToRead(context.world, repository, context.viewer);
  if (!context.viewer.user) throw new Refusal(401, 'Requires authentication');
  if (!atLeast(role, 'write')) throw new Refusal(403, refusal);
  return repository;
}

/** More than what the whole world may do. */
function hasRoleOfOwn(context: Context, repository: Repository, user: User): boolean {
  const organization = context.world.organizations.get(repository.owner);
  const role = roleOf(context.world, repository, user);
  return atLeast(role, 'triage') || repository.roles.has(user.id) || organization?.members.has(user.id) === true;
}

function listOwn(context: Context): Reply {
  const { viewer, world, query } = context;
  const { user } = viewer;
  if (!user) throw new Refusal(401, 'Requires authentication');
  const visibility = oneOf(query.get('visibility') ?? 'all', ['all', 'public', 'private'], 'visibility');
  const affiliation = (query.get('affiliation') ?? 'owner,collaborator,organization_member').split(',');
  const mine = [...world.repositories.values()].filter((repository) => {
    if (visibility !== 'all' && repository.private !== (visibility === 'private')) return false;
    if (repository.private && viewer.token && !viewer.token.scopes.includes('repo')) return false;
    return affiliation.some((kind) => isAffiliated(context, repository, user, kind));
  });
  const hidden = new Set(mine.map((repository) => lacksSingleSignOn(world, repository, viewer)?.id));
  hidden.delete(undefined);
  const shown = sortRepositories(
    context,
    mine.filter((repository) => !lacksSingleSignOn(world, repository, viewer)),
  );
  const reply = pageOf(context, shown, (repository) => renderRepository(context.frame, repository, 'listed'));
  if (hidden.size === 0) return reply;
  const note = `partial-results; organizations=${[...hidden].join(',')}`;
  return { ...reply, headers: { ...reply.headers, 'X-GitHub-SSO': note } };
}

function isAffiliated(context: Context, repository: Repository, user: User, kind: string): boolean {
  const organization = context.world.organizations.get(repository.owner);
  if (kind === 'owner') return repository.owner === user.id;
  if (kind === 'collaborator') return repository.roles.has(user.id);
  if (kind !== 'organization_member' || !organization?.members.has(user.id)) return false;
  return roleOf(context.world, repository, user) !== 'none';
}

function sortRepositories(context: Context, repositories: readonly Repository[]): Repository[] {
  const { query, world } = context;
  const orders = ['created', 'updated', 'pushed', 'full_name'] as const;
  const sort = oneOf(query.get('sort') ?? 'full_name', orders, 'sort') ?? 'full_name';
  const usual = sort === 'full_name' ? 'asc' : 'desc';
  const sign = oneOf(query.get('direction') ?? usual, ['asc', 'desc'], 'direction') === 'asc' ? 1 : -1;
  const compare = (a: Repository, b: Repository): number => {
    if (sort === 'full_name') return fullName(world, a).localeCompare(fullName(world, b));
    return sort === 'created' ? a.createdAt - b.createdAt : a.pushedAt - b.pushedAt;
  };
  return [...repositories].sort((a, b) => sign * compare(a, b));
}

function fileOrFolder(context: Context): Reply {
  const repository = repositoryIn(context);
  const path = (context.params.path ?? '').replace(/^\/+|\/+$/g, '');
  const text = repository.files.get(path);
  if (text !== undefined) {
    if (context.accept.includes('raw')) return { status: 200, text };
    return { status: 200, json: renderFile(context, repository, path, text) };
  }
  const entries = folderEntries(repository, path);
  if (entries.length === 0) throw notFound();
  return { status: 200, json: entries.map((entry) => renderEntry(context, repository, entry.path, entry)) };
}

function folderEntries(repository: Repository, folder: string) {
  const prefix = folder === '' ? '' : `${folder}/`;
  const entries = new Map<string, { path: string; type: 'file' | 'dir'; text: string }>();
  for (const [path, text] of repository.files) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    const isFile = rest.length === 0;
    entries.set(name, { path: prefix + name, type: isFile ? 'file' : 'dir', text: isFile ? text : '' });
  }
  return [...entries.values()];
}

function renderEntry(
  { frame, world }: Context,
  repository: Repository,
  path: string,
  { type, text }: { type: 'file' | 'dir'; text: string },
): Json {
  const name = fullName(world, repository);
  const bytes = Buffer.from(text, 'utf8');
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const url = `${frame.api}/repos/${name}/contents/${escaped}?ref=main`;
  const gitUrl = `${frame.api}/repos/${name}/git/${type === 'file' ? 'blobs' : 'trees'}/${sha}`;
  const html = `${frame.web}/${name}/${type === 'file' ? 'blob' : 'tree'}/main/${escaped}`;
  return {
    name: path.split('/').at(-1),
    path,
    sha,
    size: bytes.length,
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: type === 'file' ? `https://raw.githubusercontent.com/${name}/main/${escaped}` : null,
    type,
    _links: { self: url, git: gitUrl, html },
  };
}

/** GitHub's limit: larger files come raw or not at all. */
const mostBytes = 1_048_576;

/** Content comes in lines of 60 characters, as from GitHub. */
function renderFile(context: Context, repository: Repository, path: string, text: string): Json {
  const bytes = Buffer.from(text, 'utf8');
  const entry = renderEntry(context, repository, path, { type: 'file', text });
  if (bytes.length > mostBytes) return { ...entry, content: '', encoding: 'none' };
  return { ...entry, content: bytes.toString('base64').replace(/.{1,60}/g, '$&\n'), encoding: 'base64' };
}
