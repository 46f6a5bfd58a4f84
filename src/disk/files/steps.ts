/** The steps of the file system that everything on the disk is made of. Tests make each of them fail, or the process die there. */
import { constants, type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { codeOf, leftOver } from './failures.js';

export interface Steps {
  readText(path: string): Promise<string>;
  /** Bytes from there on, at most so many, and how many the whole file has. */
  readPart(path: string, start: number, most: number): Promise<Part>;
  /** The names in a folder. */
  list(folder: string): Promise<readonly string[]>;
  stamp(path: string): Promise<string>;
  /** With all that leads to it. Gives back the topmost that was made; undefined where it was there. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Rejects with `EEXIST` where it is there: whoever makes it has it. Not flushed. */
  create(path: string, text: string): Promise<void>;
  writeFlushed(path: string, text: string): Promise<void>;
  /** To a file that is there. */
  appendFlushed(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  flushFolder(path: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

export interface Part {
  readonly bytes: Buffer;
  readonly size: number;
}

export const diskSteps: Steps = {
  readText: (path) => readFile(path, 'utf8'),
  async readPart(path, start, most) {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const length = Math.max(0, Math.min(most, size - start));
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
      return { bytes: buffer.subarray(0, bytesRead), size };
    } finally {
      await file.close();
    }
  },
  list: (folder) => readdir(folder),
  async stamp(path) {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  },
  makeFolder: (path) => mkdir(path, { recursive: true, mode: 0o700 }),
  create: (path, text) =>
    patiently(async () => {
      const file = await open(path, 'wx');
      try {
        await file.writeFile(text);
      } catch (error) {
        await leftOver(unlink(path));
        throw error;
      } finally {
        await file.close();
      }
    }),
  async writeFlushed(path, text) {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  },
  async appendFlushed(path, text) {
    const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
  },
  rename: (from, to) => patiently(() => rename(from, to)),
  async flushFolder(path) {
    if (process.platform === 'win32') return; // a folder cannot be opened there; NTFS journals the rename
    let folder: FileHandle | undefined;
    try {
      folder = await open(path, 'r');
      await folder.sync();
    } catch (error) {
      if (!cannotFlush.has(codeOf(error))) throw error;
    } finally {
      await folder?.close();
    }
  },
  unlink,
};

/** How network and user-space file systems say that a folder is nothing to be flushed. Postgres lets the same pass. */
const cannotFlush: ReadonlySet<string | undefined> = new Set(['EINVAL', 'EBADF', 'ENOTSUP', 'ENOSYS', 'EISDIR']);

/** Virus scanners and indexers on Windows hold new files for a moment; VS Code itself retries in the same way. */
async function patiently(step: () => Promise<void>): Promise<void> {
  let patience = 5_000;
  for (let wait = 10; ; wait = Math.min(wait * 2, 100)) {
    try {
      return await step();
    } catch (error) {
      const code = codeOf(error);
      const busy = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      patience -= wait;
      if (!busy || patience < 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
