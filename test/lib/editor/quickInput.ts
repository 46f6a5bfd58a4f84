// The quick input as a person uses it: the palette, pickers and input boxes. Reads what is shown, types, presses.

import type { Locator, Page } from 'playwright-core';
import { eventually, usualPatience } from '../suite/eventually.js';
import { patience } from '../suite/patience.js';

export interface PickRow {
  /** Its place in the whole list, also where only a part is on the screen. */
  readonly index: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  readonly focused: boolean;
  readonly checked: boolean;
  /** The heading this row starts a group under. */
  readonly separator: string;
}

const paletteHint = 'Type the name of a command to run.';

const hasFocus = "document.querySelector('.quick-input-widget')?.contains(document.activeElement) ?? false";

export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
    this.#input = this.#widget.locator('.quick-input-box input');
  }

  isOpen(): Promise<boolean> {
    return this.#widget.isVisible();
  }

  /** Waits until an input is open whose title, placeholder, prompt or message contains this. */
  async shows(text: string, within = usualPatience): Promise<void> {
    await eventually(async () => {
      const said = (await this.isOpen()) ? await this.said() : 'nothing is open';
      if (!said.includes(text)) throw new Error(`no quick input says “${text}”, but: ${said}`);
      return true;
    }, within);
    // It is drawn before it has the focus: a key that is pressed then goes to what had it before.
    await eventually(() => this.#page.evaluate<boolean>(hasFocus), 3_000).catch(() => undefined);
  }

  async closes(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** Title, description, placeholder and message, one a line. */
  async said(): Promise<string> {
    const texts = this.#widget.locator(
      '.quick-input-title, .quick-input-header .quick-input-description, .quick-input-message',
    );
    const placeholder = (await this.#input.getAttribute('placeholder')) ?? '';
    return [...(await texts.allInnerTexts()), placeholder]
      .map((text) => text.trim())
      .filter(Boolean)
      .join('\n');
  }

  value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Replaces what stands in the box, key by key. */
  async type(text: string): Promise<void> {
    await this.#widget.waitFor();
    await this.#input.focus();
    await this.#page.keyboard.press('ControlOrMeta+A');
    await this.#page.keyboard.press('Delete');
    await this.#page.keyboard.type(text);
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  async dismiss(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  /** Types and confirms: one step of an input box. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** The rows on screen; a long list shows only its top. */
  rows(): Promise<PickRow[]> {
    return this.#widget.locator('.quick-input-list .monaco-list-row').evaluateAll((rows) =>
      rows
        .map((row) => ({ row, top: Number(row.getAttribute('data-index')) }))
        .sort((one, other) => one.top - other.top)
        .map(({ row, top }) => {
          const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
          const separator = row.querySelector('.quick-input-list-separator');
          const checkbox = row.querySelector('.monaco-checkbox');
          return {
            index: String(top),
            label: text('.quick-input-list-row .label-name'),
            description: text('.quick-input-list-row .label-description'),
            detail: text('.quick-input-list-label-meta .label-name'),
            ariaLabel: row.getAttribute('aria-label') ?? '',
            focused: row.classList.contains('focused'),
            checked: checkbox?.getAttribute('aria-checked') === 'true',
            separator: separator?.checkVisibility() ? (separator.textContent?.trim() ?? '') : '',
          };
        }),
    );
  }

  /** Clicks the row with exactly this label. */
  async choose(label: string): Promise<void> {
    // A list that is drawn anew meanwhile has it elsewhere.
    await eventually(async () => {
      const row = `.monaco-list-row[data-index="${await this.#indexOf(label)}"]`;
      await this.#widget
        .locator(`.quick-input-list ${row} .label-name`)
        .first()
        .click({ timeout: patience(2_000) });
      return true;
    });
  }

  /** Presses a button in the title bar or in the row with this label. */
  async pressButton(name: string, row?: string): Promise<void> {
    const place =
      row === undefined
        ? this.#widget
        : this.#widget.locator(`.monaco-list-row[data-index="${await this.#indexOf(row)}"]`);
    if (row !== undefined) await place.hover();
    await place.locator(`.action-label[aria-label="${name}"]`).first().click();
  }

  /** Opens the palette and runs the command with exactly this title, category included: `Makertime: Start Focus`. */
  async run(title: string): Promise<void> {
    // An editor that opens meanwhile takes the focus, and the palette goes; what it offers is what it found when it opened.
    await eventually(async () => {
      if ((await this.isOpen()) && (await this.said()).includes(paletteHint)) await this.dismiss();
      await this.#page.keyboard.press('F1');
      await this.shows(paletteHint, 2_000);
      await this.#input.fill(`>${title}`, { timeout: patience(2_000) });
      return eventually(async () => (await this.rows()).some(({ label }) => label === title), 3_000);
    });
    await this.choose(title);
    await eventually(async () => !(await this.isOpen()) || !(await this.said()).includes(paletteHint));
  }

  /** The commands the palette offers for these words. */
  async commands(words: string): Promise<string[]> {
    await this.#page.keyboard.press('F1');
    await this.shows(paletteHint);
    await this.type(`>${words}`);
    const rows = await eventually(async () => (await this.rows()).some((row) => row.label) && this.rows());
    await this.dismiss();
    return rows.map((row) => row.label);
  }

  #indexOf(label: string): Promise<string> {
    return eventually(async () => {
      const rows = await this.rows();
      const found = rows.find((row) => row.label === label);
      if (!found)
        throw new Error(`“${label}” is not offered, but: ${rows.map((row) => row.label).join(' | ') || 'nothing'}`);
      return found.index;
    });
  }
}
