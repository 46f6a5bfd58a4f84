/** The JSON shapes of notifications. It decides nothing and changes nothing. */

import { timestamp } from './clock.js';
import type { Following } from './inbox.js';
import { type Frame, type Json, renderUser } from './render.js';
import { renderRepositoryAddresses } from './renderAddresses.js';
import type { Held } from './threads.js';
import { fullName, issueOf, type Repository } from './world.js';

/**
 * A state change has its subject's address in the place of the latest comment's (FastHub#258). A pull request is found among the
 * pulls, its comments among the issue comments. A discussion has no address at all: clients such as gitify search for it.
 */
export function renderThread(frame: Frame, { thread, repository }: Held): Json {
  const { world, api } = frame;
  const home = `${api}/repos/${fullName(world, repository)}`;
  const url = thread.kind === 'Discussion' ? null : `${home}/${folders[thread.kind]}/${thread.number}`;
  const own = `${api}/notifications/threads/${thread.id}`;
  return {
    id: String(thread.id),
    unread: thread.unread,
    reason: thread.reason,
    updated_at: timestamp(thread.updatedAt),
    last_read_at: thread.lastReadAt === null ? null : timestamp(thread.lastReadAt),
    subject: {
      title: issueOf(repository, thread.number)?.title ?? thread.title,
      url,
      latest_comment_url: thread.latestComment === null ? url : `${home}/issues/comments/${thread.latestComment}`,
      type: thread.kind,
    },
    repository: renderMinimal(frame, repository),
    url: own,
    subscription_url: `${own}/subscription`,
  };
}

const folders = { Issue: 'issues', PullRequest: 'pulls' } as const;

/** No more than the description requires: nothing else can be relied on. */
function renderMinimal(frame: Frame, repository: Repository): Json {
  const name = fullName(frame.world, repository);
  const { git_url: _g, ssh_url: _s, clone_url: _c, svn_url: _v, ...addresses } = renderRepositoryAddresses(frame, name);
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: name,
    private: repository.private,
    owner: renderUser(frame, repository.owner),
    description: repository.description,
    fork: false,
    ...addresses,
  };
}

export function renderFollowing({ api }: Frame, { thread }: Held, { reason, state, since }: Following): Json {
  const url = `${api}/notifications/threads/${thread.id}`;
  return {
    subscribed: state === 'subscribed',
    ignored: state === 'ignored',
    reason: state === 'subscribed' ? reason : null,
    created_at: timestamp(since),
    url: `${url}/subscription`,
    thread_url: url,
  };
}
