/**
 * The loop that makes one team's board and GitHub converge: record, wake, start, dispose. The only caller of the cycle, and
 * the only writer of the board, the outbox's contents and the sync status in the store.
 *
 * One window holds the lease and talks to GitHub; the others show what it leaves on the disk. Both follow the outbox,
 * so a capture typed in any window is seen by all and sent by one.
 */

import { isSameValue } from '../../base/sameValue.js';
import type { Store } from '../../base/store.js';
import type { Mutation } from '../../model/board/mutation.js';
import { keptOf, type Repository, type Team } from '../../model/board/team.js';
import type { Rules } from '../../model/inbox/entries.js';
import { myStatus, recordHere } from '../../model/members.js';
import type { State } from '../../model/state.js';
import type { Scope } from '../../ports/remote.js';
import type { InboxStore, Lease, Snapshot } from '../../ports/stores.js';
import { type Alarm, createAlarm } from '../pace/alarm.js';
import { createLimit, type StatedLimit } from '../pace/limit.js';
import { attendedInterval, createPauses, type Pauses } from '../pace/pauses.js';
import { type Ports, type Progress, takeTurn } from './cycle.js';
import { createDeliveries, type Deliveries } from './deliveries.js';
import { createShown, type Shown } from './shown.js';

export interface EnginePorts extends Omit<Ports, 'deliveries'> {
  readonly store: Store<State>;
  readonly team: Team;
  readonly inbox: InboxStore;
  readonly lease: Lease;
  /** Somebody is looking at a window of this machine. */
  attended(): boolean;
  /** In which what GitHub tells can be seen: a view or a page of ours. */
  seen(): boolean;
  /** IANA name of this machine's zone. */
  zone(): string;
  /** What is never held, and what is never heard. */
  rules(): Omit<Rules, 'isMyTurn'>;
  /** The team repository has a new name at GitHub, or others can read it now who could not, or the reverse. */
  renamed(repository: Repository): void;
  /** GitHub calls the account otherwise now. */
  renamedMe(login: string): void;
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
/** Deletions are in no list of news; this often we look for what has vanished. */
const thoroughInterval = 30 * 60_000;
/** Watchers are hints and may be lost: this often a window reads the disk anyway. */
const rereadInterval = 15_000;
/** No holder of the lease rests for longer than five minutes and a bit, whatever its trouble. */
const longestSilence = 10 * 60_000;
/** One change is several steps on the disk. */
const settling = 100;
/** What is due and stays so cannot be delivered: that is no reason for a turn. */
const never = Number.POSITIVE_INFINITY;
/** So long before a delivery what goes into it is asked for, even though nobody sees it yet. */
const beforeDelivery = 90_000;

/** What the loop works with, and where it stands. */
interface Loop extends EnginePorts {
  readonly deliveries: Deliveries;
  readonly shown: Shown;
  readonly alarm: Alarm;
  readonly limit: StatedLimit;
  readonly pauses: Pauses;
  readonly stopped: AbortSignal;
  progress: Progress;
  /** When the last turn has ended, milliseconds since 1970. */
  turnAt: number;
  /** The team repository, as far as others have been told. */
  repository: Repository;
  /** What the account is called, as far as others have been told. */
  login: string;
  /** The last turn asked only for what costs nothing. */
  wasUnseen: boolean;
  /** When something will be due, milliseconds since 1970. */
  dueAt: number;
  /** Somebody wants news, and no turn has begun since. */
  isAsked: boolean;
  isChecking: boolean;
  /** What the last holder of the lease left on the disk is still to be read: nobody leads without it. */
  isBehind: boolean;
  silence: Silence;
}

/** The last turn of whoever holds the lease, and for how long this window has waited for another. */
interface Silence {
  readonly triedAt: string | undefined;
  readonly at: number;
  readonly lasted: number;
}

export function startEngine(ports: EnginePorts): Engine {
  const { store, outbox, clock, lease } = ports;
  const stop = new AbortController();
  const blank: Snapshot = { board: store.get().confirmed, sync: {} };
  const loop: Loop = {
    ...ports,
    deliveries: createDeliveries({
      ...ports,
      declared: () => recordHere(store.get()),
      status: () => myStatus(store.get()),
    }),
    shown: createShown(ports, stop.signal),
    alarm: createAlarm(clock, stop.signal, shortestInterval),
    limit: createLimit(clock),
    pauses: createPauses(clock, ports.attended),
    stopped: stop.signal,
    progress: { snapshot: blank, kept: blank, done: new Set(), looks: new Map() },
    turnAt: 0,
    repository: ports.team.repository,
    login: ports.team.account.login,
    wasUnseen: false,
    dueAt: never,
    isAsked: false,
    isChecking: false,
    isBehind: true,
    silence: { triedAt: undefined, at: clock.now(), lasted: 0 },
  };
  const unwatch = watchOthers(loop);
  void run(loop);

  /** The outbox has changed by our own hand: whoever sends should know, and so should the screen. */
  function changed(): void {
    loop.alarm.ring();
    if (!lease.held()) lease.nudge();
  }

  return {
    async record(mutation) {
      await outbox.add(mutation);
      loop.shown.add(mutation);
      if (!stop.signal.aborted) changed(); // else whoever serves this outbox next finds it there
    },
    retry: (id) => outbox.retry(id).finally(changed),
    async discard(id) {
      loop.shown.drop(id);
      return outbox.discard(id).finally(changed);
    },
    wake() {
      loop.isAsked = true;
      if (lease.held()) loop.alarm.ring();
      else lease.nudge();
    },
    hint() {
      const isLate = loop.wasUnseen || Math.abs(clock.now() - loop.turnAt) > hintInterval;
      if (isLate || !lease.held()) loop.alarm.ring();
    },
    dispose() {
      stop.abort();
      unwatch();
    },
  };
}

async function run(loop: Loop): Promise<void> {
  const { lease, log, shown, alarm, pauses, stopped } = loop;
  while (!stopped.aborted) {
    alarm.begin();
    try {
      while (loop.isBehind) await catchUp(loop);
      await (lease.held() ? lead(loop) : follow(loop));
    } catch (error) {
      // A bug, or a disk that refuses to be read. Nothing is lost by waiting: all that matters is in files.
      log.error('a sync turn failed', error);
      const pause = pauses.afterFailure();
      const { snapshot } = loop.progress;
      shown.show({ ...snapshot, sync: { ...snapshot.sync, trouble: { kind: 'disk', detail: String(error) } } });
      await alarm.rest(pause);
    }
  }
}

/** The first paint asks nobody. */
async function catchUp(loop: Loop): Promise<void> {
  loop.isBehind = false; // until somebody says otherwise, be it while this reads
  try {
    await readCache(loop);
    await showAll(loop);
  } catch (error) {
    loop.isBehind = true;
    throw error;
  }
}

/** A turn of the window that syncs. */
async function lead(loop: Loop): Promise<void> {
  const { clock, remote, shown, alarm, limit, pauses, stopped } = loop;
  const closed = limit.left();
  if (closed > 0) return waitFor(closed, loop);
  const scope = scopeOf(loop);
  loop.isAsked = false;
  loop.wasUnseen = scope === 'unseen';
  const turn = await takeTurn(loop, loop.progress, scope, stopped, (snapshot, done) => {
    shown.settled(done);
    shown.show(snapshot);
  });
  loop.progress = turn;
  if (stopped.aborted) return;
  loop.turnAt = clock.now();
  limit.note(turn.snapshot.sync.trouble);
  const repository = keptOf(loop.team.repository, remote.repository());
  if (!isSameValue(repository, loop.repository)) loop.renamed(remote.repository());
  loop.repository = repository;
  const login = remote.login();
  if (login !== loop.login) loop.renamedMe(login);
  loop.login = login;
  const contents = await shown.readOutbox();
  shown.settled(turn.done);
  shown.show(turn.snapshot, contents, turn.inbox); // what was said in another window decides what is due
  const nextIn = await deliver(loop);
  loop.dueAt = clock.now() + nextIn;
  const untilAsked = nextIn > beforeDelivery ? nextIn - beforeDelivery : nextIn;
  await alarm.rest(Math.min(pauses.after(turn.snapshot.sync.trouble, turn.soon), untilAsked));
}

/** Nobody looks, nothing is asked that costs anything. */
function scopeOf({ clock, progress, dueAt, isAsked, seen }: Loop): Scope {
  const { thoroughAt } = progress.snapshot;
  if (thoroughAt === undefined) return 'full';
  const now = clock.now();
  if (!isAsked && !seen() && dueAt - now > beforeDelivery) return 'unseen';
  if (Math.abs(now - thoroughAt) >= thoroughInterval) return 'full';
  return isAsked ? 'onDemand' : 'changes';
}

/** GitHub may not be asked; what is due is delivered all the same. */
async function waitFor(closed: number, loop: Loop): Promise<void> {
  await loop.deliveries.takeActions((await loop.outbox.read()).entries);
  await showAll(loop); // what was said in another window decides what is due
  await loop.alarm.rest(Math.min(closed, await deliver(loop), rereadInterval));
}

/** In how many milliseconds something will be due. */
async function deliver(loop: Loop): Promise<number> {
  const { stored, nextIn } = await loop.deliveries.deliverDue();
  loop.shown.show(loop.progress.snapshot, undefined, stored);
  return nextIn || never;
}

/** A turn of every other window. */
async function follow(loop: Loop): Promise<void> {
  await readCache(loop);
  if (isForsaken(loop)) return leadAsWell(loop);
  await showAll(loop);
  // The window that syncs may be in the background while somebody looks at this one. In trouble it knows best when to try.
  const { heardAt, trouble } = loop.progress.snapshot.sync;
  const isStale = heardAt && Math.abs(loop.clock.now() - Date.parse(heardAt)) > attendedInterval * 1.25;
  if (loop.seen() && !trouble && isStale) loop.lease.nudge();
  await loop.alarm.rest(rereadInterval);
}

/** Whether the window that holds the lease hangs. While the machine sleeps nobody is silent: of a long gap little counts. */
function isForsaken(loop: Loop): boolean {
  const { silence, limit } = loop;
  const { triedAt } = loop.progress.snapshot.sync;
  const now = loop.clock.now();
  const isNews = triedAt !== silence.triedAt || limit.left() > 0;
  const passed = Math.max(0, Math.min(now - silence.at, 2 * rereadInterval));
  loop.silence = { triedAt, at: now, lasted: isNews ? 0 : silence.lasted + passed };
  return loop.silence.lasted >= longestSilence;
}

/** As well as the window that hangs, should it wake up: claims make that safe. */
async function leadAsWell(loop: Loop): Promise<void> {
  await lead(loop);
  loop.silence = { ...loop.silence, triedAt: loop.progress.snapshot.sync.triedAt };
}

async function readCache(loop: Loop): Promise<void> {
  const snapshot = await loop.cache.read();
  if (!snapshot) return;
  loop.progress = { ...loop.progress, snapshot, kept: snapshot };
  loop.limit.note(snapshot.sync.trouble);
}

async function showAll(loop: Loop): Promise<void> {
  // The inbox after the outbox: an act that has left the one is in the other.
  const contents = await loop.shown.readOutbox();
  const stored = await loop.shown.readInbox();
  loop.shown.show(loop.progress.snapshot, contents, stored);
}

/** Returns the way to stop. */
function watchOthers(loop: Loop): () => void {
  const { outbox, inbox, cache, lease, log, alarm } = loop;
  const unwatch = [
    outbox.watch(() => {
      void checkForOthers(loop).catch((error) => log.warn(`the outbox could not be read: ${String(error)}`));
      if (!lease.held()) alarm.ring();
    }),
    inbox.watch(() => !lease.held() && alarm.ring()),
    cache.watch(() => !lease.held() && alarm.ring()),
    lease.watch(() => {
      loop.isBehind ||= lease.held();
      alarm.ring();
    }),
  ];
  return () => {
    for (const stop of unwatch) stop();
  };
}

/** Our own steps are heard too: only what another window put in line is a reason for a turn. */
async function checkForOthers(loop: Loop): Promise<void> {
  if (loop.isChecking) return;
  loop.isChecking = true;
  await loop.clock.sleep(settling, loop.stopped);
  loop.isChecking = false;
  const { unsent, acts } = loop.store.get();
  const known = new Set([...unsent, ...acts].map((mutation) => mutation.id));
  const contents = await loop.shown.readOutbox();
  if (!contents.entries.some((entry) => entry.place === 'new' && !known.has(entry.mutation.id))) return;
  const stored = await loop.shown.readInbox();
  const { confirmed: board, sync } = loop.store.get(); // a turn that runs has shown more than the last one has left
  loop.shown.show({ board, sync }, contents, stored); // true in all windows before anybody is asked
  loop.alarm.ring();
}
