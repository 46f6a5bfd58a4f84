// One running VS Code server: its data folder, the machine it stands for, and its end.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { patience } from '../suite/patience.js';
import { Plain, root } from './cache.js';
import { ensureVscode } from './install.js';

export type Provider = 'github' | 'github-enterprise';

/** A session the substitute sign-in has; with `signedOut`, one that a person gets by signing in. */
export interface TestSession {
  readonly provider: Provider;
  readonly account: { readonly id: string; readonly label: string };
  readonly token: string;
  readonly scopes: readonly string[];
  readonly signedOut?: boolean;
}

/** What a machine is like that windows open on. */
export interface MachineOptions {
  /** User settings, of every scope, in place before the first window opens. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly sessions?: readonly TestSession[];
  /** Which sign-in providers exist; both when absent. */
  readonly providers?: readonly Provider[];
  /** More environment for the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How far the clocks of the extension host are ahead of this machine's, in milliseconds. */
  readonly shift?: number;
}

/** How a server is started. */
export interface ServerOptions {
  /** `restricted`: folders are not trusted until somebody says so. */
  readonly trust?: 'all' | 'restricted';
  /** Kept after {@link Host.close} when given; else a temporary folder. */
  readonly dataFolder?: string;
  readonly extensionsFolder?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Seconds the extension host of a closed window lives on. VS Code has three hours; here 5 unless told. */
  readonly reconnectionGrace?: number;
}

export interface HostOptions extends MachineOptions, ServerOptions {}

export interface WindowOptions {
  /** A path, or the address of a folder that is on no disk: `memory:/project`. Empty: no folder. */
  readonly folder?: string;
  /** A `.code-workspace` file, in place of a folder. */
  readonly workspace?: string;
  /** Extensions under development; this project when absent. */
  readonly extensions?: readonly string[];
  /** A module with `run()`, started in the extension host. */
  readonly tests?: string;
  readonly disableExtensions?: boolean;
}

export interface Host {
  readonly origin: string;
  readonly dataFolder: string;
  /** settings.json of the user: all windows follow its changes. */
  readonly settingsFile: string;
  /** The substitute sign-in's state, see authentication/extension.js. */
  readonly sessionsFile: string;
  url(window?: WindowOptions): string;
  /** From the next window on it stands for this machine. */
  setUp(machine: MachineOptions): void;
  /** As it was when it started: what windows have left running ends, and what they kept is gone. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** A quiet workbench: nothing that looks for updates, suggests things or talks to anybody. */
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'json.schemaDownload.enable': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export async function startHost(options: HostOptions = {}): Promise<Host> {
  const vscode = await ensureVscode();
  const dataFolder = resolve(options.dataFolder ?? mkdtempSync(join(tmpdir(), 'makertime-host-')));
  const user = join(dataFolder, 'data', 'User');
  const settingsFile = join(user, 'settings.json');
  const machineFile = join(dataFolder, 'machine.json');
  const setUp = ({ settings, sessions, providers, env, shift }: MachineOptions) => {
    mkdirSync(user, { recursive: true });
    writeFileSync(settingsFile, JSON.stringify({ ...quiet, ...settings }, undefined, 2));
    const told = {
      ...(sessions && { MAKERTIME_TEST_SESSIONS: JSON.stringify(sessions) }),
      ...(providers && { MAKERTIME_TEST_PROVIDERS: providers.join() }),
    };
    writeFileSync(machineFile, JSON.stringify({ shift, env: { ...env, ...told } }));
  };
  setUp(options);

  const logFile = join(dataFolder, 'server.log');
  const log = openSync(logFile, 'w');
  const child = spawn(vscode.node, [...machineArguments, vscode.server, ...serverArguments(dataFolder, options)], {
    env: environment(machineFile),
    detached: true, // a process group of its own, which close() ends as a whole
    stdio: ['ignore', log, log],
  });
  const cleanUp = () => {
    if (!options.dataFolder) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const forget = endWithUs(child, cleanUp);
  const port = await listeningPort(child, logFile);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    dataFolder,
    settingsFile,
    sessionsFile: join(user, 'globalStorage', 'vscode.github-authentication', 'sessions.json'),
    url: (window = {}) => `${origin}/?${query(origin, window, linked(window.extensions ?? [root], dataFolder))}`,
    setUp,
    async renew() {
      await endExtensionHosts(child);
      rmSync(user, { recursive: true, force: true, maxRetries: 5 });
      for (const log of extensionLogs(dataFolder)) rmSync(log, { recursive: true, force: true });
    },
    async close() {
      forget();
      await end(child);
      cleanUp();
    },
  };
}

/** What Node is given the server hands on to the extension host; `NODE_OPTIONS` it does not. */
const machineArguments = ['--require', join(root, 'test', 'lib', 'editor', 'machine.js')];

function serverArguments(dataFolder: string, options: ServerOptions): string[] {
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'];
  args.push('--accept-server-license-terms', '--disable-telemetry');
  args.push('--server-data-dir', dataFolder, '--reconnection-grace-time', String(options.reconnectionGrace ?? 5));
  if (options.extensionsFolder) args.push('--extensions-dir', options.extensionsFolder);
  if (options.trust !== 'restricted') args.push('--disable-workspace-trust');
  return args;
}

/** Ours without what an editor or npm around us left in it. */
function environment(machineFile: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), MAKERTIME_TEST_MACHINE: machineFile };
}

