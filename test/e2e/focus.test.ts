// Proves that nothing interrupts and nothing is missed: focus holds what comes in, and its end delivers it in one batch.

import assert from 'node:assert/strict';
import { idMaker } from '../../src/base/id.js';
import { writeBlocker } from '../../src/records/blocker.js';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually, reads } from '../lib/suite/eventually.js';
import { patience } from '../lib/suite/patience.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('focus and deliveries', () => {
  let scene: Scene;
  let stage: Stage;
  let ana: Workbench;
  let other: Workbench;
  /** When the block ends that begins in the first chapter, for a pattern. */
  let until: string;

  before(async () => {
    scene = await openScene();
    // GitHub's own minute between two looks would be most of the time this takes.
    scene.github.setNotifications({ pollSeconds: 2 });
    // What lay in the inbox before is not what this is about.
    for (const { subject } of scene.github.threads('ana')) {
      const [where = '', number] = subject.split('#');
      scene.github.as('ana').finishThread(where, Number(number));
    }
    stage = await scene.machine('ana', 'connected');
    ana = await openWindow(stage);
    await upToDate(ana);
    other = await stage.open();
    await other.leave();
  });
  after(() => scene.close());

  const status = (window: Workbench, wanted: RegExp) =>
    eventually(async () => (await window.statusItems()).find((item) => wanted.test(item.text)));
  const labels = async () => (await ana.view('Deliveries').rows()).map(({ label }) => label);
  const headline = () => ana.view('Deliveries').headline();
  const beacon = () => ana.view('Waiting').row('The beacon will not start');
  const threadOf = (title: string) => {
    const found = scene.github
      .threads('ana')
      .find(({ number }) => scene.github.issue(repository, number).title === title);
    assert.ok(found, title);
    return found;
  };

  /** GitHub tells of news a little later; so often somebody who waits for them asks. */
  const heard = (isThere: () => Promise<boolean>) =>
    eventually(async () => {
      await ana.run('Makertime: Sync Now');
      return isThere();
    }, 40_000);

  const chapter = story('hold what comes in, and bring it in the end');

  chapter('starts with one key and one pick, is felt at once and in every window', async () => {
    await status(ana, /Available until 17:30/);
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows('Focus for how long?');
    await ana.screenshot('focus-start');
    until = scene.clocks(25, 30);
    await ana.quickInput.choose('25 minutes');
    for (const window of [ana, other]) await status(window, new RegExp(`^Focusing until ${until}$`));
  });

  chapter('holds what comes in: a count, no titles, no toast', async () => {
    const { github } = scene;
    const newId = idMaker(Date.now, Math.random);
    const by = { id: github.idOf('bo'), login: 'bo' };
    const bo = github.as('bo');
    bo.createIssue(repository, {
      ...writeBlocker({ id: newId(), by, words: { title: 'The beacon will not start', owner: 'ana' } }),
      assignees: ['ana'],
    });
    const asked = github.as('dana').createIssue(repository, { title: 'Which lamp oil?', body: '@ana do you know?' });
    for (let count = 0; count < 3; count++) bo.comment(repository, asked.number, `Neither do I (${count})`);
    const mine = github.as('ana').createIssue(repository, { title: 'My paint order', body: '' });
    bo.comment(repository, mine.number, 'Ordered.');
    await heard(async () =>
      (await ana.statusItems()).some(({ text }) => new RegExp(`^Focusing until ${until} · 3 held$`).test(text)),
    );
    await reads(headline, / 3 held$/);
    await becomes(labels, []);
    await ana.view('Waiting').lacks('The beacon will not start');
    assert.deepEqual(await ana.toasts(), []);
    assert.equal(await ana.badge(), '');
    await ana.screenshot('focus-held');
  });

  chapter('delivers at its end: one batch, one toast; what waits for me is marked where it waits', async () => {
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows("You're focusing");
    await ana.screenshot('focus-running');
    await ana.quickInput.choose('End focus');
    await eventually(async () => (await labels()).includes('People'));
    await becomes(
      async () => (await labels()).map((label) => label.replace(/^#\d+ /, '')),
      ['People', 'Which lamp oil?', 'Threads', 'My paint order'],
    );
    await becomes(async () => (await beacon()).ariaLabel.startsWith('unread, The beacon will not start, '), true);
    await ana.toast('Delivered: 1 waiting for you, 1 from people, 1 other');
    assert.deepEqual(await other.toasts(), []);
    await becomes(() => ana.badge(), '3');
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await ana.screenshot(`deliveries-${theme}`);
    }
    await ana.closeToasts();
  });

  chapter('snoozes one and finishes another, and GitHub agrees', async () => {
    const deliveries = ana.view('Deliveries');
    const row = async (title: string) => {
      const found = (await deliveries.rows()).find(({ label }) => label.endsWith(title));
      assert.ok(found, title);
      return found.label;
    };
    await deliveries.clickAction(await row('Which lamp oil?'), 'Snooze…');
    await ana.quickInput.shows('Snooze “');
    await ana.screenshot('snooze');
    await ana.quickInput.choose('Until there is activity');
    await eventually(async () => (await labels()).includes('Snoozed'));
    await deliveries.clickAction(await row('My paint order'), 'Mark as Done');
    await eventually(() => threadOf('My paint order').done);
    assert.ok(!threadOf('Which lamp oil?').done);
    await ana.screenshot('deliveries-after');
    scene.github.as('bo').comment(repository, threadOf('Which lamp oil?').number, 'Found it: colza.');
    await heard(async () => / 1 held$/.test(await headline()));
    await deliveries.clickTitleAction('Deliver Now');
    await eventually(async () => (await labels()).includes('People'));
    await ana.pressInToast('Delivered: 1 from people', 'Snooze for 30 Minutes');
    await eventually(async () => !(await labels()).includes('People') && (await labels()).includes('Snoozed'));
  });

  chapter('says that planned focus begins within a minute, and skips it on a click', async () => {
    const start = new Date(Math.ceil((scene.now() + patience(25_000)) / 60_000) * 60_000);
    const clock = (at: Date) =>
      at.toLocaleTimeString('de', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    await ana.run('Makertime: Plan Weekly Focus…');
    await ana.quickInput.shows('Plan your weekly focus');
    await ana.screenshot('focus-plan');
    await ana.quickInput.answer(`wed ${clock(start)}-17:00`);
    const soon = `Focus starts at ${clock(start)} · skip`;
    await status(ana, new RegExp(`^${soon}$`));
    await ana.screenshot('focus-soon');
    await ana.clickStatusItem(soon);
    await status(ana, /Available until 17:30/);
  });

  chapter('follows what is read on github.com', async () => {
    scene.github.as('ana').readThread(repository, threadOf('The beacon will not start').number);
    await heard(async () => (await ana.badge()) === '');
    await becomes(async () => (await beacon()).ariaLabel.startsWith('The beacon will not start, '), true);
  });

  chapter('complains about nothing and reaches nobody', async () => {
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
    for (const window of [ana, other]) assert.deepEqual(window.complaints.outside, []);
  });
});

