// Proves the ground the other end-to-end tests stand on: windows open, read, press and look as they should, without our extension.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeHost } from '../lib/editor/hosts.js';
import { openStage, type Stage, type Workbench } from '../lib/editor/workbench.js';
import { makeLighthouse } from '../lib/fakes/lighthouse.js';
import { eventually } from '../lib/suite/eventually.js';

describe('the workbench that tests drive', () => {
  let place: string;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'makertime-e2e-'));
    const folder = makeLighthouse(join(place, 'lighthouse'), 'https://github.com/acme/lighthouse.git');
    const host = await takeHost();
    host.setUp({});
    stage = await openStage(host, { folder, extensions: [], theme: 'light' });
    window = await stage.open();
  });
  after(async () => {
    await stage.close();
    rmSync(place, { recursive: true, force: true });
  });

  it('opens files and reads diagnostics from the status bar', async () => {
    await window.openFile('lamp.ts');
    await eventually(async () => (await window.statusItem('status.problems')).ariaLabel === 'Errors: 1');
    await window.screenshot('workbench-light');
  });

  it('runs commands by their titles', async () => {
    await window.run('View: Toggle Panel Visibility');
    await window.page.locator('.part.panel').waitFor();
    await window.run('View: Toggle Panel Visibility');
    await window.page.locator('.part.panel').waitFor({ state: 'hidden' });
  });

  it('changes the theme in all windows, and the side bar in one', async () => {
    const second = await stage.open();
    assert.equal(stage.windows.length, 2);
    await window.setTheme('hc-dark');
    await second.page.locator('.monaco-workbench.hc-black').waitFor();
    assert.ok((await second.setSidebarWidth(180)) <= 200);
    await second.screenshot('workbench-narrow');
    await second.close();
    assert.equal(stage.windows.length, 1);
  });

  it('reaches nobody outside', () => {
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(window.complaints.errors, []);
  });
});
