/**
 * Who hears of an act: people who are meant, people who follow the issue, people who watch the repository; never whoever
 * did it. Nobody hears of edits, labels, locks and dependencies.
 *
 * Unverified, and so the side on which a client must be careful: that a mention added by an edit tells nobody; that
 * somebody's assignment and a request for review are told to them alone; that a mention in a title counts.
 */

import { wholeSecond } from './clock.js';
import type { Discussion } from './forum.js';
import { type Following, type Reason, stronger, type Thread } from './inbox.js';
import { mentionedIn } from './mentions.js';
import { roleOf } from './permissions.js';
import { type Comment, type Issue, type Repository, replace, type Slot, slotOf, type World } from './world.js';

/** Somebody did something somewhere. */
interface Doing {
  readonly world: World;
  readonly repository: Repository;
  /** Whoever did it. */
  readonly by: number;
  /** Milliseconds. */
  readonly now: number;
}

/** Somebody did something to an issue or pull request. */
export interface News extends Doing {
  readonly issue: Issue;
}

/** What threads are about. */
interface Subject {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly kind: Thread['kind'];
}

interface Happening extends Doing {
  readonly subject: Subject;
}

function about({ issue, ...doing }: News): Happening {
  const { id, number, title, pullRequest } = issue;
  return { ...doing, subject: { id, number, title, kind: pullRequest ? 'PullRequest' : 'Issue' } };
}

const aboutDiscussion = (doing: Doing, { id, number, title }: Discussion): Happening => ({
  ...doing,
  subject: { id, number, title, kind: 'Discussion' },
});

export function tellOfOpening(news: News): void {
  const { title, body, assignees } = news.issue;
  open(about(news), `${title}\n\n${body ?? ''}`, assignees);
}

export const tellOfComment = (news: News, comment: Comment): void => speak(about(news), comment.body, comment.id);

/** Of a review there is no issue comment: the pull request itself is given as the news. */
export const tellOfReview = (news: News, body: string): void => speak(about(news), body, null);

export const tellOfDiscussion = (doing: Doing, discussion: Discussion): void =>
  open(aboutDiscussion(doing, discussion), `${discussion.title}\n\n${discussion.body}`, []);

export const tellOfReply = (doing: Doing, discussion: Discussion, body: string): void =>
  speak(aboutDiscussion(doing, discussion), body, null);

function open(news: Happening, text: string, assignees: readonly number[]): void {
  follow(news, news.by, 'author');
  mean(news, assignees, 'assign');
  const named = mean(news, mentionedIn(news.world, text), 'mention');
  tell(news, [...named, ...assignees, ...audience(news)]);
}

function speak(news: Happening, text: string, comment: number | null): void {
  follow(news, news.by, 'comment');
  const named = mean(news, mentionedIn(news.world, text), 'mention');
  tell(news, [...named, ...audience(news)], comment);
}

/** Of what else changed, only being closed and reopened is news to everybody. */
export function tellOfChange(news: News, before: Issue): void {
  tellOfAssignment(news, before);
  if (before.state === news.issue.state) return;
  const happening = about(news);
  follow(happening, news.by, 'state_change');
  tell(happening, audience(happening));
}

export function tellOfAssignment(news: News, before: Issue): void {
  const added = news.issue.assignees.filter((id) => !before.assignees.includes(id));
  tell(about(news), mean(about(news), added, 'assign'));
}

export const tellOfReviewRequest = (news: News, reviewers: readonly number[]): void =>
  tell(about(news), mean(about(news), reviewers, 'review_requested'));

/** Unverified: that followers go along when an issue is transferred, and that their threads stay behind. */
export function moveFollowers(world: World, from: Issue, to: Pick<Issue, 'id'>): void {
  const followers = world.inboxes.followers.get(from.id);
  if (followers) world.inboxes.followers.set(to.id, followers);
  world.inboxes.followers.delete(from.id);
}

/** Lets people follow who can; gives them back. */
function mean(news: Happening, people: readonly number[], reason: Reason): readonly number[] {
  const reached = people.filter((id) => canHear(news, id));
  for (const id of reached) follow(news, id, reason);
  return reached;
}

/**
 * Whoever has left follows again. Whoever ignores an issue does so "until you comment on the thread or get an @mention"
 * (GitHub's description of the subscription).
 */
function follow({ world, subject, now }: Happening, user: number, reason: Reason): void {
  const followers = world.inboxes.followers.get(subject.id) ?? new Map<number, Following>();
  world.inboxes.followers.set(subject.id, followers);
  const before = followers.get(user);
  if (before?.state === 'ignored' && reason !== 'comment' && reason !== 'mention') return;
  const since = before?.state === 'subscribed' ? before.since : wholeSecond(now);
  followers.set(user, { reason: stronger(before?.reason, reason), state: 'subscribed', since });
}

function audience({ world, repository, subject }: Happening): number[] {
  const followers = [...(world.inboxes.followers.get(subject.id) ?? [])];
  const following = followers.filter(([, { state }]) => state === 'subscribed').map(([id]) => id);
  return [...following, ...(world.inboxes.watchers.get(repository.id) ?? [])];
}

function canHear({ world, repository }: Doing, id: number): boolean {
  const user = world.users.get(id);
  return user !== undefined && roleOf(world, repository, user) !== 'none';
}

function tell(news: Happening, people: readonly number[], comment: number | null = null): void {
  for (const id of new Set(people)) {
    if (id === news.by || !canHear(news, id)) continue;
    const following = news.world.inboxes.followers.get(news.subject.id)?.get(id);
    if (following?.state === 'ignored') continue;
    arrive(news, id, following?.state === 'subscribed' ? following.reason : 'subscribed', comment);
  }
}

/** One thread for each person and subject: it becomes unread again, and comes back from where it was put away. */
function arrive({ world, repository, subject, now }: Happening, user: number, reason: Reason, comment: number | null) {
  const inbox = world.inboxes.threads.get(user) ?? new Map<number, Slot<Thread>>();
  world.inboxes.threads.set(user, inbox);
  const slot = inbox.get(subject.id);
  const before = slot?.current;
  const thread: Thread = {
    id: before?.id ?? newThreadId(world),
    user,
    issue: subject.id,
    repository: repository.id,
    number: subject.number,
    kind: subject.kind,
    title: subject.title,
    reason,
    unread: true,
    done: false,
    updatedAt: Math.max(before?.updatedAt ?? 0, wholeSecond(now)),
    lastReadAt: before?.lastReadAt ?? null,
    latestComment: comment,
  };
  if (slot) {
    replace(world, slot, thread, now);
    return;
  }
  inbox.set(subject.id, slotOf(thread, now));
  world.revision++;
}

/** A count of their own: other ids stay what they were before there were notifications. */
const newThreadId = (world: World): number => {
  world.inboxes.nextThread += 1 + ((world.inboxes.nextThread * 7) % 13);
  return world.inboxes.nextThread;
};
