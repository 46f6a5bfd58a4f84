// Proves that text from GitHub is inert in the real workbench: it is shown, and does nothing.

import assert from 'node:assert/strict';
import { writeBlocker } from '../../src/records/blocker.js';
import { eventually } from '../host/eventually.js';
import type { Stage, Workbench } from '../host/workbench.js';
import { newId } from '../support/builders.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';

const titles = [
  '[click](command:workbench.action.terminal.new)',
  '![beacon](https://evil.example/beacon.png)',
  '<img src="https://evil.example/x.png" onerror="alert(1)">',
  '$(trash) $(sync~spin) icons',
  '\u202Etxt.exe\u202C\u200B\u2066 reversed',
  'vscode://evil.extension/run',
  'javascript:alert(1)',
];

describe('hostile text', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    const bo = scene.github.as('bo');
    for (const title of titles) {
      const by = { id: scene.github.idOf('bo'), login: 'bo' };
      bo.createIssue(
        repository,
        writeBlocker({ id: newId(), by, words: { title, owner: 'ana', outcome: title, notes: titles.join('\n') } }),
      );
    }
    const forged = writeBlocker({
      id: newId(),
      by: { id: scene.github.idOf('dana'), login: 'dana' },
      words: { title: 'forged in the name of dana' },
    });
    bo.createIssue(repository, forged);
    stage = await scene.machine('ana', 'connected');
    window = await openWindow(stage);
  });
  after(() => scene.close());

  it('stands in the rows as plain text, without the characters that deceive', async () => {
    await window.setSidebarWidth(500);
    const waiting = window.view('Waiting');
    for (const label of [
      '@bo, answer by Thu 10:30: [click] (command:workbench.action.terminal.new)',
      '@bo, answer by Thu 10:30: ![beacon] (https://evil.example/beacon.png)',
      '@bo, answer by Thu 10:30: $ (trash) $ (sync~spin) icons',
      '@bo, answer by Thu 10:30: txt.exe reversed',
    ])
      await waiting.row(label);
    assert.equal(
      (await waiting.rows()).some((row) => row.label.includes('forged')),
      false,
    );
    await window.screenshot('hostile');
  });

  it('neither links nor loads nor runs anything in a hover', async () => {
    const waiting = window.view('Waiting');
    await waiting.hover('@bo, answer by Thu 10:30: ![beacon] (https://evil.example/beacon.png)');
    const text = await eventually(() => window.hoverText());
    await window.screenshot('hostile-hover');
    assert.ok(text.includes('![beacon] (https://evil.example/beacon.png)\n'), text);
    const hover = window.page.locator('.workbench-hover');
    assert.equal(await hover.locator('img').count(), 0, 'no picture');
    assert.deepEqual(
      await hover
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href'))),
      [],
      'no link',
    );
  });

  it('is offered as text in questions', async () => {
    await window.run('Makertime: Show Blocker…');
    await window.quickInput.shows('Which blocker?');
    const rows = await window.quickInput.rows();
    assert.ok(
      rows.some((row) => row.label === '$ (trash) $ (sync~spin) icons'),
      rows.map((row) => row.label).join('\n'),
    );
    await window.quickInput.dismiss();
  });

  it('has nobody else asked', () => {
    assert.deepEqual(window.complaints.outside, []);
  });
});
