// How long tests wait for what other processes do: what is enough on a quiet machine, times how slow this one is.

import { performance } from 'node:perf_hooks';

/** What the piece of work takes on a quiet machine, in milliseconds. */
const usual = 12;
/** A machine that is slower than that is no place for tests; and a wait has to end. */
const slowest = 15;

/** Never less than one, and never less again: whoever was slow once may be so again. */
let slowness = 1;

function work(): number {
  let sum = 0;
  for (let step = 0; step < 10_000_000; step++) sum = (Math.imul(sum, 31) + step) | 0;
  return sum;
}

/** Does a fixed piece of work, and looks at the clock on the wall. */
function measure(): void {
  const began = performance.now();
  work();
  slowness = Math.min(slowest, Math.max(slowness, (performance.now() - began) / usual));
}

work(); // the compiler's time is not the machine's
measure();

/** @param milliseconds enough on a quiet machine */
export function patience(milliseconds: number): number {
  return milliseconds * slowness;
}

/** Whether all that patience is over since then, the machine having been looked at anew. */
export function isOver(since: number, milliseconds: number): boolean {
  if (performance.now() - since < patience(milliseconds)) return false;
  measure();
  return performance.now() - since >= patience(milliseconds);
}
