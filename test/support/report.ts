// Owns how a mocha run becomes a summary that the overall runner can add up; must work in Node and in the extension host.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import type Mocha from 'mocha';

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Runs what mocha holds, prints it, and writes the summary to the file `MAKERTIME_RESULTS` names, if it does. */
export async function runAndReport(mocha: Mocha): Promise<Summary> {
  const failures: { title: string; message: string }[] = [];
  let passed = 0;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', () => {
      passed += 1;
    });
    runner.on('fail', (test: Mocha.Runnable, error: unknown) => {
      failures.push({ title: test.fullTitle(), message: error instanceof Error ? error.message : String(error) });
    });
  });
  const summary = { passed, failed: failures.length, failures };
  writeSummary(summary);
  return summary;
}

export function writeSummary(summary: Summary): void {
  const file = process.env.MAKERTIME_RESULTS;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`);
}
