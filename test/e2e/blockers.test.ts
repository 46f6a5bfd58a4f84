// Proves waiting from both sides: one is held up and goes on with something else, the other sees it and answers, and the way back is one key.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { eventually, reads } from '../lib/suite/eventually.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('held up, from both sides', () => {
  let scene: Scene;
  let machine: Stage & { readonly folder: string };
  let ana: Workbench;
  let dana: Workbench;
  let work: number;

  const title = 'The relay trips at dusk';
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: machine.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const branch = () => git('symbolic-ref', '--short', 'HEAD');
  const blocker = () => eventually(() => scene.github.issues(repository).find((issue) => issue.title === title));
  const status = (wanted: RegExp) =>
    eventually(async () => (await ana.statusItems()).some(({ text }) => wanted.test(text)));
  /** GitHub tells of news a little later; so often somebody who waits for them asks. */
  const heard = (window: Workbench, isThere: () => Promise<boolean>) =>
    eventually(async () => {
      await window.run('Makertime: Sync Now');
      return isThere();
    }, 40_000);

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    for (const { subject } of scene.github.threads('ana')) {
      const [where = '', number] = subject.split('#');
      scene.github.as('ana').finishThread(where, Number(number));
    }
    const { github } = scene;
    work = github.as('ana').createIssue(repository, { title: 'Light the lamp at dusk', assignees: ['ana'] }).number;
    const next = github.as('chidi').createIssue(repository, { title: 'Open the harbour', assignees: ['chidi'] });
    // Chidi waits for what Ana is about to wait with.
    github.as('chidi').addBlocker(repository, next.number, github.issue(repository, work).id);
    machine = await scene.machine('ana', 'connected');
    git('switch', '--quiet', '--create', `${work}-dusk`);
    ana = await openWindow(machine);
    await upToDate(ana);
    await ana.openFile('lamp.ts');
    await ana.run('Go to Line/Column...');
    await ana.quickInput.answer(':3:14');
    dana = await openWindow(await scene.machine('dana', 'connected'));
    await upToDate(dana);
  });
  after(() => scene.close());

  const chapter = story('goes from one side to the other and back');

  chapter('one is stuck: says so with owner, time and what it blocks, parks and begins the next task', async () => {
    await ana.press('Shift+Alt+D');
    await ana.quickInput.choose('25 minutes');
    await status(/^Focusing until/);
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type(`${title} @dana`);
    const waits = `#${work} Light the lamp at dusk can't continue until this is resolved`;
    await eventually(async () => {
      const [save] = await ana.quickInput.rows();
      return save?.label === 'Save and assign to @dana' && save.description === waits;
    });
    await ana.screenshot('both-capture');
    await ana.press('Alt+Enter');
    await ana.quickInput.shows('Select a task to start');
    await ana.press('Enter');
    await eventually(() => branch() !== `${work}-dusk`);
    await ana.view('Now').row(`Parked: ${work}-dusk`);
    const waiting = ana.view('Waiting');
    const row = await eventually(async () => (await waiting.rows()).find(({ label }) => label.includes(title)));
    await waiting.chooseContext(row.label, 'Edit Blocker…');
    await ana.quickInput.choose('Due');
    await ana.quickInput.shows('When is it due?');
    await ana.type('17:00');
    await ana.press('Enter');
    await eventually(async () => (await waiting.row(title)).description.startsWith('@dana, due 17:00 · '));
    await ana.screenshot('both-waiting');
    const { number } = await blocker();
    await eventually(() => {
      const { blockedBy } = scene.github.issue(repository, work);
      return blockedBy.includes(scene.github.issue(repository, number).id);
    });
  });

  chapter('the other sees whom it holds up and by when, and resolves it with an answer', async () => {
    const waiting = dana.view('Waiting');
    const label = title;
    const isDue = ({ description }: { readonly description: string }) => description.startsWith('@ana, due 11:00 · ');
    await heard(dana, async () => (await waiting.rows()).some((row) => row.label === label && isDue(row)));
    await reads(async () => (await waiting.row(label)).description, /^@ana, due 11:00 · holds up 2 · .*blocks #\d+$/);
    await reads(async () => (await waiting.row(label)).ariaLabel, /holds up 2 people/);
    await waiting.hover(label);
    await eventually(async () => (await dana.hoverText()).includes('Holds up @ana, @chidi'));
    await dana.screenshot('both-held-up');
    await waiting.chooseContext(label, 'Promise a Time…');
    await dana.quickInput.shows('When will you look at');
    await dana.screenshot('both-promise');
    await dana.press('Enter');
    await heard(ana, async () => (await ana.view('Waiting').row(title)).description.includes('promised 17:00'));
    await ana.screenshot('both-promised');
    await dana.screenshot('both-promised-dana');
    await waiting.chooseContext(label, 'Comment on Blocker…');
    await dana.quickInput.shows('Comment on');
    await dana.type('I look for the relay after lunch.');
    await dana.press('Enter');
    const mine = ana.view('Waiting');
    // What was promised stands until its time.
    await heard(ana, async () => (await mine.row(title)).expanded === false);
    await mine.expand(title);
    await mine.row('I look for the relay after lunch.');
    await mine.row('Comment…');
    await ana.screenshot('both-reply');
    await waiting.clickAction(label, 'Resolve Blocker…');
    await dana.quickInput.shows(`Resolve: ${title}`);
    await dana.type('The spare relay is in the east cupboard.');
    await dana.press('Enter');
    const { number } = await blocker();
    await eventually(() => scene.github.issue(repository, number).state === 'closed');
  });

  chapter('the first hears nothing until focus ends, and is brought back', async () => {
    const deliveries = ana.view('Deliveries');
    await heard(ana, async () => / 1 held$/.test(await deliveries.headline()));
    assert.deepEqual(await ana.toasts(), []);
    // It stands where it stood, as it stood.
    await ana.view('Waiting').row(title);
    assert.doesNotMatch((await ana.view('Waiting').row(title)).description, /resolved/);
    await ana.view('Now').row(`Parked: ${work}-dusk`);
    await ana.press('Shift+Alt+D');
    await ana.quickInput.choose('End focus');
    const { number } = await blocker();
    const card = await eventually(async () =>
      (await deliveries.rows()).find(
        ({ label, description }) =>
          label === `#${number} ${title}` && description.includes(`unblocked · parked on ${work}-dusk`),
      ),
    );
    await ana.closeToasts();
    await ana.screenshot('both-card');
    await deliveries.clickAction(card.label, 'Return to Parked Branch…');
    await eventually(() => branch() === `${work}-dusk`);
    await eventually(async () => /Ln 3, Col 14/.test((await ana.statusItem('status.editor.selection')).text));
    await ana.screenshot('both-returned');
  });

  chapter('whoever asks the same again sees the answer before anything is sent', async () => {
    await ana.run('Makertime: Sync Now');
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Does the relay trip at dusk?');
    const known = await eventually(async () =>
      (await ana.quickInput.rows()).find(({ label }) => label === `Answered: ${title}`),
    );
    assert.equal(known.detail, 'The spare relay is in the east cupboard.');
    await ana.screenshot('both-known');
    await ana.quickInput.dismiss();
  });

  chapter('complains about nothing and reaches nobody', async () => {
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
    for (const window of [ana, dana]) assert.deepEqual(window.complaints.outside, []);
  });
});
