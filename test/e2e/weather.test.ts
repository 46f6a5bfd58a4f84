// Proves that nothing typed is lost in a real VS Code: offline, reloaded, refused, in two windows, signed out.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { logged, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('bad weather', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected');
    window = await openWindow(stage);
    await upToDate(window);
  });
  after(() => scene.close());

  const titled = (title: string) => scene.github.issues(repository).filter((issue) => issue.title === title);
  const status = async (wanted: RegExp) =>
    eventually(async () => (await window.statusItems()).some((item) => wanted.test(item.text)));

  const offlineTries = () => logged(stage, 'sent 0, then offline');
  /** Ana's outbox, as it is on the disk. */
  const outbox = () => {
    const account = join(stage.host.dataFolder, 'data', 'User', 'globalStorage', 'makertime.makertime');
    const [server = ''] = readdirSync(account).filter((name) => name.startsWith('127'));
    const [id = ''] = readdirSync(join(account, server));
    return join(account, server, id, 'outbox');
  };
  const entriesIn = (place: 'unsure') => {
    const folder = join(outbox(), place);
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  async function capture(text: string, where = window): Promise<void> {
    await where.run('Makertime: Capture Blocker…');
    await where.quickInput.shows('Capture blocker in acme/team');
    await where.type(text);
    await where.quickInput.accept();
    await where.quickInput.closes();
  }

  const chapter = story('takes nothing away that was typed');

  chapter('captures offline, says so in words, and survives a reload with the last good board', async () => {
    scene.github.weather.offline(true);
    await capture('Written on a train');
    await status(/1 unsent · Offline/);
    const tries = (await offlineTries()).length;
    await window.view('Now').row('Written on a train');
    assert.match(
      (await window.view('Now').row('Written on a train')).ariaLabel,
      /Written on a train, unsent, just now/,
    );
    await window.screenshot('offline');
    // A window that dies in the midst of a try leaves in doubt whether GitHub got it: it is looked for over ten minutes before
    // it is sent again. After three tries in vain the next one is at least ten seconds away.
    await eventually(async () => (await offlineTries()).length >= tries + 2);
    await window.reload();
    await window.openContainer();
    await eventually(async () =>
      (await window.view('Waiting').rows()).some((row) => row.label.includes('lamp.ts does not compile')),
    );
    await window.view('Waiting').row('Written on a train');
    await status(/1 unsent/);
    assert.deepEqual(await window.toasts(), []);
  });

  chapter('sends it once when the network is back', async () => {
    assert.deepEqual(entriesIn('unsure'), [], 'every try has failed, and none is in doubt');
    scene.github.weather.offline(false);
    await scene.github.listen();
    await window.run('Makertime: Sync Now');
    await eventually(async () => titled('Written on a train').length === 1);
    await upToDate(window);
    await window.view('Now').lacks('Written on a train');
  });

  chapter('sends once although the answer is lost', async () => {
    const match = { method: 'POST', path: /\/issues$/ };
    scene.github.weather.add({ match, times: 1, effect: { kind: 'reset', when: 'after' } });
    await capture('The answer gets lost');
    await eventually(async () => titled('The answer gets lost').length === 1);
    await status(/Offline|unsent/);
    await eventually(async () =>
      (await window.statusItems()).some((item) => /Available until \d\d:\d\d$/.test(item.text)),
    );
    assert.equal(titled('The answer gets lost').length, 1);
  });

  chapter(
    'shows what GitHub refuses with the reason, and lets it be edited, copied, discarded and retried',
    async () => {
      scene.github.setRepository(repository, { hasIssues: false });
      const now = window.view('Now');
      await capture('Nobody takes this');
      await now.row('Rejected by GitHub');
      await becomes(
        async () => (await now.row('Nobody takes this')).description,
        'Issues are disabled in the team repository: enable them in its settings on GitHub',
      );
      await now.hover('Nobody takes this');
      await window.screenshot('refused');
      await becomes(
        async () => (await now.row('Nobody takes this')).actions,
        ['Retry Rejected Item', 'Edit Rejected Text…', 'Copy Unsent Text', 'Discard Unsent Text…'],
      );
      await now.clickAction('Nobody takes this', 'Edit Rejected Text…');
      await window.quickInput.shows('Capture blocker in acme/team');
      await becomes(() => window.quickInput.value(), 'Nobody takes this');
      await window.quickInput.answer('Somebody takes this');
      await now.lacks('Nobody takes this');
      await now.row('Somebody takes this');

      await capture('To be thrown away');
      // While it is being sent it cannot be discarded.
      await eventually(async () => (await now.row('To be thrown away')).actions.includes('Retry Rejected Item'));
      await now.clickAction('To be thrown away', 'Discard Unsent Text…');
      await eventually(() => window.dialog());
      await window.screenshot('discard');
      await window.pressInDialog('Discard');
      await now.lacks('To be thrown away');

      scene.github.setRepository(repository, { hasIssues: true });
      await now.clickAction('Somebody takes this', 'Retry Rejected Item');
      await eventually(async () => titled('Somebody takes this').length === 1);
      await now.lacks('Somebody takes this');
      assert.equal(titled('Nobody takes this').length + titled('To be thrown away').length, 0);
    },
  );

  chapter('sends what two windows capture at once, each once, and both show all of it', async () => {
    const second = await openWindow(stage);
    await Promise.all([capture('From the first window'), capture('From the second window', second)]);
    for (const title of ['From the first window', 'From the second window']) {
      await eventually(async () => titled(title).length === 1);
      await window.view('Waiting').row(title);
      await second.view('Waiting').row(title);
    }
    await second.close();
    await window.reload(); // whichever of them synced is gone now
    await window.openContainer();
    await capture('After one has closed');
    await eventually(async () => titled('After one has closed').length === 1);
  });

  chapter('sets a strange file aside, shows it and keeps it', async () => {
    mkdirSync(join(outbox(), 'new'), { recursive: true });
    writeFileSync(
      join(outbox(), 'new', '01JD3000000000000000000000.json'),
      '{"makertime":1,"mutation":{"id":"01JD30000',
    );
    await window.run('Makertime: Sync Now');
    const row = await window.view('Now').row('Damaged outbox file, kept as is');
    assert.match(row.description, /01JD3000000000000000000000/);
    await window.screenshot('aside');
  });

  chapter('goes on capturing while signed out, and keeps it for the account', async () => {
    await window.run('Makertime: Sign Out');
    await status(/Signed out/);
    await capture('Kept until ana is back');
    await window.view('Now').row('Signed out: everything is kept and sent once you sign in');
    await window.view('Now').row('Kept until ana is back');
    await window.screenshot('signed-out');
    await window.view('Now').click('Signed out: everything is kept and sent once you sign in');
    await window.quickInput.shows("Select your team's GitHub server");
    await window.quickInput.choose(new URL(await scene.github.listen()).host);
    await eventually(async () => titled('Kept until ana is back').length === 1);
  });

  chapter('leaves no toast and no fault', async () => {
    assert.deepEqual(await window.toasts(), []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
  });
});
