/** Where the cursor stood in files that are no longer in sight: the editor tells of those in sight only. In memory. */
import * as vscode from 'vscode';
import type { Cursor } from '../../model/local/park.js';

export interface SeenCursors extends vscode.Disposable {
  of(uri: vscode.Uri, column: vscode.ViewColumn): Cursor | undefined;
}

const mostKept = 500;

export function seenCursors(): SeenCursors {
  const seen = new Map<string, Cursor>();
  let inSight = vscode.window.visibleTextEditors;

  const listener = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    for (const editor of inSight) if (!editors.includes(editor)) keep(editor);
    inSight = editors;
  });

  function keep(editor: vscode.TextEditor): void {
    const key = editor.document.uri.toString();
    seen.delete(key);
    seen.set(key, cursorOf(editor));
    const [oldest] = seen.keys();
    if (seen.size > mostKept && oldest !== undefined) seen.delete(oldest);
  }

  return {
    of(uri, column) {
      const key = uri.toString();
      const here = vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === key);
      const editor = here.find(({ viewColumn }) => viewColumn === column) ?? here[0];
      return editor ? cursorOf(editor) : seen.get(key);
    },
    dispose: () => listener.dispose(),
  };
}

function cursorOf({ selection: { active } }: vscode.TextEditor): Cursor {
  return { line: active.line, character: active.character };
}
