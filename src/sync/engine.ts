/**
 * Owns the loop that makes one team's board and GitHub converge: record, wake, start, dispose. The only caller of the
 * cycle, and the only writer of the board, the outbox's contents and the sync status in the store.
 *
 * One window holds the lease and talks to GitHub; the others show what it leaves on the disk. Both follow the outbox,
 * so a capture typed in any window is seen by all and sent by one.
 */
import type { Mutation } from '../model/mutation.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { fullName, type Repository } from '../model/team.js';
import { backoff } from './backoff.js';
import { type Ports, type Progress, takeTurn } from './cycle.js';
import type { Lease, OutboxContents, Snapshot } from './ports.js';

export interface EnginePorts extends Ports {
  readonly store: Store<State>;
  readonly lease: Lease;
  /** Somebody is looking at a window of this machine. */
  attended(): boolean;
  /** The team repository has a new name at GitHub. */
  renamed(repository: Repository): void;
}

export interface Engine {
  /** Invariant: durable before visible. Rejects, with nothing shown, where the disk refuses. */
  record(mutation: Mutation): Promise<void>;
  /** Something may have changed: read the outbox again and take a turn. */
  wake(): void;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  dispose(): void;
}

const shortestInterval = 1_000;
/** GitHub counts by the hour: no limit is longer. */
const longestLimit = 3_600_000;
/** GitHub's own minimum for polling. */
const attendedInterval = 60_000;
const unattendedInterval = 5 * 60_000;
/** Deletions are in no list of news; this often we look for what has vanished. */
const thoroughInterval = 30 * 60_000;
/** Watchers are hints and may be lost: this often a window reads the disk anyway. */
const rereadInterval = 15_000;

