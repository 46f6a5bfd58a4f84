// Proves people and time: who is reachable at a glance, joining in two keystrokes, a status that travels from one to another.

import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.js';
import type { Stage, Theme, Workbench } from '../host/workbench.js';
import { openScene, openWindow, repository, type Scene } from './scene.js';

const size = { width: 1280, height: 1000 };
/** A poll is a minute, give or take a tenth; what is seen follows at once. */
const onePoll = 75_000;

describe('the team', () => {
  let scene: Scene;
  let stage: Stage;
  let ana: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { size });
    ana = await openWindow(stage);
  });
  after(() => scene.close());

  const statuses = () =>
    scene.github.comments(repository, scene.team.roster).filter(({ body }) => body.includes('"kind":"status"'));
  const writes = () =>
    scene.github.log.entries.filter(({ method, path }) => method !== 'GET' && path.includes('/comments'));

  it('is there at a glance: whom one can ask now, and when the others are back', async () => {
    const team = ana.view('Team');
    await team.row('Reachable now');
    const rows = await eventually(async () => {
      const found = await team.rows();
      return found.length >= 10 && found;
    });
    const labels = rows.map(({ label }) => label);
    assert.deepEqual(labels, [
      'Reachable now',
      'dana',
      'ana (you)',
      'Reachable later',
      'chidi · 15:30',
      'emi · Thu 01:30',
      'bo · Thu 05:30',
      'finn · Mon 08:00',
      'hana',
      'Not known',
      'gus',
    ]);
    assert.match(rows[1]?.description ?? '', /^08:40 there · to 18:00/);
    for (const row of rows) assert.ok(row.ariaLabel.length >= row.label.length, row.label);
    const item = await ana.statusItem('makertime.makertime.makertime.status').catch(() => undefined);
    assert.ok(item === undefined || /Available to 17:30/.test(item.text));
    await ana.screenshot('team-dark');
  });

  it('is as clear in other themes and in a narrow side bar', async () => {
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await ana.screenshot(`team-${theme}`);
    }
    await ana.setSidebarWidth(200);
    await ana.screenshot('team-narrow');
    await ana.setSidebarWidth(400);
    await ana.screenshot('team-wide');
  });
});
