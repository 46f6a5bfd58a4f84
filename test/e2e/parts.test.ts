// Proves that a part of the extension which could not be read is read the next time: virus scanners and updates hold files for a moment.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../host/eventually.js';
import type { Workbench } from '../host/workbench.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';

describe('a part that cannot be read at first', () => {
  let scene: Scene;
  let ana: Workbench;
  let copy: string;

  before(async () => {
    scene = await openScene();
    copy = mkdtempSync(join(tmpdir(), 'makertime-parts-'));
    for (const name of ['dist', 'media', 'package.json', 'package.nls.json'])
      cpSync(name, join(copy, name), { recursive: true });
  });
  after(async () => {
    await scene.close();
    rmSync(copy, { recursive: true, force: true });
  });

  /** Keeps a part of a copy of the extension from being read while something is done. */
  async function without(part: string, act: () => Promise<void>): Promise<void> {
    const [there, away] = [join(copy, 'dist', `${part}.js`), join(copy, 'dist', `${part}.away`)];
    renameSync(there, away);
    await act();
    renameSync(away, there);
  }

  it('is drawn from with the next change', async () => {
    const stage = await scene.machine('ana', 'connected', { extensions: [copy] });
    await without('screen', async () => {
      ana = await openWindow(stage);
      await new Promise((resolve) => setTimeout(resolve, 3_000)); // until it has been asked for in vain
      assert.deepEqual(await ana.view('Waiting').rows(), []);
    });
    scene.github.as('bo').createIssue(repository, { title: 'Mend the beam' }); // heard of with the next turn
    await eventually(async () => (await ana.view('Now').rows()).length > 0, 90_000);
    await eventually(async () => (await ana.view('Waiting').rows()).length > 0, 10_000);
  });

  it('runs the next command', async () => {
    await without('commands', async () => {
      await ana.run('Makertime: Capture Blocker…');
      await ana.toast('Makertime could not do that.');
    });
    await ana.run('Makertime: Capture Blocker…');
    await ana.quickInput.shows('Capture blocker');
    await ana.press('Escape');
  });
});
