// Proves that a part of the extension which could not be read is read the next time: virus scanners and updates hold files for a moment.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';
import { story } from './story.js';

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

  /** A part of the copy of the extension that cannot be read, and that can be read again. */
  const away = (part: string) => renameSync(join(copy, 'dist', `${part}.js`), join(copy, 'dist', `${part}.away`));
  const back = (part: string) => renameSync(join(copy, 'dist', `${part}.away`), join(copy, 'dist', `${part}.js`));

  const sentence = 'Something went wrong in Makertime. See the log for details.';

  const chapter = story('is read the next time');

  chapter('runs the next command', async () => {
    away('screen');
    away('commands');
    ana = await openWindow(await scene.machine('ana', 'connected', { extensions: [copy] }));
    // The views are drawn once there is a board.
    await eventually(() => scene.github.log.entries.some(({ path }) => path.startsWith('/notifications')));
    // Each view says so in its place: a toast for every one would hide the command's own.
    await eventually(async () => (await ana.view('Waiting').message()).includes(sentence));
    assert.deepEqual(await ana.toasts(), []);
    await ana.run('Makertime: Capture Blocker…');
    await ana.toast(sentence);
    await ana.quickInput.closes();
    back('commands');
    await ana.run('Makertime: Capture Blocker…');
    await ana.quickInput.shows('Capture blocker');
    await ana.press('Escape');
  });

  chapter('is drawn from with the next change', async () => {
    assert.deepEqual(await ana.view('Waiting').rows(), []);
    back('screen');
    scene.github.as('bo').createIssue(repository, { title: 'Mend the beam' });
    await ana.run('Makertime: Sync Now');
    await eventually(async () => (await ana.view('Team').rows()).length > 0);
    await eventually(async () => (await ana.view('Waiting').rows()).length > 0);
    await eventually(async () => !(await ana.view('Waiting').message()).includes(sentence));
  });
});
