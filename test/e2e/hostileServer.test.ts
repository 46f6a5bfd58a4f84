// Proves that a GitHub somebody has broken into can show words and nothing else: no token leaves, no page of another server opens.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { writeBlocker } from '../../src/records/blocker.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { newId } from '../lib/fakes/builders.js';
import type { Answer } from '../lib/github/headers.js';
import { eventually } from '../lib/suite/eventually.js';
import { patience } from '../lib/suite/patience.js';
import { addressesTo, altered, textsOf, withHeader } from '../tools/hostile/alter.js';
import { hostileLines } from '../tools/hostile/corpus.js';
import { type EvilServer, openEvilServer } from '../tools/hostile/evilServer.js';
import { isInert, nothingRan } from '../tools/hostile/inert.js';
import { faultsOf } from '../tools/hostile/shown.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';
import { story } from './story.js';

/** Whatever Makertime asks for. */
const anyPath = /^\/(?:repos|repositories|notifications|user|graphql)/;

describe('a hostile server', () => {
  let scene: Scene;
  let evil: EvilServer;
  let stage: Stage;
  let window: Workbench;
  const opened: Page[] = [];

  before(async () => {
    scene = await openScene();
    evil = await openEvilServer();
    scene.github.setNotifications({ pollSeconds: 2 });
    for (const { subject } of scene.github.threads('ana')) {
      const [where = '', number] = subject.split('#');
      scene.github.as('ana').finishThread(where, Number(number));
    }
    stage = await scene.machine('ana', 'connected', { settings: { 'makertime.deliveries.letThrough.people': ['bo'] } });
    const addresses = addressesTo(evil.address);
    const lines = textsOf(hostileLines(evil.address), /^(?:title|message|bio|description)$/);
    const words = altered((leaf, name) => lines(leaf, name) ?? addresses(leaf, name));
    const next = withHeader(
      'link',
      `<${evil.address}/next?page=2>; rel="next", <${evil.address}/d>; rel="deprecation"`,
    );
    const alter = (answer: Answer) => (answer.headers.link ? words(answer) : next(words(answer)));
    scene.github.weather.add({ match: { path: anyPath }, effect: { kind: 'altered', alter } });
    window = await openWindow(stage);
    stage.context.on('page', (page) => opened.push(page));
    await window.setSidebarWidth(500);
    await window.view('Waiting').row('Waiting for me');
  });
  after(async () => {
    await scene.close();
    await evil.close();
  });

  const bo = () => ({ id: scene.github.idOf('bo'), login: 'bo' });
  const redirects = () => scene.github.log.entries.filter(({ weather }) => weather === 'redirect');

  const chapter = story('can show words and nothing else');

  chapter('shows words, whatever it answers', async () => {
    await window.screenshot('hostile-server');
    for (const view of ['Now', 'Team', 'Waiting', 'Threads', 'Deliveries'])
      for (const { label, description, ariaLabel } of await window.view(view).rows())
        for (const text of [label, description, ariaLabel])
          assert.deepEqual(faultsOf({ where: view, text, lines: 'several' }), [], `${view}: ${text}`);
    await isInert(window.page.locator('.part.sidebar'), 'the side bar');
  });

  chapter('opens pages of its own, wherever its answers point', async () => {
    await window.run('Makertime: Open Blocker on GitHub');
    await window.quickInput.shows('Select a blocker to open on GitHub');
    await window.quickInput.accept();
    const page = await eventually(() => opened.at(-1));
    const address = await eventually(() => page.url() !== 'about:blank' && page.url());
    // This workbench leads to other ports of this machine through its own.
    const [, port] = scene.github.log.entries[0]?.host.split(':') ?? [];
    const found = /^\/(?:proxy\/(\d+)\/)?acme\/team\/issues\/\d+$/.exec(new URL(address).pathname);
    assert.ok(found, address);
    assert.equal(found[1] ?? new URL(address).port, port, address);
    await page.close();
    await window.page.bringToFront();
  });

  chapter('says what broke through in a toast of words', async () => {
    await window.press('Shift+Alt+D');
    await window.quickInput.shows('Focus for how long?');
    await window.quickInput.choose('25 minutes');
    const text = writeBlocker({ id: newId(), by: bo(), words: { title: 'x', owner: 'ana' } });
    scene.github.as('bo').createIssue(repository, { ...text, assignees: ['ana'] });
    const toast = await eventually(async () => {
      await window.run('Makertime: Sync Now');
      return (await window.toasts())[0];
    }, 60_000);
    await window.screenshot('hostile-toast');
    assert.match(toast.message, /^@bo/);
    assert.deepEqual(faultsOf({ where: 'toast', text: toast.message, lines: 'one' }), []);
    await isInert(window.page.locator('.notification-toast'), 'the toast');
    await window.closeToasts();
  });

  chapter('says why it refuses in words', async () => {
    const reason = `[click](command:workbench.action.terminal.new) ![x](${evil.address}/x.png) $(trash)\u202E`;
    const refused = (): Answer => ({
      status: 422,
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-github-request-id': 'C0DE:1' },
      body: JSON.stringify({ message: reason, documentation_url: `${evil.address}/docs` }),
    });
    const match = { method: 'POST', path: /\/issues$/ };
    scene.github.weather.clear(); // of two rules only the first alters an answer
    scene.github.weather.add({ match, effect: { kind: 'altered', alter: refused } });
    await window.run('Makertime: Capture Blocker…');
    await window.quickInput.answer('Refused with a link');
    const now = window.view('Now');
    await now.row('Rejected by GitHub');
    const row = await now.row('Refused with a link');
    assert.ok(row.description.includes('[click] (command:'), row.description);
    await eventually(async () => {
      await now.hover('Refused with a link');
      await window.page
        .locator('.monaco-hover:visible')
        .first()
        .waitFor({ timeout: patience(3_000) });
      return (await window.hoverText()).includes('Nothing is lost');
    });
    await window.screenshot('hostile-refused');
    assert.deepEqual(faultsOf({ where: 'Now', text: row.description, lines: 'one' }), []);
    await isInert(window.page.locator('.part.sidebar, .monaco-hover'), 'what was refused');
  });

  for (const [name, match] of [
    ['REST', { path: /^\/repos/ }],
    ['GraphQL', { path: /^\/graphql/ }],
    ['what is written', { method: 'POST', path: /\/issues$/ }],
  ] as const)
    chapter(`sends no token elsewhere by a redirect of ${name}`, async () => {
      const before = redirects().length;
      scene.github.weather.clear();
      const to = `${evil.address}/api/v3/repos/acme/team`;
      for (const status of [308, 307, 302, 301] as const)
        scene.github.weather.add({ match, times: 1, effect: { kind: 'redirect', status, to } });
      if (name === 'what is written') {
        await window.run('Makertime: Capture Blocker…');
        await window.quickInput.answer('Sent somewhere else');
      }
      const by = scene.github.as('bo');
      by.createIssue(repository, writeBlocker({ id: newId(), by: bo(), words: { title: `After ${name}` } }));
      await eventually(async () => {
        await window.run('Makertime: Sync Now');
        return redirects().length > before;
      }, 60_000);
      assert.deepEqual(evil.visits, []);
    });

  chapter('cannot send people elsewhere to authorize', async () => {
    scene.github.weather.clear();
    const body = JSON.stringify({ message: 'Resource protected by organization SAML enforcement.' });
    const headers = {
      'content-type': 'application/json',
      'x-github-request-id': 'C0DE:2',
      'x-github-sso': `required; url=https://evil.example/${evil.address}`,
    };
    scene.github.weather.add({
      match: { path: /^\/repos/ },
      effect: { kind: 'altered', alter: () => ({ status: 403, headers, body }) },
    });
    const row = await eventually(async () => {
      await window.run('Makertime: Sync Now');
      return (await window.view('Now').rows()).find(({ label }) => /single sign-on/i.test(label));
    }, 60_000);
    const before = opened.length;
    await window.view('Now').click(row.label);
    await window.run('Makertime: Show Log'); // whatever was to be opened is open by then
    assert.equal(opened.length, before);
    await window.screenshot('hostile-sso');
  });

  chapter('has got nobody to ask anybody else', async () => {
    await nothingRan(window, ['']);
    assert.deepEqual(window.complaints.outside, []);
    assert.deepEqual(evil.visits, []);
  });
});
