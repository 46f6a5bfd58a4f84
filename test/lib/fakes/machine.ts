/**
 * A simulated computer: a real folder on the disk, and windows with the real engine, outbox, cache and remote, that
 * can die at any file-system step. Played are the lease, since all windows live in one process here, and the watchers of
 * folders, which keep to the clock of the tests: the same life is the same again, however busy the machine is.
 */
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore, type Store } from '../../../src/base/store.js';
import { openCache } from '../../../src/disk/board/cache.js';
import type { Window } from '../../../src/disk/files/process.js';
import { diskSteps, type Steps } from '../../../src/disk/files/steps.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import { createRemote } from '../../../src/github/remote.js';
import type { Team } from '../../../src/model/board/team.js';
import type { Rules } from '../../../src/model/inbox/entries.js';
import { initialState, type State } from '../../../src/model/state.js';
import type { Lease } from '../../../src/ports/stores.js';
import { type Engine, startEngine } from '../../../src/sync/turn/engine.js';
import type { Github } from '../github/simulation.js';
import { memoryLog } from './builders.js';
import type { FakeClock } from './fakeClock.js';
import { folderWatch } from './folderWatch.js';

export interface SimulatedWindow {
  readonly id: number;
  readonly store: Store<State>;
  readonly engine: Engine;
  readonly isAlive: boolean;
  /** Like kill -9: nothing of it happens any more, not even the next file-system step. */
  kill(): void;
  /** Like kill -STOP: nothing of it happens until it is resumed, and it keeps what it holds. */
  suspend(): void;
  resume(): void;
}

export interface Machine {
  readonly folder: string;
  readonly windows: readonly SimulatedWindow[];
  readonly lines: readonly string[];
  open(): Promise<SimulatedWindow>;
  dispose(): void;
}

export interface MachineOptions {
  readonly github: Pick<Github, 'fetch'>;
  readonly clock: FakeClock;
  readonly team: Team;
  readonly token: () => string | undefined;
  /** Put in front of every file-system step of a window that changes something; may throw, or kill the window. */
  readonly onStep?: (window: number, step: string, path: string) => void;
  /** The same for every one that only reads. */
  readonly onReading?: (window: number, step: string) => void;
  /** How many windows believe that they hold the lease: one, as it should be, or all of them. */
  readonly holders?: 'one' | 'all';
  readonly attended?: (window: number) => boolean;
  /** Whether a view is visible. */
  readonly seen?: (window: number) => boolean;
  readonly rules?: () => Omit<Rules, 'isMyTurn'>;
}

/** Memory-backed where there is such a place: thousands of sequences flush thousands of files. */
const fastFolder = process.platform === 'linux' ? '/dev/shm' : tmpdir();

