/** Finding a repository by name, also under the name it has now, and what a person may do there. */

import type { Repository } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import { type Access, createClient } from '../client/client.js';
import { meaningOf, troubleOf } from '../client/errors.js';
import { isGithubs, type Reply, type Send } from '../client/reply.js';
import { asRepository } from '../client/shapes.js';

export interface Inspection extends Repository {
  readonly hasIssues: boolean;
  readonly archived: boolean;
  /** `read`: may open and comment, but labels and assignees are dropped. */
  readonly role: 'read' | 'triage' | 'write';
  readonly defaultBranch: string;
}

/** Looks at a repository before it is connected. */
export async function inspectRepository(access: Access, owner: string, name: string): Promise<Inspection | Trouble> {
  const send = createClient(access);
  const found = await inspect(send, { owner, name });
  return 'failure' in found ? troubleOf(meaningOf(found.failure, access.clock.now())) : found;
}

export type Whereabouts =
  | { readonly kind: 'here' | 'renamed'; readonly repository: Repository; readonly etag?: string }
  /** It is there no longer, and its name is another one's. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'unknown'; readonly reply: Reply };

/**
 * Where the repository with this number is now. A name alone says little: after a renaming or a deletion it may be given to
 * somebody else's repository.
 * @param etag of the last answer: nothing is charged while nothing has changed
 */
export async function findRepository(send: Send, known: Repository, etag?: string): Promise<Whereabouts> {
  const { owner, name } = known;
  const byName = await send('GET /repos/{owner}/{repo}', {
    owner,
    repo: name,
    ...(etag && { headers: { 'if-none-match': etag } }),
  });
  if (byName.kind === 'answer' && byName.status === 304)
    return { kind: 'here', repository: known, ...(etag && { etag }) };
  const named = repositoryIn(byName);
  if (named?.id === known.id) return { kind: 'here', repository: { ...known, ...privacyOf(named) }, ...etagOf(byName) };
  // A name that is not found may be an old one that leads nowhere any more.
  const isNowhere = byName.kind === 'answer' && byName.status === 404 && isGithubs(byName);
  if (!named && !hasMoved(byName) && !isNowhere) return { kind: 'unknown', reply: byName };
  const byNumber = await send('GET /repositories/{id}', { id: known.id });
  const found = repositoryIn(byNumber);
  if (found?.id === known.id)
    return {
      kind: 'renamed',
      repository: { id: found.id, owner: found.owner.login, name: found.name, ...privacyOf(found) },
    };
  const isGone = byNumber.kind === 'answer' && byNumber.status === 404;
  return named && isGone ? { kind: 'replaced' } : { kind: 'unknown', reply: byNumber };
}

function repositoryIn(reply: Reply): ReturnType<typeof asRepository> {
  return reply.kind === 'answer' && reply.status === 200 ? asRepository(reply.data) : undefined;
}

/** An Enterprise server's internal ones are private: strangers do not see them. */
function privacyOf({ private: isPrivate }: { private?: boolean | undefined }): Pick<Repository, 'isPrivate'> {
  return isPrivate === undefined ? {} : { isPrivate };
}

function etagOf(reply: Reply): { etag?: string } {
  const etag = reply.kind === 'answer' ? reply.headers.etag : undefined;
  return etag ? { etag } : {};
}

function hasMoved(reply: Reply): reply is Reply & { kind: 'answer' } {
  return reply.kind === 'answer' && reply.status >= 301 && reply.status <= 308 && reply.status !== 304;
}

async function inspect(
  send: Send,
  { owner, name }: Pick<Repository, 'owner' | 'name'>,
): Promise<Inspection | { failure: Reply }> {
  let reply = await send('GET /repos/{owner}/{repo}', { owner, repo: name });
  if (hasMoved(reply)) {
    const id = /\/repositories\/(\d+)$/.exec(reply.headers.location ?? '')?.[1];
    if (id) reply = await send('GET /repositories/{id}', { id: Number(id) });
  }
  const data = repositoryIn(reply);
  if (!data) return { failure: reply };
  const { permissions } = data;
  const role = permissions.push ? 'write' : permissions.triage ? 'triage' : 'read';
  return {
    id: data.id,
    owner: data.owner.login,
    name: data.name,
    ...privacyOf(data),
    hasIssues: data.has_issues,
    archived: data.archived,
    role,
    defaultBranch: data.default_branch,
  };
}
