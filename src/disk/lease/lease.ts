/**
 * Owns which window syncs: the one that listens at this folder's address, see address.ts. The others stay connected to
 * it and learn of its death at once, even by kill -9, because the system closes the connection. A byte sent over the
 * connection is a nudge: please take a turn now.
 *
 * Losing the lease, or two windows holding it, is safe: claims in the outbox keep sending correct. So every doubt
 * (no socket possible, an address that somebody removed) is settled towards holding it.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Lease, Log } from '../sync/ports.js';
import { leaseAddress } from './address.js';
import { codeOf } from './atomic.js';

/** How often the holder makes sure that the address still leads to it. */
const usualInterval = 20_000;
/** A link to nothing may be a takeover that is half done; so many milliseconds later it is one whose window died. */
const patience = 100;
/** After so many answers that make no sense, this window syncs for itself. */
const mostDoubts = 10;

/** @param interval milliseconds between two looks of the holder at its address */
export function joinLease(
  folder: string,
  log: Log,
  nudged: () => void,
  interval = usualInterval,
): Lease & { dispose(): void } {
  const address = leaseAddress(folder);
  const listeners = new Set<() => void>();
  const followers = new Set<Socket>();
  let disposed = false;
  let held = false;
  let listening: { readonly server: Server; readonly name: string } | undefined;
  let holder: Socket | undefined;
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
      socket.on('data', nudged);
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
      log.debug('the address no longer leads here');
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
    let connected = false;
    socket.once('connect', () => {
      if (disposed) return void socket.destroy();
      connected = true;
      holder = socket;
      doubts = 0;
      become(false);
    });
    socket.on('error', (error) => {
      if (!connected) doubt(name, codeOf(error));
    });
    socket.on('close', () => {
      if (holder === socket) holder = undefined;
      if (connected) listen();
    });
  }

  /** Nobody answers where the address leads, or led a moment ago. */
  function doubt(name: string | undefined, code: string | undefined): void {
    if (disposed) return;
    const isHalfDone = name !== undefined && code === 'ENOENT' && name !== dangling;
    dangling = isHalfDone ? name : undefined;
    if (++doubts > mostDoubts) alone(code);
    else if (isHalfDone) later(patience, follow);
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
    nudge: () => void holder?.write('.'),
    dispose() {
      disposed = true;
      clearTimeout(timer);
      stopListening();
      holder?.destroy();
    },
  };
}
