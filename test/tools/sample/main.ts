/**
 * `npm start`: a member of the sample team at work, in a real VS Code against a simulated GitHub.
 *
 *     npm start -- --as bo              a second terminal: the same team, side by side
 *     npm start -- --screenshot a.png   a picture of the Makertime view, then the end
 */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fail, Plain } from '../../lib/editor/cache.js';
import { startHost } from '../../lib/editor/server.js';
import { openStage, type Theme, themes, type Workbench } from '../../lib/editor/workbench.js';
import { samplePeople } from '../../lib/github/samplePeople.js';
import { sharedGithub } from './github.js';
import { type Machine, setUpMachine } from './person.js';

const help = `npm start -- [options]
  --as NAME           who you are: ${samplePeople.map(({ login }) => login).join(', ')} (default: ana)
  --new               start signed out, without a repository
  --theme NAME        ${Object.keys(themes).join(', ')} (default: dark)
  --port N            port of the workbench (default: a free one)
  --github-port N     port of the simulated GitHub, shared by all starts (default: 4610)
  --at TIME           start at that time: 2026-11-25T13:00Z (default: now)
  --speed N           how fast the others work: 0 is not at all, 1 is human speed (default: 1)
  --open              open the workbench in your browser
  --screenshot FILE   take a screenshot of the Makertime view, without a display, and exit`;

const usualGithubPort = '4610';

try {
  await main();
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException)?.code?.startsWith('ERR_PARSE_ARGS');
  fail(isUsage ? new Plain(`${(error as Error).message}\n\n${help}`) : error);
}

/** 0 is a free one. */
function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new Plain(`${text || 'Nothing'} is not a port.\n\n${help}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string', default: 'ana' },
      new: { type: 'boolean', default: false },
      theme: { type: 'string', default: 'dark' },
      port: { type: 'string' },
      'github-port': { type: 'string' },
      at: { type: 'string' },
      speed: { type: 'string', default: '1' },
      open: { type: 'boolean', default: false },
      screenshot: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const me = samplePeople.find(({ login }) => login === values.as);
  const theme = themes[values.theme as Theme];
  if (!me) throw new Plain(`There is no ${values.as} in the sample team.\n\n${help}`);
  if (!theme) throw new Plain(`There is no theme ${values.theme}.\n\n${help}`);

  const shift = values.at === undefined ? 0 : Date.parse(values.at) - Date.now();
  if (Number.isNaN(shift)) throw new Plain(`${values.at} is not a time such as 2026-11-25T13:00Z.\n\n${help}`);
  const port = portOf(values.port ?? '0');
  const githubPort = portOf(values['github-port'] ?? (values.screenshot ? '0' : usualGithubPort));
  const speed = Number(values.speed || Number.NaN);
  if (!(speed >= 0)) throw new Plain(`${values.speed || 'Nothing'} is not a speed such as 0, 0.5 or 2.\n\n${help}`);

  // Before anything that listens for signals: stopping is the way this ends, and no failure.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
  const place = mkdtempSync(join(tmpdir(), 'makertime-sample-'));
  process.on('exit', () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

  const door = await openDoor(port);
  // A picture is of what is there at the start, and disturbs nobody.
  const github = await sharedGithub({
    port: githubPort,
    speed: values.screenshot ? 0 : speed,
    shift,
  });
  const machine = await setUpMachine(place, github, {
    login: me.login,
    theme: theme.name,
    start: values.new ? 'new' : 'connected',
    shift,
  });
  if (values.screenshot) return takePicture(machine, values.theme as Theme, resolve(values.screenshot));

  const host = await startHost({ ...machine.host, reconnectionGrace: 600 });
  const url = door.leadTo(host.url({ folder: machine.folder }));
  // Whoever comes to the same team asks the same GitHub at the same time.
  const same = `${githubPort === Number(usualGithubPort) ? '' : ` --github-port ${githubPort}`}${values.at === undefined ? '' : ` --at ${values.at}`}`;
  const first = `\n  first  sign in to ${new URL(github.address).host}, and connect acme/team`;
  console.log(`
You are ${me.name} (${me.login}) of acme/team, working on acme/lighthouse.

  open   ${url}${values.new ? first : ''}
  more   npm start -- --as ${me.login === 'bo' ? 'ana' : 'bo'}${same}   in another terminal: the same team, side by side
  stop   Ctrl+C

${github.isOurs ? 'The simulated GitHub listens at' : 'Joined the simulated GitHub of an earlier start at'} ${github.address}${github.isOurs ? ' and ends with this start.' : '.'}
`);
  if (values.open) openInBrowser(url);
}

/** The workbench's own address is too long for a line of a terminal. Opened first: a port that is taken is known at once. */
function openDoor(port: number): Promise<{ leadTo(url: string): string }> {
  let location: string | undefined;
  const door = createServer((_request, response) =>
    (location === undefined ? response.writeHead(503) : response.writeHead(302, { location })).end(),
  );
  return new Promise((resolve, reject) => {
    door.once('error', () =>
      reject(new Plain(`Something else listens on port ${port}: name another one with --port.`)),
    );
    door.listen(port, '127.0.0.1', () =>
      resolve({
        leadTo(url) {
          location = url;
          return `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
        },
      }),
    );
  });
}

async function takePicture(machine: Machine, theme: Theme, file: string): Promise<void> {
  const stage = await openStage(await startHost(machine.host), { folder: machine.folder, theme });
  try {
    const window = await stage.open();
    await window.openContainer();
    await window.page.mouse.move(800, 400); // else the hover of what was clicked hides a part
    await painted(window);
    mkdirSync(dirname(file), { recursive: true });
    await window.page.screenshot({ path: file });
    console.log(`picture: ${file}`);
  } finally {
    await stage.close();
  }
  process.exit(0); // the simulated GitHub would listen on
}

/** Waits until the side bar says something that is no waiting, and has said the same for a second. */
async function painted({ page }: Workbench): Promise<void> {
  const sidebar = page.locator('.part.sidebar');
  const rows = sidebar.locator('.monaco-list-row').filter({ hasNotText: 'Connecting' });
  await rows.or(sidebar.locator('.welcome-view-content')).first().waitFor({ timeout: 30_000 });
  await sidebar.locator('.monaco-list-row', { hasText: 'Connecting' }).waitFor({ state: 'detached', timeout: 30_000 });
  const text = () => sidebar.textContent();
  for (let before: string | null = '', now = await text(); now !== before; now = await text()) {
    before = now;
    await sleep(1000);
  }
}

function openInBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`There is no ${opener} here: open the address yourself.`));
  child.unref();
}
