/**
 * How it is for one member of a very large team, with work, dependencies, reviews and questions besides: the first paint from
 * the disk, one change, an idle hour; memory, bytes, and for how long nobody else has a turn.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createStore } from '../../../src/base/store.js';
import type { Board } from '../../../src/model/board/board.js';
import type { Item } from '../../../src/model/board/item.js';
import { initialState, type State } from '../../../src/model/state.js';
import { createKnowledge } from '../../../src/search/knowledge.js';
import { differing, draw } from './drawn.js';
import { count, type Figure, figures } from './figures.js';
import type { Painted, Painting } from './firstPaint.js';
import { kilobytesUsed } from './heap.js';
import { openLargeTeam, untilAllIsKnown } from './largeTeam.js';
import { watchSlices } from './slices.js';

const size = { members: 1_000, blockers: 10_000 };
const minute = 60_000;
const hour = 60 * minute;
const changes = 12;
const paints = 5;

const nothing = () => undefined;

export async function benchScale(): Promise<readonly Figure[]> {
  const large = await openLargeTeam(size);
  const { clock, github, folder, team, takeWritten } = large;
  const slices = watchSlices();
  try {
    const empty = kilobytesUsed();
    await slices.take();
    const window = await large.open();
    await clock.advance(30_000);
    const coldSlices = await slices.take();
    await github.take();
    const minutes = await untilAllIsKnown(large, window.store);
    const rest = await github.take();
    const { confirmed } = window.store.get();
    const kept = kilobytesUsed();
    takeWritten();

    const turns: number[] = [];
    const draws: ReturnType<typeof draw>['each'][] = [];
    const redrawn: number[] = [];
    const files: number[] = [];
    const changeSlices: number[] = [];
    draw(window.store.get(), clock.now());
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
    }
    // Past the next thorough look: it hears once more what has changed.
    await clock.advance(hour / 2 + 2 * minute);
    await github.take();
    await slices.take();

    await clock.advance(hour);
    const idle = await github.take();
    const idleSlices = await slices.take();
    const idleBytes = takeWritten();
    window.engine.dispose();
    await clock.settle();
    const painted: Painted[] = [];
    const painting: Painting = { folder: join(folder, 'board'), team, now: clock.now() };
    for (let place = 0; place < paints; place++) painted.push(await paint(painting));
    const learning = await learn(confirmed);
    return [
      ...(['items', 'work', 'statuses', 'profiles', 'dependencies', 'asked'] as const).map((name) =>
        count(`on the board: ${name}`, confirmed[name].size),
      ),
      count('until all dependencies are known: minutes', minutes),
      count('until all dependencies are known: REST, charged', rest.charged),
      count('until all dependencies are known: GraphQL, points', rest.points),
      count('board file, kB', Math.round(statSync(join(folder, 'board', 'board.json')).size / 1024)),
      count('heap of the board, kB', kept - empty),
      count('first paint: rows', painted[0]?.rows ?? 0),
      count('one change: rows redrawn, most', Math.max(...redrawn)),
      count('one change: written, kB, most', Math.max(...files)),
      count('an idle hour: requests', idle.requests),
      count('an idle hour: of them 304', idle.notModified),
      { ...count('an idle hour: REST, charged', idle.charged), kinds: idle.kinds },
      count('an idle hour: GraphQL, points', idle.points),
      count('an idle hour: written, kB', idleBytes),
      figures(
        'first paint: board read from the disk',
        painted.map(({ read }) => read),
      ),
      ...byView(
        'first paint',
        painted.map(({ each }) => each),
      ),
      figures('one change: from the answer to the store', turns),
      ...byView('one change', draws),
      figures('held up: resolved blockers taken in', learning),
      figures('held up: cold sync', coldSlices),
      figures('held up: one change', changeSlices),
      figures('held up: an idle hour', idleSlices),
    ];
  } finally {
    slices.stop();
    await large.close();
  }
}

function byView(name: string, draws: readonly ReadonlyMap<string, number>[]): readonly Figure[] {
  const views = [...(draws[0]?.keys() ?? [])];
  return views.map((view) =>
    figures(
      `${name}: ${view} view`,
      draws.map((each) => each.get(view) ?? 0),
    ),
  );
}

async function paint(painting: Painting): Promise<Painted> {
  const worker = new Worker(new URL('./first-paint.mjs', import.meta.url), { workerData: painting });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
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
