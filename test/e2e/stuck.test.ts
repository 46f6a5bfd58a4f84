// Proves the ladder of being stuck: opted into where it is asked for, a calm line after 20 minutes, an offer after two hours, and nothing else.

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStuckFile } from '../../src/disk/stuckFile.js';
import { accountFolder } from '../../src/disk/teams.js';
import type { StuckKept } from '../../src/model/stuck.js';
import { eventually } from '../host/eventually.js';
import type { Stage, Theme, Workbench } from '../host/workbench.js';
import { openScene, openWindow, type Scene } from './scene.js';

const minute = 60_000;
const offer = 'Write it down';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Where this machine keeps it. No test waits two hours: what is kept is made older, as if by another window. */
async function keptOn(stage: Stage, scene: Scene) {
  const root = join(stage.host.dataFolder, 'data', 'User', 'globalStorage', 'makertime.makertime');
  const account = { server: await scene.github.listen(), id: scene.github.idOf('ana'), login: 'ana' };
  return { file: await openStuckFile(accountFolder(root, account), silent), folder: accountFolder(root, account) };
}

const line = (window: Workbench, wanted: RegExp) =>
  eventually(async () => (await window.statusItems()).find(({ text }) => wanted.test(text)), 30_000);
const labels = async (window: Workbench) => (await window.view('Now').rows()).map(({ label }) => label);

describe('being stuck', () => {
  let scene: Scene;
  let stage: Stage;
  let ana: Workbench;
  let other: Workbench;
  let kept: Awaited<ReturnType<typeof keptOn>>;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected');
    ana = await openWindow(stage);
    other = await stage.open();
    kept = await keptOn(stage, scene);
    await line(ana, /Available to 17:30$/);
  });
  after(() => scene.close());

  const since = (minutes: number): Promise<void> =>
    kept.file.say({ kind: 'declared', at: scene.now() - minutes * minute });

  it('asks once how far it may go, and says so in Now alone', async () => {
    await ana.run('Makertime: I Am Stuck');
    await ana.quickInput.shows('Stuck: a calm line after 20 minutes, the offer of a write-up after 2 hours?');
    await ana.screenshot('stuck-question');
    await ana.quickInput.choose('From now, and whenever I say so');
    const row = await eventually(async () => (await labels(ana)).find((label) => label.startsWith('Stuck since ')));
    assert.match(row, /^Stuck since 14:4\d$/);
    await ana.screenshot('stuck-declared');
    await line(other, /Available to 17:30$/);
    await line(ana, /Available to 17:30$/);
  });

  it('after 20 minutes there is one calm line, in every window, and it is there after a reload', async () => {
    await since(20);
    for (const window of [ana, other]) await line(window, /^Available to 17:30 · stuck 20 min$/);
    const item = await ana.statusItem('stuck 20 min');
    assert.match(item.ariaLabel, /Stuck since 14:2\d; a blocker tells the others, and writing it down often helps/);
    assert.equal(item.kind, 'plain');
    await ana.screenshot('stuck-line');
    await other.reload();
    await line(other, /stuck 20 min$/);
  });

  it('after two hours the row offers to write it down', async () => {
    await since(121);
    await line(ana, /^Available to 17:30 · stuck 2 h$/);
    await eventually(async () => (await labels(ana)).includes(offer));
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await ana.screenshot(`stuck-offer-${theme}`);
    }
    await ana.setSidebarWidth(200);
    await ana.screenshot('stuck-offer-narrow');
    await ana.setSidebarWidth(340);
  });

  it('ends on one click, in every window, and leaves no history', async () => {
    await ana.view('Now').clickAction(offer, 'No Longer Stuck');
    await line(ana, /Available to 17:30$/);
    await line(other, /Available to 17:30$/);
    assert.ok(!(await labels(ana)).some((label) => label.startsWith('Stuck') || label === offer));
    const word = await kept.file.read();
    assert.deepEqual([word.said?.kind, word.seen], ['cleared', undefined]);
    assert.deepEqual(readdirSync(join(kept.folder, 'stuck')), ['said.json']);
  });

  it('a captured blocker ends it, too', async () => {
    await ana.run('Makertime: I Am Stuck');
    await eventually(async () => (await labels(ana)).some((label) => label.startsWith('Stuck since ')));
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Who has the key to the lamp room?');
    await ana.quickInput.accept();
    await eventually(async () => !(await labels(ana)).some((label) => label.startsWith('Stuck since ')));
  });

  it('never was there a toast, and nothing of it left the machine', async () => {
    for (const window of [ana, other]) {
      assert.deepEqual(await window.toasts(), []);
      assert.deepEqual(window.complaints.outside, []);
    }
    assert.deepEqual(scene.github.faults, []);
  });
});

describe('being stuck, where it may be seen', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let ana: Workbench;
  let file: Awaited<ReturnType<typeof keptOn>>['file'];
  let leftAt: number;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { settings: { 'makertime.stuck.ladder': 'seen' } });
    ({ file } = await keptOn(stage, scene));
    const at = scene.now();
    leftAt = at - 6 * minute;
    const uri = pathToFileURL(join(stage.folder, 'src', 'lamp.ts'));
    const seen: StuckKept['seen'] = {
      cause: { key: `file ${uri}`, on: 'file', name: 'src/lamp.ts' },
      since: at - 40 * minute,
      seenAt: leftAt,
    };
    await file.see(seen);
    ana = await openWindow(stage);
  });
  after(() => scene.close());

  it('a file that keeps its errors goes on counting after a reload, and ends with them', async () => {
    await ana.openFile('lamp.ts');
    await eventually(async () => (await ana.statusItem('status.problems')).ariaLabel === 'Errors: 1', 60_000);
    const item = await line(ana, /^Available to 17:30 · stuck 40 min$/);
    assert.match(item.ariaLabel, /Stuck since 14:0\d: src\/lamp.ts keeps its errors; /);
    await ana.screenshot('stuck-seen');
    // From now on it is this window that sees it.
    await eventually(async () => ((await file.read()).seen?.seenAt ?? 0) > leftAt, 30_000);
    await line(ana, /stuck 40 min$/);
    writeFileSync(join(stage.folder, 'src', 'lamp.ts'), 'export const candela = 1_200_000;\n');
    await line(ana, /^Available to 17:30$/);
    assert.deepEqual(await ana.toasts(), []);
  });
});
