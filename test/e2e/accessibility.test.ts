// In a real VS Code nothing of ours keeps anybody out: rows are heard as they are seen, buttons have names, and axe finds nothing.

import assert from 'node:assert/strict';
import type { Row } from '../lib/editor/treeView.js';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes } from '../lib/suite/eventually.js';
import { assertClean } from '../pages/axe.js';
import { unheard } from '../unit/views/spoken.js';
import { openScene, openWindow, type Scene, upToDate } from './scene.js';

describe('inside VS Code', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { size: { width: 1500, height: 3200 } });
    window = await openWindow(stage);
    await upToDate(window);
  });
  after(() => scene.close());

  it('every row of every view is heard as it is seen, and every button has a name', async () => {
    await window.run('Makertime: Deliver Now');
    await window.view('Deliveries').row('People');
    for (const view of ['Now', 'Team', 'Waiting', 'Threads', 'Deliveries']) {
      const rows = await unfolded(window, view);
      assert.deepEqual(
        rows.flatMap((row) => unheard({ ...row, spoken: row.ariaLabel })),
        [],
      );
      assert.deepEqual(rows.flatMap(({ actions }) => actions).filter(isNameless), [], view);
    }
    const unread = ({ ariaLabel }: Row) => ariaLabel.startsWith('unread, ');
    const unreadIn = async (view: string) => (await window.view(view).rows()).filter(unread).length;
    await becomes(async () => (await unreadIn('Waiting')) + (await unreadIn('Deliveries')), 8);
    await becomes(() => window.badge(), '8');
    const { text, ariaLabel } = await window.statusItem('makertime.status');
    assert.deepEqual(unheard({ label: text, spoken: ariaLabel }), []);
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    const buttons = window.page.locator('.sidebar .pane-header .action-label, .quick-input-titlebar .action-label');
    const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    assert.ok(names.length > 10, 'views and the box have buttons');
    assert.deepEqual(names.filter(isNameless), []);
    await window.press('Escape');
  });

  for (const [command, heading] of [
    ['Show Team Week…', /2026$/],
    ['Show My Quiet Time', 'My quiet time'],
    ['Review How the Team Works', 'How the team works'],
  ] as const)
    it(`axe finds nothing on its page: ${command}`, async () => {
      await window.run(`Makertime: ${command}`);
      const page = window.webview();
      await page.getByRole('heading', { name: heading }).waitFor();
      for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] satisfies Theme[]) {
        await window.setTheme(theme);
        await page.locator(`body.${bodies[theme]}`).waitFor();
        await assertClean(page.locator('html'), theme.startsWith('hc') ? 'high' : 'usual', theme);
      }
    });
});

const isNameless = (name: string) => name.trim() === '' || name.includes('$(');

/** All rows, those below folded ones as well: one after the other is unfolded, since a list draws only what is in sight. */
async function unfolded(window: Workbench, title: string): Promise<readonly Row[]> {
  const view = window.view(title);
  const rows = await view.rows();
  const below: Row[] = [];
  for (const { label } of rows.filter(({ expanded }) => expanded === false)) {
    await view.expand(label);
    below.push(...(await view.rows()));
    await view.collapse(label);
  }
  return [...rows, ...below];
}

const bodies = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  'hc-light': 'vscode-high-contrast-light',
} as const;
