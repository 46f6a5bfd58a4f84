/** How long a person waits until a capture is durable: with nothing unsent, and with 10,000 entries unsent. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createStore } from '../../../src/base/store.js';
import { openCache } from '../../../src/disk/board/cache.js';
import { diskSteps } from '../../../src/disk/files/steps.js';
import { openInbox } from '../../../src/disk/local/inbox.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import { systemClock as clock } from '../../../src/host/clock.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import { initialState } from '../../../src/model/state.js';
import type { Log } from '../../../src/ports/clock.js';
import type { Outbox } from '../../../src/ports/outbox.js';
import type { Remote } from '../../../src/ports/remote.js';
import type { Lease } from '../../../src/ports/stores.js';
import { startEngine } from '../../../src/sync/turn/engine.js';
import { capture, team } from '../../lib/fakes/builders.js';
import { type Figures, figures, timesOf } from './figures.js';

const captures = 1_000;
const manyUnsent = 10_000;
/** A person is faster than the eye, but no faster than this. */
const betweenCaptures = 20;

const nothing = () => undefined;
const log: Log = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: (message, error) => console.error(message, error),
};
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const lease: Lease = { held: () => true, watch: () => nothing, nudge: nothing };
const blocked = async () => ({ kind: 'blocked', trouble: { kind: 'offline' } }) as const;
const blockedThreads = async () => ({ kind: 'trouble', trouble: { kind: 'offline' } }) as const;
const offline: Remote = {
  push: blocked,
  find: blocked,
  pull: async () => ({ kind: 'offline' }),
  pullThreads: blockedThreads,
  leaveRoster: async () => undefined,
  myWork: async () => undefined,
  readThread: async () => ({ kind: 'gone' }),
  readPull: async () => undefined,
  repository: () => team.repository,
  login: () => team.account.login,
};

const mutations = (count: number): Mutation[] =>
  Array.from({ length: count }, (_, index) => capture({ title: `blocked ${index}`, notes: 'why '.repeat(50) }));

export async function benchCapture(): Promise<readonly Figures[]> {
  const all: Figures[] = [];
  for (const unsent of [0, manyUnsent]) {
    const folder = mkdtempSync(join(tmpdir(), 'makertime-bench-'));
    try {
      await fill(join(folder, 'outbox'), unsent);
      const outbox = await openOutbox(join(folder, 'outbox'), clock, log);
      const last = ` (${unsent.toLocaleString('en')} unsent)`;
      all.push(figures(`first read${last}`, await timesOf(1, outbox.read)));
      all.push(figures(`read again${last}`, await timesOf(30, outbox.read)));
      const adding = mutations(captures);
      all.push(figures(`outbox.add${last}`, await timesOf(captures, (index) => outbox.add(adding[index] as Mutation))));
      all.push(...(await record(folder, outbox, last)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return all;
}

/** Without flushing: it is not what is measured. */
async function fill(folder: string, count: number): Promise<void> {
  const outbox = await openOutbox(folder, clock, log, { ...diskSteps, flushFolder: async () => undefined });
  const all = mutations(count);
  for (let begin = 0; begin < count; begin += 100)
    await Promise.all(all.slice(begin, begin + 100).map((mutation) => outbox.add(mutation)));
}

async function record(folder: string, outbox: Outbox, last: string): Promise<readonly Figures[]> {
  const store = createStore(initialState);
  store.update((state) => ({ ...state, account: team.account, team }));
  const cache = await openCache(join(folder, 'board'), log);
  const engine = startEngine({
    store,
    outbox,
    cache,
    remote: offline,
    inbox: await openInbox(join(folder, 'inbox'), log),
    team,
    lease,
    clock,
    log,
    attended: () => true,
    seen: () => true,
    zone: () => 'UTC',
    rules: () => ({ people: [], repositories: [], ignored: [] }),
    renamed: nothing,
    renamedMe: nothing,
  });
  while (store.get().phase !== 'ready') await pause(10);
  const all = mutations(captures + 200);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const spaced: number[] = [];
  for (let index = 0; index < captures; index++) {
    await pause(betweenCaptures);
    const [took] = await timesOf(1, () => engine.record(all[index] as Mutation));
    spaced.push(took ?? 0);
  }
  delay.disable();
  const inARow = await timesOf(200, (index) => engine.record(all[captures + index] as Mutation));
  engine.dispose();
  await pause(200);
  return [
    figures(`engine.record, offline${last}`, spaced),
    figures(`engine.record, offline, without a pause${last}`, inARow),
    {
      name: `event loop held up meanwhile${last}`,
      count: delay.count,
      min: delay.min / 1e6,
      p50: delay.percentile(50) / 1e6,
      p99: delay.percentile(99) / 1e6,
      max: delay.max / 1e6,
    },
  ];
}
