/** Owns write-ups in the editor: opens and saves their files, shows in all windows which there are, knows which is at work. */
import * as vscode from 'vscode';
import type { WriteUps } from '../app.js';
import type { State, WriteUpDraft } from '../model/state.js';
import type { Store } from '../model/store.js';
import { type Account, sameAccount } from '../model/team.js';
import type { WriteUp } from '../model/writeUp.js';
import type { Drafts, Log } from '../sync/ports.js';
import { contextKey } from './contextKeys.js';

interface Ports {
  readonly store: Store<State>;
  readonly log: Log;
  drafts(account: Account): Drafts;
  read(text: string): Promise<WriteUp>;
}

export function createWriteUps({ store, log, drafts, read }: Ports): WriteUps & vscode.Disposable {
  const isAtWork = contextKey('makertime.writeUp');
  let following: { readonly account: Account; readonly drafts: Drafts; unwatch?: () => void } | undefined;
  const busy = new Set<string>();
  let listing: Promise<void> = Promise.resolve();

  /** One after the other: the last reading is the one that stays. */
  function relist(): Promise<void> {
    listing = listing.then(async () => {
      const from = following;
      const writeUps = (await from?.drafts.list()) ?? [];
      if (from !== following) return;
      store.update((state) => (isSame(state.writeUps, writeUps) ? state : { ...state, writeUps }));
      mark();
    });
    listing = listing.catch((error) => log.warn(`write-ups could not be read: ${String(error)}`));
    return listing;
  }

  function follow(): void {
    const account = store.get().team?.account;
    if (account === following?.account || (account && following && sameAccount(account, following.account))) return;
    following?.unwatch?.();
    following = account && { account, drafts: drafts(account) };
    void relist();
    const begun = following;
    if (begun)
      void begun.drafts.prepare().then(
        () => {
          if (begun === following) begun.unwatch = begun.drafts.watch(() => void relist());
        },
        (error) => log.warn(`the folder of write-ups could not be made: ${String(error)}`),
      );
  }

  const mine = (): Drafts => {
    if (!following) throw new Error('no team repository is connected');
    return following.drafts;
  };
  const fileOf = (id: string) => following?.drafts.fileOf(id);
  const openDocument = (id: string) =>
    vscode.workspace.textDocuments.find((document) => isFile(document.uri, fileOf(id)) && !document.isClosed);

  function current(): string | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const id = uri && /([0-9A-Z]{26})\.md$/.exec(uri.path)?.[1];
    return uri && id && isFile(uri, fileOf(id)) ? id : undefined;
  }
  const mark = () => isAtWork(current() !== undefined);

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
    vscode.workspace.onDidSaveTextDocument(({ uri }) => uri.path.includes('/drafts/') && void relist()),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void relist()),
    { dispose: store.subscribe(follow) },
  ];
  follow();

  return {
    current,
    async begin(id, text, origin) {
      await mine().add(id, text, origin);
      await relist();
      await show(id, 1);
    },
    async open(id, line) {
      if (line !== undefined || !openDocument(id)) return show(id, line ?? 1);
      const document = openDocument(id);
      if (!document || (await mine().read(id)) === undefined) return false;
      await vscode.window.showTextDocument(document, { preview: false }); // where the cursor stood before
      return true;
    },
    async read(id) {
      const text = openDocument(id)?.getText() ?? (await mine().read(id));
      return text === undefined ? undefined : read(text);
    },
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
      await mine().remove(id);
      await relist();
    },
    async alone(id, work) {
      if (busy.has(id)) return;
      busy.add(id);
      await work().finally(() => busy.delete(id));
    },
    dispose() {
      following?.unwatch?.();
      following = undefined;
      vscode.Disposable.from(...parts).dispose();
    },
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

function isSame(before: readonly WriteUpDraft[], after: readonly WriteUpDraft[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ id, title }, place) => id === after[place]?.id && title === after[place]?.title)
  );
}
