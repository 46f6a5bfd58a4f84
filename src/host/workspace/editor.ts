/** The editor and its workspace as a command sees them: what stands around the cursor, remotes, clipboard, browser. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Editor } from '../../app/app.js';
import { pathBelow } from '../../base/path.js';
import { beginningOf } from '../../base/plainText.js';
import type { Context } from '../../model/board/item.js';
import { webPageOf } from '../../model/board/remoteUrl.js';
import { fullName } from '../../model/board/team.js';
import type { State } from '../../model/state.js';
import { permalink, repositoryAt } from '../../records/git/address.js';
import type { Remote } from '../../records/git/config.js';
import { isSameSpot } from '../../records/git/spot.js';
import { linkOf } from '../../views/threads/link.js';
import { myZoneName } from '../../views/words/zones.js';
import { describeDiagnostic, type Spot } from './diagnostic.js';
import { allPlaces, type GitPlace, placeOf } from './git.js';
import { hintsFor } from './hints.js';
import { isThere, smallText } from './smallFile.js';

/** Git may be slow or hang; the capture does not wait for it longer than this. */
const patience = 1_500;
const longestMessage = 500;
/** Bytes. */
const largestCalendar = 5_000_000;

/** @param guide the Markdown file that *Open Guide* shows
 * @param home the person's own folder */
export function createEditor(
  state: () => State,
  guide: vscode.Uri,
  { showLog, enterZen, home }: Pick<Editor, 'showLog' | 'enterZen'> & { readonly home: string | undefined },
): Editor {
  const server = () => state().team?.account.server ?? 'https://github.com';
  /** Where a file of a repository is, or would be, in the clone of it that is open here. */
  async function inClone(repository: Parameters<Editor['openInClone']>[0], path: string) {
    const wanted = fullName(repository).toLowerCase();
    const isClone = (remote: Remote) => {
      const found = onServer(remote, server());
      return found !== undefined && fullName(found).toLowerCase() === wanted;
    };
    const place = (await allPlaces(home)).find(({ remotes }) => remotes.some(isClone));
    return place && vscode.Uri.joinPath(place.root, path);
  }
  return {
    toggleDoNotDisturb: async () => {
      await vscode.commands.executeCommand('notifications.toggleDoNotDisturbMode');
    },
    enterZen,
    showLog,
    async openGuide() {
      try {
        await vscode.commands.executeCommand('markdown.showPreview', guide);
      } catch {
        // The preview is an extension of its own, which may be disabled: the text reads well as it is.
        await vscode.window.showTextDocument(guide);
      }
    },
    openSettings: async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:makertime.makertime');
    },
    async context(at) {
      const editor = vscode.window.activeTextEditor;
      const bare = inFile(editor, at);
      let known = bare;
      const late = new Promise<void>((resolve) => setTimeout(resolve, patience));
      const told = inRepository(editor?.document, bare, server(), home, (more) => {
        known = more;
      });
      await Promise.race([told.catch(() => undefined), late]);
      return known;
    },
    hints: hintsFor,
    async remotes(of) {
      const found = (await allPlaces(home)).flatMap(({ remotes }) => remotes).flatMap((one) => onServer(one, of) ?? []);
      return [...new Map(found.map((one) => [fullName(one).toLowerCase(), one])).values()];
    },
    openAddress: async (address) => browse(webPageOf(address, server())),
    openLink: async (address) => browse(linkOf(address, server())),
    async openFile(path) {
      await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: true });
    },
    async openDocument(file, line) {
      const at = new vscode.Position(Math.max(0, line - 1), 0);
      await vscode.window.showTextDocument(vscode.Uri.parse(file, true), { selection: new vscode.Range(at, at) });
    },
    async openInClone(repository, path, draft, line) {
      const file = await inClone(repository, path);
      if (!file) return false;
      const isKept = await isThere(file);
      if (!isKept) await writeDraft(file, draft);
      const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
      const selection = new vscode.Range(at, at);
      await vscode.window.showTextDocument(isKept ? file : file.with({ scheme: 'untitled' }), { selection });
      return true;
    },
    async editInClone(repository, path, edit) {
      const file = await inClone(repository, path);
      if (!file) return false;
      if (!(await isThere(file))) {
        await writeDraft(file, edit(''));
        await vscode.window.showTextDocument(file.with({ scheme: 'untitled' }));
        return true;
      }
      const document = await vscode.workspace.openTextDocument(file);
      const [text, next] = [document.getText(), edit(document.getText())];
      if (next !== text) {
        const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
        const change = new vscode.WorkspaceEdit();
        change.replace(file, whole, next);
        await vscode.workspace.applyEdit(change);
      }
      await vscode.window.showTextDocument(document);
      return true;
    },
    async text(from) {
      if (from === 'clipboard') return vscode.env.clipboard.readText();
      if (from === 'editor') {
        const { document, selection } = vscode.window.activeTextEditor ?? {};
        return document?.getText(selection?.isEmpty ? undefined : selection);
      }
      const [file] =
        (await vscode.window.showOpenDialog({
          filters: { [l10n.t('Calendar')]: ['ics'] },
          title: l10n.t('Open a calendar file'),
        })) ?? [];
      return file && smallText(file, largestCalendar, 'linked');
    },
    copy: async (text) => vscode.env.clipboard.writeText(text),
    zone: myZoneName,
  };
}

