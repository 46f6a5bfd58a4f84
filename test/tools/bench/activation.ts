// How long a real window's start takes us, as VS Code's own marks tell it, and when the first row from the disk is on the screen.

import { openScene, openWindow } from '../../e2e/scene.js';
import { type Bench, figures } from './figures.js';
import { openProbe } from './probe.js';

const windows = 6;

/** Milliseconds. The first window fills the disk; the others find GitHub away, and paint what is there. */
export const benchActivation: Bench = async () => {
  const scene = await openScene();
  const probe = openProbe();
  try {
    const stage = await scene.machine('ana', 'connected', probe.options);
    await stage.context.addInitScript(noteFirstRow);
    const first = await openWindow(stage);
    await first.view('Waiting').row('Waiting for me');
    await first.close();
    scene.github.weather.offline(true);
    const loading: number[] = [];
    const activating: number[] = [];
    const painting: number[] = [];
    for (let place = 0; place < windows; place++) {
      const window = await openWindow(stage);
      await window.view('Waiting').row('Waiting for me');
      const told = await probe.ask(window);
      loading.push(told.loading);
      activating.push(told.activating);
      const paintedAt = await window.page.evaluate(() => (globalThis as unknown as { firstRow: number }).firstRow);
      painting.push(paintedAt - told.activatedAt);
      await window.close();
    }
    return [
      figures('loading the entry', loading),
      figures('in activate()', activating),
      figures('from activate() to the first row from the disk', painting),
    ];
  } finally {
    probe.close();
    await scene.close();
  }
};

/** Runs in the page before anything else. Page and extension host are on one machine: its clock is theirs. */
const noteFirstRow = `new MutationObserver((_, observer) => {
  const rows = document.querySelectorAll('.sidebar .pane-body .monaco-list-row');
  if (![...rows].some((row) => row.textContent.includes('Waiting for me'))) return;
  observer.disconnect();
  globalThis.firstRow = Date.now();
}).observe(document, { subtree: true, childList: true, characterData: true })`;
