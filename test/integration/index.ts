// Owns the run of mocha inside the extension host: which files, how patient, what is said.

import Mocha from 'mocha';
import { runAndReport } from '../support/report.js';

/** Called by VS Code. Rejects when a test failed, which becomes the exit code. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false });
  // The test files are in this bundle: mocha's functions must be there before they are evaluated, and they belong to no file.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  await import('./all.js');
  const { failed } = await runAndReport(mocha);
  if (failed > 0) throw new Error(`${failed} integration tests failed`);
}
