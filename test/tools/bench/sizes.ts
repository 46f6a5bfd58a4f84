/** How large what ships is: the entry with all it loads at once, what is loaded later, the pages, and the package. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { root } from '../../lib/editor/cache.js';
import { count, type Figure } from './figures.js';

/** Measured apart from the project's own dist/, which others may be running in. */
export async function benchSizes(): Promise<readonly Figure[]> {
  const place = mkdtempSync(join(tmpdir(), 'makertime-sizes-'));
  try {
    const unshipped = new Set(['.git', '.vscode-test', 'dist', 'node_modules', 'out']);
    for (const name of readdirSync(root))
      if (!unshipped.has(name)) cpSync(join(root, name), join(place, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    const package_ = join(place, 'sizes.vsix');
    // Builds for production first, as `npm run package` does.
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', package_], {
      cwd: place,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return [...(await partsOf(place)), count('.vsix, kB', kilobytes(package_))];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function partsOf(place: string): Promise<readonly Figure[]> {
  const { main } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { main: string };
  const entry = join(place, main);
  const dist = readdirSync(join(place, 'dist'), { recursive: true }).map((name) => join(place, 'dist', String(name)));
  const atOnce = await filesOf(place, entry, 'at once');
  const later = (await filesOf(place, entry, 'at any time')).filter((file) => !atOnce.includes(file));
  const extension = new Set([...atOnce, ...later]);
  const pages = dist.filter((file) => !extension.has(file) && ['.js', '.css'].includes(extname(file)));
  return [
    count('entry and what it loads at once, kB', sum(atOnce)),
    count('entry and what it loads at once, files', atOnce.length),
    count('loaded later, kB', sum(later)),
    count('loaded later, files', later.length),
    count('pages, kB', sum(pages)),
    count('entry holds octokit', atOnce.filter(holdsOctokit).length),
    count('loaded later holds octokit', later.filter(holdsOctokit).length),
  ];
}

/** Which of the built files a file loads, itself among them; by their own imports, as esbuild reads them. */
async function filesOf(place: string, entry: string, when: 'at once' | 'at any time'): Promise<readonly string[]> {
  const options = { bundle: true, write: false, metafile: true, platform: 'node', format: 'esm' } as const;
  const { metafile } = await esbuild.build({
    ...options,
    absWorkingDir: place,
    entryPoints: [entry],
    external: ['vscode'],
    outdir: 'unused',
    splitting: true,
    plugins: [readLater],
    logLevel: 'silent',
  });
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? [])
      if (!external && (when === 'at any time' || kind !== 'dynamic-import')) follow(path);
  };
  follow(relative(place, entry));
  return [...found].map((file) => join(place, file));
}

/** In CommonJS esbuild writes `import()` as a `require` that is called later. */
const readLater: esbuild.Plugin = {
  name: 'read-later',
  setup(build) {
    build.onLoad({ filter: /dist[\\/][^\\/]+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        /Promise\.resolve\(\)\.then\(\(\)\s*=>\s*[\w$]+\(require\((".*?")\)\)\)/g,
        'import($1)',
      ),
    }));
  },
};

/** What octokit calls itself in each request. */
export function holdsOctokit(file: string): boolean {
  return readFileSync(file, 'utf8').includes('octokit-core.js/');
}

function kilobytes(file: string): number {
  return statSync(file).size / 1000;
}

function sum(files: readonly string[]): number {
  return files.reduce((all, file) => all + kilobytes(file), 0);
}
