// The seed of everything random in a run of tests: a new one each time, unless MAKERTIME_SEED names one to be run again.

import process from 'node:process';

const given = process.env.MAKERTIME_SEED;

if (given !== undefined && !/^\d{1,10}$/.test(given))
  throw new Error(`MAKERTIME_SEED is a whole number, not “${given}”.`);

export const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);

/** What runs the same again, and what to do with it. */
export const repeat = `MAKERTIME_SEED=${seed}`;

const isLong = process.env.MAKERTIME_LONG === '1';

/** How often something is tried: usually, and in `npm run test:long`. */
export function times(usual: number, long: number): number {
  return isLong ? long : usual;
}

/** All in `npm run test:long`; else only every so many, beginning with another one each time. */
export function sample<T>(all: readonly T[], stride: number): readonly T[] {
  const by = times(stride, 1);
  return all.filter((_, at) => at % by === seed % by);
}

/** 1, 2, 3 … in `npm run test:long`; else only every so many, beginning with another one each time. Without an end. */
export function* steps(stride: number): Generator<number, never> {
  const by = times(stride, 1);
  for (let step = 1 + (seed % by); ; step += by) yield step;
}
