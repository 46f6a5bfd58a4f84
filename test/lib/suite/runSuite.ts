// Runs one bundle of tests under bare mocha: node out/run-suite.mjs out/unit.mjs [--bail] [--timeout ms] [words in titles].
// MAKERTIME_SHARED names a folder by which several such processes share the files: each takes the next that nobody has taken.

import { basename, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import Mocha from 'mocha';
import { hangs, limitEffort } from './effort.js';
import { runAndTell, tell } from './results.js';
import { repeat, seed, times } from './seed.js';
import { takenOf } from './sharing.js';

/** What a bundle exports: its files by name, each read only when it is its turn. */
interface Bundle {
  readonly files: Readonly<Record<string, () => Promise<unknown>>>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bail: { type: 'boolean', default: false }, timeout: { type: 'string', default: String(hangs) } },
});
const [bundle = '', ...words] = positionals;
const { files } = (await import(pathToFileURL(resolve(bundle)).href)) as Bundle;
fc.configureGlobal({ seed });
console.log(`\n  ${repeat}`);

/** Milliseconds of the processor: several times what the largest test takes, which on a busy machine is more, too. */
const mostEffort = basename(bundle) === 'unit.mjs' ? 20_000 : times(5 * 60_000, 60 * 60_000);

let failed = 0;
if (process.env.MAKERTIME_SHARED === undefined) failed = await run(Object.values(files));
else for (const read of takenOf(files)) failed += await run([read]);
if (failed > 0) console.log(`  The same once more: ${repeat} node out/run-suite.mjs ${bundle} ${words.join(' ')}\n`);
tell({ kind: 'over' });
process.exit(failed > 0 ? 1 : 0);

async function run(reads: readonly (() => Promise<unknown>)[]): Promise<number> {
  const reporter = process.env.MAKERTIME_REPORTER ?? 'spec';
  const mocha = new Mocha({ ui: 'bdd', timeout: Number(values.timeout), slow: 1_000, bail: values.bail, reporter });
  // The files are in a bundle: mocha's functions must be there before they are evaluated, and they belong to no file.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  for (const read of reads) await read();
  if (words.length > 0) mocha.fgrep(words.join(' '));
  limitEffort(mocha.suite, mostEffort);
  return runAndTell(mocha);
}
