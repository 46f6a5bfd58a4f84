/** One turn of syncing: send what is owed, then read what is new. Decides nothing about when. */
import { idMaker, isId } from '../../base/id.js';
import { type Board, type Delta, receive } from '../../model/board/board.js';
import { changesInbox } from '../../model/board/mutation.js';
import { fullName, isMadePublic, type Team } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import type { SyncStatus } from '../../model/state.js';
import type { Clock, Log } from '../../ports/clock.js';
import type { Entry, Outbox } from '../../ports/outbox.js';
import type { Remote, Scope } from '../../ports/remote.js';
import type { Cache, Snapshot, StoredInbox } from '../../ports/stores.js';
import type { Deliveries, Received, Taken } from './deliveries.js';
import { isAboutPlace, type Looks, type Sent, send } from './send.js';

export interface Ports {
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly cache: Cache;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
  readonly log: Log;
  readonly team: Team;
}

/** What one turn leaves for the next. */
export interface Progress {
  /** What people see. */
  readonly snapshot: Snapshot;
  /** What of it the inbox has heard of, and so what may be written: news that are on the disk already are news no more. */
  readonly kept: Snapshot;
  /** Ids of entries that GitHub has and the board file does not know yet: they stay in the outbox until it does. */
  readonly done: ReadonlySet<string>;
  /** How often each doubtful entry has been looked for, and when last. Counted, since a clock may be set. Losing it costs time. */
  readonly looks: ReadonlyMap<string, Looks>;
}

export interface Turn extends Progress {
  /** The inbox as this turn has left it; absent where it was not touched. */
  readonly inbox?: StoredInbox;
  /** The next turn is wanted in so many milliseconds, whatever the polling interval says. */
  readonly soon?: number;
}

/** Called after every step that changes what people should see. @param done ids of entries that GitHub has */
type Show = (snapshot: Snapshot, done: ReadonlySet<string>) => void;

/**
 * Everything that GitHub tells becomes part of the board in this file, and is shown at once: it need not be durable first,
 * since GitHub tells it again. What was sent leaves the outbox only once the board file knows it, so that no window sees an
 * item vanish.
 */
export async function takeTurn(
  ports: Ports,
  progress: Progress,
  scope: Scope,
  signal: AbortSignal,
  show: Show,
): Promise<Turn> {
  const { outbox, clock, log } = ports;
  await outbox.recover();
  const owed = await takeActions(ports, (await outbox.read()).entries);
  const sent = await sendOwed(ports, progress, owed.entries, signal, show);
  const { done } = sent;
  const isAsking = !sent.trouble && !signal.aborted;
  const pulled = isAsking
    ? await pullNews(ports, sent.snapshot, scope, signal, (snapshot) => show(snapshot, done))
    : { snapshot: sent.snapshot, trouble: sent.trouble, isOwed: false };
  const isRestated = pulled.isOwed && !signal.aborted && (await restate(ports, pulled.snapshot.board, owed.entries));
  const received = signal.aborted ? {} : await receiveNews(ports, sent.kept, pulled, scope);
  const isKept = received.stored !== undefined || pulled.snapshot.board === sent.kept.board;
  const kept = isKept ? pulled.snapshot : sent.kept;

  const count = done.size - progress.done.size;
  const isHeard = count > 0 || (isAsking && !pulled.trouble);
  const triedAt = new Date(clock.now()).toISOString();
  const heardAt = isHeard ? triedAt : progress.snapshot.sync.heardAt;
  const syncWith = (trouble: Trouble | undefined): SyncStatus => ({
    ...(heardAt && { heardAt }),
    triedAt,
    ...(trouble && { trouble }),
  });
  const missed = received.trouble ?? pulled.trouble;
  const saved = await save(ports, { ...kept, sync: syncWith(missed ?? keptBack(ports)) }, done);
  const trouble = saved.trouble ?? missed ?? keptBack(ports);
  const snapshot = { ...pulled.snapshot, sync: syncWith(trouble) };
  show(snapshot, done);
  if (count > 0 || trouble) log.info(`sent ${count}${trouble ? `, then ${trouble.kind}` : ''}`);
  const inbox = received.stored ?? owed.stored;
  return {
    snapshot,
    kept: isKept ? snapshot : kept,
    done: saved.left,
    looks: sent.looks,
    ...(inbox && { inbox }),
    ...(isRestated ? { soon: 0 } : sent.soon !== undefined && { soon: sent.soon }),
  };
}

/** News come all the same, and what is written waits for a person's word. */
function keptBack({ remote, team }: Ports): Trouble | undefined {
  const now = remote.repository();
  return isMadePublic(team.repository, now) ? { kind: 'madePublic', repository: fullName(now) } : undefined;
}

