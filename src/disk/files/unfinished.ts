/** Owns making a folder ready: it is there, and what processes that died had begun to write in it is gone. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, isUnfinished, type Steps, writerOf } from './atomic.js';
import { isProcessAlive } from './process.js';

/** For folders where nothing unfinished can be anybody's only words. Rejects where it cannot be made. */
export async function prepareFolder(
  folder: string,
  steps: Steps,
  isAlive: (process: number) => boolean = isProcessAlive,
): Promise<void> {
  await ensureFolder(folder, steps);
  for (const name of await readdir(folder))
    if (isUnfinished(name) && !isAlive(writerOf(name))) await steps.unlink(join(folder, name)).catch(() => undefined);
}
