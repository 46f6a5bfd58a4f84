// The stage of an end-to-end test: one server, a browser's context, windows as pages; and a window as a person acts in it.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { eventually, usualPatience } from '../suite/eventually.js';
import { patience } from '../suite/patience.js';
import { browserOfRun, type Complaints, complaintsOf } from './browser.js';
import { root } from './cache.js';
import { QuickInput } from './quickInput.js';
import type { Host, WindowOptions } from './server.js';
import * as surfaces from './surfaces.js';
import { TreeView } from './treeView.js';

export type Theme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

/** By the names that people give; `mark` is the workbench's class. */
export const themes: Readonly<Record<Theme, { readonly name: string; readonly mark: string }>> = {
  dark: { name: 'Dark Modern', mark: 'vs-dark' },
  light: { name: 'Light Modern', mark: 'vs' },
  'hc-dark': { name: 'Default High Contrast', mark: 'hc-black' },
  'hc-light': { name: 'Default High Contrast Light', mark: 'hc-light' },
};

export interface StageOptions {
  readonly theme?: Theme;
  /** What windows open unless they say otherwise. */
  readonly folder?: string;
  readonly extensions?: readonly string[];
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Stage {
  readonly host: Host;
  readonly context: BrowserContext;
  /** Those still open, in the order they were opened. */
  readonly windows: readonly Workbench[];
  /** Opens one more window, and waits until it is ready. */
  open(window?: WindowOptions): Promise<Workbench>;
  /** Merges into the user's settings; windows follow within a second. */
  set(settings: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

/** Those not closed: what a failed test left on the screen can be kept. */
export const openStages = new Set<Stage>();

/** @param host is closed with it */
export async function openStage(host: Host, options: StageOptions = {}): Promise<Stage> {
  const browser = await browserOfRun();
  const context = await browser.newContext({ viewport: options.size ?? { width: 1280, height: 800 } });
  context.setDefaultTimeout(patience(usualPatience));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']); // as people do when they are asked
  const windows: Workbench[] = [];
  const set = (settings: Readonly<Record<string, unknown>>) => {
    const before = JSON.parse(readFileSync(host.settingsFile, 'utf8'));
    writeFileSync(host.settingsFile, JSON.stringify({ ...before, ...settings }, undefined, 2));
  };
  // Without motion a picture shows what is, not what was.
  set({ 'workbench.colorTheme': themes[options.theme ?? 'dark'].name, 'workbench.reduceMotion': 'on' });
  const stage: Stage = {
    host,
    context,
    get windows() {
      return windows.filter((window) => !window.page.isClosed());
    },
    async open(window = {}) {
      const page = await context.newPage();
      const workbench = new Workbench(page, set);
      windows.push(workbench);
      await surfaces.rememberToasts(page);
      const { folder, extensions } = options;
      await page.goto(host.url({ ...(folder && { folder }), ...(extensions && { extensions }), ...window }));
      await workbench.ready();
      return workbench;
    },
    set,
    async close() {
      openStages.delete(stage);
      await context.close();
      await host.close();
    },
  };
  openStages.add(stage);
  return stage;
}

export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** Console errors and requests to the outside, from the first moment on. */
  readonly complaints: Complaints;
  readonly #set: Stage['set'];

  constructor(page: Page, set: Stage['set']) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.complaints = complaintsOf(page);
    this.#set = set;
  }

  /** Waits until the window is painted and the extensions that start with it have started. */
  async ready(): Promise<void> {
    const timeout = patience(60_000);
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout });
    // Shown when the views are restored, which is after the extensions are known.
    await this.page.locator('.statusbar-item[id="status.problems"]').waitFor({ timeout });
    const activating = this.page.locator('.statusbar-item', { hasText: /Activating Extensions/ });
    await activating.waitFor({ state: 'detached', timeout });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** As when somebody goes to another window: the browser of the tests takes each for the one in front. */
  async leave(): Promise<void> {
    await this.page.evaluate(`document.hasFocus = () => false; window.dispatchEvent(new Event('blur'))`);
  }

  /** Runs the command with this palette title. */
  run = (title: string) => this.quickInput.run(title);
  /** `Escape`, `Control+Shift+P` … */
  press = (keys: string) => this.page.keyboard.press(keys);
  type = (text: string) => this.page.keyboard.type(text);

  statusItems = () => surfaces.statusItems(this.page);
  statusItem = (wanted: string) => surfaces.statusItem(this.page, wanted);
  clickStatusItem = (wanted: string) => surfaces.clickStatusItem(this.page, wanted);
  hoverStatusItem = (wanted: string) => surfaces.hoverStatusItem(this.page, wanted);
  toasts = () => surfaces.toasts(this.page);
  toast = (text: string) => surfaces.toast(this.page, text);
  pressInToast = (text: string, button: string) => surfaces.pressInToast(this.page, text, button);
  closeToasts = () => surfaces.closeToasts(this.page);
  dialog = () => surfaces.dialog(this.page);
  pressInDialog = (button: string) => surfaces.pressInDialog(this.page, button);
  hoverText = () => surfaces.hoverText(this.page);

  view(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** Opens a container in the activity bar, if it is not open. */
  async openContainer(title = 'Makertime'): Promise<void> {
    const tab = this.#tab(title);
    await tab.waitFor();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await this.page.locator('.sidebar .composite.title', { hasText: title }).waitFor();
  }

  /** What the container's badge shows; empty without one. */
  async badge(container = 'Makertime'): Promise<string> {
    return ((await this.#tab(container).locator('.badge-content').textContent()) ?? '').trim();
  }

  /** The label is a badge's tooltip, too: it only starts with the title. */
  #tab(title: string): Locator {
    const label = this.page.locator(`.action-label[aria-label^="${title}"]`);
    return this.page.locator('.activitybar .action-item', { has: label });
  }

  /** Names of the open editors, and which one is in front. */
  editors(): Promise<{ readonly name: string; readonly active: boolean }[]> {
    return this.page.locator('.tabs-container .tab').evaluateAll((tabs) =>
      tabs.map((tab) => ({
        name: tab.getAttribute('data-resource-name') ?? '',
        active: tab.classList.contains('active'),
      })),
    );
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.quickInput.type(name);
    await this.quickInput.choose(name);
    await eventually(async () => (await this.editors()).some((editor) => editor.active && editor.name === name));
  }

  /** The inside of the webview in front. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  async setTheme(theme: Theme): Promise<void> {
    this.#set({ 'workbench.colorTheme': themes[theme].name });
    await this.page.locator(`.monaco-workbench.${themes[theme].mark}`).waitFor();
  }

  /** Drags the side bar's edge; VS Code has a smallest width of its own (170). Gives back the width it has then. */
  async setSidebarWidth(width: number): Promise<number> {
    const sidebar = this.page.locator('.part.sidebar');
    const box = await eventually(() => sidebar.boundingBox());
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 10 });
    await this.page.mouse.up();
    const after = await eventually(() => sidebar.boundingBox());
    return after.width;
  }

  /** Saves what the window shows as `out/screenshots/<name>.png`, and gives the file. */
  async screenshot(name: string): Promise<string> {
    const folder = join(root, 'out', 'screenshots');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}
