// Owns running one bundle of tests under bare mocha: node out/run-suite.mjs out/unit.mjs [--but] [words in the titles].

import { resolve } from 'node:path';
import process from 'node:process';
import Mocha from 'mocha';
import { runAndReport } from './report.js';

const [file = '', ...rest] = process.argv.slice(2);
const isInverted = rest[0] === '--but';
const words = isInverted ? rest.slice(1) : rest;
const mocha = new Mocha({
  ui: 'bdd',
  timeout: 20_000,
  slow: 1_000,
  reporter: process.env.MAKERTIME_REPORTER ?? 'spec',
});
mocha.addFile(resolve(file));
if (words.length > 0) mocha.fgrep(words.join(' '));
if (isInverted) mocha.invert();
await mocha.loadFilesAsync();
const { failed } = await runAndReport(mocha);
process.exit(failed > 0 ? 1 : 0);
