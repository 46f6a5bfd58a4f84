/** Owns who moved a thread: GitHub's notifications do not say it, so whoever lets people through has each new one asked for. */
import type { Incoming } from '../model/inbox.js';
import type { Reply, Send } from './client.js';
import { meaningOf } from './errors.js';
import { asPerson } from './issues.js';
import { type Latest, latestOf } from './threads.js';

/** Of one turn, newest first: the others are as GitHub tells them. */
const mostAsked = 10;

/**
 * Names whose words are the newest, where GitHub says so. The first answer that is none, or a limit, is the last.
 * @param since milliseconds since 1970, by GitHub's clock: what moved earlier has been asked for
 */
export async function withAuthors(
  ask: Send,
  incoming: readonly Incoming[],
  since: number,
): Promise<readonly Incoming[]> {
  const wanted = incoming.flatMap((one) => {
    const latest = latestOf(one);
    return latest && one.isUnread && Date.parse(one.at) > since ? [[one, latest] as const] : [];
  });
  const names = new Map<Incoming, string>();
  for (const [one, latest] of wanted.slice(0, mostAsked)) {
    const reply = await askFor(ask, one, latest);
    const login = loginIn(reply);
    if (login !== undefined) names.set(one, login);
    else if (isClosed(reply)) break;
  }
  return incoming.map((one) => {
    const from = names.get(one);
    return from === undefined ? one : { ...one, from };
  });
}

function askFor(ask: Send, { repository }: Incoming, { kind, id }: Latest): Promise<Reply> {
  const [owner = '', repo = ''] = repository.split('/');
  return ask(routes[kind], { owner, repo, id });
}

function loginIn(reply: Reply): string | undefined {
  if (reply.kind !== 'answer' || reply.status !== 200) return undefined;
  return asPerson((reply.data as { user?: unknown } | null)?.user)?.login;
}

/** GitHub or the way there is closed for now; what is missing or forbidden says nothing of the next one. */
function isClosed(reply: Reply): boolean {
  if (reply.kind === 'answer' && reply.status === 200) return false;
  const meant = meaningOf(reply, 0);
  return meant.kind === 'lost' || (meant.kind === 'blocked' && meant.trouble.kind !== 'singleSignOn');
}

const routes = {
  'issues/comments': 'GET /repos/{owner}/{repo}/issues/comments/{id}',
  'pulls/comments': 'GET /repos/{owner}/{repo}/pulls/comments/{id}',
  issues: 'GET /repos/{owner}/{repo}/issues/{id}',
  pulls: 'GET /repos/{owner}/{repo}/pulls/{id}',
} as const;
