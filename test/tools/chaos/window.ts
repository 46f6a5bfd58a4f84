/** One window of the chaos run, as a process of its own: the real core without VS Code, told what to do on stdin until it is killed. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createStore } from '../../../src/base/store.js';
import { openCache } from '../../../src/disk/board/cache.js';
import { joinLease } from '../../../src/disk/lease/lease.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openBusyFile } from '../../../src/disk/local/profileStatus.js';
import { accountFolder, openTeams } from '../../../src/disk/local/teams.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import { nextDelivery } from '../../../src/model/focus/deliveryTimes.js';
import type { Inbox } from '../../../src/model/inbox/entries.js';
import { idsAfter, myRecord } from '../../../src/model/members.js';
import { initialState } from '../../../src/model/state.js';
import type { Clock, Log } from '../../../src/ports/clock.js';
import { openConnection } from '../../../src/sync/connection.js';
import { toastNow } from '../../../src/views/deliveries/toast.js';
import { sayAtOnce } from '../../lib/fakes/sayAtOnce.js';
import { fastClock, watchStalls } from './clock.js';
import { faultyDisk } from './faultyDisk.js';
import { intentionsOf } from './intentions.js';
import type { Order, Said, Shown, Start } from './speech.js';

const start = JSON.parse(process.argv[2] ?? '') as Start;
const { root, team, rules } = start;
const zone = 'Europe/Berlin';
let { token, ahead, disk } = start;

const say = (said: Said) => sayAtOnce(JSON.stringify(said));

const time = fastClock(start.time);
watchStalls(time, (since) => say({ kind: 'stalled', since }));
const clock: Clock = { now: () => time.now() + ahead, sleep: time.sleep, random: Math.random };
const nothing = () => undefined;
const log: Log = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: (message, error) =>
    say({ kind: 'error', message: `${message}: ${error instanceof Error ? error.stack : String(error)}` }),
};
const steps = faultyDisk(() => disk);
const store = createStore(initialState);
const access = {
  server: team.account.server,
  token: async () => token,
  fetch: globalThis.fetch,
  clock,
  log,
  limits: new Map(),
};
const github = () => import('../../../src/github/remote.js');

const connection = openConnection({
  store,
  teams: openTeams(root, log, steps),
  clock,
  log,
  session: async ({ account }) => account,
  outbox: (account) => openOutbox(join(accountFolder(root, account), 'outbox'), clock, log, steps),
  cache: ({ account, repository }) =>
    openCache(join(accountFolder(root, account), `board-${repository.id}`), log, steps),
  inbox: (account) => openInbox(join(accountFolder(root, account), 'inbox'), log, steps),
  lease: (account, nudged) => joinLease(accountFolder(root, account), log, nudged),
  remote: async (of) => (await github()).createRemote(of, access),
  busyFile: (account) => openBusyFile(accountFolder(root, account), log, steps),
  busyRemote: async (of) => (await github()).createBusy(of, access),
  tellsBusy: () => start.tellsBusy,
  attended: () => true,
  seen: () => true,
  zone: () => zone,
  rules: () => rules,
});

const intentions = intentionsOf({
  state: store.get,
  now: clock.now,
  newId: idsAfter(store.get, clock.now, Math.random),
  team,
});

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'clock':
      ahead = order.ahead;
      return;
    case 'disk':
      disk = order.fault;
      return;
    case 'token':
      token = order.token;
      return connection.refresh();
    case 'wake':
      return connection.wake();
    case 'look':
      return say(shown(order.number));
    case 'act': {
      if (store.get().phase !== 'ready') return say({ kind: 'skipped' });
      if (order.act.kind === 'retry') {
        const refused = store.get().refused[order.act.pick % Math.max(1, store.get().refused.length)];
        if (refused) await connection.retry(refused.mutation.id).catch(nothing);
        return;
      }
      const wanted = intentions(order.act, start.work);
      if (wanted.length === 0) return say({ kind: 'skipped' });
      for (const { mutation, trying } of wanted) {
        say(trying);
        try {
          await connection.record(mutation);
          say({ kind: 'saved', id: mutation.id });
        } catch (error) {
          return say({ kind: 'failed', id: mutation.id, why: String(error) });
        }
      }
    }
  }
}

function shown(number: number): Shown {
  const state = store.get();
  const { sync, inbox } = state;
  const now = clock.now();
  const status = myRecord(state)?.status;
  const after = inbox.deliveredAt === undefined ? undefined : Date.parse(inbox.deliveredAt);
  return {
    kind: 'shown',
    number,
    isReady: state.phase === 'ready',
    unsent: state.unsent.map(({ id }) => id),
    acts: state.acts.length,
    refused: state.refused.map(({ mutation, reason }) => ({ id: mutation.id, reason: reason.kind })),
    aside: state.aside.map(({ file, why }) => `${why} ${file}`),
    ...(sync.trouble && { trouble: JSON.stringify(sync.trouble) }),
    heardAt: Date.parse(sync.heardAt ?? '') || 0,
    statuses: Object.fromEntries([...state.confirmed.statuses].map(([id, { status }]) => [id, status.text ?? ''])),
    entries: [...inbox.entries.values()].map(({ key, at, stage, isMuted }) => ({
      key,
      at,
      stage: stage.kind,
      isMuted: isMuted === true,
    })),
    due: nextDelivery(status, zone, after, now),
    now,
    rss: process.memoryUsage().rss,
  };
}

/** As `host/toast.ts` does it, with nobody to look at it. */
let lastToast: string | undefined;
async function toast(): Promise<void> {
  const next = toastNow(store.get(), clock.now());
  if (!next || next.batch === lastToast) return;
  lastToast = next.batch;
  if (await connection.claimToast(next.batch)) say({ kind: 'toast', batch: next.batch });
}

const told = new Set<string>();
function tell({ entries }: Inbox): void {
  for (const { key, at, stage } of entries.values()) {
    if (stage.kind !== 'delivered' || told.has(`${key} ${at} ${stage.batch}`)) continue;
    told.add(`${key} ${at} ${stage.batch}`);
    say({ kind: 'delivered', key, at, batch: stage.batch });
  }
}

let seen: Inbox | undefined;
store.subscribe(({ inbox }) => {
  void toast();
  if (inbox !== seen) tell(inbox);
  seen = inbox;
});
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => say({ kind: 'error', message: `${event}: ${error?.stack ?? String(error)}` }));
createInterface({ input: process.stdin })
  .on('line', (line) => void obey(JSON.parse(line) as Order))
  // Whoever started it is gone.
  .on('close', () => process.exit());
void connection.refresh().then(() => say({ kind: 'ready' }));
