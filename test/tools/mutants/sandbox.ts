/** A copy of the tree in which mutants live: the product itself is never touched. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { cacheFolder, root } from '../../lib/editor/cache.js';
import { readTold } from '../../lib/suite/results.js';
import { type Mutant, mutate, pathOf, type Tests, testsOf } from './mutant.js';

export type Ran =
  | { readonly kind: 'passed' }
  /** `title`: of the first test that failed, or why there is none. */
  | { readonly kind: 'failed'; readonly title: string; readonly message: string }
  /** What cannot be built is no mutant: the compiler would notice it long before a test. */
  | { readonly kind: 'unbuilt'; readonly why: string };

export interface Sandbox {
  /** Runs some tests of the product as it is. */
  run(named: string): Promise<Ran>;
  /** Runs a mutant's tests in their order, up to the first that fails. */
  meet(mutant: Mutant): Promise<Ran>;
  dispose(): void;
}

/** Nothing of the product is built or installed in a copy, and what looks for mutants would find each of them. */
const leftOut = new Set(['node_modules', 'out', 'dist', '.git', '.vscode-test', 'mutants.test.ts']);
/** Milliseconds. Slow is no failure where several suites share a machine. */
const slowTest = 120_000;
/** Milliseconds. Whatever goes on for longer goes round in circles: the slowest tests take a minute. */
const patience = 10 * 60_000;

export function openSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'makertime-mutants-'));
  for (const name of readdirSync(root).filter((one) => !leftOut.has(one)))
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (one) => !leftOut.has(basename(one)) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const results = join(folder, 'results.jsonl');

  const node = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => runNode(folder, args, env);

  async function run(named: string, isLong = false): Promise<Ran> {
    const tests = testsOf(named);
    const built = await node(['esbuild.mjs', ...bundleOf(tests, folder)]);
    if (built.code !== 0) return { kind: 'unbuilt', why: built.said };
    rmSync(results, { force: true });
    const { code, said } = await node(runnerOf(tests), {
      MAKERTIME_RESULTS: results,
      MAKERTIME_CACHE: cacheFolder(),
      MAKERTIME_ONLY: tests.words,
      MAKERTIME_REPORTER: 'dot',
      MAKERTIME_LONG: isLong ? '1' : '',
    });
    if (code === 'late') return { kind: 'failed', title: '(it never ends)', message: said };
    const told = readTold(results);
    const failure = told.find((one) => one.kind === 'failed');
    if (failure) return { kind: 'failed', title: failure.title, message: failure.message };
    if (code !== 0) return { kind: 'failed', title: '(it does not even run)', message: said };
    if (!told.some(({ kind }) => kind === 'passed')) throw new Error(`no tests are ${named}`);
    return { kind: 'passed' };
  }

  return {
    run: (named) => run(named),
    async meet(mutant) {
      const file = join(folder, pathOf(mutant));
      const original = readFileSync(file, 'utf8');
      const change = mutate(mutant, original);
      if (typeof change === 'string') throw new Error(`${mutant.name} has rotted: ${change}`);
      writeFileSync(file, change.text);
      try {
        for (const named of mutant.tests) {
          const ran = await run(named, mutant.isRare);
          if (ran.kind !== 'passed') return ran;
        }
        return { kind: 'passed' };
      } finally {
        writeFileSync(file, original);
      }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** What esbuild.mjs is to build for them. */
function bundleOf({ stage, path }: Tests, folder: string): readonly string[] {
  if (stage === 'integration') return ['--tests'];
  const file = `${path}.test.ts`;
  return ['--suite', existsSync(join(folder, file)) ? file : path];
}

/** The script that runs them, with what it is given. */
function runnerOf({ stage, words }: Tests): readonly string[] {
  if (stage === 'integration') return ['out/run-integration.mjs'];
  const runner = join(root, 'out', 'run-suite.mjs');
  return [runner, '--bail', '--timeout', String(slowTest), 'out/suite.mjs', ...(words ? [words] : [])];
}

interface Ended {
  readonly code: number | null | 'late';
  readonly said: string;
}

/** In a group of its own, so that nothing it starts outlives it. */
function runNode(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const stop = () => {
    try {
      if (process.platform === 'win32') child.kill();
      else process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All of it has ended by itself.
    }
  };
  let said = '';
  let isLate = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said = `${said}${data}`.slice(-10_000);
    });
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, patience);
  process.prependOnceListener('exit', stop); // before anybody removes the folder that it still writes to
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('exit', stop);
      stop();
      resolve({ code: isLate ? 'late' : code, said });
    });
  });
}
