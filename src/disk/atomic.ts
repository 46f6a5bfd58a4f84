/** Owns writing files so that a crash leaves the old content or the new, and never half of it. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';

/** The few file-system steps that durability rests on; tests make each of them fail or the process die there. */
export interface Steps {
  writeFlushed(path: string, text: string): Promise<void>;
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
  rename: renamePatiently,
  async flushFolder(path) {
    if (process.platform === 'win32') return; // a folder cannot be opened there; NTFS journals the rename
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
  unlink,
};

/** Names that begin so are not finished; see `isUnfinished`. */
const unfinished = '.unfinished-';

export function isUnfinished(name: string): boolean {
  return name.startsWith(unfinished);
}

/** Which process was writing an unfinished file. */
export function writerOf(name: string): number {
  return Number(name.slice(unfinished.length).split('-', 1)[0]);
}

/** Invariant: when it resolves, the file is there with this content, even after a power cut. */
export async function writeDurably(path: string, text: string, steps: Steps = diskSteps): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `${unfinished}${pid}-${randomBytes(6).toString('hex')}`);
  try {
    await steps.writeFlushed(draft, text);
    await steps.rename(draft, path);
  } catch (error) {
    await steps.unlink(draft).catch(() => undefined);
    throw error;
  }
  await steps.flushFolder(folder);
}

export async function ensureFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
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
