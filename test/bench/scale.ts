/**
 * How it is for one member of a very large team: 1,000 members, 10,000 open blockers, with work, dependencies, reviews and questions
 * besides. The first sync, the first paint from the disk, one change, an idle hour; memory, bytes, requests.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { diskSteps, type Steps } from '../../src/disk/atomic.js';
import { openCache } from '../../src/disk/cache.js';
import { openInbox } from '../../src/disk/inboxStore.js';
import { openOutbox } from '../../src/disk/outbox.js';
import { createRemote } from '../../src/github/remote.js';
import type { Board } from '../../src/model/board.js';
import type { Item } from '../../src/model/item.js';
import { initialState, type State } from '../../src/model/state.js';
import { createStore, type Store } from '../../src/model/store.js';
import type { Team } from '../../src/model/team.js';
import { createKnowledge } from '../../src/search/knowledge.js';
import { type Engine, startEngine } from '../../src/sync/engine.js';
import type { Lease, Log } from '../../src/sync/ports.js';
import { type FakeClock, fakeClock } from '../support/fakeClock.js';
import { differing, draw, zone } from './drawn.js';
import { type Count, type Figures, figures } from './figures.js';
import type { Painted, Painting } from './firstPaint.js';
import type { Answer, Built, Counted, Fetched, Question } from './largeGithub.js';

const minute = 60_000;
const hour = 60 * minute;
const server = 'https://github.example';
const changes = 12;
const paints = 5;
/** A working day in Europe. */
const start = '2026-11-25T13:40:00Z';
/** Milliseconds: how often the watcher wants its turn. */
const pulse = 5;

const nothing = () => undefined;
const log: Log = { debug: nothing, info: nothing, warn: console.warn, error: (...all) => console.error(...all) };
const lease: Lease = { held: () => true, watch: () => nothing, nudge: nothing };

