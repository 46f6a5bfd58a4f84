/** What must not be anywhere in a part of the workbench that shows other people's words. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../../lib/editor/workbench.js';

/** What would load, run or lead somewhere. Rows are `a` without an address, and a page's own script has a nonce. */
const alive =
  'img, iframe, object, embed, script:not([nonce]), video, audio, form, svg [onload], [onerror], ' +
  'a[href]:not([href=""]):not([href="#"]), a[data-href]:not([data-href=""])';

/** Words and nothing else: no picture, no link, no script. */
export async function isInert(part: Locator, what: string): Promise<void> {
  const found = await part.locator(alive).evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 200)));
  assert.deepEqual(found, [], what);
}

/** No terminal was opened, nothing is asked, nothing else stands open than what was opened. */
export async function nothingRan(window: Workbench, editors: readonly string[]): Promise<void> {
  assert.equal(await window.page.locator('.terminal-wrapper, .terminal-tabs-entry').count(), 0, 'a terminal');
  assert.equal(await window.page.locator('.monaco-dialog-box:visible').count(), 0, 'a dialog');
  const open = (await window.editors()).map(({ name }) => name);
  assert.deepEqual(
    open.filter((name) => !editors.some((one) => name.includes(one))),
    [],
    'an editor',
  );
}
