// The small surfaces around the views: status bar, notifications, dialogs, hovers and menus, read and pressed as a person does.

import type { Page } from 'playwright-core';
import { eventually } from '../suite/eventually.js';
import { patience } from '../suite/patience.js';

export interface StatusItem {
  /** `publisher.extension.id`. */
  readonly id: string;
  readonly text: string;
  readonly ariaLabel: string;
  /** As VS Code colours it. */
  readonly kind: 'plain' | 'warning' | 'error';
}

export interface Notice {
  readonly message: string;
  readonly severity: string;
  readonly source: string;
  readonly buttons: readonly string[];
}

export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

export function statusItems(page: Page): Promise<StatusItem[]> {
  return page.locator('.statusbar-item:visible').evaluateAll((items) =>
    items.map((item) => {
      const label = item.querySelector('.statusbar-item-label');
      const kinds = ['warning', 'error'] as const;
      return {
        id: item.id,
        text: (label?.textContent ?? '').trim(),
        ariaLabel: item.getAttribute('aria-label') ?? '',
        kind: kinds.find((kind) => item.classList.contains(`${kind}-kind`)) ?? 'plain',
      };
    }),
  );
}

/** Waits for the item whose id ends in this, or whose text or label contains it. */
export function statusItem(page: Page, wanted: string): Promise<StatusItem> {
  return eventually(async () => {
    const items = await statusItems(page);
    const byId = items.find((item) => item.id.endsWith(wanted));
    const found = byId ?? items.find((item) => item.text.includes(wanted) || item.ariaLabel.includes(wanted));
    if (!found)
      throw new Error(`no status item “${wanted}”, but: ${items.map((item) => item.text || item.id).join(' | ')}`);
    return found;
  });
}

export async function clickStatusItem(page: Page, wanted: string): Promise<void> {
  const { id } = await statusItem(page, wanted);
  await page.locator(`.statusbar-item[id="${id}"] .statusbar-item-label`).click();
}

export async function hoverStatusItem(page: Page, wanted: string): Promise<void> {
  const { id } = await statusItem(page, wanted);
  await page.mouse.move(0, 0);
  await page.locator(`.statusbar-item[id="${id}"] .statusbar-item-label`).hover();
}

/** Keeps what toasts say: they go by themselves after ten seconds, within which a busy machine may not look. */
export async function rememberToasts(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.toastsSaid = new Set();
    setInterval(() => {
      for (const it of document.querySelectorAll('.notification-toast .notification-list-item-message'))
        toastsSaid.add(it.textContent.trim());
    }, 500);`);
}

/** What toasts have said since they were closed, those that are gone included. */
const toastsSaid = (page: Page) => page.evaluate<string[]>('[...toastsSaid]');

/** The notifications on screen as toasts, newest first. */
export function toasts(page: Page): Promise<Notice[]> {
  return page.locator('.notification-toast .notification-list-item').evaluateAll((items) =>
    items.map((item) => {
      const text = (selector: string) => item.querySelector(selector)?.textContent?.trim() ?? '';
      const icon = item.querySelector('.notification-list-item-icon')?.className ?? '';
      return {
        message: text('.notification-list-item-message'),
        severity: /codicon-(info|warning|error)/.exec(icon)?.[1] ?? '',
        source: text('.notification-list-item-source').replace(/^Source: /, ''),
        buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')]
          .map((button) => button.textContent?.trim() ?? '')
          .filter((label) => label !== ''),
      };
    }),
  );
}

/** Waits until a toast has said this. */
export function toast(page: Page, text: string): Promise<string> {
  return eventually(async () => {
    const said = await toastsSaid(page);
    const found = said.find((message) => message.includes(text));
    if (!found) throw new Error(`no notification says “${text}”, but: ${said.join(' | ') || 'nothing'}`);
    return found;
  });
}

/** Presses a button of the toast that contains this text; where it has gone by itself, in the list behind the bell. */
export async function pressInToast(page: Page, text: string, button: string): Promise<void> {
  await toast(page, text);
  const item = page
    .locator('.notification-toast .notification-list-item, .notifications-center.visible .notification-list-item', {
      hasText: text,
    })
    .first();
  if ((await item.count()) === 0) await page.locator('.statusbar-item[id="status.notifications"]').click();
  await item.hover();
  await item.locator('.monaco-button', { hasText: button }).first().click();
}

export async function closeToasts(page: Page): Promise<void> {
  const clear = page.locator('.notification-toast .codicon-notifications-clear');
  await eventually(async () => {
    if ((await clear.count()) === 0) return true;
    // It may go by itself meanwhile.
    await page
      .locator('.notification-toast')
      .first()
      .hover({ timeout: patience(1000) });
    await clear.first().click({ timeout: patience(1000) });
    return false;
  });
  await page.evaluate('toastsSaid.clear()');
}

/** Waits for a modal dialog. */
export async function dialog(page: Page): Promise<Dialog> {
  const box = page.locator('.monaco-dialog-box');
  await box.waitFor();
  return box.evaluate((it) => ({
    message: it.querySelector('.dialog-message-text')?.textContent?.trim() ?? '',
    detail: it.querySelector('.dialog-message-detail')?.textContent?.trim() ?? '',
    buttons: [...it.querySelectorAll('.dialog-buttons .monaco-button')].map(
      (button) => button.textContent?.trim() ?? '',
    ),
  }));
}

export async function pressInDialog(page: Page, button: string): Promise<void> {
  const box = page.locator('.monaco-dialog-box');
  const pressed = box.getByRole('button', { name: button, exact: true });
  await pressed.click();
  await pressed.waitFor({ state: 'hidden' }); // the next dialog may be there at once
}

/** Waits for the hover that the pointer called, and gives its text. */
export async function hoverText(page: Page): Promise<string> {
  const content = page
    .locator('.monaco-hover.workbench-hover .monaco-hover-content:visible, .monaco-hover:visible')
    .first();
  await content.waitFor();
  return ((await content.textContent()) ?? '').trim();
}

/** What the open menu offers, without separators. */
export async function entriesOfMenu(page: Page): Promise<string[]> {
  const entries = page.locator('.monaco-menu .action-menu-item .action-label');
  await entries.first().waitFor();
  return (await entries.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
}

export async function chooseInMenu(page: Page, entry: string): Promise<void> {
  const label = page.locator(`.monaco-menu .action-menu-item .action-label[aria-label="${entry}"]`);
  await label.last().hover();
  await page.waitForTimeout(150); // a menu takes no clicks in its first 100 ms
  await label.last().click();
}
