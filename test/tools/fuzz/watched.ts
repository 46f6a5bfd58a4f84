/** Running work in threads that are watched: one that comes to no end is ended, and what it was at is told. */
import { Worker } from 'node:worker_threads';

/** Seconds one step may take on a busy machine; the longest ever seen takes a fraction of one. */
const patience = 20;

export interface Hang {
  readonly hangsAt: number;
}

/**
 * Starts a script in a thread. It writes into `workerData.begun[0]` what it is at, and posts one answer.
 * @returns its answer, or the step it hangs at
 */
export function watched<T>(script: URL, data: object): Promise<T | Hang> {
  const begun = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const worker = new Worker(script, { workerData: { ...data, begun } });
  return new Promise((resolve, reject) => {
    let last = -1;
    let since = Date.now();
    const timer = setInterval(() => {
      const at = Atomics.load(begun, 0);
      if (at !== last) [last, since] = [at, Date.now()];
      else if (Date.now() - since > patience * 1000) {
        resolve({ hangsAt: at });
        void worker.terminate();
      }
    }, 250);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearInterval(timer);
      reject(new Error('the thread ended without an answer'));
    });
  });
}
