// Drives the page of the week panel in a browser of its own, in every kind of theme, with a stand-in for VS Code's side of it.

import assert from 'node:assert/strict';
import { initialState, type State } from '../../src/model/state.js';
import type { HandOffTerms } from '../../src/model/threads/handOff.js';
import { weekPicture } from '../../src/views/week/picture.js';
import type { FromWeek, ToWeek, WeekMemory } from '../../src/views/week/protocol.js';
import { boardOf, newId, said, speaker, statusRecord, talk, team, thread } from '../lib/fakes/builders.js';
import { eventually } from '../lib/suite/eventually.js';
import { daily, person, utc } from '../unit/model/times.js';
import { onPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const weekday = (hours: string) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours]));
const statuses = {
  ana: person({ focus: [{ start: '2026-11-23T09:00', minutes: 180, every: 'workday' }] }),
  bo: person({ zone: 'Asia/Kolkata', hours: weekday('10:00-19:00'), off: ['2026-11-25/2026-11-26'] }),
  chidi: person({ zone: 'Africa/Lagos', hours: weekday('08:00-12:30,13:30-17:00') }),
  emi: person({ zone: 'America/New_York', hours: weekday('07:00-15:00') }),
  finn: person({
    zone: 'America/Argentina/Buenos_Aires',
    focus: [{ start: '2026-11-24T10:00', minutes: 90, every: 'day' }],
  }),
};
const logins = Object.keys(statuses);
const records = Object.entries(statuses).map(([login, status], place) =>
  statusRecord(status, { by: { id: place + 1, login } }),
);
const state: State = { ...initialState, phase: 'ready', team, account: team.account, confirmed: boardOf(...records) };
const now = utc('2026-11-23 10:40');

const personCalled = (login: string) => ({ id: logins.indexOf(login) + 1, login });
/** ana hands off to whoever of bo and chidi works next, and then it goes to emi. */
const handed = thread({
  number: 9,
  title: 'The lamp flickers in the fog',
  by: speaker(personCalled('ana')),
  createdAt: '2026-11-23T08:30:00Z',
});
const terms: HandOffTerms = {
  to: [personCalled('bo'), personCalled('chidi')],
  isForNext: true,
  onward: [personCalled('emi')],
  files: [],
};
const opening = said('D_9', { by: handed.by, record: { id: newId(), kind: 'handOff', handOff: terms } });
const relay: State = {
  ...state,
  confirmed: {
    ...state.confirmed,
    threads: new Map([[handed.key, handed]]),
    talks: new Map([[9, talk([], { number: 9, opening })]]),
  },
};

const crowd: State = {
  ...state,
  confirmed: boardOf(
    ...Array.from({ length: 50 }, (_, place) =>
      statusRecord(daily(place % 2 ? 'Europe/Berlin' : 'Asia/Kolkata', `${8 + (place % 4)}:00-17:30`), {
        by: { id: place + 1, login: `member-${place}` },
      }),
    ),
  ),
};
const crowdLogins = Array.from({ length: 50 }, (_, place) => `member-${place}`);
const apart: State = {
  ...state,
  confirmed: boardOf(
    statusRecord(person(), { by: { id: 1, login: 'ana' } }),
    statusRecord(person({ zone: 'Asia/Tokyo' }), { by: { id: 2, login: 'kei' } }),
    statusRecord(person({ zone: 'America/Los_Angeles' }), { by: { id: 3, login: 'lou' } }),
    statusRecord({ zone: 'UTC' }, { by: { id: 4, login: 'mia' } }),
  ),
};
const apartLogins = ['ana', 'kei', 'lou', 'mia'];

