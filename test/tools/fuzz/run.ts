// The fuzz run: a million mutated texts through every reader of untrusted text, the worst shapes of each at growing lengths,
// and every regular expression under attack. Fails where a promise is broken, something hangs, or takes the square of its input.
//   node out/fuzz.mjs [--inputs N] [--seed S] [--only PLACE]

import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { numbersGiven } from '../../lib/suite/numbers.js';
import { type Attack, attack, expressionsIn, isSuspicious } from './expressions.js';
import { type Growth, growthOf } from './growth.js';
import { inputAt, runInputs, type Slowest, type Told, targets } from './inputs.js';
import { reasons } from './reasons.js';
import { type Hang, watched } from './watched.js';

type Work =
  | { readonly kind: 'inputs'; readonly seed: number; readonly span: readonly [number, number] }
  | { readonly kind: 'growth' }
  | { readonly kind: 'expressions'; readonly seed: number };

/** Milliseconds for one text of 100,000 characters at the most, on a slow and busy machine: longer, and typing is felt to stop. */
const longestInput = 2_000;
/** What is slower than this by its square is a finding; what is quicker at GitHub's longest text hurts nobody. */
const longestGrowth = 200;

if (isMainThread) await fuzz();
else {
  const begun = (place: number) => void Atomics.store(workerData.begun, 0, place);
  parentPort?.postMessage(workOf(workerData.work, begun));
}

function workOf(work: Work, begun: (place: number) => void): Told | readonly Growth[] | readonly Attack[] {
  switch (work.kind) {
    case 'inputs':
      return runInputs(targets, work.seed, work.span, begun);
    case 'growth':
      return growthOf(targets, begun);
    case 'expressions':
      return expressionsIn('src').map((one, place) => {
        begun(place);
        return attack(one, work.seed);
      });
  }
}

async function fuzz(): Promise<void> {
  const { inputs, seed, only } = numbersGiven('fuzz', { inputs: 1_000_000, seed: 1, only: Number.NaN });
  if (!Number.isNaN(only)) return again(seed, only);
  console.log(`${inputs} inputs for ${targets.length} readers, seed ${seed}`);
  const start = performance.now();
  const problems: string[] = [];
  const told = await inThreads(inputs, seed, problems);
  const seconds = (performance.now() - start) / 1000;
  const growth = resultOf(await work<readonly Growth[]>({ kind: 'growth' }), [], 'a worst shape', problems);
  const attacks = resultOf(
    await work<readonly Attack[]>({ kind: 'expressions', seed }),
    [],
    'a regular expression',
    problems,
  );

  const slowest = slowestOf(told);
  console.table(
    Object.fromEntries(
      slowest.map(({ target, length, ms, place }) => [target, { 'slowest ms': round(ms), length, place }]),
    ),
  );
  console.table(
    Object.fromEntries(
      [...growth]
        .sort((a, b) => (b.ms.at(-1) ?? 0) - (a.ms.at(-1) ?? 0))
        .slice(0, 12)
        .map(({ target, shape, text, ms, exponent }) => [
          `${target} ${shape}`,
          {
            shape: JSON.stringify(text.slice(0, 30)),
            'n, 2n, 4n ms': ms.map(round).join(', '),
            exponent: round(exponent),
          },
        ]),
    ),
  );
  const doubtful = attacks.filter(isSuspicious);
  for (const { place, source, text, ms, exponent } of doubtful)
    console.log(
      `${place} /${source}/ takes ${ms.map(round).join(', ')} ms (exponent ${round(exponent)}) of ${JSON.stringify(text.slice(0, 40))}: ${reasonFor(source) ?? 'nobody has said why that is harmless'}`,
    );

  for (const one of told.flatMap(({ findings }) => findings))
    problems.push(`${one.target}, input ${one.place}: ${one.message}\n  ${JSON.stringify(one.text)}`);
  for (const { target, shape, broken } of growth) if (broken) problems.push(`${target}, shape ${shape}: ${broken}`);
  for (const one of slowest.filter(({ ms }) => ms > longestInput))
    problems.push(`${one.target}, input ${one.place}: took ${round(one.ms)} ms`);
  for (const one of growth.filter(({ exponent, ms }) => exponent > 1.5 && (ms.at(-1) ?? 0) > longestGrowth))
    problems.push(
      `${one.target}, shape ${one.shape}: grows by ${round(one.exponent)}, ${one.ms.map(round).join(', ')} ms`,
    );
  for (const one of doubtful.filter(({ source }) => reasonFor(source) === undefined))
    problems.push(`${one.place} /${one.source}/ takes more than its input: ${one.ms.map(round).join(', ')} ms`);

  const characters = told.reduce((sum, one) => sum + one.characters, 0);
  const summary = {
    inputs: told.reduce((sum, one) => sum + one.inputs, 0),
    seed,
    seconds: round(seconds),
    perSecond: Math.round(inputs / seconds),
    megabytes: round(characters / 1e6),
    expressions: attacks.length,
    findings: problems.length,
  };
  console.log(
    `${summary.inputs} inputs, ${summary.megabytes} MB in ${summary.seconds} s: ${summary.perSecond} a second; ${summary.expressions} regular expressions; ${problems.length} findings`,
  );
  for (const problem of problems) console.error(problem);
  mkdirSync('out', { recursive: true });
  writeFileSync('out/fuzz.json', `${JSON.stringify({ summary, slowest, growth, attacks, problems }, undefined, 2)}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

async function inThreads(inputs: number, seed: number, problems: string[]): Promise<readonly Told[]> {
  const threads = Math.max(1, Math.min(4, availableParallelism()));
  const each = Math.ceil(inputs / threads);
  const nothing: Told = { inputs: 0, characters: 0, findings: [], slowest: [] };
  const asked = Array.from({ length: threads }, async (_, thread) => {
    const span = [thread * each, Math.min(inputs, (thread + 1) * each)] as const;
    return resultOf(await work<Told>({ kind: 'inputs', seed, span }), nothing, 'an input', problems);
  });
  return Promise.all(asked);
}

function work<T>(one: Work): Promise<T | Hang> {
  return watched<T>(new URL(import.meta.url), { work: one });
}

function resultOf<T extends object>(told: T | Hang, without: T, what: string, problems: string[]): T {
  if (!('hangsAt' in told)) return told;
  problems.push(`${what} comes to no end: the one at ${told.hangsAt}`);
  return without;
}

/** One input alone, with all of its text, and its error as it is thrown. */
function again(seed: number, place: number): void {
  const { target, text, draw } = inputAt(targets, seed, place);
  console.log(`${target.name}: ${JSON.stringify(text)}`);
  target.check(text, draw);
}

function slowestOf(told: readonly Told[]): readonly Slowest[] {
  return targets.flatMap(({ name }) => {
    const all = told.flatMap(({ slowest }) => slowest.filter(({ target }) => target === name));
    return all.sort((a, b) => b.ms - a.ms).slice(0, 1);
  });
}

function reasonFor(source: string): string | undefined {
  return reasons.get(source);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
