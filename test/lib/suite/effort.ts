// How much work something is, whatever else goes on on the machine: what is wrong with it takes seconds, not twice as long.

import process from 'node:process';
import type Mocha from 'mocha';

/** Milliseconds of the processor's time. */
export function effortOf(work: () => void): number {
  const spent = spending();
  work();
  return spent();
}

/** Milliseconds of the processor's time since it was called. */
export function spending(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}

/** Nothing ends a test by the clock on the wall: this is for what hangs, on a machine as busy as can be. */
export const hangs = 15 * 60_000;

/** A test that is more work than that fails: something in it has got out of hand. */
export function limitEffort(suite: Mocha.Suite, milliseconds: number): void {
  suite.eachTest((test) => {
    const run = test.fn as Mocha.AsyncFunc | undefined;
    if (!run) return;
    test.fn = async function (this: Mocha.Context) {
      const spent = spending();
      await run.call(this);
      const effort = Math.round(spent());
      if (effort > milliseconds)
        throw new Error(`took ${effort} ms of the processor, and more than ${milliseconds} is too much`);
    };
  });
}
