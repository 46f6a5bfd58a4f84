// How packages reach the cache: npm, without scripts, and with one sentence when it cannot.

import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Plain } from './cache.js';

/** Installs exactly these packages (`name@version`) into the empty folder, or, without packages, what its package.json lists. */
export async function npmInstall(folder: string, packages: readonly string[] = []): Promise<void> {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }');
  const { code, output } = await npm(folder, [
    'install',
    '--omit=dev',
    '--ignore-scripts',
    '--save-exact',
    ...packages,
  ]);
  if (code === 0) return;
  throw new Plain(`Could not install ${packages.join(' and ') || 'packages'} from the npm registry: ${reason(output)}`);
}

function npm(folder: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const quiet = ['--no-audit', '--no-fund', '--no-engine-strict', '--loglevel=error', '--prefix', folder];
  // npm itself would wait a minute before it says that there is no network.
  quiet.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000');
  const cli = process.env.npm_execpath;
  const [command, ...rest] = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
  const shell = process.platform === 'win32' && command === 'npm';
  return new Promise((resolve) => {
    const child = spawn(command ?? 'npm', [...rest, ...args, ...quiet], { cwd: folder, shell });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: `npm error ${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** npm's own first words about what went wrong. */
function reason(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm error\s*/, '').trim());
  const said = lines.filter((line) => line && !/^(code|errno|syscall|A complete log)\b/.test(line));
  return said[0] ?? 'npm gave no reason.';
}
