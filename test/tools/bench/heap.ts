/** Weighing what is kept in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Node.js keeps it to itself unless it is asked. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

export function kilobytesUsed(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1024);
}
