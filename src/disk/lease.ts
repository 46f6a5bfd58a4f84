/**
 * Owns which window syncs: the one that listens on a socket (a named pipe on Windows) of this folder. The others stay
 * connected to it and learn of its death at once, even by kill -9, because the system closes the connection. A byte sent
 * over the connection is a nudge: please take a turn now.
 *
 * Losing the lease, or two windows holding it, is safe: claims in the outbox keep sending correct. So every doubt
 * (no socket possible, a socket that somebody removed) is settled towards holding it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, stat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid, platform } from 'node:process';
import type { Lease, Log } from '../sync/ports.js';
import { codeOf } from './atomic.js';

/** The system's own limit for a socket's path is 104 bytes on macOS, 108 on Linux. */
const longestPath = 100;
/** How often the holder makes sure that the socket under the path is still its own. */
const checking = 20_000;

export function joinLease(folder: string, log: Log, nudged: () => void): Lease & { dispose(): void } {
  const address = socketAddress(folder);
  const listeners = new Set<() => void>();
  let disposed = false;
  let held = false;
  let server: Server | undefined;
  let holder: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  const followers = new Set<Socket>();

  function become(holding: boolean): void {
    if (held === holding || disposed) return;
    held = holding;
    log.debug(holding ? 'this window syncs' : 'another window syncs');
    for (const listener of listeners) listener();
  }

  function later(ms: number, then: () => void): void {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(then, ms).unref();
  }

  function listen(): void {
    if (disposed) return;
    const attempt = createServer((socket) => {
      followers.add(socket);
      socket.unref();
      socket.on('data', nudged);
      socket.on('error', () => undefined);
      socket.on('close', () => followers.delete(socket));
    });
    attempt.unref();
    attempt.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE') return follow();
      log.debug(`no socket here (${codeOf(error)}): this window syncs for itself`);
      become(true);
    });
    attempt.listen(address, async () => {
      server = attempt;
      const mine = await identity(address);
      become(true);
      later(checking, () => void check(mine));
    });
  }

  async function check(mine: string | undefined): Promise<void> {
    if ((await identity(address)) === mine) return later(checking, () => void check(mine));
    log.debug('the socket is no longer ours');
    closeServer();
    become(false);
    listen();
  }

  function follow(): void {
    if (disposed) return;
    const socket = connect(address);
    socket.unref();
    let connected = false;
    socket.once('connect', () => {
      connected = true;
      holder = socket;
      become(false);
    });
    socket.on('error', (error) => {
      if (!connected && codeOf(error) === 'ECONNREFUSED') void removeLeftover().finally(listen);
      else if (!connected) later(50 + Math.random() * 200, listen);
    });
    socket.on('close', () => {
      if (connected) listen();
    });
  }

  /** A killed holder leaves its socket behind. Moved away before it is removed, so that a new holder's is not removed by mistake. */
  async function removeLeftover(): Promise<void> {
    const away = `${address}.${pid}`;
    try {
      await rename(address, away);
      if (await answers(away)) await rename(away, address);
      else await unlink(away);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') log.debug(`the leftover socket stays: ${String(error)}`);
    }
  }

  function closeServer(): void {
    server?.close();
    for (const socket of followers) socket.destroy();
    server = undefined;
  }

  listen();
  return {
    held: () => held,
    watch(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    nudge: () => void holder?.write('.'),
    dispose() {
      disposed = true;
      clearTimeout(timer);
      closeServer();
      holder?.destroy();
    },
  };
}

function socketAddress(folder: string): string {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\makertime-${mark}`;
  const inFolder = join(folder, 'lease');
  if (Buffer.byteLength(inFolder) <= longestPath) return inFolder;
  const own = join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `makertime-${process.getuid?.() ?? 0}`);
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
  } catch {
    // listening will fail, and this window will sync for itself
  }
  return join(own, mark);
}

async function identity(address: string): Promise<string | undefined> {
  if (platform === 'win32') return undefined;
  const found = await stat(address).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
