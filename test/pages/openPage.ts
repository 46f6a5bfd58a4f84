// Opening a page of ours in a browser as its panel does: its own policy, a theme's colours, what it sends and remembers.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { webPage } from '../../src/host/surfaces/webPage.js';
import { browserOfRun, type Complaints, complaintsOf } from '../lib/editor/browser.js';
import { usualPatience } from '../lib/suite/eventually.js';
import { patience } from '../lib/suite/patience.js';
import { type Theme, themes } from './themes.js';

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Of which page: its script and style in dist, and its title. */
interface Which {
  readonly name: string;
  readonly title: string;
}

export interface Setting<Memory> {
  readonly theme?: Theme;
  readonly width?: number;
  readonly memory?: Partial<Memory>;
  readonly bodyClass?: string;
}

interface Opened {
  readonly page: Page;
  readonly complaints: Complaints;
}

export async function openPage<Memory>(
  { name, title }: Which,
  { theme = 'light', width = 1180, memory, bodyClass = '' }: Setting<Memory>,
): Promise<Opened> {
  const address = `http://127.0.0.1/${name}`;
  const browser = await browserOfRun();
  const context = await browser.newContext({ viewport: { width, height: 720 } });
  context.setDefaultTimeout(patience(usualPatience));
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.route(`${address}/**`, (route) => {
    const file = new URL(route.request().url()).pathname.replace(`/${name}/`, '');
    if (file !== '') return route.fulfill({ path: join(root, 'dist', file) });
    const parts = { script: `${name}.js`, style: `${name}.css`, styleSource: 'http://127.0.0.1', nonce: 'n0nce' };
    return route.fulfill({
      contentType: 'text/html',
      body: webPage({ ...parts, language: 'en', title }).replace(
        '<body>',
        `<body class="vscode-${theme} ${bodyClass}">`,
      ),
    });
  });
  await page.addInitScript(`
    globalThis.sent = [];
    globalThis.memory = ${JSON.stringify(memory)};
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => void sent.push(message),
      getState: () => memory,
      setState: (next) => { memory = next; },
    });
  `);
  await page.goto(`${address}/`);
  await page.evaluate(
    `for (const [name, value] of ${JSON.stringify(Object.entries(themes[theme]))})
      document.documentElement.style.setProperty(name, value);`,
  );
  assert.deepEqual(await page.evaluate('sent.splice(0)'), [{ kind: 'ready' }]);
  return { page, complaints };
}

/** Opens the page anew for each test of a suite, and holds against it whatever it complains of or asks for outside. */
export function onPage<Memory, From, To>(which: Which) {
  let opened: Opened;
  afterEach(async () => {
    const { page, complaints } = opened;
    await page.context().close();
    assert.deepEqual(complaints, { errors: [], outside: [] }, 'nothing that the policy forbids, nothing from outside');
  });
  return {
    page: () => opened.page,
    async open(setting: Setting<Memory> = {}) {
      opened = await openPage(which, setting);
    },
    /** What it has said since the last time. */
    sent: () => opened.page.evaluate<From[]>('sent.splice(0)'),
    post: (message: To) => opened.page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`),
    focused: () => opened.page.evaluate<string | null>(`document.activeElement.getAttribute('aria-label')`),
    keep: (name: string) => keepPicture(opened.page, `${which.name}-${name}`),
  };
}

/** Into out/screenshots. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(root, 'out', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
