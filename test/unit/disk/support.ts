/** A disk for tests: folders that are deleted afterwards, file-system steps that fail or never come back, windows. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isId } from '../../../src/base/id.js';
import type { Window } from '../../../src/disk/files/process.js';
import { diskSteps, type Steps } from '../../../src/disk/files/steps.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Clock, Log } from '../../../src/ports/clock.js';
import type { Outbox } from '../../../src/ports/outbox.js';

export const places = ['new', 'claimed', 'unsure', 'refused'] as const;

/** In memory where there is such a place: what is proved here is order, not speed. */
export function newFolder(onDisk: 'inMemory' | 'onDisk' = 'inMemory'): string {
  const base = onDisk === 'inMemory' && existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  return mkdtempSync(join(base, 'makertime-disk-'));
}

/** Calls `newFolder`, and deletes all that it made after each test. */
export function foldersOfTest(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = newFolder();
    made.push(folder);
    return folder;
  };
}

/** A flush is what a simulated crash cannot prove, and most of the time a test would take. */
export const quickSteps: Steps = {
  ...diskSteps,
  writeFlushed: async (path, text) => writeFileSync(path, text, { flag: 'wx' }),
  flushFolder: async () => undefined,
};

/** What the system was asked to have on the disk for good: which file or folder, and of what size it was by then. */
interface Flush {
  readonly file: number;
  readonly bytes: number;
}

/** All that `act` flushes, in order: asked of the system's own handles, below every step. */
export async function flushesOf(act: () => Promise<unknown>): Promise<readonly Flush[]> {
  const found: Flush[] = [];
  const handles = await prototypeOfHandles();
  const { datasync, sync } = handles;
  const noting = (flush: () => Promise<void>) =>
    async function (this: FileHandle): Promise<void> {
      const { ino, size } = await this.stat();
      await flush.call(this);
      found.push({ file: ino, bytes: size });
    };
  Object.assign(handles, { datasync: noting(datasync), sync: noting(sync) });
  try {
    await act();
  } finally {
    Object.assign(handles, { datasync, sync });
  }
  return found;
}

/** On a machine that lets everybody look into what is made without a mode of its own. */
export async function unmasked(act: () => Promise<unknown>): Promise<void> {
  const usual = process.umask(0);
  try {
    await act();
  } finally {
    process.umask(usual);
  }
}

async function prototypeOfHandles(): Promise<Pick<FileHandle, 'datasync' | 'sync'>> {
  const handle = await open(tmpdir(), 'r');
  await handle.close();
  return Object.getPrototypeOf(handle);
}

/** `half` is a death, or a full disk, in the middle of writing. */
export type Fault =
  | { readonly dies: 'before' | 'after' | 'half' }
  | { readonly fails: string; readonly leaves?: 'half'; readonly forGood?: true };

export interface Faulty extends Steps {
  /** What has been done so far. */
  readonly done: readonly string[];
  /** What has been read so far. */
  readonly readings: readonly string[];
  readonly hit: () => boolean;
  /** Resolves when the process is dead. */
  readonly death: Promise<void>;
  readonly isAlive: () => boolean;
  /** From now on: the k-th step that changes something, counted from 1. */
  arm(k: number, fault: Fault): void;
  /** From now on: the k-th step that reads something, counted from 1. */
  armReading(k: number, code: string): void;
}

/** How a write can go wrong at a step. */
export const writeFaults = [
  { dies: 'before' },
  { dies: 'half' },
  { dies: 'after' },
  { fails: 'ENOSPC', leaves: 'half' },
] as const;

/** Whether somebody was told that it is done, before the process died. */
export function isTold(work: Promise<unknown>, { death }: Pick<Faulty, 'death'>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, death.then(() => false)]);
}

export function faultySteps(steps: Steps = quickSteps): Faulty {
  const done: string[] = [];
  let alive = true;
  let wasHit = false;
  let left = Number.POSITIVE_INFINITY;
  let armed: Fault | undefined;
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const never = <T>(): Promise<T> => {
    alive = false;
    die();
    return new Promise<T>(() => undefined);
  };
  const failing = <A extends [string, ...string[]], R>(name: string, act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (!alive) return never();
      done.push(name);
      left--;
      const isForGood = armed && 'fails' in armed && armed.forGood;
      if (!armed || left > 0 || (left < 0 && !isForGood)) return act(...args);
      wasHit = true;
      const isHalf = ('dies' in armed && armed.dies === 'half') || ('fails' in armed && armed.leaves === 'half');
      const half = String(args[1]).slice(0, String(args[1]).length / 2);
      if (isHalf && (name === 'write' || name === 'append'))
        writeFileSync(args[0], half, { flag: name === 'write' ? 'w' : 'a' });
      if ('fails' in armed) throw broken(armed.fails, name);
      if (armed.dies === 'after') await act(...args);
      return never();
    };
  };
  const readings: string[] = [];
  let unread = Number.POSITIVE_INFINITY;
  let code = 'EIO';
  const reading = <A extends [string, ...unknown[]], R>(name: string, act: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (!alive) return never();
      readings.push(`${name} ${basename(args[0])}`);
      unread--;
      if (unread !== 0) return act(...args);
      wasHit = true;
      throw broken(code, name);
    };
  };
  return {
    done,
    readings,
    death,
    hit: () => wasHit,
    isAlive: () => alive,
    arm(k, fault) {
      left = k;
      armed = fault;
    },
    armReading(k, fault) {
      unread = k;
      code = fault;
      wasHit = false;
    },
    readText: reading('read', steps.readText),
    readPart: reading('read', steps.readPart),
    list: reading('list', steps.list),
    stamp: reading('stat', steps.stamp),
    makeFolder: reading('folder', steps.makeFolder),
    create: failing('create', steps.create),
    writeFlushed: failing('write', steps.writeFlushed),
    appendFlushed: failing('append', steps.appendFlushed),
    rename: failing('rename', steps.rename),
    flushFolder: failing('flush', steps.flushFolder),
    unlink: failing('unlink', steps.unlink),
  };
}

function broken(code: string, step: string): Error {
  return Object.assign(new Error(`${code}: simulated ${step}`), { code });
}

/** Which simulated windows live. */
export function windows(): { open(id: number): Window; kill(id: number): void } {
  const alive = new Set<number>();
  return {
    open(id) {
      alive.add(id);
      return { id, isAlive: (other) => alive.has(other) };
    },
    kill: (id) => void alive.delete(id),
  };
}

export interface SetClock extends Clock {
  time: number;
}

export function setClock(time = Date.parse('2026-11-21T09:00:00Z')): SetClock {
  const clock: SetClock = { time, now: () => clock.time, sleep: async () => undefined, random: () => 0.5 };
  return clock;
}

export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

/** An outbox nobody disturbs. */
export const quickOutbox = (folder: string, clock: Clock = setClock(), window: Window = windows().open(1)) =>
  openOutbox(folder, clock, silent, quickSteps, window);

/** The names of all entries' files, by id: where they really are, whatever a reader makes of it. */
export function filesById(outboxFolder: string): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const place of places)
    for (const name of readdirSync(join(outboxFolder, place))) {
      const id = name.split('.', 1)[0] ?? '';
      if (isId(id)) files.set(id, [...(files.get(id) ?? []), `${place}/${name}`]);
    }
  return files;
}

/** `<place>` by id. */
export async function placesById(outbox: Outbox): Promise<ReadonlyMap<string, string>> {
  return new Map((await outbox.read()).entries.map((entry) => [entry.mutation.id, entry.place]));
}
