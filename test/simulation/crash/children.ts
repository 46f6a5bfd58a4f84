/** Real processes of the crash tests: starts them, hears what they say, kills them. Kills none that it did not start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { patience } from '../../lib/suite/patience.js';

export interface Child {
  readonly pid: number;
  /** All whole lines so far. */
  readonly lines: readonly string[];
  /** Resolves when the condition holds, looked at after each line. */
  heard(condition: (lines: readonly string[]) => boolean): Promise<void>;
  send(line: string): void;
  /** kill -9. Resolves when it is dead and all it said has been heard. */
  kill(): Promise<void>;
  /** kill -STOP: it keeps all that it has, and does nothing. */
  suspend(): void;
  resume(): void;
}

export interface Children {
  readonly folder: string;
  start(role: 'capture' | 'claim' | 'lease' | 'count', folder: string, more?: string, user?: number): Child;
  /** Stops all that still run, and deletes the script. */
  dispose(): Promise<void>;
}

export async function openChildren(): Promise<Children> {
  const folder = mkdtempSync(join(tmpdir(), 'makertime-crash-'));
  const script = join(folder, 'child.mjs');
  await build({
    entryPoints: [resolve('test/simulation/crash/child.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'warning',
  });
  const running = new Set<Child>();

  function start(role: string, place: string, more = '', user?: number): Child {
    const process_ = spawn(process.execPath, [script, role, place, more], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(user !== undefined && { uid: user, gid: user }),
    });
    const child = childOf(process_, () => running.delete(child));
    running.add(child);
    return child;
  }

  return {
    folder,
    start,
    async dispose() {
      await Promise.all([...running].map((child) => child.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function childOf(running: ChildProcess, ended: () => void): Child {
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  running.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listener of listeners) listener();
  });
  running.stdin?.on('error', () => undefined);
  const closed = new Promise<void>((resolve_) => {
    running.on('close', () => {
      ended();
      resolve_();
    });
  });
  return {
    pid: running.pid ?? 0,
    lines,
    heard: (condition) =>
      new Promise<void>((resolve_, reject) => {
        const withinMs = patience(30_000);
        const timer = setTimeout(
          () => finish(new Error(`not heard within ${withinMs} ms: ${lines.slice(-5)}`)),
          withinMs,
        );
        const finish = (error?: Error) => {
          clearTimeout(timer);
          listeners.delete(look);
          if (error) reject(error);
          else resolve_();
        };
        const look = () => condition(lines) && finish();
        listeners.add(look);
        look();
      }),
    send: (line) => void running.stdin?.write(`${line}\n`),
    async kill() {
      running.kill('SIGKILL');
      await closed;
    },
    suspend: () => void running.kill('SIGSTOP'),
    resume: () => void running.kill('SIGCONT'),
  };
}

export const pause = (ms: number) => new Promise<void>((resolve_) => setTimeout(resolve_, ms));
