// Proves a check-in from side to side: due in Now, drafted from commits and what one waits for, sent once, and read by whoever is needed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { heard, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('a check-in', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let ana: Workbench;

  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: stage.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const found = () => scene.github.discussions(repository).find(({ title }) => title.startsWith('Check-in: '));
  const page = () => ana.webview();

  before(async () => {
    scene = await openScene('2026-11-26T13:40:00Z'); // a Thursday
    scene.github.setNotifications({ pollSeconds: 2 });
    stage = await scene.machine('ana', 'connected');
    git('config', 'user.email', 'ana@users.noreply.github.com');
    git('config', 'user.name', 'Ana');
    git('switch', '-c', 'calm-the-beam');
    writeFileSync(join(stage.folder, 'calm.md'), 'calm\n');
    git('add', '.');
    git('commit', '-m', 'Calm the beam in fog');
    ana = await openWindow(stage);
    await upToDate(ana);
  });
  after(() => scene.close());

  const chapter = story('is due, written, sent and read');

  chapter('is due on a day that was chosen, and drafted from what is known', async () => {
    await ana.view('Threads').row('The tower is closed on Thursday'); // what may be posted there is known
    const row = await ana.view('Now').row('Write your check-in');
    assert.equal(row.icon, 'checklist');
    for (const theme of ['dark', 'light'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`check-in-due-${theme}`);
    }
    await ana.view('Now').click('Write your check-in');
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && /^\w{26}\.md$/.test(name)));
    await ana.view('Now').lacks('Write your check-in');
    const text = await eventually(async () => {
      const lines = (await ana.page.locator('.monaco-editor .view-lines').first().textContent()) ?? '';
      return lines.includes('Shipped') && lines.replaceAll('\u00a0', ' ');
    });
    assert.match(text, /Check-in: Thu 26 Nov 2026/);
    assert.match(text, /calm-the-beam/);
    assert.match(text, /Calm the beam in fog/);
    await ana.screenshot('check-in-draft');
  });

  chapter('says before it is sent who sees it when, and is posted once', async () => {
    await ana.page.locator('.monaco-editor .view-lines').first().click();
    await ana.press('Control+End');
    await ana.type('@bo: the key of the tower.');
    await ana.run('Makertime: Send Draft');
    const asked = await eventually(() => ana.dialog());
    assert.equal(asked.message, 'Post your check-in?');
    assert.match(
      asked.detail,
      /^Check-in: Thu 26 Nov 2026\. It goes to General, .*Seen, by their own clocks: @bo .*You need .*@bo/s,
    );
    await ana.screenshot('check-in-confirm');
    await ana.pressInDialog('Send');
    const one = await eventually(async () => found()?.comments.length === 1 && found());
    assert.ok(one && /## Shipped\n/.test(one.comments[0]?.body ?? ''));
    assert.match(one.comments[0]?.body ?? '', /## I need\n\n[\s\S]*@bo: the key of the tower/);
    await ana.view('Now').lacks('Write your check-in');
    assert.equal(scene.github.discussions(repository).filter(({ title }) => title === one.title).length, 1);
  });

  chapter('is read by the day, those who need one first', async () => {
    const one = found();
    assert.ok(one);
    const act = scene.github.as('bo');
    act.commentOnDiscussion(repository, one.number, '## Shipped\n\nThe key.\n');
    scene.github
      .as('emi')
      .commentOnDiscussion(repository, one.number, '## Shipped\n\nNothing.\n\n## I need\n\n@ana: the oil\n');
    const label = /^Thu 26 Nov · 3 of \d$/;
    await heard(ana, async () => (await ana.view('Threads').rows()).some((row) => label.test(row.label)));
    const row = (await ana.view('Threads').rows()).find(({ label: words }) => label.test(words));
    assert.match(row?.description ?? '', /@emi needs you/);
    await ana.view('Waiting').row(one.title);
    await ana.view('Threads').click(row?.label ?? '');
    await page().getByRole('heading', { name: one.title }).waitFor();
    await page().getByText('the oil').waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`check-in-read-${theme}`);
    }
    const all = (await page().locator('body').textContent()) ?? '';
    assert.ok(all.indexOf('the oil') < all.indexOf('the key of the tower'), 'emi, who needs ana, comes first');
    assert.deepEqual(ana.complaints.outside, []);
  });
});
