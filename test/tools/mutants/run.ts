/**
 * Breaks the product in one place after the other, and says which test notices: npm run mutants -- [words in names …]
 *
 * A mutant that lives is a promise that no test holds. Ends with code 1 where there is one.
 */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { root } from '../../lib/editor/cache.js';
import { mutants } from './all.js';
import { type Mutant, rotten } from './mutant.js';
import { openSandbox, type Ran, type Sandbox } from './sandbox.js';

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = mutants.filter(
  ({ name, file }) => words.length === 0 || words.some((word) => `${name} ${file}`.toLowerCase().includes(word)),
);
const rot = chosen.flatMap((mutant) => rotten(mutant, root));
if (chosen.length === 0) rot.push(`no mutant is called ${words.join(' or ')}`);
if (rot.length > 0) {
  console.error(rot.join('\n'));
  process.exit(2);
}

const sandboxes = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, openSandbox);
process.on('exit', () => sandboxes.forEach((sandbox) => void sandbox.dispose()));
process.on('SIGINT', () => process.exit(130));
const began = Date.now();

const named = [...new Set(chosen.flatMap(({ tests }) => tests))];
const asked = named.filter((one) => !named.some((other) => other !== one && isPartOf(one, other)));
/** Tests that fail anyway would notice everything. */
const broken: string[] = [];
console.log(`${asked.length} suites are run without a mutant …`);
await sharedOut(asked, async (sandbox, tests) => {
  const ran = await sandbox.run(tests);
  if (ran.kind === 'passed') return;
  broken.push(tests);
  console.error(`${tests} fails without a mutant: ${wordsFor(ran)}${ran.kind === 'failed' ? `: ${ran.message}` : ''}`);
});
console.log(`${asked.length - broken.length} pass (${since(began)})\n`);

const width = Math.max(...chosen.map(({ name }) => name.length));
const unnoticed: string[] = [];
await sharedOut(chosen, async (sandbox, mutant) => {
  const start = Date.now();
  const useless = mutant.tests.find((one) => broken.some((other) => isPartOf(one, other)));
  const ran = useless === undefined ? await sandbox.meet(mutant) : undefined;
  if (ran?.kind !== 'failed') unnoticed.push(mutant.name);
  console.log(line(mutant, ran ? wordsFor(ran) : `UNKNOWN: ${useless} fails anyway`, start));
});
const sum = unnoticed.length === 0 ? 'all noticed' : `${unnoticed.length} NOT NOTICED: ${unnoticed.join('; ')}`;
console.log(`\n${chosen.length} mutants, ${sum} (${since(began)})`);
process.exit(unnoticed.length > 0 ? 1 : 0);

function isPartOf(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || one.startsWith(`${other}: `);
}

function line({ name, invariant }: Mutant, words: string, start: number): string {
  return `${String(invariant).padStart(12)}  ${name.padEnd(width)}  ${since(start).padStart(6)}  ${words}`;
}

function wordsFor(ran: Ran): string {
  switch (ran.kind) {
    case 'passed':
      return 'SURVIVED';
    case 'failed':
      return ran.title;
    case 'unbuilt':
      return `CANNOT BE BUILT: ${ran.why}`;
  }
}

function since(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(0)} s`;
}

/** Each sandbox takes the next one when it is done with the last. */
async function sharedOut<T>(all: readonly T[], act: (sandbox: Sandbox, one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  await Promise.all(
    sandboxes.map(async (sandbox) => {
      for (const one of rest) await act(sandbox, one);
    }),
  );
}
