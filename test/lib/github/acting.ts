/** People on github.com: the acts of `issues.ts` and its neighbours under a login, with the same rules and without HTTP. */

import { type Act, existingIssue } from './act.js';
import { changeAssignees } from './assignees.js';
import * as comments from './comments.js';
import { addBlocker, removeBlocker } from './dependencies.js';
import * as discussions from './discussions.js';
import type { Classifier, CloseReason, Discussion, DiscussionComment, ReactionContent } from './forum.js';
import * as issues from './issues.js';
import { changeLabels, createLabel, type LabelInput } from './labels.js';
import { convertIssue, deleteIssue, transfer } from './moving.js';
import { type NewProfileStatus, setProfileStatus } from './profiles.js';
import type { Review, Verdict } from './pulls.js';
import { notFound } from './refusal.js';
import { mergePullRequest, requestReviews, submitReview } from './reviews.js';
import { follow, lookInto, markDone, markRead, setWatching, threadsFor } from './threads.js';
import {
  type Comment,
  type Issue,
  type Label,
  type Repository,
  repositoryByName,
  userByLogin,
  type World,
} from './world.js';

/** What is not allowed throws a `Refusal` with GitHub's status and words. Repositories are named `owner/name`. */
export interface ActingPerson {
  createIssue(repository: string, issue: issues.NewIssue): Issue;
  editIssue(repository: string, number: number, change: issues.IssueChange): Issue;
  closeIssue(repository: string, number: number, reason?: 'completed' | 'not_planned' | 'duplicate'): Issue;
  reopenIssue(repository: string, number: number): Issue;
  comment(repository: string, number: number, body: string): Comment;
  editComment(repository: string, id: number, body: string): Comment;
  deleteComment(repository: string, id: number): void;
  assign(repository: string, number: number, ...logins: string[]): Issue;
  unassign(repository: string, number: number, ...logins: string[]): Issue;
  label(repository: string, number: number, ...names: string[]): Issue;
  unlabel(repository: string, number: number, ...names: string[]): Issue;
  createLabel(repository: string, label: LabelInput): Label;
  lockIssue(repository: string, number: number): Issue;
  unlockIssue(repository: string, number: number): Issue;
  /** `blockerId` is the blocking issue's database id. */
  addBlocker(repository: string, number: number, blockerId: number): Issue;
  removeBlocker(repository: string, number: number, blockerId: number): Issue;
  /** Gives back the number in the other repository. */
  transferIssue(repository: string, number: number, to: string): number;
  deleteIssue(repository: string, number: number): void;
  convertIssue(repository: string, number: number, category: string): Discussion;
  createDiscussion(repository: string, discussion: discussions.NewDiscussion): Discussion;
  /** `replyTo`: the id of a comment that is no reply itself. */
  commentOnDiscussion(repository: string, number: number, body: string, replyTo?: number): DiscussionComment;
  editDiscussion(repository: string, number: number, change: Partial<discussions.NewDiscussion>): Discussion;
  editDiscussionComment(repository: string, number: number, comment: number, body: string): Discussion;
  deleteDiscussionComment(repository: string, number: number, comment: number): Discussion;
  minimizeDiscussionComment(repository: string, number: number, comment: number, why: Classifier): Discussion;
  /** To the discussion itself, or to one of its comments. */
  react(repository: string, number: number, content: ReactionContent, comment?: number): Discussion;
  unreact(repository: string, number: number, content: ReactionContent, comment?: number): Discussion;
  /** By the comment's id. */
  markAnswer(repository: string, number: number, comment: number): Discussion;
  unmarkAnswer(repository: string, number: number): Discussion;
  closeDiscussion(repository: string, number: number, reason?: CloseReason): Discussion;
  reopenDiscussion(repository: string, number: number): Discussion;
  lockDiscussion(repository: string, number: number): Discussion;
  unlockDiscussion(repository: string, number: number): Discussion;
  deleteDiscussion(repository: string, number: number): void;
  /** Replaces what they said before; `{}` clears it. */
  setProfileStatus(status: NewProfileStatus): void;
  /** Of a pull request. */
  requestReview(repository: string, number: number, ...logins: string[]): void;
  /** Only approval goes without words. */
  submitReview(repository: string, number: number, verdict: Verdict, body?: string): Review;
  mergePullRequest(repository: string, number: number): Issue;
  /** To hear of every issue, pull request and comment. */
  watch(repository: string): void;
  unwatch(repository: string): void;
  /** By the button beside an issue. */
  subscribe(repository: string, number: number): void;
  /** In their inbox on github.com or a phone. */
  readThread(repository: string, number: number): void;
  finishThread(repository: string, number: number): void;
}

