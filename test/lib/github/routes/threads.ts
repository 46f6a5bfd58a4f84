/** The REST routes of single notifications: one, read, done, followed. */

import { invalidRequest } from '../refusal.js';
import { renderFollowing, renderThread } from '../renderThread.js';
import { type Context, numberIn, type Reply, type Route } from '../route.js';
import {
  followingOf,
  type Held,
  type Look,
  lookInto,
  markDone,
  markRead,
  setFollowing,
  threadById,
} from '../threads.js';

const threadPath = '/notifications/threads/{thread_id}';
const subscriptionPath = `${threadPath}/subscription`;

export const threadRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: threadPath,
    handle: (context) => onThread(context, (_, held) => ({ status: 200, json: renderThread(context.frame, held) })),
  },
  {
    // Unverified: whether GitHub says 304 of what is read already, as its description allows.
    method: 'PATCH',
    template: threadPath,
    handle: (context) =>
      onThread(context, (look, held) => {
        if (held.thread.unread) markRead(look, held);
        return { status: 205 };
      }),
  },
  {
    method: 'DELETE',
    template: threadPath,
    handle: (context) =>
      onThread(context, (look, held) => {
        if (!held.thread.done) markDone(look, held);
        return { status: 204 };
      }),
  },
  {
    method: 'GET',
    template: subscriptionPath,
    handle: (context) => onThread(context, (look, held) => following(context, look, held)),
  },
  {
    method: 'PUT',
    template: subscriptionPath,
    handle: (context) =>
      onThread(context, (look, held) => {
        const { ignored = false } = context.body();
        if (typeof ignored !== 'boolean') throw invalidRequest(`For 'ignored', ${ignored} is not a boolean.`);
        setFollowing(look, held, ignored ? 'ignored' : 'subscribed');
        return following(context, look, held);
      }),
  },
  {
    method: 'DELETE',
    template: subscriptionPath,
    handle: (context) =>
      onThread(context, (look, held) => {
        setFollowing(look, held, 'left');
        return { status: 204 };
      }),
  },
];

function onThread(context: Context, answer: (look: Look, held: Held) => Reply): Reply {
  const look = lookInto(context);
  return answer(look, threadById(look, numberIn(context, 'thread_id')));
}

const following = ({ frame }: Context, look: Look, held: Held): Reply => ({
  status: 200,
  json: renderFollowing(frame, held, followingOf(look, held)),
});
