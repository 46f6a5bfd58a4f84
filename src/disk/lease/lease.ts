/**
 * Which window syncs: the one that listens at this folder's address, see endpoint.ts. The others stay connected to it and
 * learn of its death at once, even by kill -9, because the system closes the connection. What is said over it are lines:
 *
 *     .<16 hex digits>    a nudge: please take a turn now
 *     ?<16 hex digits>    are you there?
 *     <64 hex digits>     the answer to either, see secret.ts
 *
 * A process that hangs or is suspended keeps its connections and answers nothing, and neither does a stranger who listens
 * there: whoever gets no answer for a while goes for the address itself.
 *
 * Losing the lease, or two windows holding it, is safe: claims in the outbox and the locks of files keep all correct. So every
 * doubt (no socket possible, an address that somebody removed, no answer) is settled towards holding it.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../../ports/clock.js';
import type { Lease } from '../../ports/stores.js';
import { codeOf } from '../files/failures.js';
import { leaseAddress } from './endpoint.js';
import { answerTo, newQuestion } from './secret.js';

/** How often the holder makes sure that the address still leads to it. */
const usualInterval = 20_000;
/** A link to nothing may be a takeover that is half done; so many milliseconds later it is one whose window died. */
const takeoverTime = 100;
/** After so many answers that make no sense, this window syncs for itself. */
const mostDoubts = 10;
/** Milliseconds without an answer. An extension may keep its window busy for seconds, and that is no reason yet. */
const usualPatience = 15_000;
/** Of the patience, each counted as it passes: while the machine sleeps nobody owes an answer. */
const beats = 10;
/** Signs. No line is longer. */
const longestLine = 100;

/**
 * @param interval milliseconds between two looks of the holder at its address, and two questions whether it is there
 * @param patience milliseconds for which an answer may be owed
 */
export function joinLease(
  folder: string,
  log: Log,
  nudged: () => void,
  interval = usualInterval,
  patience = usualPatience,
): Lease & { dispose(): void } {
  const address = leaseAddress(folder);
  const listeners = new Set<() => void>();
  const followers = new Set<Socket>();
  let disposed = false;
  let held = false;
  let listening: { readonly server: Server; readonly name: string } | undefined;
  let holder: { readonly socket: Socket; ask(what: '.' | '?'): void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let doubts = 0;
  let dangling: string | undefined;

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

  function alone(why: string | undefined): void {
    if (disposed) return;
    log.debug(`no lease here (${why}): this window syncs for itself`);
    doubts = 0;
    become(true);
    later(interval, listen);
  }

  function listen(): void {
    if (disposed) return;
    const server = createServer((socket) => {
      followers.add(socket);
      socket.unref();
      onLine(socket, (line) => answer(socket, line));
      socket.on('error', () => undefined);
      socket.on('close', () => followers.delete(socket));
    });
    server.unref();
    listening = { server, name: address.newSocket() };
    server.on('error', (error) => {
      listening = undefined;
      if (codeOf(error) === 'EADDRINUSE') follow();
      else alone(codeOf(error));
    });
    server.listen(address.at(listening.name), claim);
  }

  function answer(socket: Socket, line: string): void {
    const answered = answerTo(line.slice(1), folder);
    if (answered === undefined) return;
    socket.write(`${answered}\n`);
    if (line.startsWith('.')) nudged();
  }

  /** Invariant: whom the address leads to listens already. */
  function claim(): void {
    if (disposed || !listening) return;
    const error = address.claim(listening.name);
    if (error) {
      stopListening();
      if (error === 'EEXIST') follow();
      else alone(error);
      return;
    }
    doubts = 0;
    become(true);
    later(interval, check);
    address.sweep();
  }

  function check(): void {
    const isOurs = listening && address.leadsTo() === listening.name && address.isThere(listening.name);
    if (isOurs) later(interval, check);
    else {
      log.debug('the endpoint of the lease no longer leads to this window');
      stopListening();
      become(false);
      listen();
    }
  }

  function follow(): void {
    if (disposed) return;
    const name = address.leadsTo();
    if (name === undefined) {
      doubt(undefined, 'ENOENT');
      return;
    }
    const socket = connect(address.at(name));
    socket.unref();
    let [connected, isKnown] = [false, false];
    const owed = new Set<string>();
    let passed = 0;

    function ask(what: '.' | '?'): void {
      if (owed.size === 0) passed = 0;
      const question = newQuestion();
      owed.add(answerTo(question, folder) ?? '');
      socket.write(`${what}${question}\n`);
    }

    function beat(): void {
      if (holder?.socket !== socket) return;
      passed += patience / beats;
      if (owed.size === 0 && passed >= interval) ask('?');
      if (owed.size > 0 && passed >= patience) passOver(name as string);
      else later(patience / beats, beat);
    }

    socket.once('connect', () => {
      if (disposed) return void socket.destroy();
      connected = true;
      holder = { socket, ask };
      ask('?');
      later(patience / beats, beat);
    });
    onLine(socket, (line) => {
      if (!owed.has(line) || holder?.socket !== socket) return;
      owed.clear();
      [doubts, passed, isKnown] = [0, 0, true];
      become(false);
    });
    socket.on('error', (error) => {
      if (!connected) doubt(name, codeOf(error));
    });
    socket.on('close', () => {
      if (holder?.socket !== socket) return;
      holder = undefined;
      if (isKnown) listen();
      else doubt(name, 'ECONNRESET');
    });
  }

  /** Whoever listens there hangs, or is a stranger. Where the address cannot be taken from it, this window syncs as well. */
  function passOver(name: string): void {
    const { socket } = holder ?? {};
    holder = undefined;
    socket?.destroy();
    address.release(name);
    if (address.leadsTo() === name) alone('no answer');
    else listen();
  }

  /** Nobody answers where the address leads, or led a moment ago. */
  function doubt(name: string | undefined, code: string | undefined): void {
    if (disposed) return;
    const isHalfDone = name !== undefined && code === 'ENOENT' && name !== dangling;
    dangling = isHalfDone ? name : undefined;
    if (++doubts > mostDoubts) alone(code);
    else if (isHalfDone) later(takeoverTime, follow);
    else {
      if (name !== undefined && code === 'ENOENT') address.release(name);
      else if (name !== undefined && code === 'ECONNREFUSED') address.removeLeftover(name);
      later(10 + Math.random() * 40, listen);
    }
  }

  function stopListening(): void {
    if (listening) {
      // First the address, then the socket: whoever is disconnected finds the way free.
      address.release(listening.name);
      listening.server.close();
      listening = undefined;
    }
    for (const socket of followers) socket.destroy();
  }

  listen();
  return {
    held: () => held,
    watch(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    nudge: () => holder?.ask('.'),
    dispose() {
      disposed = true;
      clearTimeout(timer);
      stopListening();
      holder?.socket.destroy();
    },
  };
}

function onLine(socket: Socket, said: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) socket.destroy();
    for (const line of lines) said(line);
  });
}
