/**
 * Owns which account and team repository are at work here, and the engine that serves them. Starts a new engine when
 * either changes, in this window or another; never touches what an account that leaves still owes.
 */
import { emptyBoard } from '../model/board.js';
import { emptyInbox, type Rules } from '../model/inbox.js';
import type { Mutation } from '../model/mutation.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { type Account, type Repository, sameAccount, type Team } from '../model/team.js';
import { type Busy, keepBusy, type Telling } from './busyLoop.js';
import { type Engine, startEngine } from './engine.js';
import type { Cache, Chosen, Clock, InboxStore, Lease, Log, Outbox, Remote, Teams } from './ports.js';

export interface ConnectionPorts {
  readonly store: Store<State>;
  readonly teams: Teams;
  readonly clock: Clock;
  readonly log: Log;
  /** The account as it is now, if its session or token is there. Asks nobody. */
  session(chosen: Chosen): Promise<Account | undefined>;
  outbox(account: Account): Promise<Outbox>;
  cache(team: Team): Promise<Cache>;
  inbox(account: Account): Promise<InboxStore>;
  lease(account: Account, nudged: () => void): Lease & { dispose(): void };
  remote(team: Team, chosen: Chosen): Remote;
  /** What is told to GitHub of this person's focus, and whether they want it. */
  busy(team: Team, chosen: Chosen): Busy;
  tellsBusy(): boolean;
  attended(): boolean;
  zone(): string;
  rules(): Omit<Rules, 'isMyTurn'>;
}

export interface Connection {
  /** Looks again at account and team, and moves where they changed. Resolves when the store says so. */
  refresh(): Promise<void>;
  /** Resolves once the last look has ended. */
  ready(): Promise<void>;
  /** Resolves once GitHub has been heard about this team, when there is trouble with it, or when it takes too long. */
  heard(): Promise<void>;
  connect(repository: Repository): Promise<void>;
  /** Waits for the engine, should it be starting; rejects where there is no team or the disk refuses. */
  record(mutation: Mutation): Promise<void>;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  /** True in one window only, for each delivery. */
  claimToast(batch: string): Promise<boolean>;
  /** GitHub may be asked again whether it may be told of focus. */
  tellBusyAgain(): Promise<void>;
  wake(): void;
  hint(): void;
  dispose(): void;
}

/** Nobody who has pressed a key waits longer than that. */
const patience = 5_000;

