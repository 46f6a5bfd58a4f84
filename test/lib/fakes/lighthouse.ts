// The small git repository that tests and the sample team work in: a few commits, one deliberate mistake, one remote.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** Everybody's commits are made at fixed times, so that the repository is the same on every machine. */
const people = {
  ana: { name: 'Ana Duarte', email: 'ana@example.com' },
  bo: { name: 'Bo Lindqvist', email: 'bo@example.com' },
};

const commits: readonly { by: keyof typeof people; at: string; message: string; files: Record<string, string> }[] = [
  {
    by: 'ana',
    at: '2026-03-02T09:00:00Z',
    message: 'Light the lamp',
    files: {
      'README.md': '# Lighthouse\n\nKeeps ships off the rocks.\n',
      'tsconfig.json': `${JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [] }, include: ['src'] }, undefined, 2)}\n`,
      'src/lamp.ts': 'export const candela = 1_200_000;\n',
    },
  },
  {
    by: 'bo',
    at: '2026-03-03T14:30:00Z',
    message: 'Turn the lens',
    files: {
      'src/lens.ts':
        "import { candela } from './lamp';\n\n/** Candela seen from the sea at this angle, in degrees. */\nexport function seen(angle: number): number {\n  return candela * Math.max(0, Math.cos((angle * Math.PI) / 180));\n}\n",
    },
  },
  {
    by: 'ana',
    at: '2026-03-04T11:15:00Z',
    message: 'Dim the lamp in fog',
    files: {
      'src/lamp.ts': "export const candela = 1_200_000;\n\nexport const inFog: number = 'half';\n",
      'src/horn.ts': '/** Seconds between two blasts. */\nexport const interval = 30;\n',
    },
  },
];

/** Makes the folder anew as a repository on branch `main` with this `origin`. */
export function makeLighthouse(folder: string, remote: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const git = gitIn(folder);
  git(['init', '--quiet', '--initial-branch=main']);
  for (const { by, at, message, files } of commits) {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    git(['add', '--all']);
    const { name, email } = people[by];
    const author = ['-c', `user.name=${name}`, '-c', `user.email=${email}`, '-c', 'commit.gpgsign=false'];
    git([...author, 'commit', '--quiet', '--message', message], { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at });
  }
  setRemote(folder, remote);
  // The last commit has not been pushed yet.
  publish(folder, 'HEAD~1');
  git(['config', 'branch.main.remote', 'origin']);
  git(['config', 'branch.main.merge', 'refs/heads/main']);
  return folder;
}

/** As after a push of this commit. */
export function publish(folder: string, commit = 'HEAD'): void {
  gitIn(folder)(['update-ref', 'refs/remotes/origin/main', commit]);
}

function setRemote(folder: string, remote: string): void {
  gitIn(folder)(['config', 'remote.origin.url', remote]);
  gitIn(folder)(['config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*']);
}

const gitIn =
  (folder: string) =>
  (args: readonly string[], env: Record<string, string> = {}): void => {
    execFileSync('git', args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  };
