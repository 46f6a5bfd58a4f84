/**
 * Which account and team repository are at work here. What serves them is started anew when either changes, in this window or
 * another; what an account that leaves still owes is never touched.
 */

import type { Store } from '../base/store.js';
import { emptyBoard } from '../model/board/board.js';
import type { Mutation } from '../model/board/mutation.js';
import { type Account, keptOf, type Repository, sameAccount, type Team } from '../model/board/team.js';
import { emptyInbox } from '../model/inbox/entries.js';
import type { State } from '../model/state.js';
import type { Clock } from '../ports/clock.js';
import type { BranchPull, ThreadReading } from '../ports/remote.js';
import type { Chosen, Teams } from '../ports/stores.js';
import { createRetry } from './pace/retry.js';
import type { Serving, ServingPorts } from './serving.js';

export interface ConnectionPorts extends ServingPorts {
  readonly teams: Teams;
  /** The account as it is now, if its session or token is there. Asks nobody. */
  session(chosen: Chosen): Promise<Account | undefined>;
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
  /** Rejects where there is no team. */
  readThread(number: number, before?: string): Promise<ThreadReading>;
  /** Rejects where there is no team. */
  readonly myWork: Serving['myWork'];
  readPull(branch: string): Promise<BranchPull | undefined>;
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
  const { store, clock } = ports;
  const { refresh, looked, connect, serving, dispose } = followChoice(ports);

  async function record(mutation: Mutation): Promise<void> {
    await looked();
    const { account } = mutation.team;
    const now = serving();
    if (now && sameAccount(now.team.account, account)) return now.engine.record(mutation);
    // The account has changed since the box was opened: the words wait where they belong.
    await (await ports.outbox(account)).add(mutation);
    await refresh();
  }

  async function served(): Promise<Serving> {
    await looked();
    const now = serving();
    if (!now) throw new Error('no team repository is connected');
    return now;
  }

  return {
    refresh,
    ready: looked,
    heard: () => looked().then(() => untilHeard(store, clock)),
    connect,
    record,
    retry: async (id) => (await served()).engine.retry(id),
    discard: async (id) => (await served()).engine.discard(id),
    readThread: async (number, before) => (await served()).readThread(number, before),
    myWork: async (since) => (await served()).myWork(since),
    readPull: async (branch) => (await served()).readPull(branch),
    claimToast: async (batch) => (await serving()?.inbox.claimToast(batch)) ?? false,
    tellBusyAgain: async () => serving()?.tellBusyAgain(),
    wake: () => serving()?.wake(),
    hint: () => serving()?.engine.hint(),
    dispose,
  };
}

