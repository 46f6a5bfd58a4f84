// Builds everything: the extension into dist/, tests and tools into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
//   node esbuild.mjs --suite <test file or folder> …    these tests alone, into out/suite.mjs
//   node esbuild.mjs --browser    writes nothing: fails where the extension would need more than a browser has
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { writeLicences } from './test/tools/licences.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const only = process.argv.includes('--suite') ? process.argv.slice(process.argv.indexOf('--suite') + 1) : [];

/**
 * The extension in parts: what runs from the start, and what is loaded with the first thing drawn, the first command and the
 * first request. esbuild splits ES modules only and VS Code's own `require` hands out its API, so each part becomes CommonJS
 * after the split.
 */
const parts = {
  name: 'parts',
  setup(build) {
    build.onEnd(async ({ outputFiles, errors }) => {
      if (errors.length > 0) return;
      mkdirSync('dist', { recursive: true });
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(text, {
          format: 'cjs',
          platform: 'neutral', // as for Node.js, without a list of what each part exports
          target: common.target,
          minify: production,
          sourcemap: production ? false : 'inline',
          supported: { 'dynamic-import': false },
        });
        writeFileSync(path, code);
      }
    });
  },
};

/** Unit tests must not reach VS Code: a leak fails here instead of in the editor. */
const noVscode = {
  name: 'no-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, (args) => ({
      errors: [{ text: `unit tests reach vscode through ${args.importer}` }],
    }));
  },
};

/**
 * Our client sends requests and nothing else. octokit brings apps, webhooks, a table of all endpoints, and retries and waiting,
 * which are turned off, around them: nine tenths of its weight. What is left without them is its core, which it comes with.
 */
const octokitCore = {
  name: 'octokit-core',
  setup(build) {
    const own = join(process.cwd(), 'src');
    const resolveDir = join(process.cwd(), 'node_modules/octokit');
    build.onResolve({ filter: /^octokit$/ }, ({ importer, kind }) =>
      importer.startsWith(own) ? build.resolve('@octokit/core', { kind, resolveDir }) : undefined,
    );
  },
};

const common = {
  bundle: true,
  plugins: [octokitCore],
  sourcemap: !production,
  minify: production,
  logLevel: 'warning',
  target: 'node20',
  legalComments: 'none',
};
const tool = {
  ...common,
  minify: false,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
  outdir: 'out',
};

const testsIn = (place) =>
  place.endsWith('.test.ts') ? [place] : readdirSync(place, { recursive: true }).map((file) => `${place}/${file}`);

/** Seconds of work, of those that have many: two processes that share the files end together when these are begun first. */
const heavy = { budgets: 11 };
const weightOf = (file) => heavy[basename(file, '.test.ts')] ?? 0;

/** One file out of all tests in some places: files, or folders with all that is below them. Each is evaluated when asked for. */
const suite = (name, places, plugins = []) => ({
  ...tool,
  plugins: [octokitCore, ...plugins],
  stdin: {
    contents: `export const files = {${places
      .flatMap(testsIn)
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.test.ts'))
      .sort((one, other) => weightOf(other) - weightOf(one) || (one < other ? -1 : 1))
      .map(
        (file) => `'${file.slice('test/'.length, -'.test.ts'.length).replaceAll('/', '-')}': () => import('./${file}')`,
      )
      .join()}};`,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  outdir: undefined,
  outfile: `out/${name}.mjs`,
  outExtension: undefined,
});

/** What would run in VS Code for the Web: all but the entry, which brings the disk. */
const browser = {
  ...common,
  platform: 'browser',
  format: 'cjs',
  target: 'chrome120',
  external: ['vscode'],
  entryPoints: ['src/main/start.ts'],
  write: false,
  outdir: 'dist',
};

if (process.argv.includes('--browser')) {
  await esbuild.build(browser).catch(() => process.exit(1)); // esbuild has already said what is wrong, and where
  process.exit(0);
}

const product = [
  {
    ...common,
    platform: 'node',
    format: 'esm',
    splitting: true,
    write: false,
    sourcemap: production ? false : 'inline',
    external: ['vscode'],
    plugins: [octokitCore, parts],
    entryPoints: {
      extension: 'src/main/node.ts',
      screen: 'src/main/screen.ts',
      commands: 'src/main/commands.ts',
      github: 'src/github/remote.ts',
    },
    chunkNames: 'shared-[hash]',
    outdir: 'dist',
  },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120', // older than any VS Code we run in
    entryPoints: [
      'media/quiet/quiet.css',
      'media/quiet/quiet.ts',
      'media/talk/talk.css',
      'media/talk/talk.ts',
      'media/thread/thread.css',
      'media/thread/thread.ts',
      'media/tune/tune.css',
      'media/tune/tune.ts',
      'media/week/week.css',
      'media/week/week.ts',
    ],
    entryNames: '[name]',
    outdir: 'dist',
  },
];
const builds = only.length > 0 ? [suite('suite', only, [noVscode])] : product;
if (tests) {
  builds.push(
    suite('unit', ['test/unit'], [noVscode]),
    suite('simulation', ['test/simulation', 'test/contract']),
    suite('pages', ['test/pages']),
    {
      ...tool,
      entryPoints: {
        code: 'test/lib/editor/code.ts',
        sample: 'test/tools/sample/main.ts',
        pictures: 'test/tools/sample/pictures.ts',
        bench: 'test/tools/bench/run.ts',
        fuzz: 'test/tools/fuzz/run.ts',
        'large-github': 'test/tools/bench/largeGithub.ts',
        'first-paint': 'test/tools/bench/firstPaint.ts',
        chaos: 'test/tools/chaos/main.ts',
        mutants: 'test/tools/mutants/run.ts',
        'chaos-window': 'test/tools/chaos/window.ts',
        'run-suite': 'test/lib/suite/runSuite.ts',
        'run-integration': 'test/integration/run.ts',
        'run-e2e': 'test/e2e/run.ts',
      },
    },
    {
      ...common,
      minify: false,
      platform: 'node',
      format: 'cjs',
      external: ['vscode', 'mocha'],
      entryPoints: { integration: 'test/integration/index.ts' },
      outdir: 'out',
    },
  );
}

if (watch) {
  console.log('building');
  for (const options of builds) await (await esbuild.context(options)).watch();
  console.log('watching');
} else {
  if (only.length === 0) rmSync('dist', { recursive: true, force: true });
  try {
    const built = await Promise.all(builds.map((options) => esbuild.build({ ...options, metafile: true })));
    if (production) writeLicences(built.map(({ metafile }) => metafile));
  } catch (error) {
    if (!('errors' in error)) throw error;
    process.exit(1); // esbuild has already said what is wrong, and where
  }
}
