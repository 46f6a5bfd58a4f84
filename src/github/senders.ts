/** How each kind of mutation is sent to GitHub, and how it is looked for where an earlier push may have left it. */
import { nothingNew } from '../model/board/board.js';
import { recordOf } from '../model/board/item.js';
import {
  type Comment,
  type Depend,
  type Edit,
  type GivePromise,
  type InboxAction,
  isForGitHub,
  isOnAsked,
  type Mutation,
  numberOf,
  type Reopen,
  type Resolve,
} from '../model/board/mutation.js';
import type { Found, Outcome } from '../ports/remote.js';
import { checkIn, findCheckIn } from './checkIns/checkIn.js';
import type { ThreadWriting } from './discussions/asking.js';
import { decide, findDecided } from './discussions/decide.js';
import { findSaid, findThread } from './discussions/find.js';
import { threadOfPromise } from './discussions/promise.js';
import { closeThread, editThread, markAnswer, openThread, react, sayInThread } from './discussions/write.js';
import { findPickUp, pickUp } from './handOffs/pickUp.js';
import { captureIssue, commentOn, editIssue, reopenIssue, resolveIssue } from './issues/blockers.js';
import { findCapture, findComment, findEdit, findReopen, findResolve } from './issues/find.js';
import { issueOfPromise } from './issues/promise.js';
import { actOnThread } from './notifications/settle.js';
import { findOpened, findPublished, openRoster, publishStatus } from './people/publish.js';
import { findPromiseAt, keepPromiseAt, type PromisePlace } from './promising.js';
import { dependentOf, dependOn, findDependency } from './waits/dependencies.js';

/** The repository a mutation was written for, and what is known of it. */
export interface Sending extends ThreadWriting {
  /** What an issue waits for has changed by our own hand. */
  readonly expect: (dependent: number) => void;
}

export interface Sender<M extends Mutation> {
  /** What goes into a repository goes there only under a name that was made sure of. */
  readonly into: 'repository' | 'account';
  readonly push: (sending: Sending, mutation: M) => Promise<Outcome>;
  /** Looks for what an earlier, ambiguous push may have left behind. @param age for how many milliseconds it may be there */
  readonly find: (sending: Sending, mutation: M, age: number) => Promise<Found>;
}

const refused: Outcome = { kind: 'refused', reason: { kind: 'gone' } };
const done = { kind: 'done', delta: nothingNew } as const;
const absent: Found = { kind: 'absent' };
/** For what does no harm when it is sent twice. */
const findNothing = async () => absent;

const senders: { readonly [K in Mutation['kind']]: Sender<Extract<Mutation, { kind: K }>> } = {
  capture: { into: 'repository', push: captureIssue, find: findCapture },
  comment: { into: 'repository', push: onIssue(commentOn, refused), find: onIssue(findComment, absent) },
  edit: { into: 'repository', push: onIssue(editIssue, refused), find: onIssue(findEdit, absent) },
  resolve: {
    into: 'repository',
    push: onIssue(resolveIssue, refused),
    find: onIssue(findResolve, absent),
  },
  reopen: {
    into: 'repository',
    push: onIssue((sending, _mutation: Reopen, number) => reopenIssue(sending, number), refused),
    find: onIssue((sending, _mutation: Reopen, number, age) => findReopen(sending, number, age), absent),
  },
  promise: { into: 'repository', push: onPromised(keepPromiseAt, refused), find: onPromised(findPromiseAt, absent) },
  // What has gone holds up nothing, and that is no news to whoever meant it to.
  depend: { into: 'repository', push: onBlocker(dependOn, done), find: onBlocker(findDependency, absent) },
  roster: {
    into: 'repository',
    push: (sending, mutation) => openRoster(sending, mutation, sending.board),
    find: findOpened,
  },
  status: {
    into: 'repository',
    push: (sending, mutation) => publishStatus(sending, mutation, sending.board),
    find: (sending, mutation) => findPublished(sending, mutation, sending.board),
  },
  openThread: { into: 'repository', push: openThread, find: findThread },
  checkIn: { into: 'repository', push: checkIn, find: findCheckIn },
  say: { into: 'repository', push: sayInThread, find: findSaid },
  decide: { into: 'repository', push: decide, find: findDecided },
  pickUp: { into: 'repository', push: pickUp, find: findPickUp },
  markAnswer: { into: 'repository', push: markAnswer, find: findNothing },
  react: { into: 'repository', push: react, find: findNothing },
  closeThread: { into: 'repository', push: closeThread, find: findNothing },
  editThread: { into: 'repository', push: editThread, find: findNothing },
  attend: { into: 'account', push: settleThread, find: findNothing },
};

