/**
 * Watching for how long nobody else has had a turn in this thread, and what the thread itself has computed. What other
 * processes took of a shared machine meanwhile is left out where the system tells it.
 */
import { readFileSync } from 'node:fs';

/** Milliseconds: how often the watcher wants its turn. */
const pulse = 5;

const ownTimeFile = '/proc/thread-self/schedstat';
const isTold = (() => {
  try {
    return Number(readFileSync(ownTimeFile, 'utf8').split(' ')[0]) > 0;
  } catch {
    return false;
  }
})();

/** Milliseconds this thread has computed; where the system does not tell, those that have passed. */
export function ownTime(): number {
  return isTold ? Number(readFileSync(ownTimeFile, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}

export function watchSlices() {
  let slices: number[] = [];
  let last = performance.now();
  let computed = ownTime();
  const timer = setInterval(() => {
    const [now, own] = [performance.now(), ownTime()];
    slices.push(Math.min(Math.max(0, now - last - pulse), own - computed));
    [last, computed] = [now, own];
  }, pulse);
  return {
    /** Those since the last time, the one that has just ended among them. */
    async take(): Promise<readonly number[]> {
      await new Promise((resolve) => setTimeout(resolve, 4 * pulse));
      const taken = slices;
      slices = [];
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}
