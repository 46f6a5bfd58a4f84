/** The person's notes: lines added to a file of this machine, and the file in an editor. */
import * as vscode from 'vscode';
import type { Notes } from '../app/app.js';
import type { Account } from '../model/board/team.js';
import type { NotesFile } from '../ports/stores.js';

/** @param account at work; undefined where nobody is */
export function createNotes(account: () => Account | undefined, file: (account: Account) => Promise<NotesFile>): Notes {
  const mine = async (): Promise<NotesFile> => {
    const who = account();
    if (!who) throw new Error('no team repository is connected');
    return file(who);
  };
  return {
    add: async (line, title) => (await mine()).add(line, title),
    async open(title) {
      const notes = await mine();
      await notes.begin(title);
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(notes.file));
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      const { end } = document.lineAt(document.lineCount - 1).range;
      editor.selection = new vscode.Selection(end, end);
      editor.revealRange(editor.selection);
    },
  };
}
