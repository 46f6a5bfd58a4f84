/** Which route a path means, and what became of repositories that were called otherwise before. */

import { roleToRead, type Viewer } from './permissions.js';
import { Refusal } from './refusal.js';
import type { Route } from './route.js';
import { commentRoutes } from './routes/comments.js';
import { issueRoutes } from './routes/issues.js';
import { labelRoutes } from './routes/labels.js';
import { notificationRoutes } from './routes/notifications.js';
import { repositoryRoutes } from './routes/repositories.js';
import { threadRoutes } from './routes/threads.js';
import { userRoutes } from './routes/users.js';
import { fullName, type Repository, repositoryByName, type World } from './world.js';

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** The path as it would be by the repository's present name. */
  readonly path: string;
}

export const routes: readonly Route[] = [
  ...userRoutes,
  ...repositoryRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...notificationRoutes,
  ...threadRoutes,
];

/** Words before parameters, so that `/issues/comments` is not the issue called "comments". */
const compiled: readonly Compiled[] = [...routes]
  .sort((a, b) => (a.template < b.template ? -1 : 1))
  .map((route) => ({
    route,
    names: [...route.template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    pattern: new RegExp(
      `^${route.template.replace('/contents/{path}', '/contents(?:/(.*))?').replace(/\{\w+\}/g, '([^/]+)')}$`,
    ),
  }));

/** Undefined: there is no such address. Throws where a repository moved to. */
export function matchRoute(
  world: World,
  viewer: Viewer,
  request: { method: string; path: string; search: string; api: string },
): Match | undefined {
  const path = presentPath(world, viewer, request);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const { route, pattern, names } of compiled) {
    if (route.method !== method) continue;
    const found = pattern.exec(path);
    if (!found) continue;
    const params: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      const value = decoded(found[index + 1] ?? '');
      if (value === undefined) return undefined;
      params[name] = value;
    }
    return { route, params, path };
  }
  return undefined;
}

function presentPath(
  world: World,
  viewer: Viewer,
  { path, search, method, api }: { method: string; path: string; search: string; api: string },
): string {
  const byId = /^\/repositories\/(\d+)(.*)$/.exec(path);
  if (byId) {
    const repository = world.repositories.get(Number(byId[1]));
    return repository ? `/repos/${fullName(world, repository)}${byId[2]}` : path;
  }
  const byName = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(path);
  if (!byName) return path;
  const [, asked = '', rest = ''] = byName;
  const repository = repositoryByName(world, decoded(asked) ?? '');
  if (!repository) return path;
  const name = fullName(world, repository);
  if (name.toLowerCase() !== asked.toLowerCase())
    throw movedRepository(world, viewer, repository, { method, api }, rest + search);
  return `/repos/${name}${rest}`;
}

/** Reading is redirected by 301, writing by 307 (hub4j, go-github and others report it), both with these words. */
function movedRepository(
  world: World,
  viewer: Viewer,
  repository: Repository,
  { method, api }: { method: string; api: string },
  rest: string,
): Refusal {
  roleToRead(world, repository, viewer);
  const isRead = method === 'GET' || method === 'HEAD';
  const location = `${api}/repositories/${repository.id}${rest}`;
  return new Refusal(isRead ? 301 : 307, 'Moved Permanently', undefined, { Location: location });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
