// Measuring what a capture costs in a real VS Code: keys, and time from the first key until it is said to be saved.

import { openScene, openWindow, repository } from '../../e2e/scene.js';
import type { Workbench } from '../../lib/editor/workbench.js';
import { eventually } from '../../lib/suite/eventually.js';
import { type Bench, figures } from './figures.js';

const rounds = 12;

/** Milliseconds, the typing of a short line by a machine included. Waits for suggestions in no case: whoever knows whom to ask does not either. */
export const benchKeys: Bench = async () => {
  const scene = await openScene();
  try {
    const window = await openWindow(await scene.machine('ana', 'connected'));
    await window.view('Waiting').row('Waiting for me');
    await window.openFile('lens.ts');
    const plain: number[] = [];
    const owned: number[] = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(await once(window, `Plain line ${round}.`, ['Enter']));
      owned.push(await once(window, `Owned line ${round}.`, ['ArrowDown', 'Enter']));
    }
    const wanted = scene.github.issues(repository).filter(({ title }) => /^Owned line \d+\.$/.test(title));
    if (wanted.some(({ assignees }) => assignees.length !== 1)) throw new Error('a capture has no owner');
    return [
      figures('capture in the workbench, 2 keys and the line', plain),
      figures('capture with owner in the workbench, 3 keys and the line', owned),
    ];
  } finally {
    await scene.close();
  }
};

async function once(window: Workbench, line: string, keys: readonly string[]): Promise<number> {
  const began = Date.now();
  await window.press('Shift+Alt+B');
  await window.quickInput.shows('Capture blocker');
  await window.type(line);
  for (const key of keys) await window.press(key);
  await eventually(async () =>
    (await window.statusItems()).some(({ text }) => text.startsWith(`Blocker saved: ${line}`)),
  );
  return Date.now() - began;
}
