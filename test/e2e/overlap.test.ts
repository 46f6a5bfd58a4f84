// Proves finding time together: spans all share, copied with everybody's local time, and the week as a picture and as a table.

import assert from 'node:assert/strict';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('time together', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { size: { width: 1400, height: 900 } });
    window = await openWindow(stage);
    await upToDate(window);
  });
  after(() => scene.close());

  const copied = () => window.page.evaluate<string>('navigator.clipboard.readText()');

  const chapter = story('is found, copied and drawn');

  chapter('finds the next spans people share, and copies one with everybody’s local time', async () => {
    await window.view('Team').clickAction('dana', 'Find Shared Time…');
    await window.quickInput.shows('Select people');
    // VS Code ticks rows a turn after it shows them.
    await eventually(async () => {
      const ticked = (await window.quickInput.rows()).filter((row) => row.checked).map(({ label }) => label);
      assert.deepEqual(ticked, ['@ana', '@dana']);
      return true;
    });
    await window.screenshot('overlap-people');
    await window.press('Enter');
    await window.quickInput.shows('Shared working hours of');
    await window.screenshot('overlap-spans');
    await becomes(async () => (await window.quickInput.rows())[0]?.label, 'Now until 17:30');
    await window.quickInput.accept();
    const text = await eventually(async () => (await copied()) || false);
    assert.match(text, /ana.*Europe\/Berlin/);
    assert.match(text, /dana.*America\/New_York/);
    assert.match(text, /UTC/);
  });

  chapter('draws the week of the whole team, readable in every theme, by keyboard and as a table', async () => {
    await window.run('Makertime: Show Team Week…');
    const page = window.webview();
    await page.getByRole('heading').first().waitFor();
    for (const login of ['ana', 'bo', 'emi', 'hana']) await page.getByText(login, { exact: false }).first().waitFor();
    for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] satisfies Theme[]) {
      await window.setTheme(theme);
      await window.screenshot(`week-vscode-${theme}`);
    }
    await page.getByRole('button', { name: 'Table' }).click();
    await page.getByRole('table').first().waitFor();
    await window.screenshot('week-vscode-table');
    await page.getByRole('button', { name: 'Chart' }).click();
  });

  chapter('names the people it shows; others can be chosen, and a shared span is copied by keyboard', async () => {
    await window.run('Makertime: Find Shared Time…');
    await window.quickInput.shows('Select people');
    await window.quickInput.choose('@dana');
    await window.press('Enter');
    await window.quickInput.shows('Shared working hours of');
    await window.quickInput.type('week');
    await window.quickInput.choose('Show week');
    const page = window.webview();
    const span = page.getByRole('button', { name: /15:00|14:30/ }).first();
    await span.focus();
    await window.page.evaluate("navigator.clipboard.writeText('')");
    await span.press('Enter');
    await eventually(async () => /Europe\/Berlin/.test(await copied()));
    await window.screenshot('week-vscode-two');
  });

  chapter('complains about nothing and reaches nobody', () => {
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(window.complaints.errors, []);
  });
});
