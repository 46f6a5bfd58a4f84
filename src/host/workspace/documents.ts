/** The Markdown files of the workspace: finding and reading them without haste, and adding to one of them. */
import * as vscode from 'vscode';
import type { Documents } from '../../app/app.js';
import { isPlainFile, smallText } from './smallFile.js';

const pattern = '**/*.md';
/** Written by machines, or by others. */
const excluded = '**/{node_modules,bower_components,vendor,.git,dist,out,build,target,.venv,venv,coverage}/**';
const mostRead = 2_000;
/** Bytes. Larger ones are no documentation. */
const largestFile = 256 * 1024;
/** Milliseconds until what could not be read is read once more. */
const patience = 10_000;
const mostListed = 500;
const mostRemembered = 8;
const memoryKey = 'makertime.keptIn';

export interface FoundDocument {
  /** URI. */
  readonly file: string;
  readonly path: string;
  /** Absent where it is gone, or no longer one that is read. */
  readonly text?: string;
}

/** @param memory of this workspace: which documents were kept in */
export function createDocuments(memory: vscode.Memento): Documents {
  const remembered = () => memory.get<readonly string[]>(memoryKey) ?? [];
  return {
    async list() {
      const files = await vscode.workspace.findFiles(pattern, excluded, mostRead);
      const kept = new Map(remembered().map((file, place) => [file, place]));
      const found = files.map((uri) => ({ file: uri.toString(), path: pathOf(uri) }));
      const rank = ({ file, path }: (typeof found)[number]) => kept.get(file) ?? mostRemembered + likelihood(path);
      return found.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1)).slice(0, mostListed);
    },
    async append(text, file) {
      if (file === undefined) {
        await vscode.window.showTextDocument(
          await vscode.workspace.openTextDocument({ language: 'markdown', content: text }),
        );
        return true;
      }
      const isDone = await add(vscode.Uri.parse(file, true), text).catch(() => false);
      const latest = [file, ...remembered().filter((one) => one !== file)].slice(0, mostRemembered);
      if (isDone) await memory.update(memoryKey, latest);
      return isDone;
    },
    draft: (name, text, beside) => openDraft(name, text, beside).catch(() => false),
  };
}

/** Where decisions are kept as long as none are. */
const usualFolder = 'docs/adr';

/** A name that is taken is not written over: the editor asks whoever saves. */
async function openDraft(name: string, text: string, beside: string | undefined): Promise<boolean> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const near = beside === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.parse(beside, true), '..', name);
  const file = near ?? (folder && vscode.Uri.joinPath(folder.uri, usualFolder, name));
  if (!file) {
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'markdown', content: text }),
    );
    return true;
  }
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  // One that is open already is looked at, and not written into.
  if (document.getText() === '') edit.insert(document.uri, new vscode.Position(0, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  await vscode.window.showTextDocument(document, { preview: false });
  return true;
}

/** What people read first comes first. */
function likelihood(path: string): number {
  if (/^readme\.md$/i.test(path)) return 0;
  if (/^docs?\//i.test(path)) return 1;
  return /(^|\/)readme\.md$/i.test(path) ? 2 : 3;
}

/** At the end, with an empty line between. Not through a link, as in reading: it may lead anywhere. */
async function add(uri: vscode.Uri, text: string): Promise<boolean> {
  if (!(await isPlainFile(uri))) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = document.getText();
  const end = document.positionAt(whole.length);
  const before = whole.replaceAll('\r\n', '\n');
  const gap = before.trim() === '' ? '' : before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, end, `${gap}${text}`);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const heading = new vscode.Position(end.line + gap.length, 0);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selection = new vscode.Selection(heading, heading);
  editor.revealRange(new vscode.Range(heading, heading), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** One after the other, so that nothing else waits; then each that changes. */
export function readDocuments(found: (document: FoundDocument) => Promise<void>): vscode.Disposable {
  const read = new Set<string>();
  let isDisposed = false;
  let queue: Promise<void> = Promise.resolve();
  const refused = new Set<string>();
  async function readOne(uri: vscode.Uri): Promise<void> {
    const file = uri.toString();
    if (isDisposed || (!read.has(file) && read.size >= mostRead)) return;
    const text = await smallText(uri, largestFile);
    refused.delete(file);
    if (text === undefined && !read.has(file)) return;
    if (text === undefined) read.delete(file);
    else read.add(file);
    await found({ file, path: pathOf(uri), ...(text !== undefined && { text }) });
  }
  const take = (uri: vscode.Uri) => {
    queue = queue.then(() => readOne(uri)).catch(() => later(uri));
  };
  /** What cannot be read now: what is known of it stays, and it is read once more, and then when it changes. */
  function later(uri: vscode.Uri): void {
    if (isDisposed || refused.has(uri.toString())) return;
    refused.add(uri.toString());
    setTimeout(() => take(uri), patience).unref?.();
  }
  const isOurs = (uri: vscode.Uri) => !excludedPath.test(uri.path);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const follow = (uri: vscode.Uri) => isOurs(uri) && take(uri);
  watcher.onDidCreate(follow);
  watcher.onDidChange(follow);
  watcher.onDidDelete(follow);
  void vscode.workspace.findFiles(pattern, excluded, mostRead).then(
    (uris) => uris.forEach(take),
    () => undefined,
  );
  return {
    dispose() {
      isDisposed = true;
      watcher.dispose();
    },
  };
}

/** The same as `excluded`: a watcher does not know it. */
const excludedPath = /\/(?:node_modules|bower_components|vendor|\.git|dist|out|build|target|\.venv|venv|coverage)\//;

function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll('\\', '/');
}
