// A tree view as a person sees and uses it: its rows, their actions and menus, its welcome text.

import type { Locator, Page } from 'playwright-core';
import { eventually } from '../suite/eventually.js';
import { patience } from '../suite/patience.js';
import { chooseInMenu, entriesOfMenu } from './surfaces.js';

export interface Row {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for the roots. */
  readonly level: number;
  /** `undefined` for rows without children. */
  readonly expanded: boolean | undefined;
  /** The codicon's name, without `codicon-`. */
  readonly icon: string;
  /** Names of the inline actions. */
  readonly actions: readonly string[];
}

export class TreeView {
  readonly #page: Page;
  readonly #pane: Locator;
  readonly #title: string;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.#title = title;
    // What stands beside the title is read out with it.
    const header = page.locator(`.pane-header:is([aria-label="${title} Section"], [aria-label^="${title} - "])`);
    this.#pane = page.locator('.pane', { has: header });
  }

  /** Unfolds the view, if it is folded. Its container must be open. */
  async open(): Promise<void> {
    const header = this.#pane.locator('.pane-header');
    await header.waitFor({ state: 'attached' });
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  isShown(): Promise<boolean> {
    return this.#pane.isVisible();
  }

  /** The rows on screen, from the top, once they have come to rest; a long list shows only what fits. */
  rows(): Promise<Row[]> {
    let last: string | undefined;
    return eventually(async () => {
      const rows = await this.#rowsNow();
      const text = JSON.stringify(rows);
      const isAtRest = text === last;
      last = text;
      if (!isAtRest) throw new Error(`the rows of ${this.#title} do not come to rest`); // children come after their parents
      return rows;
    });
  }

  async #rowsNow(): Promise<Row[]> {
    const rows = this.#pane.locator('.monaco-list-rows > .monaco-list-row');
    return rows.evaluateAll((all) =>
      all
        .sort((one, other) => Number(one.getAttribute('data-index')) - Number(other.getAttribute('data-index')))
        .map((row) => {
          const expanded = row.getAttribute('aria-expanded');
          const icon = row.querySelector('.custom-view-tree-node-item-icon')?.className ?? '';
          const actions = [...row.querySelectorAll('.actions .action-label')];
          return {
            label: row.querySelector('.label-name')?.textContent ?? '',
            description: row.querySelector('.label-description')?.textContent ?? '',
            ariaLabel: row.getAttribute('aria-label') ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            icon: /codicon-((?!colored)[\w-]+)/.exec(icon)?.[1] ?? '',
            actions: actions.map((action) => action.getAttribute('aria-label') ?? ''),
          };
        }),
    );
  }

  /** Waits for the row with exactly this label. */
  row(label: string): Promise<Row> {
    return eventually(async () => {
      const rows = await this.#rowsNow();
      const found = rows.find((row) => row.label === label);
      if (!found)
        throw new Error(
          `${this.#title} has no “${label}”, but: ${rows.map((row) => row.label).join(' | ') || 'nothing'}`,
        );
      return found;
    });
  }

  /** Waits until no row has this label. */
  async lacks(label: string): Promise<void> {
    await eventually(async () => !(await this.#rowsNow()).some((row) => row.label === label));
  }

  async expand(label: string): Promise<void> {
    if ((await this.row(label)).expanded === false) await this.#twistie(label).click();
    await eventually(async () => (await this.row(label)).expanded === true);
  }

  async collapse(label: string): Promise<void> {
    if ((await this.row(label)).expanded === true) await this.#twistie(label).click();
    await eventually(async () => (await this.row(label)).expanded === false);
  }

  async click(label: string): Promise<void> {
    await this.#located(label).locator('.label-name').click();
  }

  async focus(): Promise<void> {
    await this.#pane.locator('.monaco-list').focus();
  }

  /** Rests the pointer on the row; the hover's text is `workbench.hoverText()`. */
  async hover(label: string): Promise<void> {
    await this.row(label);
    await this.#page.mouse.move(0, 0);
    await this.#located(label).locator('.label-name').hover();
  }

  async clickAction(label: string, action: string): Promise<void> {
    // A row that comes or goes meanwhile moves this one away from under the pointer.
    await eventually(async () => {
      await this.hover(label);
      const button = this.#located(label).locator(`.actions .action-label[aria-label="${action}"]`);
      await button.click({ timeout: patience(2_000) });
      return true;
    });
  }

  /** What the row's context menu offers; closes it again. */
  async contextEntries(label: string): Promise<string[]> {
    await this.#openMenu(label);
    const entries = await entriesOfMenu(this.#page);
    await this.#page.keyboard.press('Escape');
    return entries;
  }

  async chooseContext(label: string, ...entries: readonly string[]): Promise<void> {
    await this.#openMenu(label);
    for (const entry of entries) await chooseInMenu(this.#page, entry);
  }

  /** Presses a button in the view's title. */
  async clickTitleAction(action: string): Promise<void> {
    await this.#pane.locator('.pane-header').hover();
    await this.#pane.locator(`.pane-header .action-label[aria-label="${action}"]`).click();
  }

  /** What stands beside the title; a folded view shows nothing there. */
  async headline(): Promise<string> {
    const said = (await this.#pane.locator('.pane-header').getAttribute('aria-label')) ?? '';
    return said.replace(/ Section$/, '').slice(`${this.#title} - `.length);
  }

  /** What an empty view says, and what stands above the rows of one that has a message. */
  async message(): Promise<string> {
    const texts = await this.#pane.locator('.welcome-view-content:visible, .message:not(.hide)').allInnerTexts();
    return texts.join('\n').trim();
  }

  async pressWelcome(button: string): Promise<void> {
    await this.#pane.locator('.welcome-view-content .monaco-button', { hasText: button }).click();
  }

  async #openMenu(label: string): Promise<void> {
    await this.rows(); // drawn anew while its menu is open, a row is not known to VS Code for a moment
    await this.row(label);
    await this.#located(label).locator('.label-name').click({ button: 'right' });
  }

  #twistie(label: string): Locator {
    return this.#located(label).locator('.monaco-tl-twistie');
  }

  #located(label: string): Locator {
    const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    const row = this.#pane.locator('.monaco-list-row');
    return row.filter({ has: this.#page.locator('.label-name', { hasText: exact }) }).first();
  }
}
