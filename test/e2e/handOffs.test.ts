// Proves a hand-off from side to side: written, sent and told of once it is picked up; and picked up, with its branch and files.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHandOff } from '../../src/records/handOff.js';
import type { Stage, Workbench } from '../lib/editor/workbench.js';
import { newId } from '../lib/fakes/builders.js';
import { becomes, eventually } from '../lib/suite/eventually.js';
import { heard, openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('a hand-off', () => {
  let scene: Scene;
  let stage: Stage & { readonly folder: string };
  let ana: Workbench;
  let servers: string;

  const mine = 'The lamp flickers in the fog';
  const theirs = 'The horn is too quiet';
  const found = (title: string) => scene.github.discussions(repository).find((one) => one.title === title);
  const gitIn = (cwd: string, ...words: readonly string[]) =>
    execFileSync('git', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const git = (...words: readonly string[]) => gitIn(stage.folder, ...words);
  const page = () => ana.webview();

  before(async () => {
    scene = await openScene();
    scene.github.setNotifications({ pollSeconds: 2 });
    servers = mkdtempSync(join(tmpdir(), 'makertime-git-'));
    // The simulated GitHub holds no code: git is led to a folder instead.
    const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${servers}/.insteadOf`, GIT_CONFIG_VALUE_0: 'http://' };
    stage = await scene.machine('ana', 'connected', { env });
    const server = join(servers, git('remote', 'get-url', 'origin').replace('http://', ''));
    gitIn(servers, 'clone', '--quiet', '--bare', stage.folder, server);
    // Somebody else's branch: nobody here has it yet.
    const other = join(servers, 'bo');
    gitIn(servers, 'clone', '--quiet', server, other);
    gitIn(other, 'switch', '--quiet', '--create', 'louder-horn');
    const who = ['-c', 'user.name=bo', '-c', 'user.email=bo@example.com'];
    gitIn(other, ...who, 'commit', '--quiet', '--allow-empty', '--message', 'A larger horn');
    gitIn(other, 'push', '--quiet', 'origin', 'louder-horn');
    git('switch', '--quiet', '--create', 'lamp-fog');
    ana = await openWindow(stage);
    await upToDate(ana);
  });
  after(async () => {
    await scene.close();
    rmSync(servers, { recursive: true, force: true, maxRetries: 5 });
  });

  const chapter = story('is written, sent, picked up and told of');

  chapter('is drafted from the work at hand, and says before it is sent who sees it when', async () => {
    await ana.view('Threads').row('The tower is closed on Thursday'); // what may be posted there is known
    await ana.openFile('lamp.ts');
    await ana.run('Makertime: Hand Off Work…');
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && /^\w{26}\.md$/.test(name)));
    await ana.page.locator('.monaco-editor .view-lines').first().click();
    await ana.press('Control+Home');
    await ana.press('End');
    await ana.type(mine);
    for (let line = 0; line < 2; line++) await ana.press('ArrowDown');
    await ana.press('End');
    await ana.type('chidi');
    await ana.press('ArrowDown');
    await ana.press('End');
    await ana.type('back to me');
    await ana.run('Go to Line/Column...');
    await ana.quickInput.answer(':1');
    for (const theme of ['dark', 'light'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`hand-off-draft-${theme}`);
    }
    // Without what comes first nobody could begin.
    await ana.run('Makertime: Send Draft');
    await ana.toast('write what whoever picks it up does first');
    await ana.run('Notifications: Clear All Notifications');
    await ana.run('Go to Line/Column...');
    await ana.quickInput.answer(':19');
    await ana.type('Measure the current at dusk.');
    await ana.run('Makertime: Send Draft');
    const asked = await eventually(() => ana.dialog());
    assert.equal(asked.message, 'Hand this off in acme/team?');
    assert.match(
      asked.detail,
      /^It goes to General, .*Delivered to @chidi .*Then it goes on to @ana\..*yours until it is picked up\.$/s,
    );
    await ana.screenshot('hand-off-confirm');
    await ana.pressInDialog('Send');
    const { body } = await eventually(async () => found(mine));
    assert.match(
      body,
      /^\*\*Handed to:\*\* @chidi\n\n\*\*Then:\*\* @ana\n\n\*\*Branch:\*\* `lamp-fog` at `\w{10}` in `acme\/lighthouse`/,
    );
    assert.match(body, /## State now\n\n- Branch lamp-fog at \w{10}, only on my machine: push it first/);
    await ana.view('Now').lacks(`Draft hand-off: ${mine}`);
    assert.match((await ana.view('Waiting').row(mine)).description ?? '', /@chidi.*handed off/);
  });

  chapter('is told of in the next delivery once it is picked up', async () => {
    const number = found(mine)?.number ?? 0;
    scene.github.as('chidi').commentOnDiscussion(repository, number, 'Picked up.');
    const deliveries = ana.view('Deliveries');
    await heard(ana, async () => / held$/.test(await deliveries.headline()));
    await deliveries.clickTitleAction('Deliver Now');
    await eventually(async () =>
      (await deliveries.rows()).some(({ description }) =>
        /picked up by @chidi, \d\d:\d\d your time/.test(description ?? ''),
      ),
    );
    await ana.screenshot('hand-off-told');
  });

  /** By bo, to ana. */
  function handToAna(title: string, code: { readonly branch: string; readonly commit?: string }): void {
    const by = { id: scene.github.idOf('bo'), login: 'bo' };
    const to = [{ id: scene.github.idOf('ana'), login: 'ana' }];
    const files = [{ path: 'src/lens.ts', line: 2 }];
    const record = { id: newId(), by, to, onward: [by], code: { repository: 'acme/lighthouse', ...code }, files };
    const text = '## State now\n\nIt can be heard for a mile.\n\n## First thing to do\n\nTry the larger one.';
    scene.github
      .as('bo')
      .createDiscussion(repository, { category: 'General', title, body: writeHandOff(text, record) });
  }

  chapter('waits for whoever it is handed to, who picks it up with its branch and files', async () => {
    handToAna(theirs, { branch: 'louder-horn' });
    await heard(ana, async () => (await ana.view('Waiting').rows()).some(({ label }) => label === theirs));
    assert.match((await ana.view('Waiting').row(theirs)).description ?? '', /@bo, pick up by .* to pick up/);
    await ana.view('Waiting').click(theirs);
    await page().getByRole('heading', { name: theirs }).waitFor();
    await page().getByText('In the hands of @bo until @ana picks it up.').waitFor();
    for (const theme of ['dark', 'light'] as const) {
      await ana.setTheme(theme);
      await ana.screenshot(`hand-off-asked-${theme}`);
    }
    await page().getByRole('button', { name: 'Pick up' }).click();
    await eventually(async () => found(theirs)?.comments.length === 1, 60_000);
    assert.match(found(theirs)?.comments[0]?.body ?? '', /^Picked up\.\n\n<!-- makertime .*"kind":"pickUp"/);
    await eventually(() => git('symbolic-ref', '--short', 'HEAD') === 'louder-horn');
    await eventually(async () => (await ana.editors()).some(({ name, active }) => active && name === 'lens.ts'));
    assert.equal(git('rev-parse', '--abbrev-ref', '@{upstream}'), 'origin/louder-horn');
    await ana.screenshot('hand-off-picked-up');
    await becomes(async () => (await ana.view('Waiting').rows()).some(({ label }) => label === theirs), false);
  });

  chapter('counts as picked up, and leaves the folder alone, where the branch cannot be had', async () => {
    const other = join(servers, 'bo');
    const who = ['-c', 'user.name=bo', '-c', 'user.email=bo@example.com'];
    const commit = (message: string, ...more: readonly string[]) => {
      gitIn(other, ...who, 'commit', '--quiet', '--allow-empty', '--message', message, ...more);
      return gitIn(other, 'rev-parse', 'HEAD');
    };
    const push = (...words: readonly string[]) => gitIn(other, 'push', '--quiet', ...words);
    gitIn(other, 'switch', '--quiet', '--create', 'rewritten');
    const before = commit('One bell');
    push('origin', 'rewritten');
    commit('Two bells', '--amend');
    push('--force', 'origin', 'rewritten');
    gitIn(other, 'switch', '--quiet', '--create', 'dirty');
    push('origin', 'dirty');
    gitIn(other, 'switch', '--quiet', 'louder-horn');
    commit('A larger one still');
    push('origin', 'louder-horn');

    git('switch', '--quiet', 'main');
    const pickUp = async (title: string) => {
      await heard(ana, async () => (await ana.view('Waiting').rows()).some(({ label }) => label === title));
      await ana.view('Waiting').click(title);
      await page().getByRole('heading', { name: title }).waitFor();
      await page().getByRole('button', { name: 'Pick up' }).click();
      await eventually(async () => found(title)?.comments.length === 1, 60_000);
    };
    for (const [title, code, words] of [
      ['Rewritten', { branch: 'rewritten', commit: before }, 'rewritten was force-pushed since it was handed off'],
      ['Deleted', { branch: 'deleted' }, 'deleted is not on the server'],
    ] as const) {
      handToAna(title, code);
      await pickUp(title);
      await ana.toast(words);
      await ana.closeToasts();
      assert.equal(git('symbolic-ref', '--short', 'HEAD'), 'main');
    }
    await ana.screenshot('hand-off-not-switched');

    // What is behind here is moved forward.
    handToAna('Behind', { branch: 'louder-horn' });
    await pickUp('Behind');
    await eventually(() => git('symbolic-ref', '--short', 'HEAD') === 'louder-horn');
    assert.equal(git('rev-parse', 'HEAD'), gitIn(other, 'rev-parse', 'HEAD'));

    writeFileSync(join(stage.folder, 'src', 'horn.ts'), 'export const interval = 31;\n');
    handToAna('Dirty', { branch: 'dirty' });
    await pickUp('Dirty');
    await ana.toast('Commit or stash your changes first: 1 file. Then switch to dirty.');
    assert.equal(git('symbolic-ref', '--short', 'HEAD'), 'louder-horn');
    assert.equal(git('status', '--porcelain'), 'M src/horn.ts');
    assert.deepEqual(ana.complaints.outside, []);
  });
});
