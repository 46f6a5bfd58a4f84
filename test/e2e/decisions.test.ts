// Proves a decision from side to side: proposed in a document, answered on its page, and made, once, by whoever decides.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { heard, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('a decision', () => {
  let scene: Scene;
  let ana: Workbench;
  let bo: Workbench;
  let teamFile: string;

  const title = 'One lamp for both towers';
  const agreed = '# What we have agreed.\nexpectations: # working hours\n  blocker: 4h # soon\n  review: 1d\n';
  const found = (name = title) => scene.github.discussions(repository).find((one) => one.title === name);
  const page = (window: Workbench) => window.webview();
  const press = (window: Workbench, name: string) => page(window).getByRole('button', { name }).click();

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    const settings = { 'files.autoSave': 'off' }; // in the browser it is on
    const machine = await scene.machine('ana', 'connected', { settings });
    teamFile = join(machine.folder, '.github', 'makertime.yml');
    // It is a clone of the team repository as well.
    const origin = execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: machine.folder,
      encoding: 'utf8',
    }).trim();
    const address = origin.replace('lighthouse', 'team');
    execFileSync('git', ['remote', 'add', 'team', address], { cwd: machine.folder });
    mkdirSync(dirname(teamFile));
    writeFileSync(teamFile, agreed);
    ana = await openWindow(machine);
    await upToDate(ana);
    bo = await openWindow(await scene.machine('bo', 'connected'));
    await upToDate(bo);
  });
  after(() => scene.close());

  const chapter = story('is proposed, answered and made');

  chapter('is written as a document, and says before it is sent who sees it when', async () => {
    await ana.view('Threads').row('The tower is closed on Thursday'); // what may be posted there is known
    await ana.run('Makertime: Propose a Decision…');
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && /^\w{26}\.md$/.test(name)));
    await ana.page.locator('.monaco-editor .view-lines').first().click();
    await ana.press('Control+Home');
    await ana.press('End');
    await ana.type(title);
    for (let line = 0; line < 4; line++) await ana.press('ArrowDown');
    await ana.press('End');
    await ana.type('bo');
    await ana.press('Control+End');
    await ana.type('We buy the big one.');
    await ana.screenshot('decision-draft');
    await ana.run('Makertime: Send Draft');
    const asked = await eventually(() => ana.dialog());
    assert.equal(asked.message, 'Propose this decision in acme/team?');
    assert.match(asked.detail, /^It goes to General, .*Delivered to @bo .*Closes .*\.$/s);
    await ana.screenshot('decision-confirm');
    await ana.pressInDialog('Send');
    const { body, category } = await eventually(async () => found());
    assert.equal(category, 'general');
    assert.match(
      body,
      /^\*\*Decider:\*\* @ana\n\n\*\*Asked:\*\* @bo\n\n\*\*Closes:\*\* \w{3} \d+ \w{3} 2026, \d\d:\d\d UTC/,
    );
    await ana.view('Now').lacks(`Draft decision: ${title}`);
  });

  chapter('waits for whom it names, who objects on its page', async () => {
    await heard(bo, async () => (await bo.view('Threads').rows()).some(({ label }) => label === title));
    await bo.view('Waiting').row(title);
    await bo.view('Threads').click(title);
    await page(bo).getByRole('heading', { name: title }).waitFor();
    await page(bo)
      .getByText(/Open until .* Then @ana decides\./)
      .waitFor();
    await bo.screenshot('decision-asked');
    await press(bo, 'Object…');
    await bo.quickInput.shows('Object: why?');
    await bo.quickInput.answer('It is too heavy');
    await bo.quickInput.shows('what would you do instead');
    await bo.quickInput.answer('Two small ones');
    await eventually(async () => found()?.comments.length === 1, 60_000);
    assert.match(found()?.comments[0]?.body ?? '', /^Object: It is too heavy\n\nInstead: Two small ones\n/);
    await bo.view('Waiting').lacks(title);
  });

  chapter('is made by whoever decides, who says why in spite of it', async () => {
    await ana.view('Threads').click(title);
    await page(ana).getByRole('heading', { name: title }).waitFor();
    await heard(ana, async () => (await page(ana).getByText('@bo objects: it is held').count()) > 0);
    for (const theme of ['dark', 'light', 'hc-dark'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`decision-held-${theme}`);
    }
    await press(ana, 'Decide…');
    await ana.quickInput.shows('Why is it decided although @bo objects?');
    await ana.quickInput.answer('it is carried by two');
    await ana.quickInput.shows('What is decided?');
    await ana.quickInput.answer('we buy the big one');
    await ana.quickInput.shows('Because?');
    await ana.quickInput.answer('it is cheap');
    const asked = await eventually(() => ana.dialog());
    assert.match(asked.detail, /^\*\*Decided:\*\* we buy the big one, by ana because it is cheap/);
    await ana.pressInDialog('Decide');
    await eventually(async () => found()?.closedAs === 'RESOLVED', 60_000);
    const one = found();
    assert.match(
      one?.body ?? '',
      /^\*\*Decided:\*\* we buy the big one, by ana because it is cheap\n\n\*\*Decider:\*\*/,
    );
    assert.equal(one?.comments.length, 2);
    await page(ana).getByText('Decided by @ana').waitFor();
    await ana.screenshot('decision-made');
  });

  chapter('is seen as made by whoever was asked, and kept as a document', async () => {
    await heard(bo, async () => (await page(bo).getByText('Decided by @ana').count()) > 0);
    await press(ana, 'Keep as ADR…');
    await eventually(async () =>
      (await ana.editors()).some(({ name }) => /0001-one-lamp-for-both-towers\.md/.test(name)),
    );
    await ana.screenshot('decision-kept');
    for (const window of [ana, bo]) assert.deepEqual(window.complaints.outside, []);
  });

  describe('about how the team works', () => {
    const chapter = story('changes the team file once it is made');
    const change = 'How soon blockers are answered: within 2 working hours';

    chapter('is proposed from the page that shows the team’s figures', async () => {
      await ana.run('Makertime: Review How the Team Works');
      await page(ana).getByRole('heading', { name: 'How the team works' }).waitFor();
      await page(ana).getByText('The team agreed on 4 working hours').waitFor();
      for (const theme of ['dark', 'light', 'hc-dark'] as const) {
        await ana.setTheme(theme);
        await ana.screenshot(`team-works-${theme}`);
      }
      await press(ana, 'Propose a change…');
      await ana.quickInput.shows('What should the team agree on anew?');
      await ana.screenshot('team-works-change');
      await ana.quickInput.choose('How soon blockers are answered');
      await ana.quickInput.shows('Working time, such as 90m');
      await ana.quickInput.answer('2h');
      await eventually(async () =>
        (await ana.editors()).some(({ name, active }) => active && /^\w{26}\.md$/.test(name)),
      );
      await ana.page.locator('.monaco-editor .view-lines').first().click();
      await ana.press('Control+Home');
      for (let line = 0; line < 4; line++) await ana.press('ArrowDown');
      await ana.press('End');
      await ana.type('bo');
      await ana.screenshot('team-works-draft');
      await ana.run('Makertime: Send Draft');
      await eventually(() => ana.dialog());
      await ana.pressInDialog('Send');
      const { body } = await eventually(async () => found(change));
      assert.match(
        body,
        /```diff\n # \.github\/makertime\.yml\n expectations:\n- {2}blocker: 4h\n\+ {2}blocker: 2h\n```/,
      );
    });

    chapter('offers to edit the file on its page, and opens it with the change, not saved', async () => {
      await heard(bo, async () => (await bo.view('Threads').rows()).some(({ label }) => label === change));
      await bo.view('Threads').click(change);
      await page(bo).getByRole('heading', { name: change }).waitFor();
      await press(bo, 'Agree');
      await eventually(async () => found(change)?.comments.length === 1, 60_000);
      await ana.view('Threads').click(change);
      await page(ana).getByRole('heading', { name: change }).waitFor();
      await heard(ana, async () => (await page(ana).getByRole('button', { name: 'Decide…' }).count()) > 0);
      await press(ana, 'Decide…');
      await ana.quickInput.shows('What is decided?');
      await ana.quickInput.answer('two working hours');
      await ana.quickInput.shows('Because?');
      await ana.quickInput.answer('four are too long');
      await eventually(() => ana.dialog());
      await ana.pressInDialog('Decide');
      await page(ana).getByText('Decided by @ana').waitFor();
      await ana.screenshot('team-works-decided');
      await press(ana, 'Edit the team file');
      await eventually(async () =>
        (await ana.editors()).some(({ name, active }) => active && name === 'makertime.yml'),
      );
      await ana.page.locator('.monaco-editor .view-line').filter({ hasText: 'blocker: 2h # soon' }).waitFor();
      await ana.screenshot('team-works-team-file');
      assert.equal(readFileSync(teamFile, 'utf8'), agreed, 'the person decides whether it is saved');
      await ana.run('File: Save');
      await eventually(async () => readFileSync(teamFile, 'utf8') === agreed.replace('4h', '2h'));
    });
  });
});
