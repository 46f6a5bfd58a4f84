/**
 * Owns the loop that makes one team's board and GitHub converge: record, wake, start, dispose. The only caller of the
 * cycle, and the only writer of the board, the outbox's contents and the sync status in the store.
 *
 * One window holds the lease and talks to GitHub; the others show what it leaves on the disk. Both follow the outbox,
 * so a capture typed in any window is seen by all and sent by one.
 */
import type { Rules } from '../model/inbox.js';
import type { Mutation } from '../model/mutation.js';
import { myRecord } from '../model/queries.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { fullName, type Repository, type Team } from '../model/team.js';
import { createAlarm } from './alarm.js';
import { backoff } from './backoff.js';
import { type Ports, type Progress, type Turn, takeTurn } from './cycle.js';
import { createDeliveries } from './deliveries.js';
import { createLimit } from './limit.js';
import { owed, withFresh, withInbox, withoutDone } from './owed.js';
import type { InboxStore, Lease, OutboxContents, Snapshot, StoredInbox } from './ports.js';

export interface EnginePorts extends Omit<Ports, 'deliveries'> {
  readonly store: Store<State>;
  readonly team: Team;
  readonly inbox: InboxStore;
  readonly lease: Lease;
  /** Somebody is looking at a window of this machine. */
  attended(): boolean;
  /** IANA name of this machine's zone. */
  zone(): string;
  /** What is never held, and what is never heard. */
  rules(): Omit<Rules, 'isMyTurn'>;
  /** The team repository has a new name at GitHub. */
  renamed(repository: Repository): void;
}

export interface Engine {
  /** Invariant: durable before visible. Rejects, with nothing shown, where the disk refuses. */
  record(mutation: Mutation): Promise<void>;
  /** Somebody wants news now. */
  wake(): void;
  /** Somebody may be about to want news: a turn, unless there has been one just now. */
  hint(): void;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  dispose(): void;
}

/** However often it is asked for, a turn a second is enough. */
const shortestInterval = 1_000;
/** Going to and fro between windows is no reason to ask each time. */
const hintInterval = 30_000;
/** GitHub's own minimum for polling. */
const attendedInterval = 60_000;
const unattendedInterval = 5 * 60_000;
/** Deletions are in no list of news; this often we look for what has vanished. */
const thoroughInterval = 30 * 60_000;
/** Watchers are hints and may be lost: this often a window reads the disk anyway. */
const rereadInterval = 15_000;
/** One change is several steps on the disk. */
const settling = 100;
/** What is due and stays so cannot be delivered: that is no reason for a turn. */
const never = Number.POSITIVE_INFINITY;

