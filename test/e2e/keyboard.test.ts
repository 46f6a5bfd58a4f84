// Proves that everything can be done by keyboard alone: whole ways through the product without one click.

import assert from 'node:assert/strict';
import { countClicks, type Keyboard, keyboardOf } from '../lib/editor/keyboard.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually, reads } from '../lib/suite/eventually.js';
import { openScene, repository, type Scene } from './scene.js';
import { story } from './story.js';

describe('with a keyboard and nothing else', () => {
  let scene: Scene;
  let stage: Stage;
  let ana: Workbench;
  let keys: Keyboard;

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    stage = await scene.machine('ana', 'new', { size: { width: 1280, height: 2000 } });
    await countClicks(stage);
    ana = await stage.open();
    keys = keyboardOf(ana);
  });
  after(() => scene.close());

  const issueCalled = (title: string) =>
    eventually(() => scene.github.issues(repository).find((issue) => issue.title === title));
  const status = (wanted: RegExp) =>
    eventually(async () => (await ana.statusItems()).some(({ text }) => wanted.test(text)));

  const chapter = story('everything can be done', async () => {
    assert.equal(await keys.clicks(), 0, 'nothing was clicked');
  });

  chapter('signs in, connects and joins', async () => {
    await keys.run('View: Show Makertime');
    await keys.run('Makertime: Focus on Now View');
    await keys.tabTo(/^Sign In to GitHub$/);
    await ana.screenshot('keys-welcome');
    // The view may have been drawn anew since.
    await eventually(async () => {
      await keys.tabTo(/^Sign In to GitHub$/);
      await ana.press('Enter');
      await ana.quickInput.shows("Select your team's GitHub server", 10_000);
      return true;
    }, 60_000);
    await keys.choose(new URL(await scene.github.listen()).host);
    await eventually(() => ana.dialog());
    await keys.tabTo(/^Allow$/);
    await ana.press('Enter');
    await ana.quickInput.shows('Connect team repository');
    await ana.type('acme/team');
    await keys.choose('acme/team');
    await ana.quickInput.shows('Join acme/team');
    await ana.press('Enter');
    await ana.view('Team').row('ana (you)');
    await ana.view('Waiting').row('Waiting for me');
  });

  chapter('goes to each view, folds and unfolds, and opens what a row is about', async () => {
    for (const [view, label] of [
      ['Team', 'Available later'],
      ['Waiting', "I'm waiting for"],
      ['Threads', 'Asks me'],
    ] as const)
      await keys.goTo(view, label);
    await keys.goTo('Team', 'dana');
    await ana.press('ArrowRight');
    await eventually(async () => (await ana.view('Team').row('dana')).expanded === true);
    await ana.view('Team').row('Mon 14:30–16:00');
    await ana.press('ArrowDown');
    await reads(() => keys.row(), /^Mon /);
    await ana.press('ArrowLeft');
    await becomes(() => keys.row(), 'dana');
    await ana.press('ArrowLeft');
    await eventually(async () => (await ana.view('Team').row('dana')).expanded === false);
    await keys.goTo('Waiting', 'The key for the staging lens has expired');
    await ana.press('Enter');
    await ana.quickInput.shows('The key for the staging lens has expired');
    await ana.press('Escape');
    await ana.quickInput.closes();
    // Escape leads back to where one was.
    await reads(() => keys.row(), /The key for the staging lens has expired$/);
  });

  chapter('takes what a row offers from its menu', async () => {
    await keys.goTo('Waiting', 'The key for the staging lens has expired');
    const offered = await keys.menu();
    await ana.screenshot('keys-menu');
    for (const entry of ['Comment on Blocker…', 'Resolve Blocker…', 'Reassign Blocker…', 'Open Blocker on GitHub'])
      assert.ok(offered.includes(entry), entry);
    await keys.take('Comment on Blocker…');
    await ana.quickInput.shows('Comment on “The key for the staging lens');
    await ana.type('I have a spare one.');
    await ana.press('Enter');
    const { number } = await issueCalled('The key for the staging lens has expired');
    await eventually(() =>
      scene.github.comments(repository, number).some(({ body }) => body.startsWith('I have a spare')),
    );
    await reads(() => keys.row(), /The key for the staging lens has expired$/);
  });

  chapter('captures for one of those suggested, and with details', async () => {
    await ana.press('ControlOrMeta+P');
    await ana.quickInput.type('lens.ts');
    await keys.choose('lens.ts');
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && name === 'lens.ts'));
    // Where the focus is now it is to be again.
    await eventually(async () => (await ana.page.locator('.monaco-editor.focused').count()) > 0);
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Which way does it turn?');
    await keys.goToChoice('Save and assign to @bo');
    await ana.screenshot('keys-capture');
    await ana.press('Enter');
    const { assignees } = await issueCalled('Which way does it turn?');
    assert.deepEqual(
      assignees.map((id) => scene.github.loginOf(id)),
      ['bo'],
    );
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Needs the staging key');
    await ana.press('Control+Enter');
    await ana.quickInput.shows('Who can unblock you?');
    await keys.choose('@finn');
    await ana.quickInput.shows('When is it due?');
    await keys.choose('Tomorrow at noon');
    await ana.quickInput.shows('What outcome do you need?');
    await ana.press('Enter');
    await ana.quickInput.shows('What does it block?');
    await ana.press('Enter');
    await reads(async () => (await issueCalled('Needs the staging key')).body ?? '', /\*\*Needed from:\*\* @finn/);
    await eventually(
      async () =>
        (await keys.focused()).name.startsWith('lens.ts') ||
        (await ana.page.locator('.monaco-editor.focused').count()) > 0,
    );
  });

  chapter('says how one is, focuses, goes on for longer and ends', async () => {
    await ana.press('Shift+Alt+S');
    await ana.quickInput.shows('Your status');
    await keys.choose('Busy');
    await status(/^Busy/);
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows('Focus for how long?');
    await keys.choose('25 minutes');
    await status(new RegExp(`^Focusing until ${scene.clocks(20, 26)}`));
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows("You're focusing");
    await keys.choose('Extend by 30 minutes');
    await status(new RegExp(`^Focusing until ${scene.clocks(45, 56)}`));
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows("You're focusing");
    await keys.choose('End focus');
    await eventually(async () => (await ana.view('Deliveries').rows()).some(({ label }) => label === 'People'));
  });

  chapter('finishes and snoozes what was delivered, and brings it back', async () => {
    const rows = async () => (await ana.view('Deliveries').rows()).filter(({ level }) => level > 1);
    const [first, second] = (await rows()).map(({ label }) => label);
    assert.ok(first && second);
    await keys.goTo('Deliveries', first);
    await keys.menu();
    await keys.take('Mark as Done');
    await eventually(async () => !(await rows()).some(({ label }) => label === first));
    await keys.goTo('Deliveries', second);
    await keys.menu();
    await keys.take('Snooze…');
    await ana.quickInput.shows('Snooze “');
    await keys.choose('Until there is activity');
    await ana.view('Deliveries').row('Snoozed');
    await keys.goTo('Deliveries', 'Snoozed');
    await ana.press('ArrowRight');
    await keys.goTo('Deliveries', second);
    await ana.view('Deliveries').row(second);
    await keys.menu();
    await keys.take('Move Back to Deliveries');
    await ana.view('Deliveries').lacks('Snoozed');
  });

  chapter('opens a delivered item with Enter', async () => {
    const [row] = (await ana.view('Deliveries').rows()).filter(({ level }) => level > 1);
    assert.ok(row);
    await keys.goTo('Deliveries', row.label);
    const opened = stage.context.waitForEvent('page');
    await ana.press('Enter');
    const page = await opened;
    assert.match(page.url(), /\/acme\/team\//);
    await page.close();
    await ana.page.bringToFront();
  });

  chapter('goes through the week, copies a span and leaves it again', async () => {
    await keys.goTo('Team', 'dana');
    await keys.menu();
    await keys.take('Find Shared Time…');
    await ana.quickInput.shows('Select people');
    await ana.press('Enter');
    await ana.quickInput.shows('Shared working hours of');
    await keys.choose('Show week');
    const page = ana.webview();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await keys.tabTo(/^Chart$/);
    await becomes(
      async () => {
        const { where, isMarked } = await keys.focused();
        return { where, isMarked };
      },
      { where: 'page', isMarked: true },
    );
    for (const theme of ['light', 'dark', 'hc-dark'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`keys-week-button-${theme}`);
    }
    await ana.setTheme('dark');
    await keys.tabTo(/\d\d:\d\d–\d\d:\d\d/);
    const before = (await keys.focused()).name;
    await ana.press('ArrowRight');
    await eventually(async () => {
      const { name, isMarked } = await keys.focused();
      return name !== before && isMarked;
    });
    await ana.screenshot('keys-week');
    await ana.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor();
    await reads(() => ana.page.evaluate<string>('navigator.clipboard.readText()'), /ana: .*Europe\/Berlin/);
    await keys.tabTo(/^Now Section$/);
    await becomes(async () => (await keys.focused()).where, 'window'); // Tab leads out again
  });

  chapter('sees its quiet time by weeks and by days', async () => {
    // What was there before is nobody's interruption: only what comes in is counted.
    const asked = { title: 'Which paint for the lantern room?', body: '@ana, red or white?' };
    scene.github.as('dana').createIssue(repository, asked);
    await eventually(async () => {
      await keys.run('Makertime: Sync Now');
      return eventually(async () => / 1 held$/.test(await ana.view('Deliveries').headline()), 5_000);
    }, 90_000);
    await keys.run('Makertime: Show My Quiet Time');
    const page = ana.webview();
    await page.getByRole('heading', { name: 'My quiet time' }).waitFor();
    for (const name of ['Weeks', 'Days']) {
      await keys.tabTo(new RegExp(`^${name}$`));
      await eventually(async () => (await keys.focused()).isMarked);
      await ana.press('Enter');
      await page.getByRole('button', { name, pressed: true }).waitFor();
    }
    await keys.tabTo(/^Today, /);
    await ana.screenshot('keys-quiet');
    const today = (await keys.focused()).name;
    await ana.press('ArrowLeft');
    await eventually(async () => (await keys.focused()).name !== today);
  });
});