export function startEngine(ports: EnginePorts): Engine {
  const { store, outbox, cache, clock, lease, log } = ports;
  const stopped = new AbortController();
  let nap = new AbortController();
  let progress: Progress = { snapshot: { board: store.get().confirmed, sync: {} }, looks: new Map() };
  /** Recorded here and not yet read back: a reading that began earlier must not hide them. */
  const fresh = new Map<string, Mutation>();
  let done: ReadonlySet<string> = new Set();
  let urgent = true;
  let failures = 0;
  let turnAt = 0;
  let limitedAt = clock.now();
  let name = fullName(ports.remote.repository());

  function show(snapshot: Snapshot, contents?: OutboxContents): void {
    if (stopped.signal.aborted) return;
    store.update((state) => ({
      ...state,
      confirmed: snapshot.board,
      sync: snapshot.sync,
      ...(contents && owed(contents)),
      ...(!contents && done.size > 0 && { unsent: state.unsent.filter((mutation) => !done.has(mutation.id)) }),
    }));
  }

  function owed({ entries, aside }: OutboxContents): Pick<State, 'unsent' | 'refused' | 'aside' | 'phase'> {
    const waiting = entries
      .filter((entry) => entry.place !== 'refused' && !done.has(entry.mutation.id))
      .map((entry) => entry.mutation);
    const known = new Set(entries.map((entry) => entry.mutation.id));
    return {
      phase: 'ready',
      unsent: [...waiting, ...[...fresh.values()].filter((mutation) => !known.has(mutation.id))],
      refused: entries.flatMap(({ mutation, place, reason }) =>
        place === 'refused' && reason ? [{ mutation, reason }] : [],
      ),
      aside,
    };
  }

  async function readOutbox(): Promise<OutboxContents> {
    const before = [...fresh.keys()];
    const contents = await outbox.read();
    for (const id of before) fresh.delete(id);
    return contents;
  }

  async function readCache(): Promise<void> {
    const snapshot = await cache.read();
    if (snapshot) progress = { ...progress, snapshot };
  }

  async function follow(): Promise<void> {
    await readCache();
    show(progress.snapshot, await readOutbox());
    // The window that syncs may be in the background while somebody looks at this one.
    const { heardAt } = progress.snapshot.sync;
    if (ports.attended() && heardAt && clock.now() - Date.parse(heardAt) > attendedInterval * 1.25) lease.nudge();
    await rest(rereadInterval);
  }

  /** Milliseconds until GitHub wants to be asked again. A clock that was set back must not make that longer than it said. */
  function closedFor(): number {
    const { sync } = progress.snapshot;
    if (sync.trouble?.kind !== 'limited') return 0;
    const now = clock.now();
    const span = Math.min(Date.parse(sync.trouble.until) - limitedAt, longestLimit);
    if (now < limitedAt) {
      limitedAt = now;
      const trouble = { ...sync.trouble, until: new Date(now + span).toISOString() };
      progress = { ...progress, snapshot: { ...progress.snapshot, sync: { ...sync, trouble } } };
      return span;
    }
    return limitedAt + span - now;
  }

  async function lead(): Promise<void> {
    const period = ports.attended() ? attendedInterval : unattendedInterval;
    urgent = false;
    const closed = closedFor();
    if (closed > 0) {
      show(progress.snapshot, await readOutbox());
      return rest(Math.min(closed, rereadInterval));
    }
    const thoroughAt = progress.snapshot.thoroughAt ?? 0;
    const depth = Math.abs(clock.now() - thoroughAt) >= thoroughInterval ? 'thorough' : 'news';
    const turn = await takeTurn(ports, progress, depth, stopped.signal, (snapshot, settled) => {
      done = settled;
      show(snapshot);
    });
    progress = turn;
    turnAt = clock.now();
    const contents = await readOutbox();
    done = new Set();
    show(progress.snapshot, contents);
    const repository = ports.remote.repository();
    if (fullName(repository) !== name) ports.renamed(repository);
    name = fullName(repository);
    const { trouble } = progress.snapshot.sync;
    failures = trouble && trouble.kind !== 'limited' ? failures + 1 : 0;
    if (trouble?.kind === 'limited') {
      limitedAt = clock.now();
      return;
    }
    const usual = Math.round(period * (0.9 + clock.random() * 0.2));
    const next = trouble ? backoff(failures, clock.random()) : usual;
    await rest(Math.min(next, trouble ? next : (turn.soon ?? next)));
  }

  /** Waits, unless woken meanwhile or since the turn began. */
  async function rest(ms: number): Promise<void> {
    if (!urgent) await clock.sleep(ms, AbortSignal.any([nap.signal, stopped.signal]));
    nap = new AbortController();
  }

  async function run(): Promise<void> {
    try {
      await readCache();
      show(progress.snapshot, await readOutbox()); // the first paint asks nobody
    } catch (error) {
      log.error('the last board could not be read', error);
    }
    while (!stopped.signal.aborted) {
      try {
        if (lease.held()) await lead();
        else {
          urgent = false;
          await follow();
        }
      } catch (error) {
        // A bug, or a disk that refuses to be read. Nothing is lost by waiting: all that matters is in files.
        log.error('a turn failed', error);
        failures++;
        urgent = false;
        await rest(backoff(failures, clock.random()));
      }
    }
  }

  function wake(): void {
    urgent = true;
    nap.abort();
  }

  const known = () =>
    new Set([...store.get().unsent, ...store.get().refused.map((one) => one.mutation)].map((one) => one.id));
  const unwatch = [
    outbox.watch(() => {
      if (!lease.held()) return wake();
      // Our own steps are heard too; only what another window added is a reason for a turn.
      const before = known();
      void outbox.read().then(
        ({ entries }) => entries.some((entry) => entry.place === 'new' && !before.has(entry.mutation.id)) && wake(),
        () => undefined,
      );
    }),
    cache.watch(() => !lease.held() && wake()),
    lease.watch(() => {
      // Whoever takes over starts from what the last one left on the disk.
      if (lease.held()) void readCache().finally(wake);
      else wake();
    }),
  ];
  void run();

  return {
    async record(mutation) {
      await outbox.add(mutation);
      fresh.set(mutation.id, mutation);
      store.update((state) => ({ ...state, unsent: [...state.unsent, mutation] }));
      if (lease.held()) wake();
      else lease.nudge();
    },
    wake() {
      if (!lease.held()) return lease.nudge();
      // However often it is asked for: a turn a second is enough.
      const early = turnAt + shortestInterval - clock.now();
      if (early <= 0 || early > shortestInterval) return wake();
      void clock.sleep(early, stopped.signal).then(wake);
    },
    async retry(id) {
      const found = await outbox.retry(id);
      wake();
      return found;
    },
    async discard(id) {
      const found = await outbox.discard(id);
      fresh.delete(id);
      wake();
      return found;
    },
    dispose() {
      stopped.abort();
      for (const stop of unwatch) stop();
    },
  };
}
