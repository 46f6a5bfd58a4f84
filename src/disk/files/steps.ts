/** Owns writing files so that a crash leaves the old content or the new, and never half of it. */
import { randomBytes } from 'node:crypto';
import { constants, type FileHandle, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';

/** The few file-system steps that durability rests on; tests make each of them fail or the process die there. */
export interface Steps {
  writeFlushed(path: string, text: string): Promise<void>;
  /** To a file that is there. */
  appendFlushed(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  flushFolder(path: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

export const diskSteps: Steps = {
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
  rename: renamePatiently,
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

/** Names that begin so are not finished; see `isUnfinished`. */
const unfinished = '.unfinished-';

export function isUnfinished(name: string): boolean {
  return name.startsWith(unfinished);
}

/** Which process was writing an unfinished file. */
export function writerOf(name: string): number {
  return Number(name.slice(unfinished.length).split('-', 1)[0]);
}

/** A name beside the file for what is not finished yet. */
export function draftOf(path: string, writer = pid): string {
  return join(dirname(path), `${unfinished}${writer}-${randomBytes(6).toString('hex')}`);
}

/** Invariant: when it resolves, the file is there with this content, even after a power cut. */
export async function writeDurably(
  path: string,
  text: string,
  steps: Steps = diskSteps,
  draft = draftOf(path),
): Promise<void> {
  await writeWhole(path, text, steps, draft);
  await steps.flushFolder(dirname(path));
}

/** The same but for the folder, which the caller still has to flush. When it rejects, all that can remain is the draft. */
export async function writeWhole(path: string, text: string, steps: Steps, draft: string): Promise<void> {
  try {
    await steps.writeFlushed(draft, text);
    await steps.rename(draft, path);
  } catch (error) {
    await steps.unlink(draft).catch(() => undefined);
    throw error;
  }
}

/** Makes it with all that leads to it. A folder that a power cut could take away again would take its files with it. */
export async function ensureFolder(path: string, steps: Steps = diskSteps): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await steps.flushFolder(dirname(made));
}

/** Virus scanners and indexers on Windows hold new files for a moment; VS Code itself retries in the same way. */
async function renamePatiently(from: string, to: string): Promise<void> {
  let patience = 5_000;
  for (let wait = 10; ; wait = Math.min(wait * 2, 100)) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = codeOf(error);
      const busy = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      patience -= wait;
      if (!busy || patience < 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** Undefined where the file or folder is not there. */
export async function unlessMissing<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
