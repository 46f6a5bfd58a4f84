// A person who has a keyboard and nothing else: goes to things by keys and sees where they are; a click would be counted.

import type { Page } from 'playwright-core';
import { eventually } from '../suite/eventually.js';
import type { Stage, Workbench } from './workbench.js';

/** The most steps somebody takes before they give up. */
const mostSteps = 80;

export interface Keyboard {
  /** Runs the command with this palette title. */
  run(title: string): Promise<void>;
  /** Goes to the choice with exactly this label, and takes it. */
  choose(label: string): Promise<void>;
  /** Goes to a choice without taking it. */
  goToChoice(label: string): Promise<void>;
  /** Goes to a view, and there to the row whose label ends in this. */
  goTo(view: string, label: string): Promise<void>;
  /** Opens the menu of the row one is at. */
  menu(): Promise<readonly string[]>;
  /** Takes an entry of the menu that is open. */
  take(entry: string): Promise<void>;
  /** The whole label of the row one is at; empty where one is at none. */
  row(): Promise<string>;
  /** Presses Tab until one is at what this says: its label or its words. */
  tabTo(wanted: RegExp): Promise<void>;
  /** What has the focus, in the window or in a page of ours. */
  focused(): Promise<Focused>;
  /** How often the pointer was pressed. */
  clicks(): Promise<number>;
}

export interface Focused {
  /** Its label, or what stands on it. */
  readonly name: string;
  /** In the window, or in a page inside it. */
  readonly where: 'window' | 'page';
  /** Whether one can see that it has the focus. */
  readonly isMarked: boolean;
}

/** To be called before windows are opened. */
export async function countClicks({ context }: Stage): Promise<void> {
  await context.addInitScript(
    "globalThis.presses = 0; addEventListener('pointerdown', () => void globalThis.presses++, true);",
  );
}

export function keyboardOf(workbench: Workbench): Keyboard {
  const { page, quickInput } = workbench;
  const press = (keys: string) => page.keyboard.press(keys);
  const current = async () => (await quickInput.rows()).find(({ focused }) => focused)?.label;

  async function stepTo(key: string, isThere: () => Promise<boolean>, wanted: string): Promise<void> {
    for (let steps = 0; steps < mostSteps; steps++) {
      if (await isThere()) return;
      await press(key);
    }
    throw new Error(`${key} does not lead to “${wanted}”, but to “${await row()}” or “${(await focused()).name}”`);
  }

  async function run(title: string): Promise<void> {
    await press('F1');
    await quickInput.shows('Type the name of a command to run.');
    await quickInput.type(`>${title}`);
    await choose(title);
    await eventually(
      async () => !(await quickInput.isOpen()) || !(await quickInput.said()).includes('of a command to run'),
    );
  }

  async function goToChoice(label: string): Promise<void> {
    await eventually(async () => (await quickInput.rows()).some((one) => one.label === label));
    // A list that is drawn anew meanwhile leads to its first row, and back a moment later.
    await eventually(async () => {
      await stepTo('ArrowDown', async () => (await current()) === label, label);
      for (let looks = 0; looks < 5; looks++) {
        await page.waitForTimeout(100);
        if ((await current()) !== label) return false;
      }
      return true;
    });
  }

  async function choose(label: string): Promise<void> {
    await goToChoice(label);
    await press('Enter');
  }

  const row = () =>
    page
      .locator('.pane .monaco-list:focus-within .monaco-list-row.focused .label-name')
      .evaluateAll(([label]) => label?.textContent ?? '');

  async function goTo(view: string, label: string): Promise<void> {
    await run(`Makertime: Focus on ${view} View`);
    // It may not be there yet, and lie below what the pane has room for.
    await eventually(async () => {
      await workbench.view(view).rows();
      await press('Home');
      await stepTo('ArrowDown', async () => (await row()).endsWith(label), label);
      return true;
    });
  }

  async function menu(): Promise<readonly string[]> {
    await press('Shift+F10');
    const entries = page.locator('.monaco-menu .action-menu-item .action-label');
    await entries.first().waitFor();
    return (await entries.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  }

  async function take(entry: string): Promise<void> {
    const at = page.locator('.monaco-menu .action-item.focused .action-label');
    const label = async () => (await at.evaluateAll(([one]) => one?.getAttribute('aria-label') ?? '')) ?? '';
    await stepTo('ArrowDown', async () => (await label()) === entry, entry);
    await press('Enter');
    await page.locator('.monaco-menu').waitFor({ state: 'detached' });
  }

  async function focused(): Promise<Focused> {
    const here = await look(page);
    if (!here.isFrame) return { ...here, where: 'window' };
    for (const frame of page.frames()) {
      const inside = await look(frame).catch(() => undefined); // gone by now
      if (inside?.hasFocus && !inside.isFrame && frame !== page.mainFrame()) return { ...inside, where: 'page' };
    }
    return { ...here, where: 'page' };
  }

  return {
    run,
    choose,
    goToChoice,
    goTo,
    menu,
    take,
    row,
    async tabTo(wanted) {
      await stepTo('Tab', async () => wanted.test((await focused()).name), String(wanted));
    },
    focused,
    clicks: () => page.evaluate<number>('presses'),
  };
}

interface Looked {
  readonly name: string;
  readonly isFrame: boolean;
  readonly hasFocus: boolean;
  readonly isMarked: boolean;
}

function look(where: Pick<Page, 'evaluate'>): Promise<Looked> {
  return where.evaluate<Looked>(`(() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return {
      name: at.getAttribute('aria-label') ?? at.textContent.trim(),
      isFrame: at.tagName === 'IFRAME',
      hasFocus: document.hasFocus() && at !== document.body,
      isMarked: at.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
    };
  })()`);
}
