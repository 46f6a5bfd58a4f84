// The run of mocha inside the extension host: which files, and what is said.

import Mocha from 'mocha';
import { hangs } from '../lib/suite/effort.js';
import { runAndTell, tell } from '../lib/suite/results.js';

/** Called by VS Code. Rejects when a test failed, which becomes the exit code. `MAKERTIME_ONLY`: words in the titles of what is run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: hangs, color: false });
  // The test files are in this bundle: mocha's functions must be there before they are evaluated, and they belong to no file.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./all.js');
  if (process.env.MAKERTIME_ONLY) mocha.fgrep(process.env.MAKERTIME_ONLY);
  const failed = await runAndTell(mocha);
  tell({ kind: 'over' });
  if (failed > 0) throw new Error(`${failed} integration tests failed`);
}
