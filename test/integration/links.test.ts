// Proves what only the git extension can tell: which lines of which file this server has.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createEditor } from '../../src/host/workspace/editor.js';
import { type GitRepository, gitApi } from '../../src/host/workspace/git.js';
import { initialState } from '../../src/model/state.js';
import { becomes, eventually } from '../lib/suite/eventually.js';

const server = 'https://github.com';
const account = { server, id: 1, login: 'ana' };
const state = { ...initialState, team: { account, repository: { id: 1, owner: 'acme', name: 'team' } } };

describe('the address of some lines', () => {
  const home = mkdtempSync(join(tmpdir(), 'makertime-home-'));
  const editor = createEditor(() => state, vscode.Uri.file(home), {
    showLog: () => undefined,
    enterZen: async () => undefined,
    home: vscode.Uri.file(home).path,
  });
  const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(home);
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@example.com', ...words], {
      cwd: root.fsPath,
      encoding: 'utf8',
    }).trim();
  const lamp = vscode.Uri.joinPath(root, 'src/lamp.ts');
  let repository: GitRepository;
  let first = '';

  const at = async (file: vscode.Uri, line: number) => {
    await repository.status();
    const here = new vscode.Position(line - 1, 0);
    await vscode.window.showTextDocument(file, { selection: new vscode.Range(here, here) });
    return editor.context(undefined);
  };
  const remotes = async () => {
    await repository.status();
    return editor.remotes(server);
  };
  const link = (path: string, commit = first, name = 'acme/lighthouse') => `${server}/${name}/blob/${commit}/${path}`;

  before(async () => {
    const api = await gitApi();
    repository = await eventually(() => {
      const found = api?.getRepository(root);
      return found?.state.HEAD?.commit === undefined ? undefined : found;
    });
    first = git('rev-parse', 'HEAD');
    git('update-ref', 'refs/remotes/origin/main', first);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git('checkout', '-q', '-f', '-B', 'main', first);
    git('clean', '-qfdx');
    git('update-ref', 'refs/remotes/origin/main', `${first}~1`);
    git('config', 'remote.origin.url', `${server}/acme/lighthouse.git`);
    for (const name of ['mirror', 'fork']) git('remote', 'remove', name);
    await repository.status();
    rmSync(home, { recursive: true, force: true });
  });

  it('is there for lines that are as in the commit', async () => {
    assert.equal((await at(lamp, 3)).permalink, link('src/lamp.ts#L3'));
  });

  it('stands beside who wrote them', async () => {
    const place = await at(vscode.Uri.joinPath(root, 'src/lens.ts'), 5);
    const { authors } = await editor.hints(Promise.resolve(place));
    assert.deepEqual(
      authors.map(({ name, email, lines }) => [name, email, lines]),
      [['Bo Lindqvist', 'bo@example.com', 1]],
    );
  });

  it('is not for lines that were moved or changed, saved or not; the place is named all the same', async () => {
    const place = async () => {
      const { permalink, path, lines } = await at(lamp, 3);
      return [permalink, path, lines?.[0]];
    };
    await place();
    const unlinked = [undefined, 'src/lamp.ts', 3];
    const type = async (line: number, text: string) =>
      vscode.window.activeTextEditor?.edit((change) => change.insert(new vscode.Position(line - 1, 0), text));
    await type(1, '// added above\n');
    assert.deepEqual(await place(), unlinked);
    await vscode.commands.executeCommand('undo');
    await type(3, ' ');
    assert.deepEqual(await place(), unlinked);
    await vscode.window.activeTextEditor?.document.save();
    assert.deepEqual(await place(), unlinked);
    await vscode.commands.executeCommand('undo');
    await vscode.window.activeTextEditor?.document.save();
    assert.equal((await at(lamp, 3)).permalink, link('src/lamp.ts#L3'));
  });

  it('is not for files that the commit does not have: new, ignored, renamed', async () => {
    writeFileSync(join(root.fsPath, '.git', 'info', 'exclude'), 'ignored.ts\n');
    for (const name of ['new.ts', 'ignored.ts', 'added.ts']) writeFileSync(join(root.fsPath, name), 'one\ntwo\n');
    git('add', 'added.ts');
    git('mv', 'src/lamp.ts', 'src/lantern.ts');
    for (const name of ['new.ts', 'ignored.ts', 'added.ts', 'src/lantern.ts']) {
      const { permalink, path, commit } = await at(vscode.Uri.joinPath(root, name), 1);
      assert.deepEqual([permalink, path, commit], [undefined, name, first], name);
    }
    git('mv', 'src/lantern.ts', 'src/lamp.ts');
    git('rm', '-q', '-f', 'added.ts');
  });

  it('is not for a commit that another server has, and names the repository here that has it', async () => {
    git('commit', '-q', '--allow-empty', '-m', 'not pushed here');
    const second = git('rev-parse', 'HEAD');
    git('remote', 'add', 'mirror', 'https://gitlab.example/acme/lighthouse.git');
    git('update-ref', 'refs/remotes/mirror/main', second);
    const elsewhere = await at(lamp, 3);
    assert.deepEqual([elsewhere.permalink, elsewhere.repository], [undefined, 'acme/lighthouse']);
    git('remote', 'add', 'fork', 'git@github.com:ana/lighthouse.git');
    git('update-ref', 'refs/remotes/fork/fix', second);
    const forked = await at(lamp, 3);
    assert.deepEqual(
      [forked.permalink, forked.repository],
      [link('src/lamp.ts#L3', second, 'ana/lighthouse'), 'acme/lighthouse'],
    );
  });

  it('is on the server that ssh and git take an address for', async () => {
    mkdirSync(join(home, '.ssh'));
    writeFileSync(join(home, 'dotfiles'), '[url "git@work:"]\n\tinsteadOf = gh:\n');
    symlinkSync(join(home, 'dotfiles'), join(home, '.gitconfig'));
    writeFileSync(join(home, '.ssh', 'config'), 'Host work\n  HostName ssh.github.com\n  Port 443\n');
    git('remote', 'set-url', 'mirror', 'https://gitlab.example/x/y');
    git('remote', 'set-url', 'fork', 'https://gitlab.example/x/y');
    for (const address of [
      'git@work:acme/lamps.git',
      'ssh://git@work/acme/lamps',
      'gh:acme/lamps',
      'ssh://work:443/acme/lamps',
    ]) {
      git('remote', 'set-url', 'origin', address);
      await becomes(remotes, [{ owner: 'acme', name: 'lamps' }]);
    }
    git('remote', 'set-url', 'origin', 'git@elsewhere:acme/lamps.git');
    // Nothing is guessed.
    await becomes(remotes, []);
  });
});