export function startEngine(ports: EnginePorts): Engine {
  const { store, outbox, cache, inbox, clock, lease, log } = ports;
  const deliveries = createDeliveries({ ...ports, declared: () => myRecord(store.get()) });
  const stopped = new AbortController();
  const alarm = createAlarm(clock, stopped.signal, shortestInterval);
  const limit = createLimit(clock);
  let progress: Progress = { snapshot: { board: store.get().confirmed, sync: {} }, looks: new Map() };
  /** Recorded here and not yet read back: a reading that began earlier must not hide them. */
  const fresh = new Map<string, Mutation>();
  let done: ReadonlySet<string> = new Set();
  let failures = 0;
  let turnAt = 0;
  let name = fullName(ports.remote.repository());
  let isChecking = false;
  let isAsked = false;

  function show(snapshot: Snapshot, contents?: OutboxContents, stored?: StoredInbox): void {
    if (stopped.signal.aborted) return;
    store.update((state) => ({
      ...withInbox(state, stored),
      confirmed: snapshot.board,
      sync: snapshot.sync,
      ...(contents ? { phase: 'ready', ...owed(contents, fresh.values(), done) } : withoutDone(state, done)),
    }));
  }

  async function readOutbox(): Promise<OutboxContents> {
    const before = [...fresh.keys()];
    const contents = await outbox.read();
    for (const id of before) fresh.delete(id);
    return contents;
  }

  /** Undefined where the disk refuses: what came in stays as it is shown. */
  const readInbox = (): Promise<StoredInbox | undefined> =>
    inbox.read().catch((error): undefined => void log.warn(`the inbox could not be read: ${String(error)}`));

  async function readCache(): Promise<void> {
    const snapshot = await cache.read();
    if (!snapshot) return;
    progress = { ...progress, snapshot };
    limit.note(snapshot.sync.trouble);
  }

  async function follow(): Promise<void> {
    await readCache();
    await showAll();
    // The window that syncs may be in the background while somebody looks at this one. In trouble it knows best when to try.
    const { heardAt, trouble } = progress.snapshot.sync;
    const isStale = heardAt && clock.now() - Date.parse(heardAt) > attendedInterval * 1.25;
    if (ports.attended() && !trouble && isStale) lease.nudge();
    await alarm.rest(rereadInterval);
  }

  async function showAll(): Promise<void> {
    // The inbox after the outbox: an act that has left the one is in the other.
    const contents = await readOutbox();
    show(progress.snapshot, contents, await readInbox());
  }

  async function lead(): Promise<void> {
    const closed = limit.left();
    if (closed > 0) {
      await deliveries.fold((await outbox.read()).entries);
      await showAll(); // what was said in another window decides what is due
      const due = (await deliveries.deliver()) || never;
      await showAll();
      return alarm.rest(Math.min(closed, due, rereadInterval));
    }
    const isThorough = Math.abs(clock.now() - (progress.snapshot.thoroughAt ?? 0)) >= thoroughInterval;
    const depth = isThorough ? 'thorough' : isAsked ? 'asked' : 'news';
    isAsked = false;
    const turn = await takeTurn({ ...ports, deliveries }, progress, depth, stopped.signal, (snapshot, settled) => {
      done = settled;
      show(snapshot);
    });
    progress = turn;
    if (stopped.signal.aborted) return;
    turnAt = clock.now();
    limit.note(turn.snapshot.sync.trouble);
    const repository = ports.remote.repository();
    if (fullName(repository) !== name) ports.renamed(repository);
    name = fullName(repository);
    const contents = await readOutbox();
    done = new Set();
    show(progress.snapshot, contents, await readInbox()); // what was said in another window decides what is due
    const due = (await deliveries.deliver()) || never;
    show(progress.snapshot, contents, await readInbox());
    await alarm.rest(Math.min(pauseAfter(turn), due));
  }

  function pauseAfter({ snapshot, soon }: Turn): number {
    const { trouble } = snapshot.sync;
    failures = trouble ? failures + 1 : 0;
    if (trouble?.kind === 'limited' && failures === 1) return 0; // for as long as it said, and no longer
    if (trouble) return backoff(failures, clock.random());
    const usual = (ports.attended() ? attendedInterval : unattendedInterval) * (0.9 + clock.random() * 0.2);
    return Math.min(Math.round(usual), soon ?? never);
  }

  async function run(): Promise<void> {
    try {
      await readCache();
      await showAll(); // the first paint asks nobody
    } catch (error) {
      log.error('the last board could not be read', error);
    }
    while (!stopped.signal.aborted) {
      alarm.begin();
      try {
        await (lease.held() ? lead() : follow());
      } catch (error) {
        // A bug, or a disk that refuses to be read. Nothing is lost by waiting: all that matters is in files.
        log.error('a turn failed', error);
        failures++;
        const { sync } = progress.snapshot;
        show({ ...progress.snapshot, sync: { ...sync, trouble: { kind: 'disk', detail: String(error) } } });
        await alarm.rest(backoff(failures, clock.random()));
      }
    }
  }

  /** Our own steps are heard too: only what another window put in line is a reason for a turn. */
  async function checkForOthers(): Promise<void> {
    if (isChecking) return;
    isChecking = true;
    await clock.sleep(settling, stopped.signal);
    isChecking = false;
    const { unsent, acts } = store.get();
    const known = new Set([...unsent, ...acts].map((mutation) => mutation.id));
    const contents = await readOutbox();
    if (!contents.entries.some((entry) => entry.place === 'new' && !known.has(entry.mutation.id))) return;
    const stored = await readInbox();
    const { confirmed: board, sync } = store.get(); // a turn that runs has shown more than the last one has left
    show({ board, sync }, contents, stored); // true in all windows before anybody is asked
    alarm.ring();
  }

  const unwatch = [
    outbox.watch(() => {
      void checkForOthers().catch((error) => log.warn(`the outbox could not be read: ${String(error)}`));
      if (!lease.held()) alarm.ring();
    }),
    inbox.watch(() => !lease.held() && alarm.ring()),
    cache.watch(() => !lease.held() && alarm.ring()),
    lease.watch(() => {
      // Whoever takes over starts from what the last one left on the disk.
      if (lease.held()) void readCache().finally(alarm.ring);
      else alarm.ring();
    }),
  ];
  void run();

  /** The outbox has changed by our own hand: whoever sends should know, and so should the screen. */
  function changed(): void {
    alarm.ring();
    if (!lease.held()) lease.nudge();
  }

  return {
    async record(mutation) {
      await outbox.add(mutation);
      fresh.set(mutation.id, mutation);
      if (stopped.signal.aborted) return; // saved; whoever serves this outbox next finds it there
      store.update((state) => withFresh(state, mutation));
      changed();
    },
    retry: (id) => outbox.retry(id).finally(changed),
    async discard(id) {
      fresh.delete(id);
      return outbox.discard(id).finally(changed);
    },
    wake() {
      isAsked = true;
      if (lease.held()) alarm.ring();
      else lease.nudge();
    },
    hint() {
      if (Math.abs(clock.now() - turnAt) > hintInterval || !lease.held()) alarm.ring();
    },
    dispose() {
      stopped.abort();
      for (const stop of unwatch) stop();
    },
  };
}
