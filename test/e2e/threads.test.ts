// Proves a question from side to side: asked from a line of code, read in a delivery, answered offline, marked, found again by a third.

import assert from 'node:assert/strict';
import type { Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { heard, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('a question', () => {
  let scene: Scene;
  let ana: Workbench;
  let bo: Workbench;

  const title = 'Which oil does the spare lamp take?';
  const answer = 'Rape seed. It is in the **second** cupboard.';
  const discussion = () => eventually(() => scene.github.discussions(repository).find((one) => one.title === title));
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

  const chapter = story('goes from one side to the other and back');

  chapter('is asked from a line of code, and says where it goes', async () => {
    await ana.openFile('lamp.ts');
    // On a busy machine extensions hear a moment later which editor is in front.
    await eventually(async () => {
      if (await ana.quickInput.isOpen()) await ana.quickInput.dismiss();
      await ana.press('Shift+Alt+Q');
      await ana.quickInput.shows('Capture blocker');
      return eventually(async () => (await ana.quickInput.rows())[0]?.detail.includes('src/lamp.ts'), 5_000);
    });
    await ana.type(`? ${title} @bo`);
    await eventually(async () => {
      const [first] = await ana.quickInput.rows();
      return first?.label === 'Ask @bo' && first.description.startsWith('to Q&A');
    });
    await ana.screenshot('threads-ask');
    await ana.quickInput.accept();
    const { body, category } = await discussion();
    assert.equal(category, 'q-a');
    assert.match(body, /^\*\*Asked:\*\* @bo\n\n\*\*Where:\*\* .*src\/lamp\.ts/);
    await ana.view('Waiting').row(title);
    await ana.view('Threads').row(title);
  });

  chapter('the other reads it in a delivery, beside the code', async () => {
    await heard(bo, async () => (await bo.view('Threads').rows()).some(({ label }) => label === title));
    await eventually(async () => {
      const rows = (await bo.view('Threads').rows()).map(({ label }) => label);
      return rows.includes('Asks me') && rows.indexOf(title) > rows.indexOf('Asks me');
    });
    await bo.view('Waiting').row(title);
    const isUnread = async () => (await bo.view('Waiting').row(title)).ariaLabel.startsWith('unread, ');
    await heard(bo, async () => {
      await bo.run('Makertime: Deliver Now');
      return isUnread();
    });
    const twice = async () => (await bo.view('Deliveries').rows()).filter(({ label }) => label.endsWith(title));
    await becomes(twice, []);
    await bo.view('Waiting').click(title);
    await page(bo).getByRole('heading', { name: title }).waitFor();
    await becomes(isUnread, false);
    await bo.screenshot('threads-read');
  });

  chapter('is answered offline, and the answer leaves later, once', async () => {
    scene.github.weather.offline(true);
    const box = page(bo).getByRole('textbox', { name: 'Add a comment' });
    await box.click();
    await box.pressSequentially(answer);
    await box.press('Control+Enter');
    await page(bo).getByText('second').first().waitFor();
    await eventually(async () => (await bo.statusItems()).some(({ text }) => /1 unsent/.test(text)));
    await bo.screenshot('threads-unsent');
    scene.github.weather.offline(false);
    await bo.run('Makertime: Sync Now');
    await eventually(async () => (await discussion()).comments.length === 1, 60_000);
    const [said] = (await discussion()).comments;
    assert.equal(scene.github.loginOf(said?.author ?? 0), 'bo');
    assert.ok(said?.body.startsWith(`${answer}\n`));
  });

  chapter('is marked by whoever asked, and waits no more', async () => {
    await ana.view('Threads').click(title);
    await page(ana).getByRole('heading', { name: title }).waitFor();
    await heard(ana, async () => (await page(ana).getByText('second').count()) > 0);
    await page(ana).getByRole('button', { name: 'Mark as answer' }).first().click();
    await eventually(async () => (await discussion()).answer !== null);
    await ana.view('Waiting').lacks(title);
    await ana.screenshot('threads-answered');
    for (const theme of ['light', 'hc-dark'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`threads-answered-${theme}`);
    }
  });

  chapter('is summarized in a document, each sentence with its comment', async () => {
    await page(ana).getByRole('button', { name: 'Summarize' }).click();
    const lines = ana.page.locator('.monaco-editor .view-lines').first();
    await eventually(async () => (await lines.textContent())?.replaceAll('\u00a0', ' ').includes(`Summary: ${title}`));
    await eventually(async () => (await lines.textContent())?.includes('#discussioncomment-'));
    await ana.setTheme('light');
    await ana.screenshot('threads-summary');
  });

  chapter('what is known becomes the draft of an answer to a question like it, and is not sent', async () => {
    const again = 'Which oil does the lamp of the other tower take?';
    const asked = scene.github
      .as('chidi')
      .createDiscussion(repository, { category: 'Q&A', title: again, body: 'The spare lamp has none. @bo' });
    await heard(bo, async () => (await bo.view('Threads').rows()).some(({ label }) => label === again));
    await bo.view('Waiting').lacks(title); // he has heard of the answer
    await bo.view('Threads').click(again);
    await page(bo).getByRole('heading', { name: again }).waitFor();
    const box = page(bo).getByRole('textbox', { name: 'Add a comment' });
    await eventually(async () => {
      await page(bo).getByRole('button', { name: 'Draft an answer' }).click();
      return (await box.inputValue()).includes('> Rape seed.');
    });
    await bo.screenshot('threads-draft-answer');
    assert.equal(asked.comments.length, 0);
    await box.fill('');
  });

  chapter('whoever asks the same again is shown the answer', async () => {
    const chidi = await openWindow(await scene.machine('chidi', 'connected'));
    await upToDate(chidi);
    await chidi.run('Makertime: Ask Question…');
    await chidi.quickInput.shows('Ask a question in acme/team');
    await chidi.type('which oil does the lamp take');
    await eventually(async () => (await chidi.quickInput.rows()).some(({ label }) => label === `Answered: ${title}`));
    await chidi.screenshot('threads-known');
    await chidi.press('Escape');
    for (const window of [ana, bo, chidi]) assert.deepEqual(window.complaints.outside, []);
  });
});
