// Builds everything: the extension into dist/, tests and tools into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { writeLicences } from './test/licences.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

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
          platform: 'node',
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

const common = {
  bundle: true,
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

/** One file out of all tests below some folders. */
const suite = (name, folders, plugins = []) => ({
  ...tool,
  plugins,
  stdin: {
    contents: folders
      .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file}`))
      .filter((file) => file.endsWith('.test.ts'))
      .sort()
      .map((file) => `import './${file.replaceAll('\\', '/')}';`)
      .join('\n'),
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  outdir: undefined,
  outfile: `out/${name}.mjs`,
  outExtension: undefined,
});

const builds = [
  {
    ...common,
    platform: 'node',
    format: 'esm',
    splitting: true,
    write: false,
    sourcemap: production ? false : 'inline',
    external: ['vscode'],
    plugins: [parts],
    entryPoints: {
      extension: 'src/extension.ts',
      screen: 'src/onScreen.ts',
      commands: 'src/onCommand.ts',
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
    entryPoints: ['media/week/week.ts', 'media/week/week.css', 'media/quiet/quiet.ts', 'media/quiet/quiet.css'],
    entryNames: '[name]',
    outdir: 'dist',
  },
];
if (tests) {
  builds.push(
    suite('unit', ['test/unit'], [noVscode]),
    suite('simulation', ['test/simulation', 'test/contract']),
    {
      ...tool,
      entryPoints: {
        code: 'test/host/code.ts',
        sample: 'test/sample/main.ts',
        pictures: 'test/sample/pictures.ts',
        bench: 'test/bench/run.ts',
        fuzz: 'test/fuzz/run.ts',
        'large-github': 'test/bench/largeGithub.ts',
        'first-paint': 'test/bench/firstPaint.ts',
        chaos: 'test/chaos/main.ts',
        'chaos-window': 'test/chaos/window.ts',
        'run-suite': 'test/support/runSuite.ts',
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
  rmSync('dist', { recursive: true, force: true });
  try {
    const built = await Promise.all(builds.map((options) => esbuild.build({ ...options, metafile: true })));
    if (production) writeLicences(built.map(({ metafile }) => metafile));
  } catch (error) {
    if (!('errors' in error)) throw error;
    process.exit(1); // esbuild has already said what is wrong, and where
  }
}
