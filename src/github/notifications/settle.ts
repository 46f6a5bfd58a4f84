/** How a notification's thread is settled on GitHub: read, put away, left, or followed again. */
import { nothingNew } from '../../model/board/board.js';
import type { Outcome } from '../../ports/remote.js';
import type { Reading } from '../client/asking.js';
import { isSuccess, type Reply, type Send } from '../client/reply.js';
import { incomingFrom } from './threads.js';

/** A thread, and the activity the person has seen of it, ISO. */
interface SeenThread {
  readonly id: string;
  readonly about: string | undefined;
}

type ThreadAction = 'read' | 'done' | 'unsubscribe' | 'subscribe';

/**
 * Reads, puts away or leaves a thread on GitHub. Doing so again is harmless; where it is gone, or GitHub refuses, it stays
 * as it is there: what is settled here need not be settled there. GitHub would also settle what nobody has seen yet: where
 * there is such, it is left to be heard.
 * @param ask the client's own: these routes carry no repository
 */
export async function actOnThread(
  { ask, meaning }: Pick<Reading, 'ask' | 'meaning'>,
  { id, about }: SeenThread,
  act: ThreadAction,
): Promise<Outcome> {
  if (act !== 'unsubscribe' && act !== 'subscribe' && about !== undefined) {
    const looked = await ask('GET /notifications/threads/{id}', { id });
    const meant = meaning(looked);
    if (meant.kind === 'lost') return { kind: 'blocked', trouble: meant.trouble }; // only a read was lost
    if (meant.kind === 'blocked') return orSettled(meant);
    if (meant.kind !== 'fine' || isNewer(looked, about)) return settled;
  }
  const meant = meaning(await settle(ask, id, act));
  switch (meant.kind) {
    case 'fine':
    case 'refused':
    case 'moved':
      return settled;
    case 'lost':
      return { kind: 'unsure', trouble: meant.trouble };
    case 'blocked':
      return orSettled(meant);
  }
}

/** An organization that wants single sign-on first refuses as well. */
function orSettled(blocked: Outcome & { kind: 'blocked' }): Outcome {
  return blocked.trouble.kind === 'singleSignOn' ? settled : blocked;
}

const settled: Outcome = { kind: 'done', delta: nothingNew };

function isNewer(reply: Reply, about: string): boolean {
  const moved = reply.kind === 'answer' ? incomingFrom(reply.data)?.at : undefined;
  return moved !== undefined && Date.parse(moved) > Date.parse(about);
}

function settle(ask: Send, id: string, act: ThreadAction): Promise<Reply> {
  switch (act) {
    case 'read':
      return ask('PATCH /notifications/threads/{id}', { id });
    case 'done':
      return ask('DELETE /notifications/threads/{id}', { id });
    case 'unsubscribe':
      return left(ask, id);
    case 'subscribe':
      return ask('PUT /notifications/threads/{id}/subscription', { id, ignored: false });
  }
}

/** Whoever leaves a thread is done with it. */
async function left(ask: Send, id: string): Promise<Reply> {
  const reply = await ask('PUT /notifications/threads/{id}/subscription', { id, ignored: true });
  return isSuccess(reply) ? ask('DELETE /notifications/threads/{id}', { id }) : reply;
}
