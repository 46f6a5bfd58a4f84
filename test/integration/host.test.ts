// Proves the ground the other integration tests stand on: a real VS Code, with git and TypeScript, at work on a folder.

import assert from 'node:assert/strict';
import process from 'node:process';
import * as vscode from 'vscode';

describe('the VS Code that tests run in', () => {
  it('is one our extension supports', () => {
    const [major, minor] = vscode.version.split('.').map(Number);
    assert.ok(major === 1 && minor !== undefined && minor >= 101, vscode.version);
  });

  it('runs commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('workbench.action.quickOpen'));
  });

  it('passes the environment of the runner on', () => {
    assert.equal(process.env.MAKERTIME_TEST_HOST_CHECK, 'here');
  });

  it('has the git extension, which sees the repository', async () => {
    const git = vscode.extensions.getExtension('vscode.git');
    assert.ok(git);
    const api = (await git.activate()).getAPI(1);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const repository = await api.openRepository(folder?.uri);
    await repository.status();
    assert.equal(repository.rootUri.fsPath, folder?.uri.fsPath);
    assert.equal(repository.state.remotes[0].name, 'origin');
  });

  it('has TypeScript, which finds a mistake', async () => {
    const [file] = await vscode.workspace.findFiles('**/lamp.ts');
    assert.ok(file);
    await vscode.window.showTextDocument(file);
    assert.match((await firstDiagnostic(file)).message, /not assignable/);
  });

  it('is signed in as the sample person', async function () {
    // A desktop VS Code lets an extension use a session only after a person has said so.
    if (process.env.VSCODE_TEST_HOST === 'desktop') this.skip();
    const session = await vscode.authentication.getSession('github', ['repo', 'read:user', 'user:email'], {
      silent: true,
    });
    assert.equal(session?.account.label, 'ana');
  });
});

function firstDiagnostic(file: vscode.Uri): Promise<vscode.Diagnostic> {
  return new Promise((resolve) => {
    const look = () => {
      const [first] = vscode.languages.getDiagnostics(file);
      if (first) resolve(first);
      return first;
    };
    if (look()) return;
    const listening = vscode.languages.onDidChangeDiagnostics(() => look() && listening.dispose());
  });
}
