/** Trying again what the disk refused: once, a little later, however often it was refused meanwhile. */
import type { Clock } from '../../ports/clock.js';

/** Milliseconds. */
const pause = 10_000;

export function createRetry(clock: Pick<Clock, 'sleep'>, stopped: AbortSignal, act: () => Promise<void>): () => void {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    void clock.sleep(pause, stopped).then(() => {
      isComing = false;
      if (!stopped.aborted) void act();
    });
  };
}
