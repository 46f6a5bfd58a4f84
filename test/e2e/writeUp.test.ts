// Proves writing a blocker down in a real VS Code: a document that outlives the window, sent by its button; an answer kept in a file.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../src/records/block.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { eventually, reads } from '../lib/suite/eventually.js';
import { patience } from '../lib/suite/patience.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('writing a blocker down', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { settings: { 'files.autoSave': 'off' } });
    window = await openWindow(stage);
    await upToDate(window);
    await window.openFile('lamp.ts');
  });
  after(() => scene.close());

  const title = 'The lamp stays dark in fog';
  const draft = () =>
    eventually(async () => (await window.editors()).find(({ name, active }) => active && /^\w{26}\.md$/.test(name)));
  const text = async () =>
    ((await window.page.locator('.monaco-editor .view-lines').first().textContent()) ?? '').replaceAll('\u00a0', ' ');
  const issueCalled = (wanted: string) =>
    eventually(async () => scene.github.issues(repository).find((issue) => issue.title === wanted));
  async function typeBelow(words: string): Promise<void> {
    await window.press('ArrowDown');
    await window.press('End');
    await window.type(words);
  }

  const chapter = story('outlives the window, and is sent once');

  chapter('opens a document with questions, and says what is missing', async () => {
    await window.run('Makertime: Describe Blocker in a Document');
    await draft();
    await eventually(async () => (await text()).includes("What I've tried"));
    await reads(text, /Attached: .*main.*src\/lamp\.ts:/);
    await window.run('Makertime: Send Draft');
    await window.toast('In the first line');
    await window.closeToasts();
    assert.equal(
      scene.github.issues(repository).some((issue) => issue.title === ''),
      false,
    );
  });

  chapter('says nothing of where it is kept to what is captured beside it', async () => {
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    await eventually(async () => (await window.quickInput.rows())[0]?.detail === 'Nothing from the editor to attach');
    await window.quickInput.dismiss();
  });

  chapter('outlives a window that dies, unsaved words included', async () => {
    await window.type(title);
    await window.view('Now').row('Draft: (no title)');
    await window.page.waitForTimeout(3_000); // VS Code keeps what is not saved a moment later
    await window.close();
    window = await openWindow(stage);
    await window.view('Now').row('Draft: (no title)');
    await window.view('Now').click('Draft: (no title)');
    await draft(); // VS Code had it back by itself; that we have opened it is seen by where the focus is
    await window.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await eventually(async () => (await text()).startsWith(`# ${title}`));
  });

  chapter('is written on, though what it says cannot be read yet', async () => {
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.press('Control+Home');
    await typeBelow('');
    await typeBelow('bo');
    await typeBelow('never');
    await window.run('Makertime: Send Draft');
    await window.toast('“Needed by: never” is not valid');
    // The notification may stand as long as it likes.
    await window.press('End');
    for (const _letter of 'never') await window.press('Backspace');
    await window.type('18:00');
    await typeBelow('It shines through');
    await eventually(async () => (await text()).includes('Desired outcome: It shines through'));
    await window.press('Control+End');
    await window.type('A key to the tower, from Bo.');
    await window.screenshot('write-up');
  });

  chapter('is told what a reader will miss, and puts it right with a quick fix', async () => {
    await window.type(' Could somebody open it?');
    await window.page.locator('.squiggly-hint').first().waitFor();
    const fix = window.page.locator('.action-widget .monaco-list-row', { hasText: 'Name @bo' });
    for (let letter = 0; letter < 10; letter++) await window.press('ArrowLeft');
    await eventually(async () => {
      await window.press('Control+.');
      await fix.waitFor({ timeout: patience(3_000) });
      return true;
    });
    await window.screenshot('write-up-help');
    await fix.click();
    await eventually(async () => (await text()).includes('Could @bo open it?'));
    await window.page.locator('.squiggly-hint').first().waitFor({ state: 'detached' });
  });

  chapter('is asked about what looks like a token, and stays as it is', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    await window.press('Control+End');
    await window.type(` ${token}`);
    await window.page.locator('.squiggly-warning').first().waitFor();
    await window.run('Makertime: Send Draft');
    const asked = await eventually(() => window.dialog());
    assert.equal(asked.message, 'Send this although it looks as if it held a secret?');
    await window.screenshot('write-up-secret');
    await window.pressInDialog('Cancel');
    await window.toast('Could not send');
    await window.closeToasts();
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.press('Control+End');
    for (let letter = 0; letter <= token.length; letter++) await window.press('Backspace');
    await window.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
  });

  chapter('is sent by its button, once, and then it is gone', async () => {
    await window.page.locator('.editor-actions .action-label[aria-label^="Send Draft"]').click();
    const issue = await issueCalled(title);
    assert.match(
      issue.body ?? '',
      /^\*\*Needed from:\*\* @bo\n\n\*\*Needed by:\*\* .* UTC\n\n\*\*Where:\*\* .*lamp\.ts[\s\S]*\n\n\*\*Desired outcome:\*\* It shines through\n\n## What I need, and from whom\n\nA key to the tower, from Bo\. Could @bo open it\?\n\n<!-- makertime /,
    );
    assert.equal(decode(issue.body ?? '').kind, 'block');
    await eventually(async () => !(await window.editors()).some(({ name }) => /^\w{26}\.md$/.test(name)));
    await window.closeToasts();
    await window.view('Now').lacks(`Draft: ${title}`);
    await window.screenshot('write-up-sent');
    assert.equal(scene.github.issues(repository).filter((one) => one.title === title).length, 1);
  });

  chapter('is sent once it can be read, though the sentence that said it could not still stands there', async () => {
    await window.run('Makertime: Describe Blocker in a Document');
    await draft();
    await window.run('Makertime: Send Draft');
    await window.toast('In the first line');
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.press('Control+Home');
    await window.press('End');
    await window.type('The horn is silent');
    await eventually(async () => (await text()).startsWith('# The horn is silent'));
    await window.run('Makertime: Send Draft');
    await issueCalled('The horn is silent');
    await window.closeToasts();
  });

  chapter('is discarded without a question while it is blank', async () => {
    await window.run('Makertime: Describe Blocker in a Document');
    await draft();
    await window.run('Makertime: Discard Draft');
    await eventually(async () => !(await window.editors()).some(({ name }) => /^\w{26}\.md$/.test(name)));
    await window.view('Now').lacks('Draft: (no title)');
  });

  chapter('plans a day of three things, which outlive the window and are ticked off', async () => {
    await window.run('Makertime: Plan My Day…');
    await window.quickInput.shows('Plan my day');
    await window.screenshot('day-plan');
    for (const [place, words] of ['Oil the hinges', 'Call Bo', 'Read the log'].entries()) {
      await window.quickInput.shows(`(${place + 1} of 3)`);
      await window.type(words);
      await window.quickInput.choose(`Plan: ${words}`);
    }
    await window.view('Now').row('Read the log');
    await window.close();
    window = await openWindow(stage);
    await window.view('Now').click('Call Bo');
    await eventually(async () =>
      (await window.view('Now').rows()).some(({ label, description }) => label === 'Call Bo' && description === 'done'),
    );
    for (const theme of ['dark', 'light'] as const) {
      await window.setTheme(theme);
      await window.screenshot(`day-${theme}`);
    }
  });

  chapter('keeps an answer in a document of the workspace, as text', async () => {
    const readme = join(stage.folder, 'README.md');
    writeFileSync(readme, '# Lighthouse\n\nKeeps ships off the rocks.');
    const waiting = window.view('Waiting');
    const row = await eventually(async () => (await waiting.rows()).find(({ label }) => label.includes(title)));
    await waiting.clickAction(row.label, 'Resolve Blocker…');
    await window.quickInput.shows(`Resolve: ${title}`);
    await window.type('The key is *behind* the door <b>');
    await window.press('Control+Enter');
    await window.quickInput.shows('Select a document for the answer');
    await window.screenshot('keep-answer-pick');
    await window.quickInput.choose('README.md');
    await eventually(async () => (await window.editors()).some(({ name, active }) => active && name === 'README.md'));
    await eventually(async () => (await text()).includes(`## ${title}`));
    await window.screenshot('keep-answer');
    assert.ok(!readFileSync(readme, 'utf8').includes(title), 'the person decides whether it is saved');
    await window.run('File: Save');
    const { number } = await issueCalled(title);
    const server = await scene.github.listen();
    await eventually(async () =>
      readFileSync(readme, 'utf8').includes(
        `rocks.\n\n## ${title}\n\nThe key is \\*behind\\* the door \\<b\\>\n\n[acme/team#${number}](${server}/acme/team/issues/${number})\n`,
      ),
    );
    await eventually(async () => scene.github.issue(repository, number).state === 'closed');
  });

  chapter('leaves no toast, no fault and no request to anybody else', async () => {
    // What was just done can be taken back, for as long as its words stand there.
    const others = (await window.toasts()).filter(({ message }) => !/^Re(?:solved|assigned)/.test(message));
    assert.deepEqual(others, []);
    assert.deepEqual(scene.github.faults, []);
    assert.deepEqual(scene.github.log.invalid, []);
    assert.deepEqual(window.complaints.outside, []);
  });
});
