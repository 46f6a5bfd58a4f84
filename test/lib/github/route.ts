/** What a REST route is and what it is given. */

import type { Act } from './act.js';
import { roleToRead, type Viewer } from './permissions.js';
import { invalidRequest, notFound, Refusal } from './refusal.js';
import type { Frame, Json } from './render.js';
import { type Repository, repositoryByName, type World } from './world.js';

export interface Reply {
  readonly status: number;
  /** Absent: no body. */
  readonly json?: unknown;
  /** Instead of `json`: a body that is not JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in the official description: `/repos/{owner}/{repo}/issues/{issue_number}`. */
  readonly template: string;
  /** Counts as a new issue or comment. */
  readonly createsContent?: true;
  readonly handle: (context: Context) => Reply;
}

export interface Context {
  readonly world: World;
  readonly viewer: Viewer;
  readonly frame: Frame;
  /** Milliseconds by GitHub's clock. */
  readonly now: number;
  /** Lists show the world as it was then. */
  readonly listsAsOf: number;
  /** Whether `since` leaves out what was updated in that very second. */
  readonly sinceIsExclusive: boolean;
  readonly params: Readonly<Record<string, string>>;
  /** Without its query, owner and name as the repository has them. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  /** Parsed and, if asked for, checked against the official description; throws what GitHub says. */
  body(): Json;
  /** All limits of the person who asks, for `GET /rate_limit`. */
  allowances(): Json;
}

/** The repository of the path, if the viewer may know of it. */
export function repositoryIn(context: Context): Repository {
  const { owner, repo } = context.params;
  const repository = repositoryByName(context.world, `${owner}/${repo}`);
  if (!repository) throw notFound();
  roleToRead(context.world, repository, context.viewer);
  return repository;
}

export function actIn(context: Context): Act {
  return {
    world: context.world,
    repository: repositoryIn(context),
    viewer: context.viewer,
    now: context.now,
  };
}

/** Sends whoever asks for a transferred issue to where it went, if they may see it there; 404 for others. */
export function forward(context: Context): void {
  if (context.params.issue_number === undefined) return;
  const fate = repositoryIn(context).fates.get(numberIn(context, 'issue_number'));
  if (fate?.kind !== 'transferred') return;
  const target = context.world.repositories.get(fate.repository);
  if (!target) throw notFound();
  roleToRead(context.world, target, context.viewer);
  const tail = context.path.split('/issues/')[1]?.replace(/^\d+/, '') ?? '';
  const location = `${context.frame.api}/repositories/${target.id}/issues/${fate.number}${tail}`;
  throw new Refusal(301, 'Moved Permanently', undefined, { Location: location });
}

/** A path parameter that must be a number; anything else names nothing. */
export function numberIn(context: Context, name: string): number {
  const text = context.params[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw notFound();
  return Number(text);
}

export function textIn(body: Json, key: string): string {
  const value = body[key];
  if (value === undefined) throw invalidRequest(`"${key}" wasn't supplied.`);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && key === 'title') return String(value);
  throw invalidRequest(`For '${key}', ${JSON.stringify(value)} is not a string.`);
}

export function optionalTextIn(body: Json, key: string): string | undefined {
  return body[key] === undefined || body[key] === null ? undefined : textIn(body, key);
}

/** Like `optionalTextIn`, for fields where null means "take it away". */
export function clearableTextIn(body: Json, key: string): string | null | undefined {
  return body[key] === null ? null : optionalTextIn(body, key);
}

/** A list of names, given as texts or as objects that carry the name under `nameKey`. */
export function namesIn(body: Json, key: string, nameKey = 'name'): string[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalidRequest(`For '${key}', ${JSON.stringify(value)} is not an array.`);
  return value.map((entry: unknown) => {
    const name = typeof entry === 'object' && entry !== null ? (entry as Json)[nameKey] : entry;
    if (typeof name === 'string') return name;
    throw invalidRequest(`For '${key}', ${JSON.stringify(entry)} is not a string.`);
  });
}

export function oneOf<Value extends string>(value: string | undefined, allowed: readonly Value[], key: string) {
  if (value === undefined) return undefined;
  const known = allowed.find((candidate) => candidate === value);
  if (known) return known;
  throw invalidRequest(`For '${key}', "${value}" is not one of ${allowed.join(', ')}.`);
}