async function browse(address: string | undefined): Promise<void> {
  // As text: of a Uri VS Code opens another address, in which `#` and `&` within a value are no longer part of it.
  if (address !== undefined) await vscode.env.openExternal(address as unknown as vscode.Uri);
}

/** What can be told without asking anybody. */
function inFile(editor: vscode.TextEditor | undefined, at: unknown): Context {
  if (!editor || !['file', 'vscode-remote', 'vscode-vfs'].includes(editor.document.uri.scheme)) return {};
  // Of another file the path says where this machine keeps it.
  if (!vscode.workspace.getWorkspaceFolder(editor.document.uri)) return {};
  const spot = readSpot(at, editor.document.lineCount);
  const { selection } = editor;
  const lastLine =
    selection.end.character === 0 && selection.end.line > selection.start.line
      ? selection.end.line - 1
      : selection.end.line;
  const diagnostic = spot?.message ?? diagnosticAt(editor);
  return {
    path: vscode.workspace.asRelativePath(editor.document.uri, false).replaceAll('\\', '/'),
    lines: spot ? [spot.line + 1, spot.line + 1] : [selection.start.line + 1, lastLine + 1],
    ...(diagnostic && { diagnostic: beginningOf(diagnostic, longestMessage) }),
  };
}

async function inRepository(
  document: vscode.TextDocument | undefined,
  bare: Context,
  server: string,
  home: string | undefined,
  tell: (context: Context) => void,
): Promise<void> {
  const uri = document?.uri;
  const place = await placeOf(uri, home);
  if (!place) return;
  const { branch, commit } = place;
  const repository = place.remotes.map((one) => onServer(one, server)).find((one) => one !== undefined);
  const path = uri && bare.path && pathBelow(place.root.path, uri.path);
  const found = {
    ...bare,
    ...(repository && { repository: fullName(repository) }),
    ...(branch && { branch }),
    ...(commit && { commit }),
    ...(path && { path }),
  };
  // What git takes longest for is no reason to lose the rest.
  tell(found);
  const address = document && path ? await linkTo(document, place, path, bare.lines, server) : undefined;
  if (address) tell({ ...found, permalink: address });
}

/** Undefined where the commit is not known to be on this server, or has something else there: no address is better than one that lies. */
async function linkTo(
  document: vscode.TextDocument,
  { remotes, commit, isPublishedOn, committed }: GitPlace,
  path: string,
  lines: Context['lines'],
  server: string,
): Promise<string | undefined> {
  const now = document.getText();
  const there = commit && (await committed(document.uri));
  if (!commit || there === undefined || !isSameSpot(there, now, lines)) return undefined;
  for (const remote of remotes) {
    const repository = onServer(remote, server);
    if (repository && (await isPublishedOn(remote.name))) return permalink(server, repository, commit, path, lines);
  }
  return undefined;
}

function onServer({ addresses }: Remote, server: string) {
  return addresses.map((one) => repositoryAt(one, server)).find((one) => one !== undefined);
}

/** The gravest diagnostic under the cursor, else on its line. */
function diagnosticAt(editor: vscode.TextEditor): string | undefined {
  const { selection } = editor;
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const under = all.filter((one) => one.range.intersection(selection) !== undefined);
  const onLine = all.filter(
    (one) => one.range.start.line <= selection.end.line && one.range.end.line >= selection.start.line,
  );
  const [gravest] = (under.length > 0 ? under : onLine).sort((a, b) => a.severity - b.severity);
  return gravest && describeDiagnostic(gravest);
}

/** Opens what is to become a file; the person decides whether it is saved. */
async function writeDraft(file: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  if (document.getText() !== '') return; // opened before
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
}

function readSpot(at: unknown, lineCount: number): Spot | undefined {
  const { line, message } = (typeof at === 'object' && at !== null ? at : {}) as Partial<Record<keyof Spot, unknown>>;
  if (
    typeof line !== 'number' ||
    !Number.isInteger(line) ||
    line < 0 ||
    line >= lineCount ||
    typeof message !== 'string'
  )
    return undefined;
  return { line, message };
}