/** Where the disk refuses, what was done to entries of the inbox waits, and words do not. */
async function takeActions({ deliveries, log }: Ports, entries: readonly Entry[]): Promise<Taken> {
  try {
    return await deliveries.takeActions(entries);
  } catch (error) {
    log.error('inbox actions could not be saved', error);
    return { entries: entries.filter(({ mutation }) => !changesInbox(mutation)) };
  }
}

/** What was sent is no news: both boards know it. */
async function sendOwed(
  ports: Ports,
  { looks, ...progress }: Progress,
  entries: readonly Entry[],
  signal: AbortSignal,
  show: Show,
): Promise<Sent & Omit<Progress, 'looks'>> {
  let { snapshot, kept } = progress;
  const done = new Set(progress.done);
  const owed = entries.filter(({ mutation }) => !done.has(mutation.id));
  const { board } = snapshot;
  const sent = await send(ports, owed, { board, looks }, signal, (id, delta) => {
    const next = withDelta(snapshot, delta);
    kept = kept === snapshot ? next : withDelta(kept, delta);
    snapshot = next;
    done.add(id);
    show(snapshot, done);
    return snapshot.board;
  }).catch((error): Sent => {
    // What was sent before the disk refused is still to be settled.
    ports.log.error('sending was interrupted', error);
    return { looks, trouble: diskTrouble(error) };
  });
  return { ...sent, snapshot, kept, done };
}

interface Pulled {
  readonly snapshot: Snapshot;
  readonly trouble: Trouble | undefined;
  /** GitHub does not hold all that this person has said of themselves. */
  readonly isOwed: boolean;
}

async function pullNews(
  { remote, clock }: Ports,
  known: Snapshot,
  scope: Scope,
  signal: AbortSignal,
  show: (snapshot: Snapshot) => void,
): Promise<Pulled> {
  let snapshot = known;
  let isOwed = false;
  const trouble = await remote.pull(known, scope, signal, ({ delta, cursor }) => {
    const { board } = snapshot;
    isOwed ||= delta.statuses?.isOwed === true;
    snapshot = { ...withDelta(snapshot, delta), cursor };
    if (snapshot.board !== board) show(snapshot);
    return snapshot.board;
  });
  const isFull = scope === 'full' && !trouble;
  return { snapshot: isFull ? { ...snapshot, thoroughAt: clock.now() } : snapshot, trouble, isOwed };
}

/**
 * Puts what is known of one's own status in line once more, before the board that holds it is saved: it changes nothing, and
 * whatever is newer here than at GitHub is written with it.
 */
async function restate({ outbox, clock, team }: Ports, board: Board, entries: readonly Entry[]): Promise<boolean> {
  const known = board.statuses.get(team.account.id);
  const isInLine = entries.some(({ mutation, place }) => mutation.kind === 'status' && place !== 'refused');
  if (!known || isInLine) return false;
  const newId = idMaker(
    () => clock.now(),
    () => clock.random(),
  );
  const record = isId(known.id) ? known.id : newId();
  await outbox.add({ kind: 'status', id: newId(), at: new Date(clock.now()).toISOString(), team, record, changes: {} });
  return true;
}

function withDelta(snapshot: Snapshot, delta: Delta): Snapshot {
  return { ...snapshot, board: receive(snapshot.board, delta) };
}

/** Before the board is written: what differs from the last one would never be news again. */
async function receiveNews(
  { deliveries, log }: Ports,
  kept: Snapshot,
  { snapshot, trouble }: Pulled,
  scope: Scope,
): Promise<Partial<Received>> {
  const isNews = snapshot.board !== kept.board;
  if (trouble && !isAboutPlace(trouble) && !isNews) return {};
  try {
    return await deliveries.receiveNews(kept.board, snapshot.board, scope);
  } catch (error) {
    // The next turn compares the same boards.
    log.error('incoming items could not be saved', error);
    return { trouble: diskTrouble(error) };
  }
}

/** Invariant: what leaves the outbox is in the board file. @returns `left`: what could not leave it yet */
async function save(
  { cache, outbox, log }: Ports,
  kept: Snapshot,
  done: ReadonlySet<string>,
): Promise<{ readonly left: ReadonlySet<string>; readonly trouble?: Trouble }> {
  const left = new Set(done);
  try {
    await cache.write(kept);
    for (const id of done) {
      await outbox.settle(id);
      left.delete(id);
    }
    return { left };
  } catch (error) {
    log.warn(`the board could not be saved: ${String(error)}`);
    return { left, trouble: diskTrouble(error) };
  }
}

function diskTrouble(error: unknown): Trouble {
  return { kind: 'disk', detail: String(error) };
}