/**
 * The extensions by another path: VS Code takes everything below an extension under development for a part of it, and in the
 * project's folder stands, in the cache, VS Code itself.
 */
function linked(extensions: readonly string[], dataFolder: string): string[] {
  const folder = join(dataFolder, 'development');
  mkdirSync(folder, { recursive: true });
  return extensions.map((extension) => {
    const link = join(folder, basename(extension));
    if (!existsSync(link)) symlinkSync(resolve(extension), link);
    return link;
  });
}

function query(origin: string, window: WindowOptions, extensions: readonly string[]): string {
  const remote = (file: string) =>
    pathToFileURL(file).href.replace('file://', `vscode-remote://${new URL(origin).host}`);
  const payload = [['skipWelcome', 'true']];
  for (const extension of extensions) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (window.tests) payload.push(['extensionTestsPath', remote(resolve(window.tests))]);
  if (window.disableExtensions) payload.push(['disableExtensions', 'true']);
  return String(new URLSearchParams({ ...placeOf(window), payload: JSON.stringify(payload) }));
}

function placeOf({ folder, workspace }: WindowOptions): Record<string, string> {
  if (workspace) return { workspace: resolve(workspace) };
  if (!folder) return { ew: 'true' };
  return { folder: /^\w{2,}:/.test(folder) ? folder : resolve(folder) };
}

async function listeningPort(child: ChildProcess, logFile: string): Promise<number> {
  const longest = patience(60_000); // a cold disk and two busy cores have taken 10 s
  for (const start = Date.now(); Date.now() - start < longest; await sleep(50)) {
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    const found = /Extension host agent listening on (\d+)/.exec(log);
    if (found) return Number(found[1]);
    if (child.exitCode !== null)
      throw new Plain(`The VS Code server ended at once (code ${child.exitCode}): ${log.slice(-500)}`);
  }
  await end(child);
  throw new Plain(`The VS Code server did not start within ${Math.round(longest / 1000)} s.`);
}

/** Ends the server when we are ended. Gives back what stops watching. */
function endWithUs(child: ChildProcess, cleanUp: () => void): () => void {
  const kill = () => {
    signal(child, 'SIGKILL');
    cleanUp();
  };
  const interrupted = () => process.exit(130); // runs `exit`
  process.prependListener('exit', kill); // before anybody removes the folder that it still writes to
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupted);
  return () => {
    process.off('exit', kill);
    for (const name of signals) process.off(name, interrupted);
  };
}

/** Of windows that are closed: they would live on until the time to reconnect is over. */
async function endExtensionHosts(server: ChildProcess): Promise<void> {
  for (let left = extensionHosts(server); left.length > 0; left = extensionHosts(server)) {
    for (const pid of left) signalTo(pid, 'SIGKILL');
    await sleep(10);
  }
}

function extensionHosts({ pid: server }: ChildProcess): readonly number[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(join('/proc', pid, file), 'utf8');
    } catch {
      return ''; // it has ended meanwhile
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => / \w (\d+) /.exec(read(pid, 'stat').replace(/^.*\)/s, ''))?.[1] === String(server))
    .filter((pid) => read(pid, 'cmdline').includes('--type=extensionHost'))
    .map(Number);
}

function extensionLogs(dataFolder: string): readonly string[] {
  const logs = join(dataFolder, 'data', 'logs');
  if (!existsSync(logs)) return [];
  return readdirSync(logs).flatMap((start) =>
    readdirSync(join(logs, start))
      .filter((name) => name.startsWith('exthost'))
      .map((name) => join(logs, start, name)),
  );
}

async function end(child: ChildProcess): Promise<void> {
  const politely = 3000; // then without asking
  for (const start = Date.now(); signal(child, 'SIGTERM') && Date.now() - start < politely; await sleep(20)) {}
  signal(child, 'SIGKILL');
}

/** To the whole group; false when nobody of it is left. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): boolean {
  return pid !== undefined && signalTo(-pid, name);
}

function signalTo(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
