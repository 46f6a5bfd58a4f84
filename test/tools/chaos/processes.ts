/** The windows' processes: starts them, hears what they say, kills them. Kills none that it did not start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { Order, Said, Start } from './speech.js';

export interface WindowProcess {
  readonly isAlive: boolean;
  send(order: Order): void;
  /** kill -9. Resolves when it is dead and all it said has been heard. */
  kill(): Promise<void>;
}

/** @param ended the process is gone though nobody killed it */
export function startWindow(start: Start, hear: (said: Said) => void, ended: (why: string) => void): WindowProcess {
  const script = join(import.meta.dirname, 'chaos-window.mjs');
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', script, JSON.stringify(start)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let rest = '';
  let isAlive = true;
  let isWanted = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as Said);
  });
  child.stdin?.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      isAlive = false;
      if (!isWanted) ended(`ended by itself: ${code ?? signal}`);
      resolve();
    });
  });
  return {
    get isAlive() {
      return isAlive && !isWanted;
    },
    send: (order) => void child.stdin?.write(`${JSON.stringify(order)}\n`),
    async kill() {
      isWanted = true;
      child.kill('SIGKILL');
      await closed;
    },
  };
}
