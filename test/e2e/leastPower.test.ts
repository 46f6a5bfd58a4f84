// Proves that Makertime works with the least power it is given: untrusted folders, folders on no disk, no folder, many, one that is
// gone; and that nothing in a workspace moves a token, a person's settings, or runs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../lib/editor/cache.js';
import { openStages, type Workbench } from '../lib/editor/workbench.js';
import { eventually } from '../lib/suite/eventually.js';
import { logged, openScene, openWindow, repository, type Scene } from './scene.js';

/** Another server, which nobody should ever ask anything. */
interface Stranger {
  readonly address: string;
  /** What it was asked, with what came along. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

async function openStranger(): Promise<Stranger> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without a token'}`);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Each of ours against what the person wants, and all of VS Code's that could send a token elsewhere. */
const hostile = (address: string) => ({
  'github-enterprise.uri': address,
  'http.proxy': address,
  'http.proxySupport': 'override',
  'http.noProxy': [],
  'makertime.deliveries.heldItems': 'titles',
  'makertime.deliveries.notification': false,
  'makertime.deliveries.letThrough.people': ['dana'],
  'makertime.deliveries.letThrough.repositories': [repository],
  'makertime.deliveries.ignoredRepositories': [repository],
  'makertime.focus.zenMode': true,
  'makertime.focus.showAsBusy': true,
  'makertime.tasks.branchName': '../../{title}',
  'makertime.stuck.reminders': 'detected',
});

describe('least power', () => {
  let scene: Scene;
  let stranger: Stranger;
  let extensionsFolder: string;
  before(async () => {
    extensionsFolder = mkdtempSync(join(tmpdir(), 'makertime-memory-'));
    [scene, stranger] = [await openScene(), await openStranger()];
  });
  after(async () => {
    await scene.close();
    await stranger.close();
    rmSync(extensionsFolder, { recursive: true, force: true });
  });

  afterEach(async () => {
    for (const stage of [...openStages]) await stage.close();
  });

  async function capture(window: Workbench, title: string): Promise<void> {
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    await window.type(title);
    await window.quickInput.accept();
    await eventually(async () => scene.github.issues(repository).some((issue) => issue.title === title));
  }

  async function park(window: Workbench): Promise<void> {
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    await window.type('Put aside meanwhile');
    // The key is bound once VS Code has heard that the box is open, which a busy one hears late.
    await eventually(async () => {
      await window.press('Alt+Enter');
      return eventually(
        async () =>
          !((await window.quickInput.isOpen()) && (await window.quickInput.said()).includes('Capture blocker')),
        2_000,
      );
    });
  }

  async function worksIn(window: Workbench, title: string): Promise<void> {
    await window.view('Waiting').row('Waiting for me');
    await eventually(async () => (await window.view('Team').rows()).length > 3);
    await capture(window, title);
  }

  /** Makes whatever looks at the folder with git run a script, which leaves a trace. */
  function setTrap(folder: string): string {
    const trace = join(dirname(folder), `trace-${Date.now()}`);
    const script = join(dirname(folder), 'trap.sh');
    writeFileSync(script, `#!/bin/sh\necho ran >> '${trace}'\n`);
    chmodSync(script, 0o755);
    for (const name of ['core.fsmonitor', 'core.sshCommand', 'core.editor', 'diff.external'])
      execFileSync('git', ['config', name, script], { cwd: folder });
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    const task = { label: 'trap', type: 'shell', command: script, runOptions: { runOn: 'folderOpen' } };
    writeFileSync(join(folder, '.vscode', 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks: [task] }));
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'git.path': script }));
    return trace;
  }

  it('runs nothing of an untrusted folder, and what it shows and sends is all there', async () => {
    const stage = await scene.machine('ana', 'connected', { trust: 'restricted' });
    const trace = setTrap(stage.folder);
    const window = await openWindow(stage);
    await window.statusItem('Restricted Mode');
    await window.openFile('lens.ts');
    await worksIn(window, 'From a folder nobody trusts');
    await park(window);
    await window.view('Now').row('Parked: main');
    await window.quickInput.shows('Select a task to start');
    await window.quickInput.dismiss();
    await window.run('Makertime: Describe Blocker in a Document');
    await eventually(async () => (await window.editors()).some(({ name }) => /^\w{26}\.md$/.test(name)));
    await window.screenshot('least-power-restricted');
    assert.equal(existsSync(trace), false, 'nothing ran');
    assert.deepEqual(await logged(stage, '[error]'), []);
  });

  it('knows that the trap would have sprung', async () => {
    const stage = await scene.machine('bo', 'connected');
    const trace = setTrap(stage.folder);
    rmSync(join(stage.folder, '.vscode'), { recursive: true });
    await openWindow(stage);
    await eventually(async () => existsSync(trace));
  });

  it('works in a folder that is on no disk', async () => {
    cpSync(join(root, 'test', 'lib', 'editor', 'memory'), join(extensionsFolder, 'makertime.test-memory-0.0.1'), {
      recursive: true,
    });
    const stage = await scene.machine('ana', 'connected', { folder: 'memory:/project', extensionsFolder });
    const window = await stage.open();
    await window.page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'lamp.ts' }).dblclick();
    await eventually(async () => (await window.editors()).some(({ name }) => name === 'lamp.ts'));
    await window.openContainer();
    await worksIn(window, 'From a folder on no disk');
    await park(window);
    await window.statusItem('without a branch');
    await window.quickInput.shows('Select a task to open on GitHub');
    await window.quickInput.dismiss();
    await window.run('Makertime: Describe Blocker in a Document');
    await eventually(async () => (await window.editors()).some(({ name }) => /^\w{26}\.md$/.test(name)));
    await window.screenshot('least-power-virtual');
    assert.deepEqual(await logged(stage, '[error]'), []);
    assert.deepEqual(window.complaints.outside, []);
  });

  it('works without a folder, and says that there is nothing to park', async () => {
    const stage = await scene.machine('ana', 'connected', { folder: '' });
    const window = await openWindow(stage);
    await worksIn(window, 'From an empty window');
    await park(window);
    await window.statusItem('Nothing to park: no folder is open');
    await window.screenshot('least-power-empty');
    assert.deepEqual(await logged(stage, '[error]'), []);
  });

  it('works in a folder that is deleted meanwhile', async () => {
    const stage = await scene.machine('ana', 'connected');
    const window = await openWindow(stage);
    await window.openFile('lens.ts');
    await window.view('Waiting').row('Waiting for me');
    rmSync(stage.folder, { recursive: true });
    await worksIn(window, 'From a folder that is gone');
    await window.screenshot('least-power-deleted');
    assert.deepEqual(await logged(stage, '[error]'), []);
  });

  for (const kind of ['folder', 'workspace'] as const)
    it(`obeys no setting of a ${kind}`, async () => {
      const stage = await scene.machine('ana', 'connected');
      const settings = hostile(stranger.address);
      const file = join(dirname(stage.folder), 'many.code-workspace');
      if (kind === 'folder') {
        mkdirSync(join(stage.folder, '.vscode'));
        writeFileSync(
          join(stage.folder, '.vscode', 'settings.json'),
          JSON.stringify({ ...settings, 'window.title': 'hostile' }),
        );
      } else {
        const other = join(dirname(stage.folder), 'other');
        mkdirSync(other);
        const folders = [stage.folder, other].map((path) => ({ path }));
        writeFileSync(file, JSON.stringify({ folders, settings: { ...settings, 'window.title': 'hostile' } }));
      }
      const window = await stage.open(kind === 'folder' ? {} : { workspace: file });
      await window.openContainer();
      await eventually(async () => (await window.page.title()).includes('hostile')); // what a workspace may say does count
      await worksIn(window, `From a hostile ${kind}`);
      await window.run('Makertime: Deliver Now');
      await window.screenshot(`least-power-hostile-${kind}`);
      assert.deepEqual(stranger.asked, [], 'nobody else was asked');
      assert.deepEqual(await logged(stage, '[error]'), []);
    });

  it('hands its token to no server that only the workspace names', async () => {
    const stage = await scene.machine('ana', 'connected', { settings: { 'github-enterprise.uri': '' } });
    const address = await scene.github.listen();
    mkdirSync(join(stage.folder, '.vscode'));
    // The very server the session was given for: but the person has not named it.
    writeFileSync(join(stage.folder, '.vscode', 'settings.json'), JSON.stringify({ 'github-enterprise.uri': address }));
    scene.github.log.clear();
    const window = await openWindow(stage);
    await window.view('Now').row('Signed out: everything is kept and sent once you sign in');
    await window.screenshot('least-power-unnamed-server');
    assert.deepEqual(
      scene.github.log.entries.filter((entry) => entry.authorized),
      [],
    );
  });
});