describe('the page of the week', () => {
  const { page, open, sent, post, focused, keep } = onPage<WeekMemory, FromWeek, ToWeek>({
    name: 'week',
    title: 'Week',
  });
  const show = (of: State, names: readonly string[], week = 0, at = now) =>
    post({ kind: 'picture', picture: weekPicture(of, names, at, 'Europe/Berlin', week) });
  const bands = () => page().getByRole('toolbar', { name: 'Times to copy' }).getByRole('button');

  for (const theme of Object.keys(themes) as Theme[])
    it(`shows who works when and what they share: ${theme}`, async () => {
      await open({ theme });
      await show(state, logins);
      await bands().first().waitFor();
      await keep(theme);
    });

  it('draws the way of what was handed off below the hours, and tells it in the table', async () => {
    await open({ theme: 'light' });
    await show(relay, logins);
    await eventually(async () => (await page().locator('.span.baton').count()) >= 3);
    await keep('relay');
    assert.match((await page().locator('.legend').textContent()) ?? '', /Has handed-off work/);
    await page().getByRole('button', { name: 'Table' }).click();
    await eventually(async () =>
      /has “The lamp flickers in the fog”/.test((await page().locator('table').textContent()) ?? ''),
    );
    assert.match((await page().locator('table').textContent()) ?? '', /next for “The lamp flickers in the fog”/);
  });

  it('says in words what the picture shows', async () => {
    await open();
    await show(state, logins);
    const figure = page().getByRole('figure', {
      name: /^Shared working hours of ana, bo, chidi, emi and finn: Mon 23 Nov, /,
    });
    await figure.waitFor();
    assert.equal(await page().getByRole('heading', { level: 1 }).textContent(), '23–29 Nov 2026');
    assert.match(
      (await bands().first().getAttribute('aria-label')) ?? '',
      /^Mon 23 Nov, \d\d:\d\d–\d\d:\d\d, .*bo \d\d:\d\d/,
    );
  });

  it('says what people are called beside their logins, as far as there is room, and as text', async () => {
    const all = ['Ana Duarte', 'Bo <b>Lindqvist</b>', 'Chidiebere Okafor-Nwachukwu', 'ana'];
    const names = new Map(all.map((name, place) => [place + 1, { number: place + 1, name }]));
    const named = { ...state, confirmed: { ...state.confirmed, names } };
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      await open({ theme });
      await show(named, logins);
      await bands().first().waitFor();
      assert.deepEqual(await page().locator('.login').allTextContents(), [
        'ana Ana Duarte',
        'bo Bo <b>Lindqvist</b>',
        'chidi Chidiebere Okafor-Nwachukwu',
        'emi',
        'finn',
      ]);
      await keep(`names-${theme}`);
      if (theme !== 'high-contrast') await page().context().close();
    }
    await page().getByRole('button', { name: 'Table' }).click();
    await page().getByRole('rowheader', { name: 'ana (Ana Duarte)' }).waitFor();
  });

  it('is used by keyboard alone: one stop for all spans, arrows between them, Enter and Space copy', async () => {
    await open();
    await show(state, logins);
    const spans = weekPicture(state, logins, now, 'Europe/Berlin', 0).shared;
    assert.ok(spans.length >= 3);
    await bands().first().focus();
    await page().keyboard.press('ArrowRight');
    assert.match((await focused()) ?? '', new RegExp(`^${spans[1]?.label}`));
    await keep('focused');
    await page().keyboard.press('Enter');
    await page().keyboard.press('End');
    await page().keyboard.press('Space');
    await page().keyboard.press('ArrowRight');
    await page().keyboard.press('Home');
    assert.match((await focused()) ?? '', new RegExp(`^${spans[0]?.label}`));
    const [second, last] = [spans[1], spans.at(-1)];
    assert.deepEqual(await sent(), [
      { kind: 'copy', start: second?.start, end: second?.end },
      { kind: 'copy', start: last?.start, end: last?.end },
    ]);
    await page().keyboard.press('Tab');
    assert.equal(await page().evaluate(`document.activeElement.closest('[role=toolbar]')`), null);
  });

  it('says aloud what has been copied, each time', async () => {
    await open();
    await show(state, logins);
    const [span] = weekPicture(state, logins, now, 'Europe/Berlin', 0).shared;
    assert.ok(span);
    const { start, end, label } = span;
    await post({ kind: 'copied', start, end });
    await page().getByRole('status').getByText(`Copied: ${label}`).waitFor();
    await keep('copied');
  });

  it('goes from week to week with [ and ], and not before today', async () => {
    await open();
    await show(state, logins);
    await bands().first().waitFor();
    await page().keyboard.press('[');
    await page().keyboard.press(']');
    assert.deepEqual(await sent(), [{ kind: 'week', offset: 1 }]);
    await show(state, logins, 1);
    await page().getByRole('heading', { name: '30 Nov – 6 Dec 2026' }).waitFor();
    assert.deepEqual(await page().evaluate('memory'), { offset: 1, logins, view: 'picture' });
    await page().getByRole('button', { name: 'Previous week' }).click();
    await page().getByRole('button', { name: 'Select people' }).click();
    assert.deepEqual(await sent(), [{ kind: 'week', offset: 0 }, { kind: 'people' }]);
  });

  it('is a table as well, with the same spans to copy, and stays one', async () => {
    await open();
    await show(state, logins);
    await page().getByRole('button', { name: 'Table' }).click();
    const table = page().getByRole('table', { name: /^Working hours by day/ });
    assert.deepEqual(await table.locator('th[scope=col]').first().textContent(), 'Member');
    assert.deepEqual(await table.locator('th[scope=row]').allTextContents(), [...logins, 'Shared hours']);
    await table.getByRole('row', { name: 'Shared' }).getByRole('button').first().click();
    const [span] = weekPicture(state, logins, now, 'Europe/Berlin', 0).shared;
    assert.deepEqual(await sent(), [{ kind: 'copy', start: span?.start, end: span?.end }]);
    assert.equal(await page().getByRole('button', { name: 'Table' }).getAttribute('aria-pressed'), 'true');
    await keep('table');
    const memory = await page().evaluate<WeekMemory>('memory');
    await page().context().close();
    await open({ memory, theme: 'dark' });
    await show(state, logins);
    await page().getByRole('table').waitFor();
    await keep('table-dark');
  });

  it('is a table from the beginning where it is read out', async () => {
    await open({ bodyClass: 'vscode-using-screen-reader' });
    await show(state, logins);
    await page().getByRole('table').waitFor();
  });

  it('keeps the focus where it is when a minute passes, and when somebody changes their hours', async () => {
    await open();
    await show(state, logins);
    await bands().nth(1).focus();
    const before = await focused();
    await show(state, logins, 0, now + 60_000);
    await page().getByText('11:41').first().waitFor({ state: 'attached' });
    assert.equal(await focused(), before);
    await show(state, logins.slice(0, 4));
    await page().getByText('finn').first().waitFor({ state: 'detached' });
    assert.equal((await focused())?.slice(0, 10), before?.slice(0, 10));
  });

  it('shows what comes closest where nobody shares anything, and who has said nothing', async () => {
    await open();
    await show(apart, apartLogins);
    await page()
      .getByRole('figure', { name: /^No shared working hours for/ })
      .waitFor();
    await keep('apart');
  });

  it('shows fifty people, who scroll under their days', async () => {
    await open({ theme: 'dark' });
    await show(crowd, crowdLogins);
    await bands().first().waitFor();
    await page()
      .locator('.scroller')
      .evaluate((scroller) => scroller.scrollTo(0, 500));
    await keep('crowd');
  });

  for (const view of ['picture', 'table'] as const)
    it(`can be scrolled by keyboard alone: ${view}`, async () => {
      await open({ width: 700, memory: { view } });
      await show(crowd, crowdLogins);
      const scroller = page().locator('.scroller');
      await scroller.waitFor();
      for (let tabs = 0; tabs < 8 && (await page().locator('.scroller:focus').count()) === 0; tabs++)
        await page().keyboard.press('Tab');
      const at = () => scroller.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
      assert.deepEqual(await at(), [0, 0]);
      await page().keyboard.press('PageDown');
      await page().keyboard.press('ArrowRight');
      await eventually(async () => (await at()).every((moved) => moved > 0));
    });

  it('fits a narrow window and one at twice the size: it scrolls inside, names stay in sight', async () => {
    await open({ width: 420 });
    await show(state, logins);
    await bands().first().waitFor();
    await page()
      .locator('.scroller')
      .evaluate((scroller) => scroller.scrollTo(180, 0));
    assert.equal(await page().evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    assert.ok(await page().locator('.name').first().isVisible());
    await keep('narrow');
  });

  it('says so when nobody is chosen', async () => {
    await open();
    await show(state, []);
    await page().getByText('Nobody is selected.').waitFor();
    await keep('nobody');
  });

  it('keeps its shapes in forced colours', async () => {
    await open();
    await page().emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await show(state, logins);
    await bands().first().waitFor();
    await keep('forced-colours');
  });

  it('reads nothing as HTML', async () => {
    const login = '<img src=x onerror=alert(1)>';
    await open();
    await show({ ...state, confirmed: boardOf(statusRecord(person(), { by: { id: 1, login } })) }, [login]);
    await page().getByText(login).first().waitFor();
    assert.equal(await page().locator('img').count(), 0);
  });
});
