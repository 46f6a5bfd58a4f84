/** Discussions: the first paint of *Threads* from the disk, and the page of a long one in a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../../src/disk/board/cache.js';
import { emptyBoard } from '../../../src/model/board/board.js';
import { initialState } from '../../../src/model/state.js';
import { type Thread, threadKey } from '../../../src/model/threads/thread.js';
import { threadRows } from '../../../src/views/threads/view.js';
import { browserOfRun } from '../../lib/editor/browser.js';
import { ana, bo, speaker, team, thread } from '../../lib/fakes/builders.js';
import { openPage } from '../../pages/openPage.js';
import { longTalk, pictureOf, stateWith } from '../../unit/views/threads/scene.js';
import { type Figures, figures, timesOf } from './figures.js';

const threads = 2_000;
const comments = 500;
const now = Date.parse('2026-11-25T13:40:00Z');
const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: console.warn, error: console.error };

export async function benchThreads(): Promise<readonly Figures[]> {
  return [...(await fromDisk()), ...(await inBrowser())];
}

function threadOf(place: number): Thread {
  return thread({
    number: place + 1,
    key: threadKey(place + 1),
    title: `What is known of lamp ${place}, and of who has lit it last?`,
    by: speaker(place % 3 === 0 ? ana : bo),
    state: place % 4 === 0 ? 'closed' : 'open',
    isAnswered: place % 5 === 0,
    comments: place % 40,
    createdAt: new Date(now - place * 3_600_000).toISOString(),
    updatedAt: new Date(now - place * 60_000).toISOString(),
  });
}

async function fromDisk(): Promise<readonly Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'makertime-threads-'));
  try {
    const all = Array.from({ length: threads }, (_, place) => threadOf(place));
    const board = { ...emptyBoard, threads: new Map(all.map((one) => [one.key, one])) };
    await (await openCache(folder, log)).write({ board, sync: {} });
    const paint = async () => {
      const kept = await (await openCache(folder, log)).read();
      if (!kept) throw new Error('there is no board on the disk');
      const state = { ...initialState, phase: 'ready' as const, team, account: team.account, confirmed: kept.board };
      JSON.stringify(threadRows(state, now));
    };
    return [
      figures(`Threads, ${threads} discussions from the disk, first`, await timesOf(1, paint)),
      figures(`Threads, ${threads} discussions from the disk, again`, await timesOf(20, paint)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the picture's coming to the last comment's standing there, by the page's own clock. */
const drawing = `(message) => new Promise((resolve) => {
  const began = performance.now();
  postMessage(message, '*');
  const look = () => {
    const list = document.querySelector('.comments[aria-busy=false]');
    if (list && document.querySelectorAll('.comment').length >= ${comments}) resolve(performance.now() - began);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;
/** Until the first comments can be read. */
const beginning = drawing.replace(`.length >= ${comments}`, '.length > 0').replace('[aria-busy=false]', '');

async function inBrowser(): Promise<readonly Figures[]> {
  const picture = pictureOf(stateWith({}, { talk: longTalk(comments) }));
  const timed = (script: string) =>
    async function draw(): Promise<number> {
      const { page } = await openPage({ name: 'thread', title: 'Discussion' }, {});
      const took = await page.evaluate<number>(`(${script})(${JSON.stringify({ kind: 'picture', picture })})`);
      await page.context().close();
      return took;
    };
  const repeated = async (draw: () => Promise<number>) => {
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn++) times.push(await draw());
    return times;
  };
  const found = [
    figures(`page, ${comments} comments: the first can be read`, await repeated(timed(beginning))),
    figures(`page, ${comments} comments: all are there`, await repeated(timed(drawing))),
  ];
  await (await browserOfRun()).close();
  return found;
}
