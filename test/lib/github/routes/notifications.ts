/** The REST routes of whole inboxes: listing them, and marking all as read. Headers are GitHub's invitation to poll. */

import type { Reason } from '../inbox.js';
import { isSince, momentIn, pageOf } from '../paging.js';
import { invalidRequest } from '../refusal.js';
import { renderThread } from '../renderThread.js';
import { type Context, optionalTextIn, type Reply, type Route, repositoryIn } from '../route.js';
import { type Held, lookInto, markAllRead, threadsFor } from '../threads.js';
import type { Repository } from '../world.js';

const inboxPath = '/notifications';
const ofRepository = '/repos/{owner}/{repo}/notifications';

/** Whoever chose to follow by hand has no part in it. Unverified for `manual`. */
const bystanders: readonly Reason[] = ['subscribed', 'manual'];

export const notificationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: inboxPath,
    handle: (context) => list(context, undefined, { usual: 50, largest: 50 }),
  },
  { method: 'PUT', template: inboxPath, handle: (context) => markAll(context, undefined) },
  { method: 'GET', template: ofRepository, handle: (context) => list(context, repositoryIn(context)) },
  { method: 'PUT', template: ofRepository, handle: (context) => markAll(context, repositoryIn(context)) },
];

function list(context: Context, within: Repository | undefined, sizes?: { usual: number; largest: number }): Reply {
  const look = lookInto(context);
  const since = momentIn(context, 'since');
  const before = momentIn(context, 'before');
  const isAsked = (name: string) => context.query.get(name) === 'true';
  const { held, hidden } = threadsFor(look, context.listsAsOf);
  const here = held.filter(({ repository }) => !within || repository.id === within.id);
  const listed = here.filter(
    ({ thread }) =>
      (thread.unread || isAsked('all')) &&
      !(isAsked('participating') && bystanders.includes(thread.reason)) &&
      isSince(context, since, thread.updatedAt) &&
      (before === undefined || thread.updatedAt < before),
  );
  const { ways } = context.world.inboxes;
  const newest = (ways.lastModified === 'activity' ? here : listed)[0];
  const reply = pageOf(context, listed, (one: Held) => renderThread(context.frame, one), sizes);
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'X-Poll-Interval': String(ways.pollSeconds),
      // In whole seconds: news of the same second answers 304, too. Unverified: that an empty list has none.
      ...(newest && { 'Last-Modified': new Date(newest.thread.updatedAt).toUTCString() }),
      ...(hidden.size > 0 && { 'X-GitHub-SSO': `partial-results; organizations=${[...hidden].join(',')}` }),
    },
  };
}

/** Unverified: what `read: false` does; here it is refused rather than guessed. */
function markAll(context: Context, within: Repository | undefined): Reply {
  const look = lookInto(context);
  const body = context.body();
  if (body.read === false) throw invalidRequest('"read" cannot be false.');
  const text = optionalTextIn(body, 'last_read_at');
  const upTo = text === undefined ? context.now : Date.parse(text);
  if (Number.isNaN(upTo)) throw invalidRequest(`For 'last_read_at', "${text}" is not a time.`);
  if (markAllRead(look, upTo, within) === 'now') return { status: 205 };
  const message =
    "Unread notifications couldn't be marked in a single request. Notifications are being marked as read in the background.";
  return { status: 202, json: { message } };
}
