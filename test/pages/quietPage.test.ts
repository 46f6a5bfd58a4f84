// Drives the page of one's own quiet time in a browser of its own, in every kind of theme, with a stand-in for VS Code's side of it.

import assert from 'node:assert/strict';
import { type Day, emptyInbox, type Inbox } from '../../src/model/inbox/entries.js';
import type { Status } from '../../src/model/people/member.js';
import { quietPicture } from '../../src/views/quiet/picture.js';
import type { FromQuiet, QuietMemory, QuietStretch, ToQuiet } from '../../src/views/quiet/protocol.js';
import { person, utc } from '../unit/model/times.js';
import { onPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const now = utc('2026-11-20 14:25');

/** A day on which so much came in, delivered at eleven and at three, and at these times something broke through. */
function recorded(date: string, arrived: number, through: readonly string[] = []): readonly [string, Day] {
  const times = ['10:00', '14:00', ...through].sort();
  const shown = times.map((time) => `${date}T${time}:00.000Z`).filter((at) => Date.parse(at) <= now);
  return [date, { arrived, delivered: Math.max(0, arrived - 4), through: through.length, shown }];
}

/** Weeks of it: some more restless than others, no weekends, and a day off work. */
const inbox: Inbox = {
  ...emptyInbox,
  days: new Map(
    Array.from({ length: 60 }, (_, place) => new Date(now - place * 86_400_000))
      .filter((date) => date.getUTCDay() % 6 !== 0 && date.getUTCDate() !== 18)
      .map((date) =>
        recorded(
          date.toISOString().slice(0, 10),
          9 + ((date.getUTCDate() * 7) % 27),
          date.getUTCDate() % 4 === 1 ? ['09:10', '12:40', '13:05'].slice(date.getUTCDate() % 3) : [],
        ),
      ),
  ),
};

describe('the page of quiet time', () => {
  const { page, open, sent, post, focused, keep } = onPage<QuietMemory, FromQuiet, ToQuiet>({
    name: 'quiet',
    title: 'My quiet time',
  });
  const show = (span: QuietStretch = 'fortnight', of = inbox, at = now, status: Status | undefined = person()) =>
    post({ kind: 'picture', picture: quietPicture(of, status, at, 'Europe/Berlin', span) });
  const bars = () =>
    page()
      .getByRole('listbox', { name: /^Interruptions by/ })
      .getByRole('option');

  for (const theme of Object.keys(themes) as Theme[])
    it(`shows for each day what interrupted and what would have: ${theme}`, async () => {
      await open({ theme });
      await show();
      await bars().first().waitFor();
      await keep(theme);
    });

  it('says in words what the picture shows, and that it stays here', async () => {
    await open();
    await show();
    await page()
      .getByRole('figure', { name: /^This week: \d+ interruptions instead of \d+; longest quiet stretch/ })
      .waitFor();
    assert.equal(await page().getByRole('heading', { level: 1 }).textContent(), 'My quiet time');
    await page().getByText('Stays on this machine. Nothing is sent anywhere.').waitFor();
    assert.equal(await bars().count(), 14);
  });

  it('draws what would have been behind what was, both to one scale, and stripes what broke through', async () => {
    await open();
    await show('fortnight', {
      ...emptyInbox,
      days: new Map([recorded('2026-11-19', 20, ['12:40', '13:05']), recorded('2026-11-20', 10)]),
    });
    const height = async (of: string, place: number) =>
      ((await bars().nth(place).locator(of).boundingBox()) ?? { height: 0 }).height;
    const [arrived, shown, through] = [
      await height('.arrived', 12),
      await height('.shown', 12),
      await height('.through', 12),
    ];
    const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 3, `${a} is not ${b}`);
    near(shown, arrived / 10);
    near(through, arrived / 10);
    near(await height('.arrived', 13), arrived / 2);
    assert.equal(await bars().nth(13).locator('.through').count(), 0);
    assert.equal(await page().locator('.legend li').count(), 4);
  });

  it('is used by keyboard alone: one stop for all days, arrows between them, each read out', async () => {
    await open();
    await show();
    for (let tabs = 0; tabs < 6 && !(await focused())?.startsWith('Today'); tabs++) await page().keyboard.press('Tab');
    assert.match((await focused()) ?? '', /^Today, Fri 20 Nov; \d+ interruptions instead of \d+; \d+ delivered;/);
    await page().keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /^Thu 19 Nov; /);
    assert.equal(await bars().nth(12).getAttribute('aria-selected'), 'true');
    await page().locator('.details').getByText('Thu 19 Nov').waitFor();
    await page().keyboard.press('Home');
    assert.match((await focused()) ?? '', /^Sat 7 Nov; nothing recorded$/);
    await page().keyboard.press('ArrowLeft');
    assert.match((await focused()) ?? '', /^Sat 7 Nov/);
    await page().keyboard.press('End');
    await page().keyboard.press('ArrowLeft');
    await keep('focused');
    await page().keyboard.press('Tab');
    assert.equal(await page().evaluate(`document.activeElement.closest('[role=listbox]')`), null);
  });

  it('keeps the day that is looked at when something comes in', async () => {
    await open();
    await show();
    await bars().nth(3).focus();
    const before = await bars().nth(3).elementHandle();
    await show('fortnight', { ...inbox, days: new Map([...inbox.days, recorded('2026-11-20', 99)]) });
    await page()
      .getByRole('option', { name: /instead of 99/ })
      .waitFor();
    assert.match((await focused()) ?? '', /^Tue 10 Nov/);
    assert.equal(await before?.evaluate((bar) => bar.isConnected), true);
    await page().locator('.details').getByText('Tue 10 Nov').waitFor();
  });

  it('asks for weeks, shows thirteen of them and stays there', async () => {
    await open();
    await show();
    await page().getByRole('group', { name: 'Group by' }).getByRole('button', { name: 'Weeks' }).click();
    assert.deepEqual(await sent(), [{ kind: 'span', span: 'quarter' }]);
    await show('quarter');
    await page()
      .getByRole('option', { name: /^This week, 16–22 Nov 2026; / })
      .waitFor();
    assert.equal(await bars().count(), 13);
    assert.equal(await page().getByRole('button', { name: 'Weeks' }).getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await page().evaluate('memory'), { span: 'quarter', view: 'picture' });
    await keep('weeks');
  });

  it('is a table as well, and stays one', async () => {
    await open();
    await show();
    await page().getByRole('button', { name: 'Table' }).click();
    const table = page().getByRole('table', { name: 'Interruptions by day' });
    assert.equal(await table.getByRole('row').count(), 15);
    assert.match((await table.getByRole('row', { name: /^Today/ }).textContent()) ?? '', /^Today, Fri 20 Nov\d+/);
    await keep('table');
    const cell = await table.getByRole('cell').first().elementHandle();
    await show('fortnight', { ...inbox, days: new Map([...inbox.days, recorded('2026-11-20', 99)]) });
    await table.getByRole('cell', { name: '99' }).waitFor();
    assert.equal(await cell?.evaluate((one) => one.isConnected), true, 'whoever reads stays where they are');
    const memory = await page().evaluate<QuietMemory>('memory');
    await page().context().close();
    await open({ memory, theme: 'dark' });
    await show();
    await page().getByRole('table').waitFor();
    await keep('table-dark');
  });

  it('is a table from the beginning where it is read out', async () => {
    await open({ bodyClass: 'vscode-using-screen-reader' });
    await show();
    await page().getByRole('table').waitFor();
  });

  for (const [name, width, view] of [
    ['narrow', 420, 'picture'],
    ['zoomed', 393, 'picture'],
    ['narrow-table', 420, 'table'],
  ] as const)
    it(`fits ${name}: it scrolls inside, and today is in sight`, async () => {
      await open({ width, memory: { view } });
      if (name === 'zoomed') await page().setViewportSize({ width, height: 240 }); // 1180 × 720 at three times the size
      await show();
      if (view === 'table') await page().getByRole('table').waitFor();
      else {
        await bars().last().waitFor();
        const box = await bars().last().boundingBox();
        assert.ok(box && box.x + box.width <= width);
        await bars().first().focus();
        const [first, scale] = [await bars().first().boundingBox(), await page().locator('.scale').boundingBox()];
        assert.ok(first && scale && first.x >= scale.x + scale.width - 1, 'not behind the scale');
        await page().keyboard.press('End');
      }
      assert.equal(await page().evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      await keep(name);
    });

  it('says so in a sentence when nothing has been recorded, and when no hours are known', async () => {
    await open();
    await show('fortnight', emptyInbox, now, { mode: 'available' });
    await page()
      .getByText(/^Nothing recorded yet/)
      .waitFor();
    await page()
      .getByText(/^Set your working hours/)
      .waitFor();
    assert.equal(await bars().count(), 0);
    await keep('empty');
    await show();
    await bars().first().waitFor();
    await page()
      .getByText(/^Set your working hours/)
      .waitFor({ state: 'hidden' });
  });

  it('keeps its shapes in forced colours', async () => {
    await open();
    await page().emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await show();
    await bars().first().waitFor();
    await keep('forced-colours');
  });
});
