/** What tests do and see of inboxes from outside: GitHub's ways with them, full ones in no time, a look into anybody's. */

import type { Clock } from './clock.js';
import type { InboxWays, Thread } from './inbox.js';
import { addIssue } from './issues.js';
import { tellOfOpening } from './news.js';
import { settleBacklog } from './threads.js';
import { fullName, type Repository, repositoryByName, type User, userByLogin, type World } from './world.js';

export interface NewThreads {
  readonly for: string;
  readonly count: number;
  /** Who opens the issues. */
  readonly by: string;
  /** What all of them say; a mention in it becomes the reason. Default: the reason is `assign`. */
  readonly body?: string;
  /** Milliseconds between one and the next; the last is opened now. Default: a minute. */
  readonly every?: number;
}

export interface InboxBuilder {
  /** Everything that ever came into somebody's inbox, newest first, with read, finished and lost threads. */
  threads(login: string): readonly (Thread & { readonly subject: string })[];
  /** So many issues, each with a thread for one person. */
  addThreads(repository: string, threads: NewThreads): void;
  /** What a fine-grained token (403, default) or a server without notifications (404) says to everything about them. */
  withoutNotifications(status?: 403 | 404): void;
  setNotifications(ways: Partial<InboxWays>): void;
}

export function createInboxBuilder(world: World, clock: Clock): InboxBuilder {
  const person = (login: string): User => {
    const user = userByLogin(world, login);
    if (!user) throw new Error(`there is nobody called ${login}`);
    return user;
  };
  const setNotifications = (ways: Partial<InboxWays>) => {
    world.inboxes.ways = { ...world.inboxes.ways, ...ways };
  };
  return {
    threads(login) {
      settleBacklog(world, clock.now());
      const slots = [...(world.inboxes.threads.get(person(login).id)?.values() ?? [])];
      return slots
        .map(({ current }) => current)
        .filter((thread) => thread !== undefined)
        .map((thread) => ({ ...thread, subject: subjectOf(world, thread) }))
        .sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id);
    },
    addThreads(name, threads) {
      const repository = repositoryByName(world, name);
      if (!repository) throw new Error(`there is no ${name}`);
      fill(world, repository, clock.now(), threads, { reader: person(threads.for), author: person(threads.by) });
    },
    withoutNotifications: (status = 403) => setNotifications({ refusal: status }),
    setNotifications,
  };
}

function subjectOf(world: World, { repository: id, number }: Thread): string {
  const repository = world.repositories.get(id) ?? world.inboxes.lost.get(id);
  return repository ? `${fullName(world, repository)}#${number}` : `#${number}`;
}

function fill(
  world: World,
  repository: Repository,
  end: number,
  { count, body, every = 60_000 }: NewThreads,
  { reader, author }: { reader: User; author: User },
): void {
  for (let index = 0; index < count; index++) {
    const now = end - (count - 1 - index) * every;
    const issue = addIssue(world, repository, {
      title: `Issue ${index + 1} of ${count}`,
      body: body ?? null,
      author: author.id,
      labels: [],
      assignees: body === undefined ? [reader.id] : [],
      now,
    });
    tellOfOpening({ world, repository, issue, by: author.id, now });
  }
}
