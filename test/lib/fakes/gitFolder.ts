/** A folder with a repository of the git that is installed: what others may have set up on this machine does not reach it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface GitFolder {
  readonly folder: string;
  /** What git prints. Throws where it fails. */
  readonly git: (...words: readonly string[]) => string;
}

export function gitFolder(...options: readonly string[]): GitFolder {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'makertime-git-')));
  const git = gitIn(folder);
  git('init', '--quiet', '--initial-branch=main', ...options);
  git('config', 'user.name', 'Ana Duarte');
  git('config', 'user.email', 'ana@example.com');
  return { folder, git };
}

export function gitIn(folder: string): GitFolder['git'] {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(folder, '.none'),
  };
  return (...words) =>
    execFileSync('git', words, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
}
