// The end-to-end stage: mocha in Node over the tests that drive the workbench; keeps a picture of what a failed test saw.
// Words on the command line choose the tests whose titles contain them.

import process from 'node:process';
import Mocha from 'mocha';
import { fail } from '../lib/editor/cache.js';
import { ensureChromium } from '../lib/editor/chromium.js';
import { endIdleHosts } from '../lib/editor/hosts.js';
import { ensureVscode } from '../lib/editor/install.js';
import { openStages } from '../lib/editor/workbench.js';
import { hangs } from '../lib/suite/effort.js';
import { runAndTell, tell } from '../lib/suite/results.js';
import { takenOf } from '../lib/suite/sharing.js';
import { files } from './all.js';

const keepPictures: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state !== 'failed') return;
    const title = `failed ${this.currentTest.fullTitle()}`.slice(0, 120);
    for (const [index, window] of [...openStages].flatMap((stage) => stage.windows).entries()) {
      console.log(`      picture: ${await window.screenshot(`${title} ${index + 1}`)}`);
    }
  },
  async afterAll() {
    for (const stage of openStages) await stage.close();
  },
};

try {
  // Installs first: no test's patience should pay for it.
  await ensureVscode();
  await ensureChromium();
  let failed = 0;
  if (process.env.MAKERTIME_SHARED === undefined) failed = await run(Object.values(files));
  else for (const read of takenOf(files)) failed += await run([read]);
  await endIdleHosts();
  tell({ kind: 'over' });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  fail(error);
}

async function run(reads: readonly (() => Promise<unknown>)[]): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: hangs, slow: 10_000, rootHooks: keepPictures });
  const words = process.argv.slice(2).join(' ');
  if (words) mocha.fgrep(words);
  // The test files are in this bundle: mocha's functions must be there before they are evaluated, and they belong to no file.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  for (const read of reads) await read();
  return runAndTell(mocha);
}
