// Proves in a real extension host what only VS Code can tell: what is registered, how long activation takes, whom settings obey.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { commandIds } from '../../src/app/contributions.js';
import { eventually } from '../lib/suite/eventually.js';

const extension = () => {
  const found = vscode.extensions.getExtension('makertime.makertime');
  assert.ok(found, 'the extension is installed');
  return found;
};

describe('the extension in its host', () => {
  it('activates by itself, without a team, a session or a network', async () => {
    await eventually(() => extension().isActive);
  });

  it('has read nothing of octokit: that is for the first request', () => {
    const dist = join(realpathSync(extension().extensionPath), 'dist');
    const ours = scriptsRead().filter((file) => file.startsWith(dist));
    assert.ok(ours.length > 0, 'its own code has been read');
    // What octokit calls itself in each request.
    assert.deepEqual(
      ours.filter((file) => readFileSync(file, 'utf8').includes('octokit-core.js/')),
      [],
    );
  });

  it('registers every command it declares', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !registered.has(id)),
      [],
    );
  });

  it('opens its guide as a page, without a network', async () => {
    const isGuide = ({ label, input }: vscode.Tab) =>
      label.includes('guide.md') && input instanceof vscode.TabInputWebview && input.viewType.includes('markdown');
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.commands.executeCommand('makertime.openGuide');
    for (let tries = 0; !tabs().some(isGuide) && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(
      tabs()
        .filter(isGuide)
        .map(({ label }) => label),
      ['Preview guide.md'],
    );
    await vscode.window.tabGroups.close(tabs().filter(isGuide));
  });

  it('puts a capture on the lightbulb of warnings and errors, and on nothing else', async () => {
    const document = await vscode.workspace.openTextDocument({
      content: 'let x = 1;\nlet y = 2;\n',
      language: 'javascript',
    });
    const file = vscode.Uri.joinPath(vscode.Uri.file(require('node:os').tmpdir()), `makertime-${Date.now()}.js`);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(document.getText()));
    await vscode.workspace.openTextDocument(file);
    const problems = vscode.languages.createDiagnosticCollection('probe');
    const onLine = (line: number) => new vscode.Range(line, 0, line, 5);
    problems.set(file, [
      new vscode.Diagnostic(onLine(0), 'this is wrong', vscode.DiagnosticSeverity.Error),
      new vscode.Diagnostic(onLine(1), 'this is a hint', vscode.DiagnosticSeverity.Hint),
    ]);
    const titles = async (line: number) => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        file,
        onLine(line),
        vscode.CodeActionKind.QuickFix.value,
      );
      return actions.map((action) => action.title).filter((title) => title.startsWith('Capture as blocker'));
    };
    assert.deepEqual(await titles(0), ['Capture as blocker: this is wrong']);
    assert.deepEqual(await titles(1), []);
    problems.dispose();
    await vscode.workspace.fs.delete(file);
  });

  it('declares no setting that a workspace could use to redirect anything', () => {
    for (const { scope } of Object.values(extension().packageJSON.contributes.configuration.properties) as {
      scope?: string;
    }[])
      assert.equal(scope, 'application');
    assert.equal(extension().packageJSON.capabilities.untrustedWorkspaces.supported, true);
  });

  it('runs beside the files where the window is far from them, and keeps what it knows on a disk there', () => {
    const expected = vscode.env.remoteName === undefined ? vscode.ExtensionKind.UI : vscode.ExtensionKind.Workspace;
    assert.equal(extension().extensionKind, expected);
  });
});

/** Files of all that has been read to be run, whichever way it was loaded. */
function scriptsRead(): readonly string[] {
  const session = new Session();
  session.connect();
  const found: string[] = [];
  session.on('Debugger.scriptParsed', ({ params: { url } }) => {
    const file = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (existsSync(file)) found.push(realpathSync(file));
  });
  session.post('Debugger.enable'); // tells of those that have been read before, at once
  session.disconnect();
  return found;
}
