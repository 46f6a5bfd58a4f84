// Proves the first minutes: sign in, connect, see the board; and that nobody is asked before they ask.

import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.js';
import type { Stage, Workbench } from '../host/workbench.js';
import { openScene, openWindow, type Scene } from './scene.js';

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

  it('asks nothing of GitHub and shows the next step', async () => {
    const now = window.view('Now');
    await eventually(async () => (await now.message()).includes('in a GitHub repository of your own'));
    assert.equal(scene.github.log.count(), 0);
    assert.deepEqual(await window.toasts(), []);
    await window.screenshot('first-run-signed-out');
  });

  it('signs in, offers the workspace repositories, refuses one that will not do, and connects', async () => {
    await window.view('Now').pressWelcome('Sign in to GitHub');
    await window.quickInput.shows('Where is your team?');
    await window.screenshot('first-run-where');
    await window.quickInput.choose(new URL(await scene.github.listen()).host);
    await eventually(() => window.dialog());
    await window.screenshot('first-run-consent');
    await window.pressInDialog('Allow');
    await window.quickInput.shows('Connect the team repository');
    await window.screenshot('first-run-connect');
    await eventually(async () => (await window.quickInput.rows()).some((row) => row.label === 'acme/lighthouse'));
    await window.quickInput.type('acme/nowhere');
    await window.quickInput.choose('acme/nowhere');
    await window.quickInput.shows('It does not exist, or this account may not see it');
    await window.screenshot('first-run-nowhere');
    await window.quickInput.answer('acme/team');
    await window.quickInput.shows('Join acme/team');
    await window.screenshot('first-run-join');
    await window.press('Enter');
    await window.view('Team').row('ana (you)');
    await window.view('Waiting').row('Waiting for me');
    await window.screenshot('first-run-connected');
  });

  it('stays connected after a reload', async () => {
    // What is on its way as a window goes is looked for during three minutes: that is proven elsewhere.
    await window.view('Now').row('In step with acme/team');
    await window.reload();
    await window.openContainer();
    await window.view('Waiting').row('Waiting for me');
    await window.view('Now').row('In step with acme/team');
  });

  it('reaches nobody but GitHub', () => {
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
  });
});
