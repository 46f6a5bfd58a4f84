// Owns the end-to-end stage: mocha in Node over the tests that drive the workbench; keeps a picture of what a failed test saw.
// Words on the command line choose the tests whose titles contain them.

import process from 'node:process';
import Mocha from 'mocha';
import { fail } from '../host/cache.js';
import { ensureChromium } from '../host/chromium.js';
import { ensureVscode } from '../host/install.js';
import { openStages } from '../host/workbench.js';
import { runAndReport } from '../support/report.js';

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
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, slow: 10_000, rootHooks: keepPictures });
  const words = process.argv.slice(2).join(' ');
  if (words) mocha.fgrep(words);
  // The test files are in this bundle: mocha's functions must be there before they are evaluated, and they belong to no file.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./all.js');
  const { failed } = await runAndReport(mocha);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  fail(error);
}
