/** Owns one turn of syncing: send what we owe, then hear what is new. Decides nothing about when. */
import { receive } from '../model/board.js';
import type { Deliveries } from './deliveries.js';
import type { Cache, Clock, Depth, Entry, Log, Outbox, Remote, Snapshot } from './ports.js';
import { isAboutPlace, type Looks, type Sent, send } from './send.js';

export interface Ports {
  readonly remote: Remote;
  readonly outbox: Outbox;
  readonly cache: Cache;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
  readonly log: Log;
}

/** What one turn leaves for the next. */
export interface Progress {
  readonly snapshot: Snapshot;
  /** How often each doubtful entry has been looked for, and when last. Counted, since a clock may be set. Losing it costs time. */
  readonly looks: ReadonlyMap<string, Looks>;
}

export interface Turn extends Progress {
  /** The next turn is wanted in so many milliseconds, whatever the polling interval says. */
  readonly soon?: number;
}

/**
 * @param shown called after every step that changes what people should see; `done` are entries GitHub has, which leave
 * the outbox only after the cache knows them, so that no window sees an item vanish in between
 */
export async function takeTurn(
  ports: Ports,
  progress: Progress,
  depth: Depth,
  signal: AbortSignal,
  shown: (snapshot: Snapshot, done: ReadonlySet<string>) => void,
): Promise<Turn> {
  const { remote, outbox, cache, deliveries, clock, log } = ports;
  let snapshot = progress.snapshot;
  const done = new Set<string>();
  await outbox.recover();
  const entries = await folded(ports, (await outbox.read()).entries);

  let sent: Sent;
  try {
    const known = { board: snapshot.board, looks: progress.looks };
    sent = await send(ports, entries, known, signal, (id, outcome) => {
      snapshot = { ...snapshot, board: receive(snapshot.board, outcome.delta) };
      done.add(id);
      shown(snapshot, done);
    });
  } catch (error) {
    // What was sent before the disk refused is still to be settled.
    log.error('sending was interrupted', error);
    sent = { looks: progress.looks, trouble: { kind: 'disk', detail: String(error) } };
  }

  let trouble = sent.trouble;
  let heard = done.size > 0;
  const unheard = snapshot;
  if (!trouble && !signal.aborted) {
    const pulled = await remote.pull(snapshot.board, snapshot.cursor, depth, signal);
    if (pulled.kind === 'blocked') trouble = pulled.trouble;
    else {
      heard = true;
      snapshot = {
        ...snapshot,
        board: pulled.kind === 'changed' ? receive(snapshot.board, pulled.delta) : snapshot.board,
        cursor: pulled.cursor,
        ...(depth === 'thorough' && { thoroughAt: clock.now() }),
      };
    }
  }
  // Before the board is written: what differs from the last one would never be news again.
  if (signal.aborted) snapshot = unheard;
  else if (!trouble || isAboutPlace(trouble))
    try {
      trouble = (await deliveries.hear(unheard.board, snapshot.board, depth === 'news' ? 'news' : 'whole')) ?? trouble;
    } catch (error) {
      // All of it is heard again in the next turn; what was sent is still to be settled.
      log.error('what came in could not be kept', error);
      snapshot = unheard;
      trouble = { kind: 'disk', detail: String(error) };
    }
  const heardAt = heard ? new Date(clock.now()).toISOString() : snapshot.sync.heardAt;
  snapshot = { ...snapshot, sync: { ...(heardAt && { heardAt }), ...(trouble && { trouble }) } };

  try {
    await cache.write(snapshot);
  } catch (error) {
    log.warn(`the board could not be saved: ${String(error)}`);
    snapshot = { ...snapshot, sync: { ...snapshot.sync, trouble: { kind: 'disk', detail: String(error) } } };
  }
  for (const id of done) await outbox.settle(id);
  shown(snapshot, done);
  if (done.size > 0 || trouble) log.info(`sent ${done.size}${trouble ? `, then ${trouble.kind}` : ''}`);
  return { snapshot, looks: sent.looks, ...(sent.soon !== undefined && { soon: sent.soon }) };
}

/** Where the disk refuses, what was done to parcels waits, and words do not. */
async function folded({ deliveries, log }: Ports, entries: readonly Entry[]): Promise<readonly Entry[]> {
  try {
    return await deliveries.fold(entries);
  } catch (error) {
    log.error('what was done to parcels could not be kept', error);
    return entries.filter(({ mutation }) => mutation.kind !== 'attend');
  }
}
