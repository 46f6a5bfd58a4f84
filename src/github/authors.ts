/** Owns who moved a thread: GitHub's notifications do not say it, so whoever lets people through has each new one asked for. */
import type { Incoming } from '../model/inbox.js';
import type { Send } from './client.js';
import { asPerson } from './issues.js';
import { latestOf } from './threads.js';

/** Of one turn, newest first: the others are as GitHub tells them. */
const mostAsked = 10;

/**
 * Names whose words are the newest, where GitHub says so.
 * @param since milliseconds since 1970, by GitHub's clock: what moved earlier has been asked for
 */
export async function withAuthors(
  ask: Send,
  incoming: readonly Incoming[],
  since: number,
): Promise<readonly Incoming[]> {
  const wanted = incoming.filter((one) => one.isUnread && Date.parse(one.at) > since && latestOf(one));
  const names = new Map<Incoming, string>();
  for (const one of wanted.slice(0, mostAsked)) {
    const login = await authorOf(ask, one);
    if (login !== undefined) names.set(one, login);
  }
  return incoming.map((one) => {
    const from = names.get(one);
    return from === undefined ? one : { ...one, from };
  });
}

async function authorOf(ask: Send, incoming: Incoming): Promise<string | undefined> {
  const latest = latestOf(incoming);
  if (!latest) return undefined;
  const [owner = '', repo = ''] = incoming.repository.split('/');
  const { kind, id } = latest;
  const reply = await ask(routes[kind], { owner, repo, id });
  if (reply.kind !== 'answer' || reply.status !== 200) return undefined;
  return asPerson((reply.data as { user?: unknown } | null)?.user)?.login;
}

const routes = {
  'issues/comments': 'GET /repos/{owner}/{repo}/issues/comments/{id}',
  'pulls/comments': 'GET /repos/{owner}/{repo}/pulls/comments/{id}',
  issues: 'GET /repos/{owner}/{repo}/issues/{id}',
  pulls: 'GET /repos/{owner}/{repo}/pulls/{id}',
} as const;
