// Proves the way of a blocker: typed into the palette in a real VS Code, attached to its place in the code, standing on GitHub once.

import assert from 'node:assert/strict';
import { decode } from '../../src/records/block.js';
import { chooseInMenu } from '../lib/editor/surfaces.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { publish } from '../lib/fakes/lighthouse.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { patience } from '../lib/suite/patience.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('capturing a blocker', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected');
    window = await openWindow(stage);
    await upToDate(window);
    await window.openFile('lamp.ts');
    await eventually(async () => (await window.statusItem('status.problems')).ariaLabel === 'Errors: 1');
  });
  after(() => scene.close());

  /** What the row says of tomorrow noon: the scene's day is a Wednesday. */
  const noon = 'Thu 12:00';
  /** Waits until the first row says so of what Enter attaches. */
  const attached = async (words: string) => {
    await window.quickInput.shows('Capture blocker');
    return eventually(async () => (await window.quickInput.rows())[0]?.detail.includes(words));
  };
  const row = (label: string) =>
    eventually(async () => (await window.quickInput.rows()).find((one) => one.label === label));
  /** Opens the box once git has said whose lines they are; where the machine is busy, the box does not wait for it. */
  const openBesideTheAuthor = (words: string) =>
    eventually(async () => {
      if (await window.quickInput.isOpen()) await window.quickInput.dismiss();
      await window.press('Shift+Alt+B');
      await attached(words);
      const author = 'Save and assign to @bo, Bo Lindqvist · wrote these lines · ';
      return eventually(async () => (await window.quickInput.rows())[1]?.ariaLabel.startsWith(author), 5_000);
    });
  /** What stands first beside the title. */
  const saysOf = (label: string, words: string) =>
    eventually(async () => (await window.view('Waiting').row(label)).description.startsWith(`${words} · `));
  /** Without those that make something else of it. */
  const labels = async () => {
    const all = (await window.quickInput.rows()).map(({ label }) => label);
    return all.slice(0, Math.max(all.indexOf('Ask it as a question'), 0) || undefined);
  };
  const issueCalled = (title: string) =>
    eventually(async () =>
      scene.github
        .issues(repository)
        .filter((issue) => issue.title === title)
        .at(0),
    );

  const chapter = story('goes from a key to GitHub');

  chapter('takes one key, one line and Enter, and shows what it attaches before it is sent', async () => {
    await window.run('Go to Line/Column...');
    await window.quickInput.answer(':3');
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker in acme/team');
    await attached('lamp.ts:3');
    await row("Also attached: Type 'string' is not assignable to type 'number'. (ts 2322)");
    await window.type('What is the brightness in fog?');
    await window.screenshot('capture');
    await window.quickInput.accept();
    await eventually(async () =>
      (await window.statusItems()).some((item) => item.text.includes('Blocker saved: What is the brightness in fog?')),
    );
    await window.view('Waiting').row('What is the brightness in fog?');
    await window.screenshot('capture-saved');
    const issue = await issueCalled('What is the brightness in fog?');
    assert.match(
      issue.body ?? '',
      /^\*\*Where:\*\* `src\/lamp.ts:3` on `main` at `[0-9a-f]{10}` in `acme\/lighthouse`\n\n\*\*Diagnostic:\*\* `Type 'string' is not assignable to type 'number'. \(ts 2322\)`\n\n<!-- makertime /,
    );
    assert.equal(decode(issue.body ?? '').kind, 'block');
    assert.deepEqual(scene.github.labelsOn(repository, issue.number), ['blocked']);
  });

  chapter('links to the lines where the commit is on GitHub', async () => {
    publish(stage.folder);
    await window.run('Git: Refresh');
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await window.type('With a permalink');
    await window.quickInput.accept();
    const server = await scene.github.listen();
    const escaped = server.replaceAll('.', '\\.');
    const link = new RegExp(
      `\\[\`src/lamp\\.ts\` line 3\\]\\(${escaped}/acme/lighthouse/blob/[0-9a-f]{40}/src/lamp\\.ts#L3\\)`,
    );
    assert.match((await issueCalled('With a permalink')).body ?? '', link);
  });

  chapter('asks for owner, time and outcome only on Ctrl+Enter', async () => {
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    await window.type('Needs the staging key');
    await window.press('Control+Enter');
    await window.quickInput.shows('Who can unblock you?');
    await window.screenshot('capture-owner');
    await window.quickInput.choose('@bo');
    await window.quickInput.shows('When is it due?');
    await window.screenshot('capture-need-by');
    await window.quickInput.choose('Tomorrow at noon');
    await window.quickInput.shows('What outcome do you need?');
    await window.quickInput.answer('The key is in the vault');
    await window.quickInput.shows('What does it block?');
    await window.screenshot('capture-blocks');
    await window.quickInput.answer('#5');
    const issue = await issueCalled('Needs the staging key');
    assert.match(
      issue.body ?? '',
      /\*\*Needed from:\*\* @bo\n\n\*\*Needed by:\*\* .* UTC\n\n\*\*Blocks:\*\* acme\/team#5\n\n\*\*Where:[\s\S]*\*\*Desired outcome:\*\* The key is in the vault\n/,
    );
    assert.deepEqual(
      issue.assignees.map((id) => scene.github.loginOf(id)),
      ['bo'],
    );
    await saysOf('Needs the staging key', `@bo, due ${noon}`);
  });

  chapter('offers a capture on the lightbulb of a problem', async () => {
    await window.run('Go to Line/Column...');
    await window.quickInput.answer(':3:15');
    await window.quickInput.closes();
    const entry = window.page.locator('.action-widget .monaco-list-row', { hasText: 'Capture as blocker: Type' });
    // Whatever takes the focus while it opens closes it.
    await eventually(async () => {
      await window.press('Control+.');
      await entry.waitFor({ timeout: patience(3_000) });
      return true;
    });
    await window.screenshot('capture-lightbulb');
    await entry.click();
    await window.quickInput.shows('Capture blocker');
    await window.type('From the lightbulb');
    await window.quickInput.accept();
    assert.match(
      (await issueCalled('From the lightbulb')).body ?? '',
      /src\/lamp\.ts` line 3\].*\n\n\*\*Diagnostic:\*\*/,
    );
  });

  chapter('offers a capture in the context menu of the editor', async () => {
    await window.page.locator('.monaco-editor .view-line').first().click({ button: 'right' });
    await chooseInMenu(window.page, 'Capture Blocker…');
    await window.quickInput.shows('Capture blocker in acme/team');
    await window.type('From the context menu');
    await window.quickInput.accept();
    assert.match((await issueCalled('From the context menu')).body ?? '', /src\/lamp\.ts/);
  });

  chapter('attaches nothing where that is wished, and keeps what was typed when dismissed', async () => {
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await window.type('Not for everybody');
    await window.quickInput.dismiss();
    await window.quickInput.closes();
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await becomes(() => window.quickInput.value(), 'Not for everybody');
    await window.quickInput.pressButton('Attach nothing from the editor');
    await attached('Nothing from the editor will be attached');
    await window.quickInput.accept();
    assert.match((await issueCalled('Not for everybody')).body ?? '', /^<!-- makertime /);
  });

  chapter('suggests who may help while one types, with the reason, and takes the first with one key more', async () => {
    await window.openFile('lens.ts');
    await window.run('Go to Line/Column...');
    await window.quickInput.answer(':5');
    await openBesideTheAuthor('lens.ts:5');
    await window.type('How far');
    await window.screenshot('capture-owners');
    await eventually(async () => {
      const rows = await window.quickInput.rows();
      assert.equal(rows[0]?.label, 'Save without an owner');
      assert.equal(rows[0]?.focused, true);
      assert.equal(rows[1]?.label, 'Save and assign to @bo');
      assert.match(rows[1].ariaLabel, /^Save and assign to @bo, Bo Lindqvist · wrote these lines · .*back 15:15$/);
      return true;
    });
    await window.quickInput.type('');
    await window.quickInput.dismiss();
    await window.quickInput.closes();

    const line = 'How far does the beam reach?';
    const begun = performance.now();
    await openBesideTheAuthor('lens.ts:5');
    await window.type(line);
    await window.press('ArrowDown');
    await window.press('Enter');
    await eventually(async () =>
      (await window.statusItems()).some(({ text }) => text.includes(`Blocker saved: ${line}`)),
    );
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`      with an owner: ${line.length} letters and 3 keys, ${seconds} s until it is on the disk`);
    const issue = await issueCalled('How far does the beam reach?');
    assert.deepEqual(
      issue.assignees.map((id) => scene.github.loginOf(id)),
      ['bo'],
    );
  });

  chapter('narrows to the name that is being typed, and says what the end of the line means', async () => {
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await window.type('Who has the key @e');
    await row('Save and assign to @e');
    await becomes(labels, ['Save without an owner', 'Save and assign to @emi', 'Save and assign to @e']);
    await window.type('mi #5');
    const first = await eventually(async () => {
      const [one] = await window.quickInput.rows();
      const waits = /^#5 .* can't continue until this is resolved$/.test(one?.description ?? '');
      return one?.label === 'Save and assign to @emi' && waits && one;
    });
    await window.screenshot('capture-trailing');
    assert.equal(first.focused, true);
    await window.quickInput.accept();
    assert.match((await issueCalled('Who has the key')).body ?? '', /@emi\n\n\*\*Blocks:\*\* acme\/team#5\n/);
  });

  chapter('saves what is typed, however fast Enter follows', async () => {
    await window.quickInput.closes();
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    await window.type('Faster than anything @bo');
    await window.press('Enter');
    const issue = await issueCalled('Faster than anything');
    assert.deepEqual(
      issue.assignees.map((id) => scene.github.loginOf(id)),
      ['bo'],
    );
  });

  chapter('comments, reassigns and resolves from the rows, and follows what others do on github.com', async () => {
    const waiting = window.view('Waiting');
    const label = 'Needs the staging key';
    const { number } = await issueCalled('Needs the staging key');
    await waiting.clickAction(label, 'Comment on Blocker…');
    await window.quickInput.shows('Comment on “Needs the staging key”');
    await window.quickInput.answer('Any news?');
    await eventually(async () => scene.github.comments(repository, number).length === 1);
    await upToDate(window);
    await waiting.chooseContext(label, 'Reassign Blocker…');
    await window.quickInput.shows('Reassign “');
    await window.quickInput.answer('finn');
    await saysOf(label, `@finn, due ${noon}`);
    await eventually(
      async () =>
        scene.github
          .issue(repository, number)
          .assignees.map((id) => scene.github.loginOf(id))
          .join() === 'finn',
    );

    scene.github.as('finn').comment(repository, number, 'It is in the vault now.');
    scene.github.as('finn').closeIssue(repository, number);
    await window.run('Makertime: Sync Now');
    await waiting.lacks(label);

    await waiting.clickAction('What is the brightness in fog?', 'Resolve Blocker…');
    await window.quickInput.shows('Resolve: What is the brightness in fog?');
    await window.screenshot('resolve');
    await window.quickInput.answer('Half of it: 600000');
    await waiting.lacks('What is the brightness in fog?');
    const answered = await issueCalled('What is the brightness in fog?');
    await eventually(async () => scene.github.issue(repository, answered.number).state === 'closed');
    assert.match(
      scene.github.comments(repository, answered.number)[0]?.body ?? '',
      /^Half of it: 600000\n\n<!-- makertime /,
    );
  });

  chapter('is done by keyboard alone: from the view to an answer', async () => {
    const waiting = window.view('Waiting');
    await waiting.focus();
    await window.press('Home');
    await window.press('ArrowDown');
    await window.press('ArrowDown');
    await window.press('Enter');
    await window.quickInput.shows('lamp.ts does not compile');
    assert.deepEqual(
      (await window.quickInput.rows()).map((row) => row.label),
      [
        'Open on GitHub',
        'Comment',
        'Promise a time',
        'Reassign',
        'Unassign',
        'Resolve',
        'Close as not needed',
        'Edit',
        'Park this branch until it is resolved',
      ],
    );
    await window.screenshot('item-actions');
    await window.press('ArrowDown');
    await window.press('Enter');
    await window.quickInput.shows('Comment on “lamp.ts does not compile');
    await window.quickInput.answer('Looking at it');
    await eventually(async () => scene.github.log.count({ method: 'POST', path: /comments$/, status: 201 }) >= 3);
  });

  chapter('parks on Alt+Enter, once it is saved', async () => {
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await window.type('Not today');
    await window.press('Alt+Enter');
    await issueCalled('Not today');
    await window.quickInput.dismiss();
  });

  chapter('fits a narrow window', async () => {
    await window.page.setViewportSize({ width: 420, height: 800 });
    await window.press('Shift+Alt+B');
    await attached('Attached: ');
    await window.type('Who has the key @emi #5');
    await row('Save and assign to @emi');
    await eventually(async () =>
      /^#5 Choose a date for the offsite can't continue/.test((await window.quickInput.rows())[0]?.description ?? ''),
    );
    await window.screenshot('capture-narrow');
    await window.quickInput.dismiss();
  });

  chapter('leaves no toast, no fault and no request to anybody else', async () => {
    // What was just done can be taken back, for as long as its words stand there.
    const others = (await window.toasts()).filter(({ message }) => !/^Re(?:solved|assigned)/.test(message));
    assert.deepEqual(others, []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(window.complaints.errors, []);
  });
});
