/** Who moved a thread: GitHub's notifications do not say it, so whoever lets people through has each new one asked for. */
import * as v from 'valibot';
import type { Incoming } from '../../model/inbox/entries.js';
import type { Person } from '../../model/people/person.js';
import { meaningOf } from '../client/errors.js';
import type { Reply, Send } from '../client/reply.js';
import { asPerson } from '../client/shapes.js';
import { latestKinds, latestOf } from './threads.js';

/** Of one turn; the others wait for the next. */
const mostAsked = 10;
/** That wait: more is asked for in an hour only by what nobody reads. */
const mostOwed = 500;
/** Milliseconds: GitHub's timestamps have whole seconds, and a thread moves a moment after what moved it. */
const tolerance = 1_000;

/** A thread whose newest words are to be asked for. */
export const movedSchema = v.object({
  thread: v.string(),
  /** ISO instant of its newest activity. */
  at: v.string(),
  /** `owner/name` */
  repository: v.string(),
  kind: v.picklist(latestKinds),
  id: v.number(),
});
export type Moved = v.InferOutput<typeof movedSchema>;

/** Undefined where nobody can be asked who moved it, or it was read. */
export function movedIn(incoming: Incoming): Moved | undefined {
  const { thread, at, repository, isUnread } = incoming;
  const latest = latestOf(incoming);
  return latest && thread !== undefined && isUnread ? { thread, at, repository, ...latest } : undefined;
}

/** The newer of two that are about the same thread, newest first, and no more than can be asked for one day. */
export function owedAfter(news: readonly Moved[], owed: readonly Moved[]): Moved[] {
  const told = new Set(news.map(({ thread }) => thread));
  return [...news, ...owed.filter(({ thread }) => !told.has(thread))].slice(0, mostOwed);
}

export interface Named {
  /** By thread, where GitHub says so. */
  readonly names: ReadonlyMap<string, Person>;
  /** Those nobody has been asked about yet. */
  readonly owed: Moved[];
}

/** The first answer that is none, or a limit, is the last. */
export async function whoMoved(ask: Send, moved: Moved[]): Promise<Named> {
  const names = new Map<string, Person>();
  for (const [place, one] of moved.slice(0, mostAsked).entries()) {
    const reply = await askFor(ask, one);
    if (isClosed(reply)) return { names, owed: moved.slice(place) };
    const person = actorIn(reply, one);
    if (person) names.set(one.thread, person);
  }
  return { names, owed: moved.slice(mostAsked) };
}

function askFor(ask: Send, { repository, kind, id }: Moved): Promise<Reply> {
  const [owner = '', repo = ''] = repository.split('/');
  return ask(routes[kind], { owner, repo, id });
}

/**
 * Of a state change GitHub gives the issue's own address, and of an edit nobody knows whose it was: an author is who moved a
 * thread only where writing is what moved it.
 */
function actorIn(reply: Reply, { at }: Moved): Person | undefined {
  if (reply.kind !== 'answer' || reply.status !== 200) return undefined;
  const { user, created_at } = (reply.data ?? {}) as { user?: unknown; created_at?: unknown };
  const isNew = Date.parse(String(created_at)) >= Date.parse(at) - tolerance;
  return isNew ? asPerson(user) : undefined;
}

/** GitHub or the way there is closed for now; what is missing or forbidden says nothing of the next one. */
function isClosed(reply: Reply): boolean {
  if (reply.kind === 'answer' && reply.status === 200) return false;
  const meant = meaningOf(reply, 0);
  return meant.kind === 'lost' || (meant.kind === 'blocked' && meant.trouble.kind !== 'singleSignOn');
}

const routes: Readonly<Record<Moved['kind'], string>> = {
  'issues/comments': 'GET /repos/{owner}/{repo}/issues/comments/{id}',
  'pulls/comments': 'GET /repos/{owner}/{repo}/pulls/comments/{id}',
  issues: 'GET /repos/{owner}/{repo}/issues/{id}',
  pulls: 'GET /repos/{owner}/{repo}/pulls/{id}',
};
