// Drives the page of how to talk about something in a browser of its own, in every kind of theme, with a stand-in for VS Code's side of it.

import assert from 'node:assert/strict';
import { talkPicture } from '../../src/views/talk/picture.js';
import type { FromTalk, TalkMemory, TalkSpot, ToTalk } from '../../src/views/talk/protocol.js';
import { onPage } from './openPage.js';
import { type Theme, themes } from './themes.js';

const beginning: TalkSpot = { synchronicity: 0.65, fidelity: 0.3 };

describe('the page of how to talk about something', () => {
  const { page, open, sent, post, focused, keep } = onPage<TalkMemory, FromTalk, ToTalk>({
    name: 'talk',
    title: 'How to talk about it',
  });
  const show = (spot = beginning) => post({ kind: 'picture', picture: talkPicture(spot) });
  const mine = () => page().getByRole('slider', { name: 'My topic' });
  const ways = () => page().getByRole('list', { name: 'Ways to talk about it' }).getByRole('button');
  const lies = () => mine().getAttribute('aria-valuetext');

  for (const theme of Object.keys(themes) as Theme[])
    it(`draws what people know already, the ways, and my own topic: ${theme}`, async () => {
      await open({ theme });
      await show();
      await mine().focus();
      assert.equal(await page().getByRole('heading', { level: 1 }).textContent(), 'How to talk about it');
      assert.equal(await page().locator('.example').count(), 12);
      assert.equal(await page().locator('.way').count(), 6);
      await keep(theme);
      await page().getByRole('button', { name: 'List' }).click();
      await page()
        .getByRole('row', { name: /^Brainstorming 95% 95%/ })
        .waitFor();
      await keep(`list-${theme}`);
    });

  it('arrows move my dot, never off the map, and the extension is told where it lies', async () => {
    await open();
    await show();
    await mine().focus();
    await page().keyboard.press('ArrowRight');
    await page().keyboard.press('ArrowUp');
    assert.equal(await lies(), 'Synchronicity 70%, Fidelity 35%');
    for (const key of ['PageUp', 'PageUp', 'PageUp', 'PageUp', 'End', 'ArrowRight']) await page().keyboard.press(key);
    assert.equal(await lies(), 'Synchronicity 100%, Fidelity 100%');
    await page().keyboard.press('Home');
    await page().keyboard.press('Shift+ArrowDown');
    assert.equal(await lies(), 'Synchronicity 0%, Fidelity 80%');
    const told = await sent();
    assert.deepEqual(told[0], { kind: 'spot', synchronicity: 0.7, fidelity: 0.3 });
    assert.deepEqual(told.at(-1), { kind: 'spot', synchronicity: 0, fidelity: 0.8 });
    assert.equal(await focused(), 'My topic');
  });

  it('and so does the mouse', async () => {
    await open();
    await show();
    const field = await page().locator('.field').boundingBox();
    assert.ok(field);
    await page().mouse.click(field.x + 0.2 * field.width, field.y + 0.2 * field.height);
    assert.equal(await lies(), 'Synchronicity 20%, Fidelity 80%');
    await page().mouse.down();
    await page().mouse.move(field.x - 50, field.y + 2 * field.height);
    await page().mouse.up();
    assert.equal(await lies(), 'Synchronicity 0%, Fidelity 0%');
  });

  it('says what fits first, marks it on the map, and starts what is pressed', async () => {
    await open();
    await show({ synchronicity: 0.2, fidelity: 0.9 });
    await page()
      .getByText(/^Suggested: Memo\./)
      .waitFor();
    assert.equal(await ways().first().textContent(), 'Write a memo');
    assert.equal(await page().locator('.fits').textContent(), 'Memo');
    await ways().first().focus();
    await show({ synchronicity: 0.9, fidelity: 0.9 });
    await page()
      .getByText(/^Suggested: (Pairing|Meeting)/)
      .waitFor();
    assert.equal(await page().evaluate(`document.activeElement.textContent`), 'Write a memo', 'the focus stays on it');
    await page().keyboard.press('Enter');
    assert.deepEqual(await sent(), [{ kind: 'start', way: 'memo' }]);
  });

  it('where my dot was while the page was hidden is told when it is back', async () => {
    await open({ memory: { spot: { synchronicity: 0.1, fidelity: 0.2 }, view: 'picture' } });
    await show();
    assert.equal(await lies(), 'Synchronicity 10%, Fidelity 20%');
    assert.deepEqual(await sent(), [{ kind: 'spot', synchronicity: 0.1, fidelity: 0.2 }]);
  });

  it('whoever has it read out gets a list', async () => {
    await open({ bodyClass: 'vscode-using-screen-reader' });
    await show();
    await page()
      .getByRole('table', { name: /^Map of ways to talk/ })
      .waitFor();
    assert.equal(await mine().count(), 0);
  });
});
