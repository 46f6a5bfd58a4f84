// Owns waiting for what a screen will show: asks again until the answer is right, and fails with the last answer's reason.

import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds: enough for the slowest thing a window does on two busy cores. */
const patience = 15_000;

/** Calls `look` until it neither throws nor gives `undefined` or `false`; its last error is the one reported. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  within = patience,
): Promise<Exclude<T, undefined | null | false>> {
  let last: unknown = new Error('never looked');
  for (const start = Date.now(); Date.now() - start < within; await sleep(50)) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
      last = new Error(`waited ${within} ms for ${look}`);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
