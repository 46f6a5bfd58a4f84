import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitFilesOf, readGitFolder } from '../../../../src/records/git/folder.js';
import { gitFolder, gitIn } from '../../../lib/fakes/gitFolder.js';

const address = 'https://github.com/acme/lighthouse.git';

/** As the product does: plain files as text. */
async function read(path: string): Promise<string | undefined> {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
const placeAt = async (folder: string) => {
  const files = await gitFilesOf(read, folder);
  return files && readGitFolder(read, files);
};

describe('what the files of a repository tell without git', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  function made(...options: readonly string[]) {
    const one = gitFolder(...options);
    folders.push(one.folder);
    return one;
  }
  function withCommit(...options: readonly string[]) {
    const one = made(...options);
    one.git('commit', '--quiet', '--allow-empty', '-m', 'one');
    one.git('remote', 'add', 'origin', address);
    return one;
  }
  /** What git itself says of the same folder. */
  function asGit(folder: string) {
    const git = gitIn(folder);
    const said = (...words: string[]) => {
      try {
        return git(...words) || undefined;
      } catch {
        return undefined;
      }
    };
    return {
      root: said('rev-parse', '--show-toplevel'),
      branch: said('symbolic-ref', '--short', '-q', 'HEAD'),
      commit: said('rev-parse', '-q', '--verify', 'HEAD'),
      remote: said('remote', 'get-url', 'origin'),
    };
  }
  async function isAsGit(folder: string) {
    const found = await placeAt(folder);
    const { root, branch, commit, remotes = [] } = found ?? {};
    const remote = remotes.find(({ name }) => name === 'origin')?.addresses[0];
    assert.deepEqual({ root, branch, commit, remote }, asGit(folder));
    return found;
  }

  it('is what git tells: branch, commit and remote', async () => {
    const { folder, git } = withCommit();
    await isAsGit(folder);
    git('checkout', '-q', '-b', 'fix/beam.v2-ü');
    await isAsGit(folder);
    git('checkout', '-q', '--detach');
    await isAsGit(folder);
  });

  it('is what git tells before the first commit', async () => {
    await isAsGit(made().folder);
  });

  it('is what git tells where names are packed together', async () => {
    const { folder, git } = withCommit();
    git('branch', 'main2');
    git('tag', '-a', 'v1', '-m', 'v1');
    git('pack-refs', '--all', '--prune');
    assert.equal(await read(join(folder, '.git/refs/heads/main')), undefined);
    await isAsGit(folder);
    git('commit', '--quiet', '--allow-empty', '-m', 'two');
    const found = await isAsGit(folder);
    assert.ok(found?.commit, 'the file of its own counts');
  });

  it('is what git tells in a folder inside, and outside of any there is nothing', async () => {
    const { folder } = withCommit();
    mkdirSync(join(folder, 'src/deep/er'), { recursive: true });
    writeFileSync(join(folder, 'src/deep/a.ts'), '');
    await isAsGit(join(folder, 'src/deep/er'));
    assert.equal((await placeAt(join(folder, 'src/deep/a.ts')))?.root, folder);
    assert.equal(await placeAt('/'), undefined);
    assert.equal(await placeAt(''), undefined);
  });

  it('is what git tells in a work tree, packed or not, and in a folder inside of one', async () => {
    const { folder, git } = withCommit();
    for (const name of ['tree', 'wood']) {
      const tree = join(folder, `../${folder.split('/').at(-1)}-${name}`);
      folders.push(tree);
      git('worktree', 'add', '-q', '-b', `${name}/x`, tree);
      await isAsGit(tree);
      mkdirSync(join(tree, 'src'));
      await isAsGit(join(tree, 'src'));
      git('pack-refs', '--all');
    }
  });

  it('is what git tells in a submodule', async () => {
    const inner = withCommit();
    const { folder, git } = withCommit();
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'libs/inner');
    const found = await isAsGit(join(folder, 'libs/inner'));
    assert.equal(found?.remotes[0]?.addresses[0], inner.folder);
    await isAsGit(join(folder, 'libs'));
  });

  it('is what git tells where settings belong to one work tree', async () => {
    const { folder, git } = withCommit();
    git('remote', 'remove', 'origin');
    git('config', 'extensions.worktreeConfig', 'true');
    git('config', '--worktree', 'remote.origin.url', address);
    const tree = `${folder}-own`;
    folders.push(tree);
    git('worktree', 'add', '-q', '-b', 'own', tree);
    await isAsGit(folder);
    await isAsGit(tree);
  });

  it('is what git tells of other spellings of its settings', async () => {
    const { folder } = withCommit();
    writeFileSync(
      join(folder, '.git/config'),
      '[Core]\n\tRepositoryFormatVersion = 0\n[url "git@github.com:"]\n insteadOf = "gh:"\n[REMOTE "origin"] ; ours\n\tURL = gh:acme/\\\nlighthouse # x\n',
    );
    const found = await isAsGit(folder);
    assert.equal(found?.remotes[0]?.addresses[0], 'git@github.com:acme/lighthouse');
  });

  it('is not guessed where names are kept in another form', async () => {
    const { folder, git } = withCommit();
    // As git writes it since 2.45; an older one cannot be asked to.
    const isKnown = (() => {
      try {
        made('--ref-format=reftable');
        return true;
      } catch {
        return false;
      }
    })();
    const where = isKnown ? withCommit('--ref-format=reftable').folder : folder;
    if (!isKnown) {
      git('pack-refs', '--all');
      rmSync(join(folder, '.git/packed-refs'));
      rmSync(join(folder, '.git/refs'), { recursive: true });
      mkdirSync(join(folder, '.git/refs'));
      writeFileSync(join(folder, '.git/refs/heads'), 'this repository uses the reftable format\n');
      writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/.invalid\n');
    }
    const found = await placeAt(where);
    assert.deepEqual([found?.branch, found?.commit, found?.published], [undefined, undefined, []]);
    assert.equal(found?.remotes[0]?.addresses[0], address, 'the settings are text as ever');
  });

  it('a commit is published on the remotes that are known to have it, and on no other', async () => {
    const { folder, git } = withCommit();
    const published = async () => (await placeAt(folder))?.published;
    git('remote', 'add', 'mirror', 'https://gitlab.example/acme/lighthouse.git');
    assert.deepEqual(await published(), []);
    git('update-ref', 'refs/remotes/mirror/main', 'HEAD');
    assert.deepEqual(await published(), ['mirror']);
    git('pack-refs', '--all');
    assert.deepEqual(await published(), ['mirror']);
    git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    assert.deepEqual(await published(), ['mirror']);
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    assert.deepEqual(await published(), ['origin', 'mirror']);
    git('commit', '--quiet', '--allow-empty', '-m', 'two');
    assert.deepEqual(await published(), []);
    git('config', 'branch.main.remote', 'mirror');
    git('config', 'branch.main.merge', 'refs/heads/other');
    git('update-ref', 'refs/remotes/mirror/other', 'HEAD');
    assert.deepEqual(await published(), ['mirror']);
    assert.equal((await placeAt(folder))?.remotes[0]?.name, 'mirror', 'that of the branch comes first');
  });

  it('nothing is read from another machine’s share, and no name leads out of the folder', async () => {
    const { folder } = withCommit();
    const asked: string[] = [];
    const watched = (path: string) => {
      asked.push(path);
      return read(path);
    };
    const inside = join(folder, 'inside');
    mkdirSync(inside);
    for (const place of ['//evil.example/share', '\\\\evil.example\\share']) {
      writeFileSync(join(inside, '.git'), `gitdir: ${place}\n`);
      assert.equal((await gitFilesOf(watched, inside))?.root, folder);
    }
    assert.ok(
      asked.every((path) => !path.includes('evil')),
      asked.join('\n'),
    );
    const copy = `${folder}-copy`;
    folders.push(copy);
    cpSync(folder, copy, { recursive: true });
    writeFileSync(join(copy, '.git/HEAD'), 'ref: refs/heads/../../../../etc/passwd\n');
    const files = await gitFilesOf(watched, copy);
    assert.ok(files);
    assert.equal((await readGitFolder(watched, files))?.commit, undefined);
    assert.ok(asked.every((path) => !path.includes('passwd')));
  });
});