/** Serves the account and the team that this machine has chosen, whichever window they were chosen in. */
function followChoice(ports: ConnectionPorts) {
  const { store, teams, clock, log } = ports;
  const stopped = new AbortController();
  const again = createRetry(clock, stopped.signal, refresh);
  let serving: Serving | undefined;
  /** One look at a time: each ends with store, engine and disk agreeing. */
  let queue: Promise<void> = Promise.resolve();

  function refresh(): Promise<void> {
    queue = queue.then(look).catch((error) => {
      log.error('account and team could not be read', error);
      store.update((state) => withTrouble(state, error));
      again();
    });
    return queue;
  }

  /** What is known stays where it cannot be read: it is only told of, and must not keep this account waiting. */
  async function owedElsewhere(known: Account | undefined): Promise<State['elsewhere']> {
    try {
      return await teams.owedElsewhere(known);
    } catch (error) {
      log.warn(`what other accounts owe could not be read: ${String(error)}`);
      again();
      return store.get().elsewhere;
    }
  }

  async function look(): Promise<void> {
    if (stopped.signal.aborted) return;
    const chosen = await teams.chosen();
    const team = await teamOf(teams, chosen?.account);
    const isServed = team && serving && sameTeam(serving.team, team) && chosen && sameSignIn(serving.chosen, chosen);
    if (!isServed) await move(team, chosen);
    const elsewhere = await owedElsewhere(chosen?.account);
    if (stopped.signal.aborted) return;
    // Until the session has been asked for, which may take its time, the account that was there last is taken to be there.
    const account = chosen?.source === 'signedOut' ? undefined : chosen?.account;
    store.update(({ account: _account, team: _team, ...state }) => ({
      ...state,
      phase: team ? state.phase : 'ready',
      ...(account && { account }),
      ...(team && { team: serving?.team ?? team }),
      elsewhere,
    }));
    if (chosen)
      void confirmSession(chosen).catch((error) => {
        log.error('could not get the session', error);
        again();
      });
  }

  async function confirmSession(chosen: Chosen): Promise<void> {
    const account = await ports.session(chosen);
    const now = await teams.chosen();
    if (stopped.signal.aborted || !now || !sameAccount(now.account, chosen.account) || now.source !== chosen.source)
      return;
    // Its name is the one it signed in under, or the one GitHub has told since: a session keeps an old one.
    store.update(({ account: _account, ...state }) => ({ ...state, ...(account && { account: now.account }) }));
    if (account) serving?.engine.wake();
  }

  async function move(team: Team | undefined, chosen: Chosen | undefined): Promise<void> {
    const isOther = !team || !serving || !sameTeam(serving.team, team);
    // Loaded and opened first: where the disk refuses, all stays as it is. Without a team nothing that syncs is needed.
    const loaded = team && (await import('./serving.js'));
    const stores = team && (await loaded?.openStores(ports, team));
    if (stopped.signal.aborted) return;
    stop();
    // A team that only signs in again keeps its board on the screen.
    if (isOther) store.update(({ threads: _threads, busyRefused: _busy, ...state }) => ({ ...state, ...nothingKnown }));
    if (!team || !loaded || !stores || !chosen) return;
    const saved = (change: Promise<void>) =>
      void change.catch((error) => log.error('the new name could not be saved', error));
    serving = loaded.serve(ports, stores, team, chosen, {
      renamed: (repository) => saved(rename(team.account, repository)),
      renamedMe: (login) => saved(teams.renamed({ ...team.account, login })), // heard by the watcher
    });
  }

  function stop(): void {
    serving?.dispose();
    serving = undefined;
  }

  async function connect(repository: Repository): Promise<void> {
    const chosen = await teams.chosen();
    if (!chosen) return;
    await teams.connect(chosen.account, repository);
    await refresh();
  }

  /** A name heard late must not undo what the person has chosen since. */
  async function rename(account: Account, repository: Repository): Promise<void> {
    const chosen = await teams.chosen();
    if (!chosen || !sameAccount(chosen.account, account)) return;
    const { current } = await teams.of(account);
    if (current?.id === repository.id) await connect(keptOf(current, repository));
  }

  const unwatch = teams.watch(() => void refresh());
  return {
    refresh,
    looked: () => queue,
    connect,
    serving: () => serving,
    dispose() {
      stopped.abort();
      unwatch();
      stop();
    },
  };
}

async function teamOf(teams: Teams, account: Account | undefined): Promise<Team | undefined> {
  const repository = account && (await teams.of(account)).current;
  return account && repository && { account, repository };
}

async function untilHeard(store: Store<State>, clock: Clock): Promise<void> {
  const isHeard = ({ sync }: State) => sync.heardAt !== undefined || sync.trouble !== undefined;
  const stop = new AbortController();
  const unsubscribe = store.subscribe((state) => isHeard(state) && stop.abort());
  if (!isHeard(store.get())) await clock.sleep(patience, stop.signal);
  unsubscribe();
}

function withTrouble(state: State, error: unknown): State {
  return { ...state, phase: 'ready', sync: { ...state.sync, trouble: { kind: 'disk', detail: String(error) } } };
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

function sameSignIn(a: Chosen, b: Chosen): boolean {
  return a.source === b.source && a.signedInAt === b.signedInAt;
}

function sameTeam(a: Team, b: Team): boolean {
  const sameName = a.repository.owner === b.repository.owner && a.repository.name === b.repository.name;
  return (
    sameAccount(a.account, b.account) &&
    a.account.login === b.account.login &&
    a.repository.id === b.repository.id &&
    a.repository.isPrivate === b.repository.isPrivate &&
    sameName
  );
}
