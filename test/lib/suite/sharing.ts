// Files of tests that several processes share: each takes the next that nobody has taken.

import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Those that this process takes, each as it asks for the next; all where `MAKERTIME_SHARED` names no folder to share by. */
export function* takenOf<T>(files: Readonly<Record<string, T>>): Generator<T> {
  const shared = process.env.MAKERTIME_SHARED;
  for (const [name, file] of Object.entries(files)) if (shared === undefined || take(join(shared, name))) yield file;
}

/** False where another process was first. */
function take(claim: string): boolean {
  try {
    closeSync(openSync(claim, 'wx'));
    return true;
  } catch {
    return false;
  }
}
