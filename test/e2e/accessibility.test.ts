// Proves that our pages keep nobody out: axe finds nothing, in every kind of theme, with little, much and nothing to show.

import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { emptyInbox, type Inbox } from '../../src/model/inbox.js';
import type { Status, StatusRecord } from '../../src/model/member.js';
import { initialState, type State } from '../../src/model/state.js';
import type { ToWeek } from '../../src/views/protocol.js';
import { quietPicture } from '../../src/views/quiet.js';
import type { QuietStretch, ToQuiet } from '../../src/views/quietProtocol.js';
import { weekPicture } from '../../src/views/week.js';
import { launchBrowser } from '../host/browser.js';
import type { Row } from '../host/treeView.js';
import type { Theme as EditorTheme, Stage, Workbench } from '../host/workbench.js';
import { boardOf, statusRecord, team } from '../support/builders.js';
import { daily, person, utc } from '../unit/time/times.js';
import { crowd, records } from '../unit/views/people.js';
import { unheard } from '../unit/views/spoken.js';
import { audit } from './axe.js';
import { openPage } from './openPage.js';
import { openScene, openWindow, type Scene } from './scene.js';
import { type Theme, themes } from './themes.js';

const now = utc('2026-11-23 10:40');
const zone = 'Europe/Berlin';

/** Eight people, with everything that can be drawn of them: focus, a day off, hours that nobody knows. */
const eight = records({
  ana: { focus: [{ start: '2026-11-23T09:00', minutes: 180, every: 'workday' }] },
  bo: { off: ['2026-11-25/2026-11-26'] },
}).concat(statusRecord({ zone: 'UTC' }, { by: { id: 9, login: 'ida' } }));

const apart = [
  statusRecord(daily(zone, '9:00-17:30'), { by: { id: 1, login: 'ana' } }),
  statusRecord(daily('America/Los_Angeles', '9:00-17:00'), { by: { id: 2, login: 'lou' } }),
];

function week(people: readonly StatusRecord[]): ToWeek {
  const state: State = { ...initialState, phase: 'ready', team, account: team.account, confirmed: boardOf(...people) };
  const logins = people.map(({ by }) => by.login);
  return { kind: 'picture', picture: weekPicture(state, logins, now, zone, 0) };
}

const recorded: Inbox = {
  ...emptyInbox,
  days: new Map(
    ['2026-11-19', '2026-11-20', '2026-11-23'].map((date, place) => [
      date,
      {
        arrived: 30 - place,
        delivered: 20,
        through: 2,
        shown: [8, 9, 10].map((hour) => `${date}T0${hour % 10}:00:00.000Z`),
      },
    ]),
  ),
};

function quiet(inbox: Inbox, span: QuietStretch = 'fortnight', status: Status = person()): ToQuiet {
  return { kind: 'picture', picture: quietPicture(inbox, status, now, zone, span) };
}

const pages = {
  week: {
    title: 'Week',
    pictures: { eight: week(eight), apart: week(apart), 'two hundred': week(crowd(200)), nobody: week([]) },
  },
  quiet: {
    title: 'My quiet time',
    pictures: {
      days: quiet(recorded),
      weeks: quiet(recorded, 'quarter'),
      'no hours': quiet(recorded, 'fortnight', { mode: 'available' }),
      nothing: quiet(emptyInbox),
    },
  },
} as const;

/** Axe looks at what is in sight, so all of a page has to be. */
async function unroll(page: Page): Promise<void> {
  const overflow = await page
    .locator('body')
    .evaluate((body) =>
      Math.max(
        0,
        ...[...body.querySelectorAll('.scroller')].map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
      ),
    );
  const { width, height } = page.viewportSize() ?? { width: 1180, height: 720 };
  if (overflow > 0) await page.setViewportSize({ width, height: height + overflow + 400 });
}

async function assertClean(page: Locator, contrast: 'usual' | 'high', what: string): Promise<void> {
  const { wrong, unsure, passed } = await audit(page, contrast);
  assert.deepEqual({ wrong, unsure }, { wrong: [], unsure: [] }, what);
  assert.ok(passed > 25, `${what}: axe has looked at it`);
}

