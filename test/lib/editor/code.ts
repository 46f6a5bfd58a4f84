// Our stand-in for the `code` executable: takes its arguments, opens one window, ends with the tests' exit code.
// It knows the arguments @vscode/test-electron gives; others are ignored.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { browserOfRun, isNoise } from './browser.js';
import { fail, Plain } from './cache.js';
import { type HostOptions, startHost, type WindowOptions } from './server.js';

interface Invocation {
  readonly host: HostOptions;
  readonly window: WindowOptions;
}

/** Longest run of a test module, in minutes. */
const patience = Number(process.env.MAKERTIME_TEST_MINUTES ?? 10);

try {
  process.exitCode = await code(parse(process.argv.slice(2)));
} catch (error) {
  fail(error);
}

async function code({ host: options, window }: Invocation): Promise<number> {
  if (!window.tests) throw new Plain('This stand-in for VS Code only runs tests: give --extensionTestsPath.');
  const host = await startHost(options);
  const browser = await browserOfRun();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const exit = testsExit(page);
    await page.goto(host.url(window));
    return await exit;
  } finally {
    await browser.close();
    await host.close();
  }
}

/** The tests' result; prints what they print. Must be called before the page is loaded. */
function testsExit(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Plain(`The tests did not end within ${patience} minutes.`));
    const timer = setTimeout(late, patience * 60_000);
    const done = (exitCode: number) => {
      clearTimeout(timer);
      resolve(exitCode);
    };
    page.on('crash', () => reject(new Plain('The window crashed.')));
    void page.exposeFunction('codeAutomationExit', done);
    void page.exposeFunction('codeAutomationLog', print);
  });
}

/** The first word may be a format, as in console.log. */
function print(type: string, args: readonly unknown[]): void {
  const text = format(...args);
  if (isNoise(text)) return;
  if (type === 'error') console.error(text);
  else console.log(text);
}

function parse(args: readonly string[]): Invocation {
  const values = (name: string) => args.flatMap((arg, at) => valuesIn(name, arg, args[at + 1])).map(toPath);
  const extensions = values('extensionDevelopmentPath');
  const tests = values('extensionTestsPath').at(-1);
  const folder = values('folder-uri').at(-1) ?? args.filter((arg) => !arg.startsWith('-')).find(isFolder);
  const dataFolder = values('user-data-dir').at(-1);
  return {
    host: {
      trust: args.includes('--disable-workspace-trust') ? 'all' : 'restricted',
      ...(dataFolder && { dataFolder }),
    },
    window: {
      extensions,
      disableExtensions: args.includes('--disable-extensions'),
      ...(folder && { folder }),
      ...(tests && { tests: moduleFile(tests) }),
    },
  };
}

/** `--name=value` and `--name value`. */
function valuesIn(name: string, arg: string, next: string | undefined): string[] {
  if (arg.startsWith(`--${name}=`)) return [arg.slice(name.length + 3)];
  return arg === `--${name}` && next ? [next] : [];
}

function toPath(value: string): string {
  return value.startsWith('file:') ? fileURLToPath(value) : value;
}

function isFolder(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}

/** As Node resolves it: the extension host here wants a file. */
function moduleFile(path: string): string {
  const file = [join(path, 'index.js'), path, `${path}.js`].find((one) => existsSync(one) && !isFolder(one));
  if (!file) throw new Plain(`There are no tests at ${path}.`);
  return file;
}