/** Node.js keeps it to itself unless it is asked. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function kilobytesUsed(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1024);
}

/** Watches for how long nobody else has had a turn in this thread. */
function watchSlices() {
  let slices: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    slices.push(Math.max(0, now - last - pulse));
    last = now;
  }, pulse);
  return {
    /** Those since the last time, the one that has just ended among them. */
    async take(): Promise<readonly number[]> {
      await new Promise((resolve) => setTimeout(resolve, 4 * pulse));
      const taken = slices;
      slices = [];
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

/** The GitHub of the other thread, and how long this one has waited for it. */
function openGithub(clock: FakeClock) {
  const worker = new Worker(new URL('./large-github.mjs', import.meta.url));
  const waiting = new Map<number, (value: never) => void>();
  let number = 0;
  let began = 0;
  let away = 0;
  let bytes = 0;
  worker.on('message', ({ number: of, value }: Answer) => {
    waiting.get(of)?.(value as never);
    waiting.delete(of);
    if (waiting.size === 0) away += performance.now() - began;
  });
  worker.on('error', (error) => {
    throw error;
  });
  type Of<K extends Question['kind']> = Omit<Extract<Question, { kind: K }>, 'number' | 'now'>;
  function ask<T, K extends Question['kind'] = Question['kind']>(question: Of<K>): Promise<T> {
    if (waiting.size === 0) began = performance.now();
    number += 1;
    const asked = { ...question, number, now: clock.elsewhere() };
    return new Promise((resolve) => {
      waiting.set(asked.number, resolve);
      worker.postMessage(asked);
    });
  }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const given = { url: String(input), method: init?.method ?? 'GET', body: String(init?.body ?? '') };
    const headers = Object.fromEntries(new Headers(init?.headers));
    const answer = await ask<Fetched, 'fetch'>({ kind: 'fetch', headers, ...given });
    bytes += answer.body?.length ?? 0;
    const response = new Response(answer.body, { status: answer.status, headers: answer.headers });
    Object.defineProperty(response, 'url', { value: given.url });
    return response;
  };
  return {
    fetch: clock.watched({ fetch }).fetch,
    build: () => ask<Built, 'build'>({ kind: 'build' }),
    comment: (place: number) => ask<undefined, 'comment'>({ kind: 'comment', place }),
    count: () => ask<Counted, 'count'>({ kind: 'count' }),
    /** Milliseconds. */
    away: () => away,
    received: () => bytes,
    close: () => worker.terminate(),
  };
}

interface Window {
  readonly store: Store<State>;
  readonly engine: Engine;
}

interface World {
  readonly clock: FakeClock;
  readonly github: ReturnType<typeof openGithub>;
  readonly folder: string;
  readonly team: Team;
  readonly token: string;
  readonly steps: Steps;
}

async function openWindow({ clock, github, folder, team, token, steps }: World): Promise<Window> {
  const store = createStore(initialState);
  store.update((state) => ({ ...state, account: team.account, team }));
  const access = { server, token: async () => token, fetch: github.fetch, clock, log };
  const engine = startEngine({
    store,
    outbox: clock.watched(await openOutbox(join(folder, 'outbox'), clock, log, steps)),
    cache: clock.watched(await openCache(join(folder, 'board'), log, steps)),
    inbox: clock.watched(await openInbox(join(folder, 'inbox'), log, steps)),
    remote: createRemote(team, access),
    team,
    lease,
    clock,
    log,
    attended: () => true,
    zone: () => zone,
    rules: () => ({ people: [], repositories: [], ignored: [] }),
    renamed: nothing,
  });
  return { store, engine };
}

/** All of them as if they had been resolved: for how long nobody else has a turn while they are made searchable. */
async function learn(board: Board): Promise<readonly number[]> {
  const items = [...board.items.values()].map((item): Item => ({ ...item, state: 'closed' }));
  const confirmed = { ...board, items: new Map(items.map((item) => [item.key, item])) };
  const store = createStore<State>({ ...initialState, confirmed });
  const knowledge = createKnowledge({
    store,
    readDocuments: () => ({ dispose: nothing }),
    now: Date.now,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const slices = watchSlices();
  knowledge.prepare();
  while (knowledge.resembling(items.at(-1)?.title ?? '').length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const taken = await slices.take();
  slices.stop();
  knowledge.dispose();
  return taken;
}

async function paint(painting: Painting): Promise<Painted> {
  const worker = new Worker(new URL('./first-paint.mjs', import.meta.url), { workerData: painting });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

export async function benchScale(): Promise<readonly (Figures | Count)[]> {
  const clock = fakeClock(start);
  const github = openGithub(clock);
  const folder = mkdtempSync(join(tmpdir(), 'makertime-scale-'));
  const slices = watchSlices();
  try {
    const { token, account, repository } = await github.build();
    const team: Team = { account: { server, ...account }, repository: { id: repository, owner: 'acme', name: 'team' } };
    let written = 0;
    const steps: Steps = {
      ...diskSteps,
      async writeFlushed(path, text) {
        written += Buffer.byteLength(text);
        await diskSteps.writeFlushed(path, text);
      },
    };
    const world: World = { clock, github, folder, team, token, steps };
    const takeWritten = () => {
      const taken = written;
      written = 0;
      return Math.round(taken / 1024);
    };
    await github.count();
    const empty = kilobytesUsed();
    await slices.take();

    const window = await openWindow(world);
    await clock.advance(30_000);
    const cold = await github.count();
    const downloaded = Math.round(github.received() / 1024);
    const coldSlices = await slices.take();
    let minutes = 0;
    for (let known = -1; known !== window.store.get().confirmed.dependencies.size; minutes++) {
      known = window.store.get().confirmed.dependencies.size;
      await clock.advance(66_000);
    }
    const rest = await github.count();
    const { confirmed, sync } = window.store.get();
    if (sync.trouble) throw new Error(`the first sync ended in ${JSON.stringify(sync.trouble)}`);
    const known = (name: string, value: number, limit?: number): Count => ({ name, value, ...(limit && { limit }) });
    const synced: Count[] = [
      ...(['items', 'work', 'statuses', 'profiles', 'dependencies', 'asked'] as const).map((name) =>
        known(`on the board: ${name}`, confirmed[name].size),
      ),
    ];
    takeWritten();

    let before = draw(window.store.get(), clock.now());
    const kept = kilobytesUsed();
    const turns: number[] = [];
    const draws: (typeof before)['each'][] = [];
    const redrawn: number[] = [];
    const files: number[] = [];
    const changeSlices: number[] = [];
    for (let place = 1; place <= changes; place++) {
      await github.comment(place * 7);
      takeWritten();
      await slices.take();
      const [last, away, began] = [window.store.get().confirmed, github.away(), performance.now()];
      let took: number | undefined;
      const stop = window.store.subscribe(({ confirmed: next }) => {
        if (next !== last) took ??= performance.now() - began - (github.away() - away);
      });
      window.engine.wake();
      await clock.advance(2_000);
      stop();
      if (took === undefined) throw new Error('a change was not heard');
      turns.push(took);
      files.push(takeWritten());
      changeSlices.push(...(await slices.take()));
      // The clock stands still meanwhile: what differs does so because of the change.
      const unchanged = draw({ ...window.store.get(), confirmed: last }, clock.now());
      const after = draw(window.store.get(), clock.now());
      draws.push(after.each);
      redrawn.push(differing(unchanged, after));
      before = after;
    }
    await github.count();
    await slices.take();

    await clock.advance(hour);
    const idle = await github.count();
    const idleSlices = await slices.take();
    const idleBytes = takeWritten();
    window.engine.dispose();
    await clock.settle();
    const painted: Painted[] = [];
    const painting: Painting = { folder: join(folder, 'board'), team, now: clock.now() };
    for (let count = 0; count < paints; count++) painted.push(await paint(painting));
    const learning = await learn(confirmed);
    const boardFile = Math.round(statSync(join(folder, 'board', 'board.json')).size / 1024);
    return [
      ...synced,
      known('cold sync: requests', cold.requests, 320),
      known('cold sync: REST, charged', cold.charged),
      known('cold sync: GraphQL, points', cold.points),
      known('cold sync: received, kB', downloaded),
      known('until all dependencies are known: minutes', minutes),
      known('until all dependencies are known: REST, charged', rest.charged),
      known('until all dependencies are known: GraphQL, points', rest.points),
      known('board file, kB', boardFile, 12_000),
      known('heap of board and rows, kB', kept - empty, 60_000),
      known('first paint: rows', painted[0]?.rows ?? 0),
      known('one change: rows redrawn, most', Math.max(...redrawn), 10),
      known('one change: written, kB, most', Math.max(...files)),
      known('an idle hour: requests', idle.requests),
      known('an idle hour: of them 304', idle.notModified),
      known('an idle hour: REST, charged', idle.charged, 120),
      known('an idle hour: GraphQL, points', idle.points, 120),
      known('an idle hour: written, kB', idleBytes),
      figures(
        'first paint: board read from the disk',
        painted.map(({ read }) => read),
      ),
      ...[...before.each.keys()].map((view) =>
        figures(
          `first paint: ${view} view`,
          painted.map(({ each }) => each.get(view) ?? 0),
        ),
      ),
      figures('one change: from the answer to the store', turns),
      ...[...before.each.keys()].map((view) =>
        figures(
          `one change: ${view} view`,
          draws.map((each) => each.get(view) ?? 0),
        ),
      ),
      figures('event loop held up: resolved blockers taken in', learning),
      figures('event loop held up: cold sync', coldSlices),
      figures('event loop held up: one change', changeSlices),
      figures('event loop held up: an idle hour', idleSlices),
    ];
  } finally {
    slices.stop();
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