export function senderOf<M extends Mutation>({ kind }: M): Sender<M> {
  return senders[kind] as unknown as Sender<M>;
}

/** What is done to an item is done to its issue. */
function onIssue<M extends Comment | Edit | Resolve | Reopen | GivePromise, R>(
  act: (sending: Sending, mutation: M, number: number, age: number) => Promise<R>,
  withoutIssue: R,
) {
  return async (sending: Sending, mutation: M, age = 0): Promise<R> => {
    const number = numberOf(mutation, sending.board);
    return number === undefined ? withoutIssue : act(sending, mutation, number, age);
  };
}

/** Whatever it waits for me under. */
function onPromised<R extends Outcome | Found>(
  act: <C extends { readonly body: string }>(place: PromisePlace<C>, mutation: GivePromise) => Promise<R>,
  withoutIssue: R,
) {
  const onTheIssue = onIssue(
    (sending, mutation: GivePromise, number) => act(issueOfPromise(sending, mutation, number), mutation),
    withoutIssue,
  );
  return (sending: Sending, mutation: GivePromise): Promise<R> =>
    isOnAsked(mutation) && mutation.on === 'discussion'
      ? act(threadOfPromise(sending, mutation), mutation)
      : onTheIssue(sending, mutation);
}

function onBlocker<R extends Outcome | Found>(
  act: (sending: Sending, mutation: Depend, number: number) => Promise<R>,
  withoutIssue: R,
) {
  return async (sending: Sending, mutation: Depend): Promise<R | Blocked> => {
    const blocker = await blockerOf(sending, mutation);
    if (blocker.kind === 'blocked') return blocker;
    if (blocker.number === undefined) return withoutIssue;
    const outcome = await act(sending, mutation, blocker.number);
    const dependent = dependentOf(mutation);
    if (outcome.kind === 'done' && dependent !== undefined) sending.expect(dependent);
    return outcome;
  };
}

type Blocked = Extract<Found, { kind: 'blocked' }>;

/** What was captured for this team while another was connected is at GitHub, and not on this board yet. */
async function blockerOf(
  sending: Sending,
  mutation: Depend,
): Promise<Blocked | { readonly kind: 'known'; readonly number: number | undefined }> {
  const number = numberOf(mutation, sending.board);
  const record = recordOf(mutation.target);
  if (number !== undefined || record === undefined) return { kind: 'known', number };
  const found = await findCapture(sending, { record }, Number.POSITIVE_INFINITY);
  if (found.kind === 'blocked') return found;
  return { kind: 'known', number: found.kind === 'done' ? found.delta.items[0]?.number : undefined };
}

/** What was done to an entry is settled at GitHub as well, where it has a thread there. */
async function settleThread({ askAccount, meaning }: Sending, mutation: InboxAction): Promise<Outcome> {
  const { target, act } = mutation;
  const isThread = isForGitHub(mutation) && target.kind === 'parcel' && target.thread !== undefined;
  const { kind } = act;
  if (!isThread || kind === 'snooze' || kind === 'remind' || kind === 'undone' || kind === 'deliver') return done;
  return actOnThread({ ask: askAccount, meaning }, { id: target.thread, about: target.about }, kind);
}
