/** Documents in the making, in the editor: opens and saves their files, and knows which is at work. */
import * as vscode from 'vscode';
import type { WriteUps } from '../../app/app.js';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { Drafts, Followed } from '../../ports/stores.js';
import { contextKey } from '../surfaces/contextKeys.js';

interface Ports {
  readonly store: Store<State>;
  readonly drafts: Followed<Drafts>;
  atWork(): void;
}

export interface EditorWriteUps extends WriteUps {
  /** The id of the one that stands in this file; undefined where none does. */
  idIn(uri: vscode.Uri): string | undefined;
}

/** @param ports `atWork` is called whenever one of them is in front */
export function createWriteUps({ store, drafts, atWork }: Ports): EditorWriteUps & vscode.Disposable {
  const isAtWork = contextKey('makertime.draft');
  const busy = new Set<string>();

  const mine = (): Drafts => {
    const kept = drafts.current();
    if (!kept) throw new Error('no team repository is connected');
    return kept;
  };
  const fileOf = (id: string) => drafts.current()?.fileOf(id);
  const openDocument = (id: string) =>
    vscode.workspace.textDocuments.find((document) => isFile(document.uri, fileOf(id)) && !document.isClosed);

  function idIn(uri: vscode.Uri): string | undefined {
    const id = /([0-9A-Z]{26})\.md$/.exec(uri.path)?.[1];
    return id && isFile(uri, fileOf(id)) ? id : undefined;
  }

  function current(): string | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri && idIn(uri);
  }
  const mark = () => {
    const isOne = current() !== undefined;
    isAtWork(isOne);
    if (isOne) atWork();
  };

  async function show(id: string, line: number): Promise<boolean> {
    const file = fileOf(id);
    if (file === undefined || (await mine().read(id)) === undefined) return false;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const { end } = document.lineAt(Math.min(Math.max(line, 1), document.lineCount) - 1).range;
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  const parts = [
    vscode.window.onDidChangeActiveTextEditor(mark),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => uri.path.includes('/drafts/') && void drafts.look()),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void drafts.look()),
    { dispose: store.subscribe(mark) },
  ];
  mark();

  return {
    idIn,
    current,
    async begin(id, text, origin) {
      await drafts.change((kept) => kept.add(id, text, origin));
      await show(id, 1);
    },
    async open(id, line) {
      if (line !== undefined || !openDocument(id)) return show(id, line ?? 1);
      const document = openDocument(id);
      if (!document || (await mine().read(id)) === undefined) return false;
      await vscode.window.showTextDocument(document, { preview: false }); // where the cursor stood before
      return true;
    },
    read: async (id) => openDocument(id)?.getText() ?? mine().read(id),
    originOf: async (id) => mine().originOf(id),
    async save(id) {
      const document = openDocument(id);
      return !document?.isDirty || document.save();
    },
    markTried: async (id, origin) => mine().markTried(id, origin),
    async remove(id) {
      // Saved, so that closing asks nothing.
      await openDocument(id)?.save();
      await vscode.window.tabGroups.close(tabsOf(fileOf(id)));
      await drafts.change((kept) => kept.remove(id));
    },
    async alone(id, work) {
      if (busy.has(id)) return;
      busy.add(id);
      await work().finally(() => busy.delete(id));
    },
    dispose: () => vscode.Disposable.from(...parts).dispose(),
  };
}

function tabsOf(file: string | undefined): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && isFile(input.uri, file));
}

function isFile(uri: vscode.Uri, file: string | undefined): boolean {
  return file !== undefined && uri.fsPath === vscode.Uri.file(file).fsPath;
}
