// Waiting for what a screen will show: asks again until the answer is right, and fails with the last answer's reason.

import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOver } from './patience.js';

/** Milliseconds on a quiet machine: several times what the slowest thing takes that a window does. */
export const usualPatience = 30_000;

/** Looks take work from whoever is waited for: what takes long is looked at less often. */
function pause(waited: number): number {
  return waited < 2_000 ? 50 : 200;
}

/** Calls `look` until it neither throws nor gives `undefined` or `false`; its last error is the one reported. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  within = usualPatience,
): Promise<Exclude<T, undefined | null | false>> {
  let last: unknown = new Error('never looked');
  for (const start = performance.now(); !isOver(start, within); await sleep(pause(performance.now() - start))) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
      last = new Error(`waited in vain for ${look}`);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** Waits until `look` gives just this: what a screen shows comes in parts. Fails with the last difference. */
export async function becomes<T>(look: () => Promise<T> | T, wanted: T, within = usualPatience): Promise<void> {
  await eventually(async () => {
    assert.deepEqual(await look(), wanted);
    return true;
  }, within);
}

/** Waits until the text that `look` gives matches. Fails with the last text. */
export async function reads(look: () => Promise<string> | string, wanted: RegExp): Promise<void> {
  await eventually(async () => {
    assert.match(await look(), wanted);
    return true;
  });
}
