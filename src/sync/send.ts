/** Owns sending what is owed, each thing once: what to send next, and what its outcome means for the rest. */
import { type Board, nothingNew, receive, rosterOf } from '../model/board.js';
import { authorOf, isFoundation, type Mutation, needsBoard, stopsOthers, threadOf } from '../model/mutation.js';
import type { Trouble } from '../model/state.js';
import { lookTimes } from './backoff.js';
import type { Clock, Entry, Outbox, Outcome, Remote } from './ports.js';

/** GitHub asks for at least a second between writes. */
const spacing = 1_000;
/** Keeps a long queue from holding up the news, and the cache close behind what was sent. */
const sendsPerTurn = 10;
/** Nobody waits for what was done to parcels: of thousands, the requests of an hour must leave some for words and news. */
const unhurried = 30_000;

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
 */
export async function send(
  { remote, outbox, clock }: Sending,
  entries: readonly Entry[],
  known: Known,
  signal: AbortSignal,
  succeeded: (id: string, outcome: Outcome & { kind: 'done' }) => void,
): Promise<Sent> {
  const doubtful = new Set(entries.flatMap(({ mutation, place }) => (place === 'unsure' ? [mutation.id] : [])));
  const now = clock.now();
  // A look that lies ahead was before the clock was set back: it counts as just now.
  const stillDoubtful = [...known.looks].filter(([id]) => doubtful.has(id));
  const looks = new Map(stillDoubtful.map(([id, { times, at }]) => [id, { times, at: Math.min(at, now) }]));
  const held = new Set<string>();
  let { board } = known;
  let soon: number | undefined;
  let tries = 0;
  let isSettling = true;
  for (const entry of [...entries].sort((a, b) => rankOf(a) - rankOf(b))) {
    const { mutation } = entry;
    if (mutation.kind === 'attend' && !isSettling) continue;
    const thread = threadOf(mutation);
    const isHere = mutation.team.repository.id === remote.repository().id;
    if (held.has(thread) || (!isHere && needsBoard(mutation))) continue;
    // Until somebody opens a roster there is no place for it.
    if (mutation.kind === 'status' && rosterOf(board) === undefined) continue;
    if (entry.place === 'claimed' || entry.place === 'refused') {
      if (entry.place === 'claimed' || stopsOthers(mutation)) held.add(thread);
      continue;
    }
    const wait = entry.place === 'unsure' ? untilLook(entry, looks.get(mutation.id), clock.now(), board) : 0;
    if (wait > 0) {
      held.add(thread);
      soon = Math.min(soon ?? wait, wait);
      continue;
    }
    if (tries >= sendsPerTurn) return { looks, soon: mutation.kind === 'attend' ? unhurried : 0 };
    if (tries > 0) await clock.sleep(spacing, signal);
    if (signal.aborted) return { looks, soon: 0 };
    if (!(await outbox.claim(mutation.id))) {
      held.add(thread);
      continue;
    }
    tries++;
    const outcome = await ensure(remote, entry, board, clock, looks);
    switch (outcome.kind) {
      case 'done':
        // What was written for a team connected earlier goes there, and not onto this team's board.
        if (isHere) board = receive(board, outcome.delta);
        succeeded(mutation.id, isHere ? outcome : { kind: 'done', delta: nothingNew });
        continue;
      case 'refused':
        await outbox.refuse(mutation.id, outcome.reason);
        if (stopsOthers(mutation)) held.add(thread);
        continue;
      case 'absent':
        await outbox.doubt(mutation.id, entry.sentAt ?? clock.now());
        held.add(thread);
        soon = Math.min(soon ?? Number.POSITIVE_INFINITY, untilLook(entry, looks.get(mutation.id), clock.now(), board));
        continue;
      case 'unsure':
        await outbox.doubt(mutation.id, outcome.sentAt);
        if (mutation.kind !== 'attend') return { looks, trouble: outcome.trouble, soon: 0 };
        isSettling = false;
        continue;
      case 'blocked':
        if (entry.place === 'unsure') await outbox.doubt(mutation.id, entry.sentAt ?? clock.now());
        else await outbox.release(mutation.id);
        if (mutation.kind === 'attend' && outcome.trouble.kind !== 'limited') {
          isSettling = false;
          continue;
        }
        // Another team's closed door says nothing about this one's.
        if (!isHere && isAboutPlace(outcome.trouble)) {
          held.add(thread);
          continue;
        }
        return { looks, trouble: outcome.trouble };
    }
  }
  return { looks, ...(soon !== undefined && { soon }) };
}

/** Oldest first, but words before what was done to parcels, and what cannot be settled after what can. */
function rankOf({ mutation, place }: Entry): number {
  // What something is said about comes before what is said: an edited capture is younger than its comments.
  if (isFoundation(mutation)) return 0;
  if (mutation.kind !== 'attend') return 1;
  return place === 'unsure' ? 3 : 2;
}

/** Trouble with one repository or organization, and not with the network, the account or GitHub as a whole. */
export function isAboutPlace({ kind }: Trouble): boolean {
  return kind === 'singleSignOn' || kind === 'repositoryMissing' || kind === 'issuesDisabled' || kind === 'forbidden';
}

type Ensured =
  | Exclude<Outcome, { kind: 'unsure' }>
  | (Outcome & { kind: 'unsure'; sentAt: number })
  | { readonly kind: 'absent' };

/** Invariant: push means ensure. A doubtful entry is looked for first, and sent again only after the last look. */
async function ensure(
  remote: Remote,
  entry: Entry,
  board: Board,
  clock: Clock,
  looks: Map<string, Looks>,
): Promise<Ensured> {
  const { mutation } = entry;
  if (entry.place === 'unsure' && createsSomething(mutation, board)) {
    const found = await remote.find(mutation, board);
    if (found.kind !== 'absent') return found;
    const times = (looks.get(mutation.id)?.times ?? 0) + 1;
    looks.set(mutation.id, { times, at: clock.now() });
    if (times < lookTimes.length) return found;
    looks.delete(mutation.id);
  } else if (mutation.replaces && createsSomething(mutation, board)) {
    // The refused one may have been retried in another window, and sent, while this one was typed.
    const found = await remote.find(mutation, board);
    if (found.kind === 'done')
      return { kind: 'refused', reason: { kind: 'invalid', detail: 'it was sent before it was edited' } };
    if (found.kind === 'blocked') return found;
  }
  const sentAt = clock.now();
  const outcome = await remote.push(mutation, board);
  return outcome.kind === 'unsure' ? { ...outcome, sentAt } : outcome;
}

const creating: ReadonlySet<Mutation['kind']> = new Set<Mutation['kind']>(['capture', 'comment', 'roster']);

/** Changing the same thing twice to the same end does no harm; creating it twice does. */
function createsSomething(mutation: Mutation, board: Board): boolean {
  if (mutation.kind === 'status') return board.statuses.get(authorOf(mutation).id)?.comment === undefined;
  return mutation.kind === 'depend' ? !mutation.isOver : creating.has(mutation.kind);
}

/** Milliseconds until a doubtful entry is to be looked for again. */
function untilLook(entry: Entry, looked: Looks | undefined, now: number, board: Board): number {
  if (!looked || !createsSomething(entry.mutation, board)) return 0;
  const pause = (lookTimes[looked.times] ?? 0) - (lookTimes[looked.times - 1] ?? 0);
  return Math.max(0, looked.at + pause - now);
}
