/** Owns finding a repository by name, also under the name it has now, and what a person may do there. */
import type { Trouble } from '../model/state.js';
import type { Repository } from '../model/team.js';
import { type Access, createClient, type Send } from './client.js';
import { meaningOf, troubleOf } from './errors.js';
import { asRepository } from './issues.js';

export interface Inspection extends Repository {
  readonly hasIssues: boolean;
  readonly archived: boolean;
  /** `read`: may open and comment, but labels and assignees are dropped. */
  readonly role: 'read' | 'triage' | 'write';
}

/** Looks at a repository before it is connected. */
export async function inspectRepository(access: Access, owner: string, name: string): Promise<Inspection | Trouble> {
  const send = createClient(access);
  const found = await inspect(send, { owner, name });
  return 'failure' in found ? troubleOf(meaningOf(found.failure, access.clock.now())) : found;
}

/** Where a repository is now; undefined where that cannot be told. */
export async function findRepository(
  send: Send,
  known: Pick<Repository, 'owner' | 'name'>,
): Promise<Repository | undefined> {
  const found = await inspect(send, known);
  return 'failure' in found ? undefined : found;
}

async function inspect(
  send: Send,
  { owner, name }: Pick<Repository, 'owner' | 'name'>,
): Promise<Inspection | { failure: Awaited<ReturnType<Send>> }> {
  let reply = await send('GET /repos/{owner}/{repo}', { owner, repo: name });
  if (reply.kind === 'answer' && reply.status >= 301 && reply.status <= 308 && reply.status !== 304) {
    const id = /\/repositories\/(\d+)$/.exec(reply.headers.location ?? '')?.[1];
    if (id) reply = await send('GET /repositories/{id}', { id: Number(id) });
  }
  const data = reply.kind === 'answer' && reply.status === 200 ? asRepository(reply.data) : undefined;
  if (!data) return { failure: reply };
  const { permissions } = data;
  const role = permissions.push ? 'write' : permissions.triage ? 'triage' : 'read';
  return {
    id: data.id,
    owner: data.owner.login,
    name: data.name,
    hasIssues: data.has_issues,
    archived: data.archived,
    role,
  };
}
