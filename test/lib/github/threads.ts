/** What may happen to the threads of an inbox: who may ask, what they are shown, reading, putting away, following. */

import { wholeSecond } from './clock.js';
import type { Following, Thread } from './inbox.js';
import { hasScope, lacksSingleSignOn, roleOf, roleToRead, type Viewer } from './permissions.js';
import { notFound, Refusal } from './refusal.js';
import { asOf, type Repository, replace, type User, type World } from './world.js';

/** Unverified: where GitHub begins to mark in the background, and how long it takes. */
const mostAtOnce = 1000;
const background = 10_000;

/** Somebody looks into their own inbox, now. */
export interface Look {
  readonly world: World;
  readonly viewer: Viewer;
  readonly user: User;
  /** Milliseconds. */
  readonly now: number;
}

/** A thread with the repository it is in, which may be deleted or closed to its reader. */
export interface Held {
  readonly thread: Thread;
  readonly repository: Repository;
}

/** Whoever may look into their inbox; tokens need a scope. Fine-grained tokens and some servers do not have it at all. */
export function lookInto({ world, viewer, now }: { world: World; viewer: Viewer; now: number }): Look {
  const { user } = viewer;
  if (!user) throw new Refusal(401, 'Requires authentication');
  const refusal = viewer.token && world.inboxes.ways.refusal;
  if (refusal === 404) throw notFound();
  if (refusal === 403) throw new Refusal(403, 'Resource not accessible by personal access token');
  if (!hasScope(viewer, 'notifications', 'repo')) throw new Refusal(403, "Missing the 'notifications' scope.");
  settleBacklog(world, now);
  return { world, viewer, user, now };
}

/**
 * The threads a person is shown, newest first, and the organizations whose threads are kept back until single sign-on.
 * The scope `notifications` alone shows those of private repositories, too; what they are about then answers 404
 * (forge-sparks#10).
 */
export function threadsFor(
  look: Look,
  moment = Number.POSITIVE_INFINITY,
): { held: Held[]; hidden: ReadonlySet<number> } {
  const held: Held[] = [];
  const hidden = new Set<number>();
  for (const slot of look.world.inboxes.threads.get(look.user.id)?.values() ?? []) {
    const thread = asOf(slot, moment);
    const repository = thread && repositoryOf(look, thread);
    if (!repository) continue;
    const organization = lacksSingleSignOn(look.world, repository, look.viewer);
    if (organization) hidden.add(organization.id);
    else held.push({ thread, repository });
  }
  held.sort(({ thread: a }, { thread: b }) => b.updatedAt - a.updatedAt || b.id - a.id);
  return { held, hidden };
}

function repositoryOf({ world, user }: Look, thread: Thread): Repository | undefined {
  const repository = world.repositories.get(thread.repository);
  if (repository && roleOf(world, repository, user) !== 'none') return repository;
  if (world.inboxes.ways.lostRepositories === 'hidden') return undefined;
  return repository ?? world.inboxes.lost.get(thread.repository);
}

/** Unverified: that other people's threads are as unknown as those that never were. */
export function threadById(look: Look, id: number): Held {
  const found = threadsFor(look).held.find(({ thread }) => thread.id === id);
  if (!found) throw notFound();
  return found;
}

export const markRead = (look: Look, { thread }: Held): void =>
  write(look, { ...thread, unread: false, lastReadAt: wholeSecond(look.now) });

export const markDone = (look: Look, { thread }: Held): void =>
  write(look, { ...thread, unread: false, done: true, lastReadAt: wholeSecond(look.now) });

/** Marks what was not updated after a moment as read: at once, or in the background if it is too much. */
export function markAllRead(look: Look, upTo: number, within: Repository | undefined): 'now' | 'later' {
  const { user, world, now } = look;
  const due = threadsFor(look).held.filter(
    ({ thread, repository }) => isDue(thread, upTo) && (!within || repository.id === within.id),
  );
  if (due.length <= mostAtOnce) {
    for (const { thread } of due) write(look, { ...thread, unread: false, lastReadAt: wholeSecond(upTo) });
    return 'now';
  }
  const work = { user: user.id, repository: within?.id, upTo, finishedAt: now + background };
  world.inboxes.backlog = [...world.inboxes.backlog, work];
  world.revision++;
  return 'later';
}

const isDue = ({ unread, updatedAt }: Thread, upTo: number): boolean => unread && updatedAt <= upTo;

/** Catches up with what GitHub has finished in the background by now. */
export function settleBacklog(world: World, now: number): void {
  const finished = world.inboxes.backlog.filter(({ finishedAt }) => finishedAt <= now);
  if (finished.length === 0) return;
  world.inboxes.backlog = world.inboxes.backlog.filter(({ finishedAt }) => finishedAt > now);
  for (const { user, repository, upTo, finishedAt } of finished)
    for (const slot of world.inboxes.threads.get(user)?.values() ?? []) {
      const thread = slot.current;
      if (!thread || !isDue(thread, upTo) || (repository !== undefined && thread.repository !== repository)) continue;
      replace(world, slot, { ...thread, unread: false, lastReadAt: wholeSecond(upTo) }, finishedAt);
    }
}

function write({ world, now }: Look, thread: Thread): void {
  const slot = world.inboxes.threads.get(thread.user)?.get(thread.issue);
  if (slot) replace(world, slot, thread, now);
}

/** Watchers who have had nothing to do with it follow nothing. Unverified: that whoever has left is told 404. */
export function followingOf({ world, user }: Look, { thread }: Held): Following {
  const following = world.inboxes.followers.get(thread.issue)?.get(user.id);
  if (!following || following.state === 'left') throw notFound();
  return following;
}

/** To follow, to hear no more of it even as a watcher (`ignored`), or to leave. */
export const setFollowing = (look: Look, { thread }: Held, state: Following['state']): void =>
  follow(look, thread.issue, state);

/** Unverified: that leaving by a token is an event of the issue, as leaving on github.com is. */
export function follow({ world, user, now }: Omit<Look, 'viewer'>, issue: number, state: Following['state']): void {
  const followers = world.inboxes.followers.get(issue) ?? new Map<number, Following>();
  world.inboxes.followers.set(issue, followers);
  if (state !== 'subscribed')
    world.inboxes.unsubscribed.set(issue, [...(world.inboxes.unsubscribed.get(issue) ?? []), user.id]);
  const reason = followers.get(user.id)?.reason ?? 'manual';
  followers.set(user.id, { reason, state, since: wholeSecond(now) });
  world.revision++;
}

/** Whether somebody hears of everything in a repository, or only of what they have to do with. */
export function setWatching(world: World, repository: Repository, user: User, what: 'all' | 'participating'): void {
  roleToRead(world, repository, { user });
  const watchers = world.inboxes.watchers.get(repository.id) ?? new Set<number>();
  world.inboxes.watchers.set(repository.id, watchers);
  if (what === 'all') watchers.add(user.id);
  else watchers.delete(user.id);
  world.revision++;
}