export function actingPerson(world: World, now: () => number, login: string): ActingPerson {
  const user = userByLogin(world, login);
  if (!user) throw new Error(`there is nobody called ${login}`);
  const at = (name: string): Repository => {
    const repository = repositoryByName(world, name);
    if (!repository) throw notFound();
    return repository;
  };
  const act = (name: string): Act => ({ world, repository: at(name), viewer: { user }, now: now() });
  const ownThread = (name: string, number: number) => {
    const look = lookInto({ world, viewer: { user }, now: now() });
    const { id } = at(name);
    const held = threadsFor(look).held.find(({ thread }) => thread.repository === id && thread.number === number);
    if (!held) throw notFound();
    return [look, held] as const;
  };
  return {
    createIssue: (repository, issue) => issues.createIssue(act(repository), issue),
    editIssue: (repository, number, change) => issues.updateIssue(act(repository), number, change),
    closeIssue: (repository, number, reason = 'completed') =>
      issues.updateIssue(act(repository), number, { state: 'closed', stateReason: reason }),
    reopenIssue: (repository, number) => issues.updateIssue(act(repository), number, { state: 'open' }),
    comment: (repository, number, body) => comments.createComment(act(repository), number, body),
    editComment: (repository, id, body) => comments.updateComment(act(repository), id, body),
    deleteComment: (repository, id) => comments.deleteComment(act(repository), id),
    assign: (repository, number, ...logins) => changeAssignees(act(repository), number, { add: logins }),
    unassign: (repository, number, ...logins) => changeAssignees(act(repository), number, { remove: logins }),
    label: (repository, number, ...names) => changeLabels(act(repository), number, { kind: 'add', names }),
    unlabel: (repository, number, ...names) => changeLabels(act(repository), number, { kind: 'remove', names }),
    createLabel: (repository, label) => createLabel(act(repository), label),
    lockIssue: (repository, number) => issues.lockIssue(act(repository), number, 'locked', null),
    unlockIssue: (repository, number) => issues.lockIssue(act(repository), number, 'unlocked', null),
    addBlocker: (repository, number, blockerId) => addBlocker(act(repository), number, blockerId),
    removeBlocker: (repository, number, blockerId) => removeBlocker(act(repository), number, blockerId),
    transferIssue: (repository, number, to) => transfer(act(repository), number, at(to)),
    deleteIssue: (repository, number) => deleteIssue(act(repository), number),
    convertIssue: (repository, number, category) => convertIssue(act(repository), number, category),
    createDiscussion: (repository, discussion) => discussions.createDiscussion(act(repository), discussion),
    commentOnDiscussion: (repository, number, body, replyTo) =>
      discussions.commentOnDiscussion(act(repository), number, body, replyTo),
    editDiscussion: (repository, number, change) => discussions.editDiscussion(act(repository), number, change),
    editDiscussionComment: (repository, number, id, body) =>
      discussions.editDiscussionComment(act(repository), number, id, body),
    deleteDiscussionComment: (repository, number, id) =>
      discussions.deleteDiscussionComment(act(repository), number, id),
    minimizeDiscussionComment: (repository, number, id, why) =>
      discussions.minimizeDiscussionComment(act(repository), number, id, why),
    react: (repository, number, content, id) =>
      discussions.reactToDiscussion(act(repository), number, { id, content, change: 'add' }),
    unreact: (repository, number, content, id) =>
      discussions.reactToDiscussion(act(repository), number, { id, content, change: 'remove' }),
    markAnswer: (repository, number, comment) => discussions.markAnswer(act(repository), number, comment),
    unmarkAnswer: (repository, number) => discussions.unmarkAnswer(act(repository), number),
    closeDiscussion: (repository, number, reason) => discussions.closeDiscussion(act(repository), number, reason),
    reopenDiscussion: (repository, number) => discussions.reopenDiscussion(act(repository), number),
    lockDiscussion: (repository, number) => discussions.lockDiscussion(act(repository), number, null),
    unlockDiscussion: (repository, number) => discussions.lockDiscussion(act(repository), number, undefined),
    deleteDiscussion: (repository, number) => discussions.deleteDiscussion(act(repository), number),
    setProfileStatus: (status) => setProfileStatus(world, user, status, now(), 'web'),
    requestReview: (repository, number, ...logins) => requestReviews(act(repository), number, logins),
    submitReview: (repository, number, verdict, body = '') => submitReview(act(repository), number, verdict, body),
    mergePullRequest: (repository, number) => mergePullRequest(act(repository), number),
    watch: (repository) => setWatching(world, at(repository), user, 'all'),
    unwatch: (repository) => setWatching(world, at(repository), user, 'participating'),
    subscribe: (repository, number) =>
      follow({ world, user, now: now() }, existingIssue(at(repository), number).id, 'subscribed'),
    readThread: (repository, number) => markRead(...ownThread(repository, number)),
    finishThread: (repository, number) => markDone(...ownThread(repository, number)),
  };
}
