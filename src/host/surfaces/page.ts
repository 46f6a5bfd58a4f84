/** A page of ours in an editor: one at a time, told where it differs, and back again after a restart. */
import * as vscode from 'vscode';
import type { Sight } from '../sight.js';
import { webPage } from './webPage.js';

/** The clock goes on without any news. */
const minute = 60_000;
/** A burst of changes is one picture. */
const settling = 16;

interface Parts<From, To> {
  /** What VS Code keeps it under, and what its files are called: `makertime.week`, dist/week.js, media/week/. */
  readonly name: string;
  readonly title: string;
  /** What the tab is called while it shows this. */
  readonly titleOf?: (picture: To) => string | undefined;
  /** What it shows now. */
  readonly picture: () => Promise<To>;
  /** Total: undefined for whatever is no message. What reads it may be loaded first. */
  readonly read: (data: unknown) => Promise<From | undefined> | From | undefined;
  /** `answer` reaches nobody once the page that spoke is gone. */
  readonly hear: (message: From, answer: (message: To) => void) => void;
  /** Called before it is back after a restart, with what the page kept: anything may stand in it. Absent: it does not come back. */
  readonly restore?: (memory: unknown) => Promise<void> | void;
  /** Listens for what may change it; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** What a page is opened in. */
export interface PageHost {
  readonly context: vscode.ExtensionContext;
  readonly sight: Sight;
}

interface Page extends vscode.Disposable {
  isOpen(): boolean;
  show(): void;
  /** What it shows has changed. */
  tell(): void;
}

export function pagePanel<From extends { readonly kind: string }, To>(
  { context: { extensionUri }, sight }: PageHost,
  { name, title, titleOf, picture, read, hear, restore, subscribe }: Parts<From, To>,
): Page {
  const viewType = `makertime.${name}`;
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  const icon = (file: string) => vscode.Uri.joinPath(extensionUri, 'media', name, file);
  let panel: vscode.WebviewPanel | undefined;
  /** What the page has been told last; nothing where it has just been loaded. */
  let told: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tell(): Promise<void> {
    timer = undefined;
    if (!panel?.visible) return;
    const message = await picture();
    const text = JSON.stringify(message);
    if (!panel?.visible || text === told) return;
    told = text;
    panel.title = titleOf?.(message) ?? title;
    void panel.webview.postMessage(message);
  }
  const tellNow = () => void tell();
  const soon = () => {
    timer ??= setTimeout(tellNow, settling);
  };

  function adopt(next: vscode.WebviewPanel): void {
    panel?.dispose();
    panel = next;
    told = undefined;
    const { webview } = next;
    next.iconPath = { light: icon('light.svg'), dark: icon('dark.svg') };
    sight.note(next, next.visible);
    next.onDidChangeViewState(() => sight.note(next, next.visible));
    next.onDidDispose(() => {
      sight.note(next, false);
      if (panel === next) panel = undefined;
    });
    webview.options = { enableScripts: true, localResourceRoots: roots };
    webview.onDidReceiveMessage(async (data: unknown) => {
      const message = await read(data);
      if (!message || panel !== next) return;
      if (message.kind === 'ready') {
        told = undefined;
        tellNow();
      } else hear(message, (answer) => panel === next && void webview.postMessage(answer));
    });
    webview.html = htmlOf(webview);
  }

  function htmlOf(webview: vscode.Webview): string {
    const address = (file: string) => String(webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)));
    return webPage({
      script: address(`${name}.js`),
      style: address(`${name}.css`),
      styleSource: webview.cspSource,
      nonce: globalThis.crypto.randomUUID(),
      language: vscode.env.language,
      title,
    });
  }

  const ticker = setInterval(soon, minute);
  const unsubscribe = subscribe(soon);
  const serializer =
    restore &&
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(found, memory: unknown) {
        await restore(memory);
        adopt(found);
      },
    });
  return {
    isOpen: () => panel !== undefined,
    show() {
      if (!panel) return adopt(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active));
      tellNow();
      panel.reveal();
    },
    tell: tellNow,
    dispose() {
      clearTimeout(timer);
      clearInterval(ticker);
      unsubscribe();
      serializer?.dispose();
      panel?.dispose();
    },
  };
}
