// Drives the page of how the team works in a browser of its own, in every kind of theme, with a stand-in for VS Code's side of it.

import assert from 'node:assert/strict';
import { initialState, type State } from '../../src/model/state.js';
import { tunePicture } from '../../src/views/tune/picture.js';
import type { FromTune, ToTune, TuneMemory } from '../../src/views/tune/protocol.js';
import { utc } from '../unit/model/times.js';
import { tunedState } from '../unit/views/tune/team.js';
import { onPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const now = utc('2026-11-23 10:40');

describe('the page of how the team works', () => {
  const { page, open, sent, post, keep } = onPage<TuneMemory, FromTune, ToTune>({
    name: 'tune',
    title: 'How the team works',
  });
  const show = (state: State = tunedState) => post({ kind: 'picture', picture: tunePicture(state, now) });
  const lines = () => page().locator('.line');

  for (const theme of Object.keys(themes) as Theme[])
    it(`shows each figure of the team as a range: ${theme}`, async () => {
      await open({ theme });
      await show();
      await lines().first().waitFor();
      await keep(theme);
    });

  it('draws a range where its words say it is, and none where there are too few', async () => {
    await open();
    await show();
    const focus = page().getByRole('listitem').filter({ hasText: 'Delivery times in planned focus' });
    await focus.getByText('20–40%').first().waitFor();
    const [track, range] = [
      await focus.locator('.track').last().boundingBox(),
      await focus.locator('.range').last().boundingBox(),
    ];
    assert.ok(track && range);
    const part = (at: number) => Math.round((20 * (at - track.x)) / track.width) / 20;
    assert.deepEqual([part(range.x), part(range.x + range.width)], [0.2, 0.4]);
    const few = page().getByRole('listitem').filter({ hasText: 'Decisions made late' });
    assert.equal(await few.getByText('too few to say').count(), 2);
    assert.equal(await few.locator('.range').count(), 0);
  });

  it('is used by keyboard alone, and asks for a proposal', async () => {
    await open();
    await show();
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    assert.deepEqual(await sent(), [{ kind: 'propose' }]);
    for (let tabs = 0; tabs < 2; tabs++) await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    await page().getByRole('table', { name: 'How the team works, by period' }).waitFor();
    await page().keyboard.press('Tab');
    assert.equal(
      await page().evaluate(`document.activeElement.getAttribute('aria-label')`),
      'How the team works, by period',
    );
  });

  it('is a table as well, and stays one', async () => {
    await open({ theme: 'dark' });
    await show();
    await page().getByRole('button', { name: 'Table' }).click();
    const table = page().getByRole('table');
    assert.equal(await table.getByRole('row').count(), 17);
    await keep('table-dark');
    const memory = await page().evaluate<TuneMemory>('memory');
    assert.deepEqual(memory, { view: 'table' });
    await page().context().close();
    await open({ memory });
    await show();
    await page().getByRole('table').waitFor();
  });

  it('is a table from the beginning where it is read out', async () => {
    await open({ bodyClass: 'vscode-using-screen-reader' });
    await show();
    await page().getByRole('table').waitFor();
  });

  it('says so where there are too few', async () => {
    await open();
    await show(initialState);
    await page()
      .getByText(/^Too few to say anything yet/)
      .waitFor();
    assert.equal(await page().locator('.range').count(), 0);
    await keep('few');
  });

  it('fits where there is little room, and keeps its shapes in forced colours', async () => {
    await open({ width: 420 });
    await page().emulateMedia({ forcedColors: 'active' });
    await show();
    await lines().first().waitFor();
    assert.equal(await page().evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    await keep('narrow');
  });
});
