/** Making a folder ready: it is there, and what processes that died had begun to write in it is gone. */
import { join } from 'node:path';
import { ensureFolder, isUnfinished, writerOf } from './atomic.js';
import { leftOver } from './failures.js';
import { isProcessAlive } from './process.js';
import type { Steps } from './steps.js';

/** For folders where nothing unfinished can be anybody's only words. Rejects where it cannot be made. */
export async function prepareFolder(
  folder: string,
  steps: Steps,
  isAlive: (process: number) => boolean = isProcessAlive,
): Promise<void> {
  await ensureFolder(folder, steps);
  for (const name of await steps.list(folder))
    if (isUnfinished(name) && !isAlive(writerOf(name))) await leftOver(steps.unlink(join(folder, name)));
}
