/**
 * The address at which the window that syncs can be reached, and who may have it. On Windows it is a named pipe,
 * which one process can have and which vanishes with it. Elsewhere it is a link to a socket:
 *
 *     lease                      symbolic link to the holder's socket: the address
 *     lease-<pid>-<6 hex digits> a window's own socket; it listens there before it tries for the address
 *
 * Making the link is the claim: it succeeds for one window only. A killed holder leaves both behind. Whoever deletes its
 * socket, which again succeeds for one only, deletes the link: so a living holder's address is never deleted.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid, platform } from 'node:process';
import { codeOf } from '../files/failures.js';
import { isProcessAlive } from '../files/process.js';

/** The system's own limit for a socket's path is 104 bytes on macOS, 108 on Linux. */
const longestPath = 100;
/** What a window's own socket adds to the address. */
const longestSuffix = 15;

/**
 * All of it happens at once and not later: a window that closes may get to nothing else, and one that lingers between
 * two steps would act on what is no longer so.
 */
export interface Address {
  /** A name for a window's own socket. */
  newSocket(): string;
  /** The path of a socket. */
  at(name: string): string;
  /** The code of the error where it could not be had: `EEXIST` where another window has it. */
  claim(name: string): string | undefined;
  leadsTo(): string | undefined;
  isThere(name: string): boolean;
  /** Frees the address if it leads there. */
  release(name: string): void;
  /** Of a socket that refused to answer: its process is dead. */
  removeLeftover(name: string): void;
  /** Removes sockets of windows that died before they had the address. */
  sweep(): void;
}

export function leaseAddress(folder: string): Address {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return platform === 'win32' ? pipeAddress(`\\\\.\\pipe\\makertime-${mark}`) : linkAddress(...linkPlace(folder, mark));
}

/** A pipe's name is a claim by itself, and leaves nothing behind. */
function pipeAddress(path: string): Address {
  const nothing = () => undefined;
  return {
    newSocket: () => path,
    at: () => path,
    claim: nothing,
    leadsTo: () => path,
    isThere: () => true,
    release: nothing,
    removeLeftover: nothing,
    sweep: nothing,
  };
}

function linkAddress(folder: string, link: string): Address {
  const path = join(folder, link);
  const at = (name: string) => join(folder, name);
  const isSocket = (name: string) => name.startsWith(`${link}-`) && !name.includes('/');
  function leadsTo(): string | undefined {
    let name: string | undefined;
    // What is there and is no link of ours leads nowhere, and is in the way.
    if (codeFrom(() => (name = readlinkSync(path))) === 'EINVAL' || (name && !isSocket(name))) return link;
    return name;
  }
  function release(name: string): void {
    if (leadsTo() === name) codeFrom(() => unlinkSync(path));
  }
  return {
    newSocket: () => `${link}-${pid}-${randomBytes(3).toString('hex')}`,
    at,
    claim: (name) => codeFrom(() => symlinkSync(name, path)),
    leadsTo,
    isThere: (name) => existsSync(at(name)),
    release,
    removeLeftover(name) {
      // One window alone succeeds in deleting the socket, and only that one may delete the link.
      if (name === link || codeFrom(() => unlinkSync(at(name))) === undefined) release(name);
    },
    sweep() {
      codeFrom(() => {
        for (const name of readdirSync(folder).filter(isSocket))
          if (!isProcessAlive(Number(name.slice(link.length + 1).split('-')[0]))) unlinkSync(at(name));
      });
    },
  };
}

/** The folder's own, or, where paths in it are too long for sockets, one for this user in a shorter place. */
function linkPlace(folder: string, mark: string): [folder: string, link: string] {
  const link = 'lease';
  if (Buffer.byteLength(join(folder, link)) + longestSuffix <= longestPath) return [folder, link];
  const user = process.getuid?.() ?? 0;
  const shared = join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `makertime-${user}`);
  codeFrom(() => mkdirSync(shared, { recursive: true, mode: 0o700 }));
  let owner: number | undefined;
  codeFrom(() => (owner = lstatSync(shared).uid));
  // Somebody else may have been there first, to hold the lease for ever. In the long place listening fails.
  return owner === user ? [shared, mark] : [folder, link];
}

/** The code of what it throws, if it does. */
function codeFrom(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return codeOf(error) ?? String(error);
  }
}