export function openConnection(ports: ConnectionPorts): Connection {
  const { store, teams, log } = ports;
  let running:
    | {
        readonly team: Team;
        readonly source: Chosen['source'];
        readonly engine: Engine;
        readonly inbox: InboxStore;
        readonly lease: { dispose(): void };
        readonly busy: Busy;
        readonly telling: Telling;
      }
    | undefined;
  let queue: Promise<void> = Promise.resolve();
  let disposed = false;

  /** One look at a time: each ends with store, engine and disk agreeing. */
  function refresh(): Promise<void> {
    queue = queue.then(look).catch((error) => {
      log.error('account and team could not be read', error);
      store.update((state) => ({
        ...state,
        phase: 'ready',
        sync: { ...state.sync, trouble: { kind: 'disk', detail: String(error) } },
      }));
      void ports.clock.sleep(10_000).then(() => void (disposed || refresh()));
    });
    return queue;
  }

  async function look(): Promise<void> {
    if (disposed) return;
    const chosen = await teams.chosen();
    const known = chosen?.account;
    const repository = known && (await teams.of(known)).current;
    const team = known && repository && { account: known, repository };
    if (!team || !running || !sameTeam(running.team, team) || running.source !== chosen?.source)
      await move(team, chosen);
    const elsewhere = await teams.owedElsewhere(known);
    if (disposed) return;
    // Until the session has been asked for, which may take its time, the account that was there last is taken to be there.
    const account = chosen?.source === 'signedOut' ? undefined : chosen?.account;
    store.update(({ account: _account, team: _team, ...state }) => ({
      ...state,
      phase: team ? state.phase : 'ready',
      ...(account && { account }),
      ...(team && { team }),
      elsewhere,
    }));
    if (chosen) void confirmSession(chosen).catch((error) => log.error('the session could not be asked for', error));
  }

  async function confirmSession(chosen: Chosen): Promise<void> {
    const account = await ports.session(chosen);
    const stillChosen = await teams.chosen();
    if (
      disposed ||
      !stillChosen ||
      !sameAccount(stillChosen.account, chosen.account) ||
      stillChosen.source !== chosen.source
    )
      return;
    if (account && account.login !== chosen.account.login) return teams.choose({ ...chosen, account }); // heard by the watcher
    store.update(({ account: _account, ...state }) => ({ ...state, ...(account && { account }) }));
    if (account) running?.engine.wake();
  }

  async function move(team: Team | undefined, chosen: Chosen | undefined): Promise<void> {
    const isOther = !team || !running || !sameTeam(running.team, team);
    stop();
    // A team that only signs in again keeps its board on the screen.
    if (isOther) store.update(({ threads: _threads, busyRefused: _busy, ...state }) => ({ ...state, ...nothingKnown }));
    if (!team || !chosen) return;
    const { account } = team;
    const [outbox, cache, inbox] = await Promise.all([ports.outbox(account), ports.cache(team), ports.inbox(account)]);
    if (disposed) return;
    const remote = ports.remote(team, chosen);
    const lease = ports.lease(account, wake);
    const { clock, attended, zone, rules } = ports;
    const engine = startEngine({
      store,
      team,
      outbox,
      cache,
      inbox,
      remote,
      lease,
      clock,
      log,
      attended,
      zone,
      rules,
      renamed: (repository) =>
        void rename(account, repository).catch((error) => log.error('the new name could not be kept', error)),
    });
    const busy = ports.busy(team, chosen);
    const telling = keepBusy({ store, lease, busy, clock, log, isOn: ports.tellsBusy });
    running = { team, source: chosen.source, engine, inbox, lease, busy, telling };
  }

  function wake(): void {
    running?.engine.wake();
    running?.telling.wake();
  }

  function stop(): void {
    running?.engine.dispose();
    running?.telling.dispose();
    running?.lease.dispose();
    running = undefined;
  }

  async function connect(repository: Repository): Promise<void> {
    const chosen = await teams.chosen();
    if (!chosen) return;
    await teams.connect(chosen.account, repository);
    await teams.choose(chosen); // unchanged, but this is the file that other windows watch
    await refresh();
  }

  /** A name heard late must not undo what the person has chosen since. */
  async function rename(account: Account, repository: Repository): Promise<void> {
    const chosen = await teams.chosen();
    if (!chosen || !sameAccount(chosen.account, account)) return;
    if ((await teams.of(account)).current?.id === repository.id) await connect(repository);
  }

  async function heard(): Promise<void> {
    await queue;
    const isHeard = ({ sync }: State) => sync.heardAt !== undefined || sync.trouble !== undefined;
    const stop = new AbortController();
    const unsubscribe = store.subscribe((state) => isHeard(state) && stop.abort());
    if (!isHeard(store.get())) await ports.clock.sleep(patience, stop.signal);
    unsubscribe();
  }

  async function engine(): Promise<Engine> {
    await queue;
    if (!running) throw new Error('no team repository is connected');
    return running.engine;
  }

  const unwatch = teams.watch(() => void refresh());
  return {
    refresh,
    ready: () => queue,
    heard,
    connect,
    async record(mutation) {
      await queue;
      const { account } = mutation.team;
      if (running && sameAccount(running.team.account, account)) return running.engine.record(mutation);
      // The account has changed since the box was opened: the words wait where they belong.
      await (await ports.outbox(account)).add(mutation);
      await refresh();
    },
    retry: async (id) => (await engine()).retry(id),
    discard: async (id) => (await engine()).discard(id),
    claimToast: async (batch) => (await running?.inbox.claimToast(batch)) ?? false,
    tellBusyAgain: async () => running?.busy.again().then(wake),
    wake,
    hint: () => running?.engine.hint(),
    dispose() {
      disposed = true;
      unwatch();
      stop();
    },
  };
}

const nothingKnown = {
  phase: 'starting',
  confirmed: emptyBoard,
  inbox: emptyInbox,
  unsent: [],
  acts: [],
  refused: [],
  aside: [],
  sync: {},
} satisfies Partial<State>;

function sameTeam(a: Team, b: Team): boolean {
  const sameName = a.repository.owner === b.repository.owner && a.repository.name === b.repository.name;
  return (
    sameAccount(a.account, b.account) &&
    a.account.login === b.account.login &&
    a.repository.id === b.repository.id &&
    sameName
  );
}
