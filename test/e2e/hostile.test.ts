// Proves that text from GitHub and from the workspace is inert in the real workbench: it is shown, and does nothing.

import assert from 'node:assert/strict';
import { teamFilePath } from '../../src/model/board/team.js';
import { writeBlocker } from '../../src/records/blocker.js';
import { writeStatus } from '../../src/records/roster.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { newId } from '../lib/fakes/builders.js';
import { eventually } from '../lib/suite/eventually.js';
import { hostileLines, hostileNames } from '../tools/hostile/corpus.js';
import { type EvilServer, openEvilServer } from '../tools/hostile/evilServer.js';
import { isInert, nothingRan } from '../tools/hostile/inert.js';
import { faultsOf } from '../tools/hostile/shown.js';
import { hostileFile, hostileTeamFile, poison } from '../tools/hostile/workspace.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

/** A preview that draws it has a script make a picture, with another picture in it and a link around. */
const drawn = (address: string) =>
  `\`\`\`mermaid\nflowchart LR\n  A@{ img: "${address}/drawn.png", label: "x" } --> B\n  click B "${address}/click"\n\`\`\``;

const views = ['Now', 'Team', 'Waiting', 'Threads', 'Deliveries'] as const;

describe('hostile text', () => {
  let scene: Scene;
  let evil: EvilServer;
  let lines: readonly string[];
  let stage: Stage & { readonly folder: string };
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    evil = await openEvilServer();
    lines = hostileLines(evil.address);
    scene.github.setNotifications({ pollSeconds: 2 });
    write();
    stage = await scene.machine('ana', 'connected', { size: { width: 1280, height: 2000 } });
    poison(stage.folder, evil.address);
    window = await openWindow(stage);
    await window.setSidebarWidth(620);
  });
  after(async () => {
    await scene.close();
    await evil.close();
  });

  /** All that others can write on GitHub. */
  function write(): void {
    const { github, team } = scene;
    const bo = github.as('bo');
    const by = { id: github.idOf('bo'), login: 'bo' };
    const [line = '', , , , , , bare = ''] = lines;
    for (const title of lines) {
      const context = {
        path: title,
        branch: title,
        diagnostic: title,
        repository: title,
        permalink: `${evil.address}/x`,
      };
      const words = { title, owner: 'ana', outcome: title, notes: lines.join('\n') };
      bo.createIssue(repository, { ...writeBlocker({ id: newId(), by, words, context }), assignees: ['ana'] });
    }
    for (const title of lines.slice(0, 4)) {
      const mine = { id: github.idOf('ana'), login: 'ana' };
      const { number } = github
        .as('ana')
        .createIssue(repository, writeBlocker({ id: newId(), by: mine, words: { title: `foghorn ladder ${title}` } }));
      bo.comment(repository, number, `${drawn(evil.address)}\n${lines.join('\n')}`);
      bo.closeIssue(repository, number);
    }
    const forged = { id: github.idOf('dana'), login: 'dana' };
    bo.createIssue(
      repository,
      writeBlocker({ id: newId(), by: forged, words: { title: 'forged in the name of dana' } }),
    );
    bo.comment(
      repository,
      team.roster,
      writeStatus({
        id: newId(),
        by: forged,
        status: { mode: 'away', text: 'forged in the name of dana' },
        edited: {},
      }),
    );
    const status = {
      mode: 'busy',
      text: bare,
      zone: line,
      hours: { mon: line },
      off: [line],
      windows: [line],
    } as const;
    const [own] = github.comments(repository, team.roster).filter(({ author }) => author === by.id);
    assert.ok(own);
    bo.editComment(repository, own.id, writeStatus({ id: newId(), by, status, edited: {} }));
    github.callUser('hana', hostileNames('dana')[3] ?? '');
    github.callUser('bo', line);
    github.as('hana').setProfileStatus({ message: line.slice(0, 80), emoji: ':x:' });
    github.putFile(repository, teamFilePath, hostileTeamFile(team.roster, evil.address));
  }

  async function hoverOf(view: string, label: string, begin: string): Promise<string> {
    // On its way the pointer may call other hovers.
    const text = await eventually(async () => {
      await window.view(view).hover(label);
      const shown = await eventually(() => window.hoverText());
      return shown.includes(begin) && shown;
    });
    await isInert(window.page.locator('.monaco-hover'), `hover of ${label}`);
    return text;
  }

  const chapter = story('is inert wherever it is shown');

  chapter('stands in the rows as plain text, without the characters that deceive', async () => {
    const waiting = window.view('Waiting');
    for (const label of [
      '[click] (command:workbench.action.terminal.new)',
      `![beacon] (${evil.address}/beacon.png)`,
      '$ (trash) $ (sync~spin) icons $$ (a) $ (bug)',
      'txt.exe reversed',
      '__proto__',
    ])
      await waiting.row(label);
    await upToDate(window);
    await window.run('Makertime: Deliver Now');
    await eventually(async () => (await window.view('Deliveries').rows()).length > 2);
    await window.screenshot('hostile');
    for (const view of views) {
      const rows = await window.view(view).rows();
      for (const text of rows.flatMap(({ label, description, ariaLabel }) => [label, description, ariaLabel]))
        assert.deepEqual(faultsOf({ where: view, text, lines: 'several' }), [], `${view}: ${text}`);
      assert.equal(
        rows.some(({ label, description }) => `${label} ${description}`.includes('forged')),
        false,
        'nobody speaks in the name of dana',
      );
    }
    await isInert(window.page.locator('.part.sidebar'), 'the side bar');
  });

  chapter('neither links nor loads nor runs anything in a hover', async () => {
    const text = await hoverOf('Waiting', `![beacon] (${evil.address}/beacon.png)`, '![beacon]');
    await window.screenshot('hostile-hover');
    assert.ok(text.includes(`![beacon] (${evil.address}/beacon.png)\n`), text);
    for (const [view, wanted, begin] of [
      ['Waiting', /\/bare/, '/bare'],
      ['Team', /^bo/, 'bo'],
      ['Team', /^hana/, 'hana'],
      ['Deliveries', /beacon/, 'beacon'],
      ['Now', /Team file/, 'members'],
    ] as const) {
      const row = await eventually(async () => {
        const rows = await window.view(view).rows();
        const found = rows.find(({ label, description }) => wanted.test(`${label} ${description}`));
        assert.ok(found, `${view}: ${rows.map(({ label }) => label).join(' | ')}`);
        return found;
      });
      await hoverOf(view, row.label, begin);
      await window.screenshot(`hostile-hover-${view}`);
    }
    await window.hoverStatusItem('makertime.status');
    await eventually(async () => (await window.hoverText()).includes('acme/team'));
    await window.screenshot('hostile-hover-status');
    await isInert(window.page.locator('.monaco-hover, .part.statusbar'), 'the status bar');
  });

  chapter('is offered as text in questions', async () => {
    const asked = async (command: string, shows: string, picture: string) => {
      await window.run(`Makertime: ${command}`);
      await window.quickInput.shows(shows);
      await window.screenshot(`hostile-${picture}`);
      const rows = await window.quickInput.rows();
      for (const text of rows.flatMap(({ label, description, detail }) => [label, description, detail]))
        assert.deepEqual(faultsOf({ where: command, text, lines: 'one' }), [], `${command}: ${text}`);
      await isInert(window.page.locator('.quick-input-widget'), command);
      return rows.map(({ label }) => label);
    };
    const blockers = await asked('Show Blocker…', 'Select a blocker', 'blockers');
    assert.ok(blockers.includes('$ (trash) $ (sync~spin) icons $$ (a) $ (bug)'), blockers.join('\n'));
    await window.quickInput.choose('[click] (command:workbench.action.terminal.new)');
    await window.quickInput.shows('[click] (command:');
    await isInert(window.page.locator('.quick-input-widget'), 'a blocker');
    await window.quickInput.dismiss();
    await asked('Edit Blocker…', 'Select a blocker to edit', 'change');
    await window.quickInput.choose('[click] (command:workbench.action.terminal.new)');
    await window.quickInput.shows('Edit “[click] (command:');
    await window.quickInput.choose('Desired outcome');
    await window.quickInput.shows('What outcome do you need?');
    await isInert(window.page.locator('.quick-input-widget'), 'an outcome');
    await window.quickInput.dismiss();
    await asked('Open Delivered Item…', 'Select an item to open', 'delivered');
    await window.quickInput.dismiss();
    await asked('Find Member…', 'Find', 'members');
    await window.quickInput.dismiss();
    await asked('Find Shared Time…', 'Select people', 'overlap');
    await window.quickInput.dismiss();
    await asked('Connect Team Repository…', '', 'connect');
    await window.quickInput.dismiss();
  });

  chapter('is attached, suggested and known as text in the box of a capture', async () => {
    await window.run('Makertime: Capture Blocker…');
    await window.quickInput.shows('Capture blocker in acme/team');
    await window.quickInput.type('The foghorn ladder and the beacon lantern');
    const rows = await eventually(async () => {
      const found = await window.quickInput.rows();
      return found.some(({ label }) => /^(Answered|Documented)/.test(label)) && found;
    });
    await window.screenshot('hostile-capture');
    for (const text of rows.flatMap(({ label, description, detail }) => [label, description, detail]))
      assert.deepEqual(faultsOf({ where: 'capture', text, lines: 'one' }), [], text);
    await isInert(window.page.locator('.quick-input-widget'), 'the box');
    await window.quickInput.type('');
    await window.quickInput.dismiss();
  });

  chapter('is text in a document that keeps an answer', async () => {
    // What was answered is heard of a turn later.
    await eventually(async () => {
      await window.run('Makertime: Save Answer to a Document…');
      return (
        (await window.quickInput.isOpen()) && (await window.quickInput.said()).includes('Select an answer to save')
      );
    }, 60_000);
    await isInert(window.page.locator('.quick-input-widget'), 'answers');
    await window.quickInput.accept();
    await window.quickInput.shows('Select a document for the answer');
    const names = (await window.quickInput.rows()).map(({ label }) => label);
    assert.ok(
      names.some((name) => name.startsWith('$ (trash) [x] (command:evil)')),
      `${names.join()} ${hostileFile}`,
    );
    await window.quickInput.choose('New document…');
    await eventually(async () => (await window.editors()).some(({ name }) => name.startsWith('Untitled')));
    await window.run('Markdown: Open Preview');
    const preview = window.webview();
    await preview.getByText('foghorn ladder').first().waitFor();
    await window.screenshot('hostile-kept');
    const body = preview.locator('body');
    const pictures = body.locator('img, iframe, svg:not([aria-hidden]), .mermaid');
    assert.deepEqual(await pictures.evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 300))), []);
    const links = await body.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('data-href') ?? ''));
    assert.deepEqual(
      links.filter((address) => !/^http:\/\/127\.0\.0\.1:\d+\/acme\/team\/issues\/\d+$/.test(address)),
      [],
      'only the issue itself is linked',
    );
  });

  chapter('is text in the pages', async () => {
    for (const [command, picture] of [
      ['Show Team Week…', 'week'],
      ['Show My Quiet Time', 'quiet'],
      ['Review How the Team Works', 'tune'],
    ] as const) {
      await window.run(`Makertime: ${command}`);
      const page = window.webview();
      await page.getByRole('heading').first().waitFor();
      await window.screenshot(`hostile-${picture}`);
      await isInert(page.locator('body'), command);
    }
  });

  chapter('has nobody else asked, nothing run and nothing of a workspace’s settings obeyed', async () => {
    await nothingRan(window, ['Untitled', 'webview-markdown.preview', 'webview-makertime.']);
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(evil.visits, []);
    assert.deepEqual(scene.github.faults, []);
  });
});
