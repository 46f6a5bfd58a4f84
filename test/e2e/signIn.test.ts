// Proves the other ways in: a token where the editor has no GitHub sign-in, restricted mode, and two accounts kept apart.

import assert from 'node:assert/strict';
import type { Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';

describe('other ways in', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.close());

  async function signInWithToken(window: Workbench, ...tokens: string[]): Promise<void> {
    await window.quickInput.shows('personal access token (1/2)');
    await window.quickInput.answer(await scene.github.listen());
    for (const token of tokens) {
      await window.quickInput.shows('personal access token (2/2)');
      await window.quickInput.answer(token);
    }
  }

  it('takes a token where there is no sign-in, and says when it is wrong', async () => {
    const stage = await scene.machine('hana', 'new', { providers: [], sessions: [] });
    const window = await openWindow(stage);
    await window.view('Now').pressWelcome('Sign In to GitHub');
    await signInWithToken(window, 'ghp_thisIsNobodysToken');
    await window.quickInput.shows('GitHub rejected this token. Check it and try again.');
    await window.screenshot('token-wrong');
    await window.quickInput.answer(scene.team.tokens.hana);
    await window.quickInput.shows('Connect team repository');
    await window.quickInput.type('acme/team');
    await window.quickInput.choose('acme/team');
    await window.quickInput.shows('Join acme/team'); // nobody has to
    await window.quickInput.dismiss();
    await window.view('Waiting').row('Others are waiting for');
    await window.run('Makertime: Capture Blocker…');
    await window.quickInput.shows('Capture blocker in acme/team');
    await window.type('From a reader with a token');
    await window.quickInput.accept();
    const issue = await eventually(async () =>
      scene.github.issues(repository).find((one) => one.title === 'From a reader with a token'),
    );
    assert.equal(scene.github.loginOf(issue.author), 'hana');
    assert.deepEqual(scene.github.labelsOn(repository, issue.number), []);

    // Another account on the same machine, while the first still owes something.
    scene.github.weather.offline(true);
    await window.run('Makertime: Capture Blocker…');
    await window.quickInput.shows('Capture blocker in acme/team');
    await window.type('hana owes this');
    await window.quickInput.accept();
    await eventually(async () => (await window.statusItems()).some((item) => /1 unsent/.test(item.text)));
    scene.github.weather.offline(false);
    await scene.github.listen();
    scene.github.revokeToken(scene.team.tokens.hana);
    await window.run('Makertime: Sign In with Token…');
    await signInWithToken(window, scene.team.tokens.gus);
    await window.quickInput.shows('Connect team repository');
    await window.quickInput.type('acme/team');
    await window.quickInput.choose('acme/team');
    await window.quickInput.shows('Join acme/team'); // nobody has to
    await window.quickInput.dismiss();
    await window.view('Now').row('1 unsent for @hana');
    await window.screenshot('two-accounts');
    assert.equal(
      scene.github.issues(repository).some((one) => one.title === 'hana owes this'),
      false,
    );
  });

  it('works in restricted mode', async () => {
    const stage = await scene.machine('chidi', 'connected', { trust: 'restricted' });
    const window = await openWindow(stage);
    await window.view('Waiting').row('Others are waiting for');
    await window.openFile('lens.ts');
    const attached = /^Attached: acme\/lighthouse · main · .*src\/lens\.ts:1$/;
    // What is attached is what the extension host knows when the box opens; a busy one hears of the editor late.
    await eventually(async () => {
      if (await window.quickInput.isOpen()) await window.quickInput.dismiss();
      await window.press('Shift+Alt+B');
      await window.quickInput.shows('Capture blocker', 5_000);
      return eventually(async () => attached.test((await window.quickInput.rows())[0]?.detail ?? ''), 5_000);
    });
    await window.screenshot('restricted');
    await window.type('From restricted mode');
    await window.quickInput.accept();
    await eventually(async () => scene.github.issues(repository).some((one) => one.title === 'From restricted mode'));
    assert.deepEqual(window.complaints.outside, []);
  });
});
