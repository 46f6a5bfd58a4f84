// Proves the ladder of being stuck: opted into where it is asked for, a calm line after 20 minutes, an offer after two hours, and nothing else.

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStuckFile } from '../../src/disk/local/stuck.js';
import { accountFolder } from '../../src/disk/local/teams.js';
import type { StuckKept } from '../../src/model/local/stuck.js';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { openScene, openWindow, type Scene } from './scene.js';
import { story } from './story.js';

const minute = 60_000;
const offer = 'Describe it in a document';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Where this machine keeps it. No test waits two hours: what is kept is made older, as if by another window. */
async function keptOn(stage: Stage, scene: Scene) {
  const root = join(stage.host.dataFolder, 'data', 'User', 'globalStorage', 'makertime.makertime');
  const account = { server: await scene.github.listen(), id: scene.github.idOf('ana'), login: 'ana' };
  return { file: openStuckFile(accountFolder(root, account), silent), folder: accountFolder(root, account) };
}

const line = (window: Workbench, wanted: RegExp) =>
  eventually(async () => (await window.statusItems()).find(({ text }) => wanted.test(text)));
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
    await line(ana, /Available until 17:30$/);
  });
  after(() => scene.close());

  const since = (minutes: number): Promise<void> =>
    kept.file.say({ kind: 'declared', at: scene.now() - minutes * minute });

  const chapter = story('is a ladder one asks for');

  chapter('asks once how far it may go, and says so in Now alone', async () => {
    await ana.run("Makertime: I'm Stuck");
    await ana.quickInput.shows('Remind you after 20 minutes, and offer a document to describe it after 2 hours?');
    await ana.screenshot('stuck-question');
    await ana.quickInput.choose("Yes, when I say I'm stuck");
    const row = await eventually(async () => (await labels(ana)).find((label) => label.startsWith('Stuck since ')));
    assert.match(row, new RegExp(`^Stuck since ${scene.clocks(-5, 0)}$`));
    await ana.screenshot('stuck-declared');
    await line(other, /Available until 17:30$/);
    await line(ana, /Available until 17:30$/);
  });

  chapter('after 20 minutes there is one calm line, in every window, and it is there after a reload', async () => {
    await since(20);
    for (const window of [ana, other]) await line(window, /^Available until 17:30 · stuck 20 min$/);
    const item = await ana.statusItem('stuck 20 min');
    assert.match(
      item.ariaLabel,
      new RegExp(
        `Stuck since ${scene.clocks(-25, -20)}\\. Capture a blocker to tell your team, or describe it in a document\\.`,
      ),
    );
    assert.equal(item.kind, 'plain');
    await ana.screenshot('stuck-line');
    await other.reload();
    await line(other, /stuck 20 min$/);
  });

  chapter('after two hours the row offers to write it down', async () => {
    await since(121);
    await line(ana, /^Available until 17:30 · stuck 2 h$/);
    await eventually(async () => (await labels(ana)).includes(offer));
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await ana.screenshot(`stuck-offer-${theme}`);
    }
    await ana.setSidebarWidth(200);
    await ana.screenshot('stuck-offer-narrow');
    await ana.setSidebarWidth(340);
  });

  chapter('ends on one click, in every window, and leaves no history', async () => {
    await ana.view('Now').clickAction(offer, 'No Longer Stuck');
    await line(ana, /Available until 17:30$/);
    await line(other, /Available until 17:30$/);
    await becomes(async () => (await labels(ana)).filter((label) => label.startsWith('Stuck') || label === offer), []);
    const word = await kept.file.read();
    assert.deepEqual([word.said?.kind, word.seen], ['cleared', undefined]);
    assert.deepEqual(readdirSync(join(kept.folder, 'stuck')), ['said.json']);
  });

  chapter('a captured blocker ends it, too', async () => {
    await ana.run("Makertime: I'm Stuck");
    await eventually(async () => (await labels(ana)).some((label) => label.startsWith('Stuck since ')));
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Who has the key to the lamp room?');
    await ana.quickInput.accept();
    await eventually(async () => !(await labels(ana)).some((label) => label.startsWith('Stuck since ')));
  });

  chapter('never was there a toast, and nothing of it left the machine', async () => {
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
    stage = await scene.machine('ana', 'connected', { settings: { 'makertime.stuck.reminders': 'detected' } });
    ({ file } = await keptOn(stage, scene));
    const at = scene.now();
    leftAt = at - 6 * minute;
    const uri = pathToFileURL(join(stage.folder, 'src', 'lamp.ts'));
    const seen: StuckKept['seen'] = {
      cause: { key: `file ${uri}`, on: 'file', name: 'src/lamp.ts' },
      since: at - 40 * minute,
      seenAt: leftAt,
    };
    await file.replace(await file.read(), { seen });
    ana = await openWindow(stage);
  });
  after(() => scene.close());

  it('a file that keeps its errors goes on counting after a reload, and ends with them', async () => {
    await ana.openFile('lamp.ts');
    await eventually(async () => (await ana.statusItem('status.problems')).ariaLabel === 'Errors: 1', 60_000);
    const item = await line(ana, /^Available until 17:30 · stuck 40 min$/);
    assert.match(item.ariaLabel, new RegExp(`Stuck since ${scene.clocks(-50, -40)}: src/lamp.ts still has errors\\. `));
    await ana.screenshot('stuck-seen');
    // From now on it is this window that sees it.
    await eventually(async () => ((await file.read()).seen?.seenAt ?? 0) > leftAt);
    await line(ana, /stuck 40 min$/);
    writeFileSync(join(stage.folder, 'src', 'lamp.ts'), 'export const candela = 1_200_000;\n');
    await line(ana, /^Available until 17:30$/);
    assert.deepEqual(await ana.toasts(), []);
  });
});