export function createMachine(options: MachineOptions): Machine {
  const { clock, team, github } = options;
  const folder = mkdtempSync(join(fastFolder, 'makertime-'));
  const log = memoryLog();
  const windows: (SimulatedWindow & { readonly leaseChanged: Set<() => void> })[] = [];
  const folders = folderWatch(clock);
  let serial = 1000;

  const alive = () => windows.filter((window) => window.isAlive);
  const holder = () => alive()[0];
  const holds = (id: number) => options.holders === 'all' || holder()?.id === id;

  async function open(): Promise<SimulatedWindow> {
    const id = serial++;
    let isAlive = true;
    const leaseChanged = new Set<() => void>();
    let suspended: { readonly over: Promise<void>; end(): void } | undefined;
    /** Aborted while nothing of it happens: nobody waits for it then. */
    let life = newLife();
    /** What a dead window still wanted to do never happens and never ends. */
    const step =
      <A extends unknown[], R>(before: (first: A[0]) => void, act: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        while (suspended) await suspended.over;
        if (!isAlive) return new Promise<R>(() => undefined);
        before(args[0]);
        return isAlive ? act(...args) : new Promise<R>(() => undefined);
      };
    const changing = <A extends [string, ...string[]]>(name: string, act: (...args: A) => Promise<void>) =>
      step(
        (path) => options.onStep?.(id, name, path),
        async (...args: A) => {
          await act(...args);
          for (const path of paths(name, args)) folders.changed(path);
        },
      );
    const reading = <A extends unknown[], R>(name: string, act: (...args: A) => Promise<R>) =>
      step(() => options.onReading?.(id, name), act);
    const within = (...names: readonly string[]) => names.map((name) => join(folder, name));
    const watched = <T extends object>(object: T, ...names: readonly string[]): T =>
      clock.watched(
        { ...object, watch: (changed: () => void) => folders.watch(within(...names), changed) },
        () => life.signal,
      );
    const steps: Steps = clock.watched<Steps>(
      {
        readText: reading('read', diskSteps.readText),
        readPart: reading('read', diskSteps.readPart),
        list: reading('list', diskSteps.list),
        stamp: reading('stat', diskSteps.stamp),
        makeFolder: reading('folder', diskSteps.makeFolder),
        create: changing('create', diskSteps.create),
        writeFlushed: changing('write', diskSteps.writeFlushed),
        appendFlushed: changing('append', diskSteps.appendFlushed),
        rename: changing('rename', diskSteps.rename),
        flushFolder: changing('flush', async () => undefined),
        unlink: changing('unlink', diskSteps.unlink),
      },
      () => life.signal,
    );
    const self: Window = { id, isAlive: (other) => windows.some((window) => window.id === other && window.isAlive) };
    const store = createStore(initialState);
    store.update((state) => ({ ...state, account: team.account, team }));
    const outbox = await openOutbox(join(folder, 'outbox'), clock, log, steps, self);
    const cache = await openCache(join(folder, 'board'), log, steps);
    const inbox = await openInbox(join(folder, 'inbox'), log, steps, self);
    const lease: Lease = {
      held: () => holds(id),
      watch(changed) {
        leaseChanged.add(changed);
        return () => void leaseChanged.delete(changed);
      },
      nudge: () => holder()?.engine.wake(),
    };
    const access = {
      server: team.account.server,
      token: async () => (isAlive ? options.token() : undefined),
      fetch: step(() => undefined, github.fetch),
      clock,
      log,
    };
    const window = {
      id,
      store,
      leaseChanged,
      isAlive: true,
      engine: undefined as unknown as Engine,
      kill,
      suspend,
      resume,
    };
    windows.push(window);
    function kill(): void {
      const wasHolder = holder()?.id === id;
      isAlive = false;
      life.abort();
      suspended?.end();
      window.isAlive = false;
      window.engine.dispose();
      if (wasHolder) for (const changed of holder()?.leaseChanged ?? []) changed();
    }
    function suspend(): void {
      let end: () => void = () => undefined;
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      suspended ??= { over, end };
      life.abort();
    }
    function resume(): void {
      const last = suspended;
      suspended = undefined;
      if (isAlive) life = newLife();
      last?.end();
    }
    window.engine = startEngine({
      store,
      outbox: watched(outbox, 'outbox/new', 'outbox/claimed', 'outbox/unsure', 'outbox/refused'),
      cache: watched(cache, 'board'),
      inbox: watched(inbox, 'inbox'),
      team,
      remote: createRemote(team, access),
      lease,
      clock,
      log,
      attended: () => options.attended?.(id) ?? true,
      seen: () => options.seen?.(id) ?? true,
      zone: () => 'Europe/Berlin',
      rules: options.rules ?? (() => ({ people: [], repositories: [], ignored: [] })),
      renamed: () => undefined,
      renamedMe: () => undefined,
    });
    return window;
  }

  return {
    folder,
    windows,
    lines: log.lines,
    open,
    dispose() {
      for (const window of alive()) window.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A window may be at as many files as there are. */
function newLife(): AbortController {
  const life = new AbortController();
  setMaxListeners(0, life.signal);
  return life;
}

/** Where a step is seen: a file that is renamed at both places, a text nowhere. */
const paths = (step: string, args: readonly string[]) => (step === 'rename' ? args : args.slice(0, 1));
