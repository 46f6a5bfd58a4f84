// Proves the way round a blocker: raised, put aside with one key, something else begun, and back where one was when the way is free.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('parking and the next task', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let ana: Workbench;
  let task: number;

  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: stage.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const branch = () => git('symbolic-ref', '--short', 'HEAD');
  const cursor = async () => (await ana.statusItem('status.editor.selection')).text;
  const title = 'How bright is the lamp in fog?';
  const blocker = () => eventually(() => scene.github.issues(repository).find((issue) => issue.title === title));

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    task = scene.github
      .as('dana')
      .createIssue(repository, { title: 'Paint the gallery: white / red', body: '', assignees: ['ana'] }).number;
    // What lies in the inbox already is not what this is about.
    for (const { subject } of scene.github.threads('ana')) {
      const [where = '', number] = subject.split('#');
      scene.github.as('ana').finishThread(where, Number(number));
    }
    stage = await scene.machine('ana', 'connected');
    git('switch', '--quiet', '--create', 'lamp-fog');
    ana = await openWindow(stage);
    await upToDate(ana);
    await ana.openFile('lens.ts');
    await ana.run('Go to Line/Column...');
    await ana.quickInput.answer(':5:3');
    await ana.openFile('lamp.ts');
    await ana.run('Go to Line/Column...');
    await ana.quickInput.answer(':3:14');
    await eventually(async () => /Ln 3, Col 14/.test(await cursor()));
  });
  after(() => scene.close());

  const chapter = story('lead away from a branch and back to it');

  chapter('parks with one key as the blocker is saved, and offers what can be done instead', async () => {
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type(title);
    await ana.press('Alt+Enter');
    await ana.quickInput.shows('Select a task to start');
    await ana.screenshot('next-task');
    await ana.quickInput.choose(`#${task} Paint the gallery: white / red`);
    await eventually(() => branch() === `${task}-paint-the-gallery-white-red`);
    // As the team has it, and not where the other work was left.
    assert.equal(git('rev-parse', 'HEAD'), git('rev-parse', 'origin/main'));
    await ana.view('Now').row('Parked: lamp-fog');
    await ana.screenshot('parked');
    await blocker();
    assert.deepEqual(await ana.toasts(), []);
    await ana.run('View: Close All Editors');
    await eventually(async () => (await ana.editors()).length === 0);
  });

  chapter('brings the way back on a card, once somebody else has resolved it', async () => {
    const { number } = await blocker();
    scene.github.as('bo').comment(repository, number, 'Half of it: 600000.');
    scene.github.as('bo').closeIssue(repository, number);
    const deliveries = ana.view('Deliveries');
    await eventually(async () => {
      await ana.run('Makertime: Sync Now');
      return / 1 held$/.test(await deliveries.headline());
    }, 40_000);
    await ana.view('Now').row('Parked: lamp-fog');
    await becomes(async () => (await ana.view('Waiting').row(title)).description, 'resolved, in your next delivery');
    await ana.screenshot('resolved-in-waiting');
    await deliveries.clickTitleAction('Deliver Now');
    await ana.view('Waiting').lacks(title);
    await ana.view('Now').row('Unblocked: return to lamp-fog');
    // The board is on the screen before the inbox has read what it means: the card may say so a moment later.
    const card = await eventually(async () =>
      (await deliveries.rows()).find(
        ({ label, description }) =>
          label === `#${number} ${title}` && /unblocked · parked on lamp-fog/.test(description),
      ),
    );
    assert.equal(card.actions[0], 'Return to Parked Branch…');
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await deliveries.hover(card.label);
      await ana.screenshot(`return-${theme}`);
    }
    await ana.closeToasts();
  });

  chapter('touches nothing while there are changes', async () => {
    const { number } = await blocker();
    writeFileSync(join(stage.folder, 'README.md'), '# Mine\n');
    await ana.view('Deliveries').clickAction(`#${number} ${title}`, 'Return to Parked Branch…');
    await ana.toast('Commit or stash your changes first: 1 file');
    await ana.screenshot('return-refused');
    assert.equal(branch(), `${task}-paint-the-gallery-white-red`);
    assert.equal(git('status', '--porcelain'), 'M README.md');
    git('checkout', '--', 'README.md');
    await ana.closeToasts();
  });

  chapter('overwrites nothing that git ignores, and leaves no rebase behind', async () => {
    const { number } = await blocker();
    const card = () => ana.view('Deliveries').clickAction(`#${number} ${title}`, 'Return to Parked Branch…');
    const before = git('rev-parse', 'lamp-fog');
    const blob = git('hash-object', '-w', 'README.md');
    const env = { ...process.env, GIT_INDEX_FILE: join(stage.folder, '.git', 'other') };
    const aside = (...words: readonly string[]) =>
      execFileSync('git', words, { cwd: stage.folder, encoding: 'utf8', env }).trim();
    aside('read-tree', 'lamp-fog');
    aside('update-index', '--add', '--cacheinfo', `100644,${blob},local.env`);
    const named = ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org'];
    const commit = git(...named, 'commit-tree', aside('write-tree'), '-p', before, '-m', 'Settings');
    git('branch', '--force', 'lamp-fog', commit);
    writeFileSync(join(stage.folder, '.git', 'info', 'exclude'), 'local.env\n');
    writeFileSync(join(stage.folder, 'local.env'), 'mine\n');
    assert.equal(git('status', '--porcelain'), '');
    await card();
    await ana.toast('Switching would overwrite ignored files: local.env. Move them first.');
    assert.equal(readFileSync(join(stage.folder, 'local.env'), 'utf8'), 'mine\n');
    rmSync(join(stage.folder, 'local.env'));
    await ana.closeToasts();
    git('branch', '--force', 'lamp-fog', before);

    const editor = ['-c', "sequence.editor=sed -i '1s/^pick/edit/'"];
    git(...named, 'commit', '--quiet', '--allow-empty', '--message', 'Paint');
    git(...named, ...editor, 'rebase', '--quiet', '--interactive', '--keep-empty', 'HEAD~1');
    await card();
    await ana.toast('A rebase is in progress: finish or abort it first');
    assert.throws(branch, 'still detached');
    git('rebase', '--abort');
    await ana.closeToasts();
  });

  chapter('returns to branch, files and cursor', async () => {
    const { number } = await blocker();
    await ana.view('Deliveries').clickAction(`#${number} ${title}`, 'Return to Parked Branch…');
    await eventually(() => branch() === 'lamp-fog');
    await eventually(async () => {
      const editors = await ana.editors();
      return editors.map(({ name }) => name).join() === 'lens.ts,lamp.ts' && editors.at(-1)?.active;
    });
    await eventually(async () => /Ln 3, Col 14/.test(await cursor()));
    await ana.view('Now').lacks('Unblocked: return to lamp-fog');
    await ana.screenshot('returned');
    await ana.page.locator('.tab[data-resource-name="lens.ts"]').click();
    await eventually(async () => /Ln 5, Col 3/.test(await cursor()));
    assert.equal(git('status', '--porcelain'), '');
  });

  chapter('complains about nothing and reaches nobody', async () => {
    assert.deepEqual(await ana.toasts(), []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
    assert.deepEqual(ana.complaints.outside, []);
  });
});
