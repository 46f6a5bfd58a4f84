// The pictures in the README: `npm run pictures` takes them anew, in a light, a dark and a high-contrast theme.

import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openScene, openWindow, repository, upToDate } from '../../e2e/scene.js';
import { root } from '../../lib/editor/cache.js';
import type { Theme } from '../../lib/editor/workbench.js';
import { raise } from '../../lib/github/sampleTeam.js';
import { eventually } from '../../lib/suite/eventually.js';
import { patience } from '../../lib/suite/patience.js';

const folder = join(root, 'media', 'pictures');
mkdirSync(folder, { recursive: true });
const scene = await openScene();
scene.github.setNotifications({ pollSeconds: 2 });
// What lay in the inbox before is not what this is about.
for (const { subject } of scene.github.threads('ana')) {
  const [where = '', number] = subject.split('#');
  scene.github.as('ana').finishThread(where, Number(number));
}
try {
  const stage = await scene.machine('ana', 'connected', { theme: 'light', size: { width: 1120, height: 1360 } });
  const window = await openWindow(stage);
  await upToDate(window);
  await window.setSidebarWidth(400);
  await window.openFile('lamp.ts');
  await eventually(async () => (await window.statusItem('status.problems')).ariaLabel === 'Errors: 1');
  await window.run('Go to Line/Column...');
  await window.quickInput.answer(':3');
  const keep = async (name: string) => copyFileSync(await window.screenshot(name), join(folder, `${name}.png`));

  await window.setTheme('dark');
  // A row that moves meanwhile takes its hover with it.
  await eventually(async () => {
    await window.view('Team').hover('dana');
    await window.page
      .locator('.monaco-hover:visible')
      .first()
      .waitFor({ timeout: patience(3_000) });
    return true;
  });
  await keep('team-dark');
  await window.setTheme('light');
  await window.run('Makertime: Show Team Week…');
  await window.webview().getByRole('heading').first().waitFor();
  await keep('week-light');
  await window.run('View: Close Editor');

  await window.press('Shift+Alt+D');
  await window.quickInput.choose('25 minutes');
  const asked = { title: 'Which paint for the lantern room?', body: '@ana, red or white?' };
  scene.github.as('dana').createIssue(repository, asked);
  raise(scene.github, scene.team, { by: 'bo', title: 'The beacon will not start', owner: 'ana' }, scene.now());
  const order = scene.github.as('ana').createIssue(repository, { title: 'Order lamp oil' });
  scene.github.as('chidi').comment(repository, order.number, 'Ordered, it comes on Friday.');
  const deliveries = window.view('Deliveries');
  await eventually(async () => {
    await window.run('Makertime: Sync Now');
    return / 3 held$/.test(await deliveries.headline());
  }, 90_000);
  await window.press('Shift+Alt+D');
  await window.quickInput.choose('End focus');
  await deliveries.row('People');
  await eventually(async () => (await window.toasts()).length === 1);
  const beacon = () => window.view('Waiting').row('The beacon will not start');
  await eventually(async () => (await beacon()).ariaLabel.startsWith('unread, '));
  await upToDate(window);
  await keep('deliveries-light');
  await window.closeToasts();

  await window.press('Shift+Alt+B');
  await window.quickInput.shows('Capture blocker');
  await window.type('How bright is the lamp in fog?');
  await keep('capture-light');
  await window.quickInput.accept();
  await eventually(async () =>
    (await window.statusItems()).some((item) => /^Blocker saved: How bright/.test(item.text)),
  );
  await upToDate(window);
  scene.github.weather.offline(true);
  await window.press('Shift+Alt+B');
  await window.quickInput.shows('Capture blocker');
  await window.type('Written on the train: which lens is ours?');
  await window.quickInput.accept();
  await eventually(async () => (await window.statusItems()).some((item) => /1 unsent · Offline/.test(item.text)));
  await window.view('Now').row('Could not reach GitHub');
  await window.view('Now').row('Written on the train: which lens is ours?');
  const themes: readonly (readonly [Theme, string])[] = [
    ['light', 'board-light'],
    ['dark', 'board-dark'],
    ['hc-dark', 'board-high-contrast'],
  ];
  for (const [theme, name] of themes) {
    await window.setTheme(theme);
    await keep(name);
  }
} finally {
  await scene.close();
}
console.log(`pictures: ${folder}`);
process.exit(0);
