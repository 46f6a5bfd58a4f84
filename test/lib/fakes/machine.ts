/**
 * Owns a simulated computer: a real folder on the disk, and windows with the real engine, outbox, cache and remote, that
 * can die at any file-system step. Only the lease is played, since all windows live in one process here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskSteps, type Steps } from '../../src/disk/atomic.js';
import { openCache } from '../../src/disk/cache.js';
import { openInbox } from '../../src/disk/inboxStore.js';
import { openOutbox } from '../../src/disk/outbox.js';
import type { Window } from '../../src/disk/outboxReader.js';
import { createRemote } from '../../src/github/remote.js';
import type { Rules } from '../../src/model/inbox.js';
import { initialState, type State } from '../../src/model/state.js';
import { createStore, type Store } from '../../src/model/store.js';
import type { Team } from '../../src/model/team.js';
import { type Engine, startEngine } from '../../src/sync/engine.js';
import type { Lease } from '../../src/sync/ports.js';
import type { Github } from '../github/simulation.js';
import { memoryLog } from './builders.js';
import type { FakeClock } from './fakeClock.js';

export interface SimulatedWindow {
  readonly id: number;
  readonly store: Store<State>;
  readonly engine: Engine;
  readonly isAlive: boolean;
  /** Like kill -9: nothing of it happens any more, not even the next file-system step. */
  kill(): void;
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
  /** Put in front of every file-system step of a window; may throw, or kill the window. */
  readonly onStep?: (window: number, step: string) => void;
  readonly attended?: () => boolean;
  readonly rules?: () => Omit<Rules, 'isMyTurn'>;
}

/** Memory-backed where there is such a place: thousands of sequences flush thousands of files. */
const fastFolder = process.platform === 'linux' ? '/dev/shm' : tmpdir();

export function createMachine(options: MachineOptions): Machine {
  const { clock, team, github } = options;
  const folder = mkdtempSync(join(fastFolder, 'makertime-'));
  const log = memoryLog();
  const windows: (SimulatedWindow & { readonly leaseChanged: Set<() => void> })[] = [];
  let serial = 1000;

  const alive = () => windows.filter((window) => window.isAlive);
  const holder = () => alive()[0];

  async function open(): Promise<SimulatedWindow> {
    const id = serial++;
    let isAlive = true;
    const death = new AbortController();
    const leaseChanged = new Set<() => void>();
    /** What a dead window still wanted to do never happens and never ends. */
    const step =
      <A extends unknown[], R>(name: string, act: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> => {
        if (!isAlive) return new Promise<R>(() => undefined);
        options.onStep?.(id, name);
        return isAlive ? act(...args) : new Promise<R>(() => undefined);
      };
    const steps: Steps = clock.watched(
      {
        writeFlushed: step('write', diskSteps.writeFlushed),
        appendFlushed: step('append', diskSteps.appendFlushed),
        rename: step('rename', diskSteps.rename),
        flushFolder: step('flush', async () => undefined),
        unlink: step('unlink', diskSteps.unlink),
      },
      death.signal,
    );
    const self: Window = { id, isAlive: (other) => windows.some((window) => window.id === other && window.isAlive) };
    const store = createStore(initialState);
    store.update((state) => ({ ...state, account: team.account, team }));
    const outbox = await openOutbox(join(folder, 'outbox'), clock, log, steps, self);
    const cache = await openCache(join(folder, 'board'), log, steps);
    const inbox = await openInbox(join(folder, 'inbox'), log, steps);
    const lease: Lease = {
      held: () => holder()?.id === id,
      watch(changed) {
        leaseChanged.add(changed);
        return () => void leaseChanged.delete(changed);
      },
      nudge: () => holder()?.engine.wake(),
    };
    const access = {
      server: team.account.server,
      token: async () => (isAlive ? options.token() : undefined),
      fetch: github.fetch,
      clock,
      log,
    };
    const window = { id, store, leaseChanged, isAlive: true, engine: undefined as unknown as Engine, kill };
    windows.push(window);
    function kill(): void {
      const wasHolder = holder()?.id === id;
      isAlive = false;
      death.abort();
      window.isAlive = false;
      window.engine.dispose();
      if (wasHolder) for (const changed of holder()?.leaseChanged ?? []) changed();
    }
    window.engine = startEngine({
      store,
      outbox: clock.watched(outbox, death.signal),
      cache: clock.watched(cache, death.signal),
      inbox: clock.watched(inbox, death.signal),
      team,
      remote: createRemote(team, access),
      lease,
      clock,
      log,
      attended: options.attended ?? (() => true),
      zone: () => 'Europe/Berlin',
      rules: options.rules ?? (() => ({ people: [], repositories: [], ignored: [] })),
      renamed: () => undefined,
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
