/** One first paint from the disk, in a thread where nothing has run before: as in a window that has just been opened. */
import { parentPort, workerData } from 'node:worker_threads';
import { createStore } from '../../../src/base/store.js';
import { openCache } from '../../../src/disk/board/cache.js';
import type { Team } from '../../../src/model/board/team.js';
import { initialState } from '../../../src/model/state.js';
import { draw } from './drawn.js';

export interface Painting {
  /** Of the cache. */
  readonly folder: string;
  readonly team: Team;
  readonly now: number;
}

export interface Painted {
  /** Milliseconds. */
  readonly read: number;
  /** Milliseconds, by view. */
  readonly each: ReadonlyMap<string, number>;
  readonly rows: number;
}

const { folder, team, now } = workerData as Painting;
const nothing = () => undefined;
const began = performance.now();
const cache = await openCache(folder, { debug: nothing, info: nothing, warn: nothing, error: nothing });
const snapshot = await cache.read();
const read = performance.now() - began;
if (!snapshot) throw new Error('there is no board on the disk');
const { board: confirmed, sync } = snapshot;
const store = createStore(initialState);
store.update((state) => ({ ...state, phase: 'ready', account: team.account, team, confirmed, sync }));
const { each, rows } = draw(store.get(), now);
const painted: Painted = { read, each, rows: rows.size };
parentPort?.postMessage(painted);