describe('focus in the editor and on GitHub', () => {
  let scene: Scene;
  let ana: Workbench;

  before(async () => {
    scene = await openScene();
    const account = { id: String(scene.github.idOf('ana')), label: 'ana' };
    const scopes = ['repo', 'read:user', 'user:email'];
    const session = (wanted: readonly string[], signedOut: boolean) => ({
      provider: 'github-enterprise' as const,
      account,
      token: scene.github.token('ana', { scopes: [...wanted] }),
      scopes: [...wanted],
      signedOut,
    });
    const settings = { 'makertime.focus.zenMode': true, 'zenMode.fullScreen': false };
    const sessions = [session(scopes, false), session([...scopes, 'user'], true)];
    ana = await openWindow(await scene.machine('ana', 'connected', { sessions, settings }));
  });
  after(() => scene.close());

  const isBusy = () => scene.github.profileStatus('ana')?.isBusy ?? false;
  const toldBy = () => scene.github.saidOnProfile('ana').filter(({ through }) => through === 'api').length;

  const isZen = async () => (await ana.page.locator('.statusbar-item:visible').count()) === 0;

  const chapter = story('is entered, told and left again');

  chapter('enters Zen Mode where that is wanted, and leaves it at the end', async () => {
    await eventually(async () => (await ana.statusItems()).some(({ text }) => /Available until 17:30/.test(text)));
    await ana.press('Shift+Alt+D');
    await ana.quickInput.choose('25 minutes');
    await eventually(isZen);
    await ana.screenshot('focus-zen');
    await ana.press('Shift+Alt+D');
    await ana.quickInput.shows("You're focusing");
    await ana.quickInput.choose('End focus');
    await eventually(async () => !(await isZen()));
  });

  chapter(
    'is told only after a question, with the right to do so asked for only then, and taken back at the end',
    async () => {
      await ana.press('Shift+Alt+D');
      await ana.quickInput.choose('25 minutes');
      await eventually(isZen);
      await ana.run('Makertime: Show as Busy on GitHub…');
      await eventually(() => ana.dialog());
      await ana.screenshot('busy-question');
      assert.equal(toldBy(), 0);
      await ana.pressInDialog('Show as Busy');
      await eventually(async () => (await ana.dialog()).buttons.includes('Allow'));
      await ana.pressInDialog('Allow');
      await eventually(isBusy);
      await ana.run('Makertime: End Focus');
      await eventually(() => !isBusy());
      assert.deepEqual(scene.github.faults, []);
    },
  );
});
