// What a run of mocha tells while it goes on: a line of JSON for each test as it begins and as it ends, so that a run that dies
// has still counted. Works in Node and in the extension host.

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import type Mocha from 'mocha';
import { spending } from './effort.js';

/** `over` is the last one, and is missing where a run died. test/all.mjs reads them. */
export type Told =
  | { readonly kind: 'begun'; readonly title: string }
  /** `effort`: milliseconds of the processor. */
  | { readonly kind: 'passed'; readonly title: string; readonly effort: number }
  | { readonly kind: 'failed'; readonly title: string; readonly message: string }
  | { readonly kind: 'over' };

/** What was told into a file so far. The last line may be half written by whoever still runs. */
export function readTold(file: string): readonly Told[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Told);
}

/** Into the file that `MAKERTIME_RESULTS` names, if it does. */
export function tell(told: Told): void {
  const file = process.env.MAKERTIME_RESULTS;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(told)}\n`);
}

/** Runs what mocha holds, and prints and tells how it goes. Gives back how many failed. */
export async function runAndTell(mocha: Mocha): Promise<number> {
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      runner.dispose(); // it listens to the process
      resolve(failures);
    });
    let spent = spending();
    runner.on('test', (test) => {
      spent = spending();
      tell({ kind: 'begun', title: test.fullTitle() });
    });
    runner.on('pass', (test) => tell({ kind: 'passed', title: test.fullTitle(), effort: Math.round(spent()) }));
    runner.on('fail', (test, error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      tell({ kind: 'failed', title: test.fullTitle(), message });
    });
  });
}
