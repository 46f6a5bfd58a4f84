// Owns measuring how long activation takes in a real VS Code, as its own list of running extensions says it.

import { openScene, openWindow } from '../e2e/scene.js';
import { eventually } from '../host/eventually.js';
import { type Bench, figures } from './figures.js';

const windows = 5;

/** Milliseconds from loading our code until `activate()` has returned, in one window after the other. */
export const benchActivation: Bench = async () => {
  const scene = await openScene();
  try {
    const stage = await scene.machine('ana', 'connected');
    const times: number[] = [];
    for (let count = 0; count < windows; count++) {
      const window = await openWindow(stage);
      await window.view('Waiting').row('Waiting for me');
      await window.run('Developer: Show Running Extensions');
      const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Makertime' });
      times.push(
        await eventually(async () =>
          Number(/Activation: (\d+)\s?ms/.exec((await row.first().textContent()) ?? '')?.[1] ?? undefined),
        ),
      );
      if (count === 0) await window.screenshot('running-extensions');
      await window.close();
    }
    return [figures('activation in the host', times)];
  } finally {
    await scene.close();
  }
};
