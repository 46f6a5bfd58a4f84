// Chromium as we drive it: one a run, its flags, the pages' complaints that mean something, and none of the known noise.

import process from 'node:process';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from './chromium.js';

const flags = [
  '--no-sandbox', // root, and containers
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let running: Promise<Browser> | undefined;

/** The one of this process, which ends with it. Whoever needs one of their own takes a context. */
export function browserOfRun(): Promise<Browser> {
  running ??= launchBrowser();
  return running;
}

async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await ensureChromium();
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const environment = { ...Object.fromEntries(inherited), ...env };
  return chromium.launch({ executablePath: executable, args: flags, env: environment, headless: true });
}

/** What a page complained of, in order. */
export interface Complaints {
  /** Errors on the console. */
  readonly errors: string[];
  /** Requests to other hosts than this machine. */
  readonly outside: string[];
}

/** Listens from now on; known harmless noise is left out. */
export function complaintsOf(page: Page): Complaints {
  const complaints: Complaints = { errors: [], outside: [] };
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !isNoise(text)) complaints.errors.push(text);
  });
  page.on('pageerror', (error) => {
    if (!isNoise(String(error))) complaints.errors.push(String(error));
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const outside = /^(https?|wss?):$/.test(url.protocol) && !['127.0.0.1', 'localhost'].includes(url.hostname);
    if (outside && !isNoise(url.href)) complaints.outside.push(url.href);
  });
  return complaints;
}

/** What every window of this VS Code says, and what does not matter here. */
const noise = [
  /\.vscode-resource\.vscode-cdn\.net\//, // an extension's own files in a webview: answered by a service worker, never sent
  /open-vsx\.org/, // its marketplace, asked once per window
  /vsda(_bg)?\.(js|wasm)/, // Microsoft's own signing module, absent in this build
  /[Ss]ervice ?[Ww]orker/, // code-server's outer server has it, the inner one has not
  /vscode-sqlite3\.node/, // agent host storage, needs a compiler
  /_static\/|update\/check/, // code-server's outer server again
  /404\) was received when fetching the script/, // the same, as the page says it
  /Timed out waiting for authentication provider/, // five seconds are not enough for a busy machine to start one; it is waited for all the same
  /Long running operations during shutdown/, // at every reload, in every browser
  /iframe which has both allow-scripts/,
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions)/,
  /^\[(reconnection-grace-time|AgentHost|AccountPolicyGate|ChatModelSelection|DefaultAccount)/,
];

export function isNoise(text: string): boolean {
  return noise.some((pattern) => pattern.test(text));
}
