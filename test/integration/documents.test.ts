// Proves in a real extension host that an answer is put into the document that was chosen, and into nothing else.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createDocuments } from '../../src/host/workspace/documents.js';

describe('an answer kept in a document', () => {
  const made: string[] = [];
  const documents = () => {
    const kept = new Map<string, unknown>();
    const memory = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    } as vscode.Memento;
    return { ...createDocuments(memory), kept };
  };
  const root = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('a folder is open');
  function file(name: string, text: string): string {
    const path = join(root(), name);
    writeFileSync(path, text);
    made.push(path);
    return path;
  }
  const uriOf = (path: string) => vscode.Uri.file(path).toString();
  const textOf = (path: string) =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path)?.getText();

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const path of made.splice(0)) rmSync(path, { force: true });
  });

  it('stands at its end, not saved yet', async () => {
    const path = file('notes.md', '# Notes\n');
    const { append, kept } = documents();
    assert.equal(await append('## Beam\n', uriOf(path)), true);
    assert.equal(textOf(path), '# Notes\n\n## Beam\n');
    assert.equal(readFileSync(path, 'utf8'), '# Notes\n');
    assert.deepEqual([...kept.values()], [[uriOf(path)]]);
  });

  it('follows no link', async () => {
    const target = file('target.txt', 'theirs\n');
    const link = join(root(), 'link.md');
    symlinkSync(target, link);
    made.push(link);
    const { append, kept } = documents();
    assert.equal(await append('## Beam\n', uriOf(link)), false);
    assert.deepEqual([textOf(link), textOf(target), kept.size], [undefined, undefined, 0]);
    assert.equal(readFileSync(target, 'utf8'), 'theirs\n');
  });

  it('goes nowhere where the branch that had the document was left meanwhile', async () => {
    const path = file('gone.md', '# Gone\n');
    const { list, append, kept } = documents();
    assert.ok((await list()).some((one) => one.file === uriOf(path)));
    rmSync(path);
    assert.equal(await append('## Beam\n', uriOf(path)), false);
    assert.deepEqual([textOf(path), kept.size], [undefined, 0]);
  });
});
