// Proves the first minutes: sign in, connect, see the board; and that nobody is asked before they ask.

import assert from 'node:assert/strict';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('the first run', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'new');
    window = await openWindow(stage);
  });
  after(() => scene.close());

  const chapter = story('goes from signing in to the board');

  chapter('asks nothing of GitHub and shows the next step', async () => {
    const now = window.view('Now');
    await eventually(async () => (await now.message()).includes('in a GitHub repository of your own'));
    assert.equal(scene.github.log.count(), 0);
    for (const later of ['Team', 'Waiting', 'Threads', 'Deliveries'])
      assert.equal(await window.view(later).isShown(), false, `${later} has nothing to show yet`);
    assert.deepEqual(await window.toasts(), []);
    await window.screenshot('first-run-signed-out');
  });

  chapter('signs in, offers the workspace repositories, refuses one that will not do, and connects', async () => {
    await window.view('Now').pressWelcome('Sign In to GitHub');
    await window.quickInput.shows("Select your team's GitHub server");
    await window.screenshot('first-run-where');
    await window.quickInput.choose(new URL(await scene.github.listen()).host);
    await eventually(() => window.dialog());
    await window.screenshot('first-run-consent');
    await window.pressInDialog('Allow');
    await window.quickInput.shows('Connect team repository');
    await window.screenshot('first-run-connect');
    await eventually(async () => (await window.quickInput.rows()).some((row) => row.label === 'acme/lighthouse'));
    await window.quickInput.type('acme/nowhere');
    await window.quickInput.choose('acme/nowhere');
    await window.quickInput.shows('Not found, or this account has no access to it');
    await window.screenshot('first-run-nowhere');
    await window.quickInput.answer('acme/team');
    await window.quickInput.shows('Join acme/team');
    await window.screenshot('first-run-join');
    await window.press('Enter');
    await window.view('Team').row('ana (you)');
    await window.view('Waiting').row('Waiting for me');
    await window.screenshot('first-run-connected');
  });

  chapter('stays connected after a reload', async () => {
    // What is on its way as a window goes is looked for during three minutes: that is proven elsewhere.
    await upToDate(window);
    await window.reload();
    await window.openContainer();
    await window.view('Waiting').row('Waiting for me');
    await upToDate(window);
  });

  chapter('reaches nobody but GitHub', () => {
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
  });
});
