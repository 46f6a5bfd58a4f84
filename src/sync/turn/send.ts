/** Sending what is owed, each thing once: what to send next, and what its outcome means for the rest. */
import { idTime } from '../../base/id.js';
import { type Board, type Delta, nothingNew } from '../../model/board/board.js';
import { changesInbox, factsOf, type Mutation, threadOf } from '../../model/board/mutation.js';
import type { Trouble } from '../../model/board/trouble.js';
import type { Clock } from '../../ports/clock.js';
import type { Entry, Outbox } from '../../ports/outbox.js';
import type { Outcome, Remote } from '../../ports/remote.js';
import { looksInHaste, lookTimes } from '../pace/backoff.js';

/** GitHub asks for at least a second between writes. */
const spacing = 1_000;
/** Keeps a long queue from holding up the news, and the cache close behind what was sent. */
const sendsPerTurn = 10;
/** Nobody waits for what was done to entries: of thousands, the requests of an hour must leave some for words and news. */
const unhurried = 30_000;
/** A record is created no more often than this, whatever becomes of the answers; then a person is asked. */
const mostCreates = 2;
/** What is needed sooner than this is urgent. */
const urgentWithin = 3_600_000;

interface Sending {
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

interface Known {
  readonly board: Board;
  readonly looks: ReadonlyMap<string, Looks>;
}

export interface Looks {
  readonly times: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Sent {
  readonly looks: ReadonlyMap<string, Looks>;
  readonly trouble?: Trouble;
  readonly soon?: number;
}

/**
 * Invariant: oldest first per thread, one in flight. What is refused or in doubt holds up only what depends on it. GitHub's
 * notifications have bad days of their own: where one cannot be settled the others wait for the next turn, and nothing else does.
 * @param succeeded folds what GitHub answered, and gives back the board with it
 */
export async function send(
  { remote, outbox, clock }: Sending,
  entries: readonly Entry[],
  known: Known,
  signal: AbortSignal,
  succeeded: (id: string, delta: Delta) => Board,
): Promise<Sent> {
  const looks = looksAt(entries, known.looks, clock.now());
  const held = new Set<string>();
  let { board } = known;
  let soon: number | undefined;
  let tries = 0;
  let isSettling = true;
  let isWriting = true;
  for (const entry of [...entries].sort((a, b) => rankOf(a) - rankOf(b))) {
    const { mutation } = entry;
    if (changesInbox(mutation) ? !isSettling : !isWriting) continue;
    const { hasPlace, needsBoard, stopsOthers } = factsOf(mutation);
    const thread = threadOf(mutation);
    const isHere = mutation.team.repository.id === remote.repository().id;
    if (held.has(thread) || (!isHere && needsBoard(mutation)) || !hasPlace(mutation, board)) continue;
    if (entry.reason?.kind === 'unconfirmed' && factsOf(mutation).isKnown(mutation, board)) {
      await outbox.discard(mutation.id); // it has shown up after all
      continue;
    }
    if (entry.place === 'claimed' || entry.place === 'refused') {
      if (entry.place === 'claimed' || stopsOthers) held.add(thread);
      continue;
    }
    const wait = entry.place === 'unsure' ? untilLook(entry, looks.get(mutation.id), clock.now(), board) : 0;
    if (wait > 0) {
      held.add(thread);
      soon = Math.min(soon ?? wait, wait);
      continue;
    }
    if (tries >= sendsPerTurn) return { looks, soon: changesInbox(mutation) ? unhurried : 0 };
    if (tries > 0) await clock.sleep(spacing, signal);
    if (signal.aborted) return { looks, soon: 0 };
    if (!(await outbox.claim(mutation.id))) {
      held.add(thread);
      continue;
    }
    tries++;
    const outcome = await ensure({ remote, clock }, entry, board, looks);
    if (outcome.kind === 'done') {
      // What was written for a team connected earlier goes there, and not onto this team's board.
      board = succeeded(mutation.id, isHere ? outcome.delta : nothingNew);
      continue;
    }
    await putBack(outbox, entry, outcome, clock.now());
    if (outcome.kind === 'absent')
      soon = Math.min(soon ?? Number.POSITIVE_INFINITY, untilLook(entry, looks.get(mutation.id), clock.now(), board));
    switch (heldUpBy(mutation, outcome, isHere)) {
      case 'nothing':
        continue;
      case 'thread':
        held.add(thread);
        continue;
      case 'actions':
        isSettling = false;
        continue;
      case 'words':
        isWriting = false;
        continue;
      case 'all':
        return { looks, ...endOf(outcome) };
    }
  }
  return { looks, ...(soon !== undefined && { soon }) };
}

/** When each entry in doubt was looked for last. A look that lies ahead was before the clock was set back: it counts as just now. */
function looksAt(entries: readonly Entry[], known: Known['looks'], now: number): Map<string, Looks> {
  const doubtful = new Set(entries.flatMap(({ mutation, place }) => (place === 'unsure' ? [mutation.id] : [])));
  const still = [...known].filter(([id]) => doubtful.has(id));
  return new Map(still.map(([id, { times, at }]) => [id, { times, at: Math.min(at, now) }]));
}

type Undone = Exclude<Ensured, { kind: 'done' }>;

/** Where a claimed entry waits for what comes next. */
async function putBack(
  outbox: Outbox,
  { mutation: { id }, place, sentAt, sends = 1 }: Entry,
  outcome: Undone,
  now: number,
): Promise<void> {
  switch (outcome.kind) {
    case 'refused':
      return outbox.refuse(id, outcome.reason);
    case 'absent':
      return outbox.doubt(id, sentAt ?? now, sends);
    case 'unsure':
      return outbox.doubt(id, sentAt ?? outcome.sentAt, (place === 'unsure' ? sends : 0) + sendsIn(outcome.trouble));
    case 'blocked':
      return place === 'unsure' ? outbox.doubt(id, sentAt ?? now, sends) : outbox.release(id);
  }
}

/** A gateway that turns a request away has hardly passed it on: it is looked for, but need not be counted. */
function sendsIn(trouble: Trouble): 0 | 1 {
  const isTurnedAway = trouble.kind === 'serverDown' && trouble.status !== undefined && trouble.status < 500;
  return isTurnedAway && trouble.status >= 400 ? 0 : 1;
}

/** What has to wait, in this turn, for what became of one entry. `actions`: what was done to the inbox; `words`: all else. */
function heldUpBy(
  mutation: Mutation,
  outcome: Undone,
  isHere: boolean,
): 'nothing' | 'thread' | 'actions' | 'words' | 'all' {
  const isAction = changesInbox(mutation);
  switch (outcome.kind) {
    case 'refused':
      return factsOf(mutation).stopsOthers ? 'thread' : 'nothing';
    case 'absent':
      return 'thread';
    case 'unsure':
      return isAction ? 'actions' : 'all';
    case 'blocked':
      if (isAction && outcome.trouble.kind !== 'limited') return 'actions';
      if (outcome.trouble.kind === 'madePublic') return 'words';
      // Another team's closed door says nothing about this one's.
      return !isHere && isAboutPlace(outcome.trouble) ? 'thread' : 'all';
  }
}

/** Nothing else is sent in this turn; what is in doubt is looked for at once. */
function endOf(outcome: Undone): Pick<Sent, 'trouble' | 'soon'> {
  if (outcome.kind === 'unsure') return { trouble: outcome.trouble, soon: 0 };
  return outcome.kind === 'blocked' ? { trouble: outcome.trouble } : {};
}

/** Oldest first, but words before what was done to entries, and what cannot be settled after what can. */
function rankOf({ mutation, place }: Entry): number {
  // What something is said about comes before what is said: an edited capture is younger than its comments.
  if (factsOf(mutation).isFoundation) return 0;
  if (!changesInbox(mutation)) return 1;
  return place === 'unsure' ? 3 : 2;
}

const placeTroubles: ReadonlySet<Trouble['kind']> = new Set([
  'singleSignOn',
  'repositoryMissing',
  'repositoryReplaced',
  'issuesDisabled',
  'forbidden',
]);

/** Trouble with one repository or organization, and not with the network, the account or GitHub as a whole. */
export function isAboutPlace({ kind }: Trouble): boolean {
  return placeTroubles.has(kind);
}

type Ensured =
  | Exclude<Outcome, { kind: 'unsure' }>
  | (Outcome & { kind: 'unsure'; sentAt: number })
  | { readonly kind: 'absent' };

/**
 * Invariant: push means ensure. A doubtful entry is looked for first, and sent again only after the last look; what the board
 * shows was found when it was read.
 */
async function ensure(
  { remote, clock }: Pick<Sending, 'remote' | 'clock'>,
  entry: Entry,
  board: Board,
  looks: Map<string, Looks>,
): Promise<Ensured> {
  const { mutation } = entry;
  const { creates, isKnown } = factsOf(mutation);
  if (!mutation.replaces && isKnown(mutation, board)) return { kind: 'done', delta: nothingNew };
  if (entry.place === 'unsure') {
    const found = await remote.find(mutation, board, clock.now() - (entry.sentAt ?? 0));
    if (found.kind !== 'absent') return found;
    if (creates(mutation, board)) {
      const times = (looks.get(mutation.id)?.times ?? 0) + 1;
      looks.set(mutation.id, { times, at: clock.now() });
      if (times < mostLooks(mutation, clock.now())) return found;
      looks.delete(mutation.id);
      if ((entry.sends ?? 1) >= mostCreates) return { kind: 'refused', reason: { kind: 'unconfirmed' } };
    }
  } else if (mutation.replaces && creates(mutation, board)) {
    // The refused one may have been retried in another window, and sent, while this one was typed.
    const found = await remote.find(mutation, board, clock.now() - idTime(mutation.replaces));
    if (found.kind === 'done')
      return { kind: 'refused', reason: { kind: 'invalid', detail: 'it was sent before it was edited' } };
    if (found.kind === 'blocked') return found;
  }
  const sentAt = clock.now();
  const outcome = await remote.push(mutation, board);
  return outcome.kind === 'unsure' ? { ...outcome, sentAt } : outcome;
}

/** A second roster, status or dependency does no lasting harm, and a person who joins is waiting for it. */
function mostLooks(mutation: Mutation, now: number): number {
  if (!factsOf(mutation).isLasting) return looksInHaste;
  const needBy = mutation.kind === 'capture' ? Date.parse(mutation.words.needBy ?? '') : Number.NaN;
  return needBy - now < urgentWithin ? looksInHaste : lookTimes.length;
}

/** Milliseconds until a doubtful entry is to be looked for again. */
function untilLook({ mutation }: Entry, looked: Looks | undefined, now: number, board: Board): number {
  const { creates, isKnown } = factsOf(mutation);
  if (!looked || !creates(mutation, board) || isKnown(mutation, board)) return 0;
  const pause = (lookTimes[looked.times] ?? 0) - (lookTimes[looked.times - 1] ?? 0);
  return Math.max(0, looked.at + pause - now);
}