describe('axe finds nothing', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const [name, { title, pictures }] of Object.entries(pages))
    for (const theme of Object.keys(themes) as Theme[])
      it(`on the page ${name}: ${theme}`, async () => {
        for (const view of ['picture', 'table'])
          for (const [what, message] of Object.entries(pictures)) {
            const memory = { view };
            const { page, complaints } = await openPage(browser, { name, title }, { theme, memory, width: 1500 });
            await page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`);
            await page.locator('main .summary:not(:empty)').waitFor();
            await unroll(page);
            const contrast = theme.startsWith('high-contrast') ? 'high' : 'usual';
            await assertClean(page.locator('html'), contrast, `${name}, ${what}, as a ${view}`);
            await page.context().close();
            assert.deepEqual(complaints, { errors: [], outside: [] });
          }
      });

  it('nor while the page of the week says what it has done', async () => {
    const { page } = await openPage(browser, { name: 'week', title: 'Week' }, { theme: 'dark' });
    const message = week(eight);
    await page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`);
    await page.getByRole('toolbar').getByRole('button').first().focus();
    const span = message.kind === 'picture' ? message.picture.shared[0] : undefined;
    assert.ok(span);
    const copied: ToWeek = { kind: 'copied', start: span.start, end: span.end };
    await page.evaluate(`postMessage(${JSON.stringify(copied)}, '*')`);
    await page.getByRole('status').getByText('Copied').waitFor();
    await assertClean(page.locator('html'), 'usual', 'copied');
    await page.context().close();
  });
});

describe('inside VS Code', () => {
  let scene: Scene;
  let stage: Stage;
  let window: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected', { size: { width: 1500, height: 3200 } });
    window = await openWindow(stage);
    await window.view('Team').row('Reachable now');
  });
  after(() => scene.close());

  it('every row of every view is heard as it is seen, and every button has a name', async () => {
    await window.run('Makertime: Deliver Now');
    await window.view('Deliveries').row('People');
    for (const view of ['Now', 'Team', 'Waiting', 'Deliveries']) {
      const rows = await unfolded(window, view);
      assert.deepEqual(
        rows.flatMap((row) => unheard({ ...row, spoken: row.ariaLabel })),
        [],
      );
      assert.deepEqual(rows.flatMap(({ actions }) => actions).filter(isNameless), [], view);
    }
    const delivered = await window.view('Deliveries').rows();
    assert.equal(delivered.filter(({ ariaLabel }) => ariaLabel.startsWith('unread, ')).length, 8);
    const { text, ariaLabel } = await window.statusItem('makertime.status');
    assert.deepEqual(unheard({ label: text, spoken: ariaLabel }), []);
    await window.press('Shift+Alt+B');
    await window.quickInput.shows('Capture blocker');
    const buttons = window.page.locator('.sidebar .pane-header .action-label, .quick-input-titlebar .action-label');
    const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    assert.ok(names.length > 10, 'views and the box have buttons');
    assert.deepEqual(names.filter(isNameless), []);
    await window.press('Escape');
  });

  for (const [command, heading] of [
    ['Show Week…', /2026$/],
    ['Show My Quiet Time', 'My quiet time'],
  ] as const)
    it(`axe finds nothing on its page: ${command}`, async () => {
      await window.run(`Makertime: ${command}`);
      const page = window.webview();
      await page.getByRole('heading', { name: heading }).waitFor();
      for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] satisfies EditorTheme[]) {
        await window.setTheme(theme);
        await page.locator(`body.${bodies[theme]}`).waitFor();
        await assertClean(page.locator('html'), theme.startsWith('hc') ? 'high' : 'usual', theme);
      }
    });
});

const isNameless = (name: string) => name.trim() === '' || name.includes('$(');

/** All rows, those below folded ones as well: one after the other is unfolded, since a list draws only what is in sight. */
async function unfolded(window: Workbench, title: string): Promise<readonly Row[]> {
  const view = window.view(title);
  const rows = await view.rows();
  const below: Row[] = [];
  for (const { label } of rows.filter(({ expanded }) => expanded === false)) {
    await view.expand(label);
    below.push(...(await view.rows()));
    await view.collapse(label);
  }
  return [...rows, ...below];
}

const bodies = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast:not(.vscode-high-contrast-light)',
  'hc-light': 'vscode-high-contrast-light',
} as const;
