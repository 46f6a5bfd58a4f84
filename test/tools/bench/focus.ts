// Measuring how soon focus is felt in a real VS Code: from the key that chooses to the changed text in the status bar.

import { openScene, openWindow } from '../../e2e/scene.js';
import type { Workbench } from '../../lib/editor/workbench.js';
import { eventually } from '../../lib/suite/eventually.js';
import { type Bench, figures } from './figures.js';

const rounds = 30;

/** Milliseconds, in the same window and in another one of the same person. */
export const benchFocus: Bench = async () => {
  const scene = await openScene();
  try {
    const stage = await scene.machine('ana', 'connected');
    const window = await openWindow(stage);
    const other = await stage.open();
    const here: number[] = [];
    const there: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await window.press('Shift+Alt+D');
      await window.quickInput.shows(round % 2 === 0 ? 'Focus for how long?' : 'You are focusing');
      const wanted = round % 2 === 0 ? 'Focusing until' : 'Available';
      const [first, second] = [changed(window, wanted), changed(other, wanted)];
      await window.page.evaluate(waitForKey);
      await window.quickInput.accept();
      const pressed = await window.page.evaluate(() => (globalThis as unknown as { pressed: number }).pressed);
      here.push((await first) - pressed);
      there.push((await second) - pressed);
      await eventually(async () => !(await window.quickInput.isOpen()));
    }
    return [figures('focus, key to status bar', here), figures('focus, key to status bar of another window', there)];
  } finally {
    await scene.close();
  }
};

/** Runs in the page. Both pages are on one machine: its clock is theirs. */
const waitForKey =
  "addEventListener('keydown', () => { globalThis.pressed = Date.now() }, { once: true, capture: true })";

/** When the status bar first says this, in milliseconds since 1970. */
function changed(window: Workbench, wanted: string): Promise<number> {
  return window.page.evaluate(`new Promise((resolve) => {
    const bar = document.querySelector('.statusbar');
    const observer = new MutationObserver(() => {
      if (!bar.textContent.includes(${JSON.stringify(wanted)})) return;
      observer.disconnect();
      resolve(Date.now());
    });
    observer.observe(bar, { subtree: true, childList: true, characterData: true });
  })`);
}
