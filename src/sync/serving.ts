/** All that works for one account and one team: the outbox and the boards opened, the lease asked for, the engine started. */
import { lazy } from '../base/once.js';
import type { Store } from '../base/store.js';
import type { Account, Team } from '../model/board/team.js';
import type { Rules } from '../model/inbox/entries.js';
import type { State } from '../model/state.js';
import type { Clock, Log } from '../ports/clock.js';
import type { Outbox } from '../ports/outbox.js';
import type { BranchPull, Remote, ThreadReading } from '../ports/remote.js';
import type { Cache, Chosen, InboxStore, Lease } from '../ports/stores.js';
import { askBusyAgain, type BusyFile, type BusyRemote, reconcileBusy } from './profileStatus/keep.js';
import { keepBusy } from './profileStatus/loop.js';
import { type Engine, type EnginePorts, startEngine } from './turn/engine.js';

export interface ServingPorts {
  readonly store: Store<State>;
  readonly clock: Clock;
  readonly log: Log;
  outbox(account: Account): Promise<Outbox>;
  cache(team: Team): Promise<Cache>;
  inbox(account: Account): Promise<InboxStore>;
  lease(account: Account, nudged: () => void): Lease & { dispose(): void };
  /** Asked with the first request: most of the extension's weight is in it. */
  remote(team: Team, chosen: Chosen): Promise<Remote>;
  busyFile(account: Account): BusyFile;
  /** Asked by whoever wants GitHub to be told of their focus, and by nobody else. */
  busyRemote(team: Team, chosen: Chosen): Promise<BusyRemote>;
  tellsBusy(): boolean;
  attended(): boolean;
  seen(): boolean;
  zone(): string;
  rules(): Omit<Rules, 'isMyTurn'>;
}

export interface Serving {
  readonly team: Team;
  readonly chosen: Chosen;
  readonly engine: Engine;
  readonly inbox: InboxStore;
  /** GitHub may be asked again whether it may be told of focus. */
  tellBusyAgain(): Promise<void>;
  readThread(number: number, before?: string): Promise<ThreadReading>;
  readonly myWork: Remote['myWork'];
  readPull(branch: string): Promise<BranchPull | undefined>;
  wake(): void;
  dispose(): void;
}

interface Stores {
  readonly outbox: Outbox;
  readonly cache: Cache;
  readonly inbox: InboxStore;
}

/** Rejects where the disk refuses. */
export async function openStores(ports: ServingPorts, team: Team): Promise<Stores> {
  const { account } = team;
  const [outbox, cache, inbox] = await Promise.all([ports.outbox(account), ports.cache(team), ports.inbox(account)]);
  return { outbox, cache, inbox };
}

export function serve(
  ports: ServingPorts,
  stores: Stores,
  team: Team,
  chosen: Chosen,
  told: Pick<EnginePorts, 'renamed' | 'renamedMe'>,
): Serving {
  const { store, clock, log, attended, seen, zone, rules } = ports;
  const { account } = team;
  const remote = lateRemote(team, () => ports.remote(team, chosen));
  const lease = ports.lease(account, wake);
  const shared = { store, clock, log, lease };
  const engine = startEngine({ ...shared, ...stores, team, remote, attended, seen, zone, rules, ...told });
  const busyFile = ports.busyFile(account);
  const busyPorts = {
    remote: lazy(() => ports.busyRemote(team, chosen), ['read', 'set']),
    file: busyFile,
    clock,
  };
  const busy = keepBusy({
    ...shared,
    busy: { follow: (wanted) => reconcileBusy(busyPorts, wanted), again: () => askBusyAgain(busyFile) },
    isOn: ports.tellsBusy,
  });

  function wake(): void {
    engine.wake();
    busy.wake();
  }

  return {
    team,
    chosen,
    engine,
    inbox: stores.inbox,
    async tellBusyAgain() {
      await askBusyAgain(busyFile);
      wake();
    },
    readThread: (number, before) => remote.readThread(store.get().confirmed, number, before),
    myWork: remote.myWork,
    readPull: (branch) => remote.readPull(store.get().confirmed, branch),
    wake,
    dispose() {
      engine.dispose();
      busy.dispose();
      lease.dispose();
    },
  };
}

function lateRemote(team: Team, load: () => Promise<Remote>): Remote {
  let loaded: Remote | undefined;
  const methods = lazy(async () => {
    loaded = await load();
    return loaded;
  }, ['push', 'find', 'pull', 'pullThreads', 'readThread', 'myWork', 'readPull', 'leaveRoster']);
  return {
    ...methods,
    repository: () => loaded?.repository() ?? team.repository,
    login: () => loaded?.login() ?? team.account.login,
  };
}
