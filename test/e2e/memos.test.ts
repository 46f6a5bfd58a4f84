// Proves a memo from side to side: chosen on the map, written as a document, asked of somebody, and settled by their comment.

import assert from 'node:assert/strict';
import type { Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { heard, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('a memo', () => {
  let scene: Scene;
  let ana: Workbench;
  let bo: Workbench;

  const title = 'What the lamps cost';
  const found = () => scene.github.discussions(repository).find((one) => one.title === title);
  const page = (window: Workbench) => window.webview();

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    ana = await openWindow(await scene.machine('ana', 'connected'));
    await upToDate(ana);
    bo = await openWindow(await scene.machine('bo', 'connected'));
    await upToDate(bo);
  });
  after(() => scene.close());

  const chapter = story('is chosen, written, asked for and commented on');

  chapter('is what the map suggests for what goes one way and is easily misread', async () => {
    await ana.view('Threads').row('The tower is closed on Thursday'); // what may be posted there is known
    await ana.run('Makertime: Talk About Something…');
    await ana.quickInput.shows('One way, or back and forth?');
    await ana.screenshot('talk-questions');
    await ana.quickInput.choose('Show the map');
    const mine = page(ana).getByRole('slider', { name: 'My topic' });
    await mine.focus();
    for (const key of ['Home', 'PageUp', 'PageUp', 'PageUp']) await ana.press(key);
    await page(ana)
      .getByText(/^Suggested: Memo\./)
      .waitFor();
    for (const theme of ['light', 'hc-dark', 'dark'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`talk-map-${theme}`);
    }
    await page(ana).getByRole('button', { name: 'Write a memo' }).click();
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && /^\w{26}\.md$/.test(name)));
  });

  chapter('is written as a document, and says before it is sent who sees it when', async () => {
    await ana.page.locator('.monaco-editor .view-lines').first().click();
    await ana.press('Control+Home');
    await ana.press('End');
    await ana.type(title);
    for (let line = 0; line < 2; line++) await ana.press('ArrowDown');
    await ana.press('End');
    await ana.type('bo');
    await ana.press('Control+End');
    await ana.type('Say what you would leave out.');
    await ana.screenshot('memo-draft');
    await ana.run('Makertime: Send Draft');
    const asked = await eventually(() => ana.dialog());
    assert.equal(asked.message, 'Send this memo to acme/team?');
    assert.match(asked.detail, /^It goes to General, .*Delivered to @bo .*It waits for their comments until .*\.$/s);
    await ana.screenshot('memo-confirm');
    await ana.pressInDialog('Send');
    const { body, category } = await eventually(async () => found());
    assert.equal(category, 'general');
    assert.match(body, /^\*\*Comments from:\*\* @bo\n\n\*\*Comments until:\*\* \w{3} \d+ \w{3} 2026, \d\d:\d\d UTC/);
    await ana.view('Now').lacks(`Draft memo: ${title}`);
  });

  chapter('waits for whom it asks until they have written a comment', async () => {
    await heard(bo, async () => (await bo.view('Threads').rows()).some(({ label }) => label === title));
    await bo.view('Waiting').row(title);
    await bo.view('Threads').click(title);
    await page(bo).getByRole('heading', { name: title }).waitFor();
    await page(bo).getByText('waits for @bo').waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await bo.setTheme(theme);
      await bo.screenshot(`memo-asked-${theme}`);
    }
    await page(bo).getByRole('textbox', { name: 'Add a comment' }).fill('The second lamp.');
    await page(bo).getByRole('button', { name: 'Comment', exact: true }).click();
    await eventually(async () => found()?.comments.length === 1, 60_000);
    await bo.view('Waiting').lacks(title);
    await heard(ana, async () => !(await ana.view('Waiting').rows()).some(({ label }) => label === title));
    for (const window of [ana, bo]) assert.deepEqual(window.complaints.outside, []);
  });
});
