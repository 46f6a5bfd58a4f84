/** Owns the panel of the week: one at a time, drawn anew where it differs, and back again after a restart. */
import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { type FromWeek, readMemory, readMessage, type ToWeek } from '../views/protocol.js';
import { weekPicture } from '../views/week.js';
import { weekPage } from '../views/weekPage.js';
import { zoneName } from '../views/zones.js';

const viewType = 'makertime.week';
/** The clock goes on without any news. */
const minute = 60_000;
/** A burst of changes is one picture. */
const settling = 16;

interface Handlers {
  /** Resolves once it is on the clipboard. */
  readonly copy: (start: number, end: number, logins: readonly string[]) => Promise<void>;
  /** Other people are wanted: asks whom, and shows them. */
  readonly people: (logins: readonly string[]) => void;
}

interface Shown {
  readonly logins: readonly string[];
  /** Weeks after the one that starts today. */
  readonly offset: number;
}

export function weekPanel(
  context: vscode.ExtensionContext,
  store: Store<State>,
  now: () => number,
  handlers: Handlers,
): vscode.Disposable & { show(logins: readonly string[]): void } {
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(context.extensionUri, folder));
  const icon = (file: string) => vscode.Uri.joinPath(context.extensionUri, 'media', 'week', file);
  let panel: vscode.WebviewPanel | undefined;
  let shown: Shown = { logins: [], offset: 0 };
  /** What the page has been told last; nothing where it has just been loaded. */
  let told: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    if (!panel?.visible) return;
    const zone = zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const picture = weekPicture(store.get(), shown.logins, now(), zone, shown.offset);
    const text = JSON.stringify(picture);
    if (text === told) return;
    told = text;
    post(panel, { kind: 'picture', picture });
  }
  const soon = () => {
    timer ??= setTimeout(tell, settling);
  };
  const look = (next: Shown) => {
    shown = next;
    tell();
  };

  function hear(from: vscode.WebviewPanel, message: FromWeek): void {
    switch (message.kind) {
      case 'ready':
        told = undefined;
        tell();
        return;
      case 'week':
        look({ ...shown, offset: message.offset });
        return;
      case 'people':
        handlers.people(shown.logins);
        return;
      case 'copy': {
        const { start, end } = message;
        void handlers
          .copy(start, end, shown.logins)
          .then(() => panel === from && post(from, { kind: 'copied', start, end }));
        return;
      }
    }
  }

  function adopt(next: vscode.WebviewPanel): void {
    panel?.dispose();
    panel = next;
    told = undefined;
    const { webview } = next;
    next.iconPath = { light: icon('light.svg'), dark: icon('dark.svg') };
    next.onDidDispose(() => {
      if (panel === next) panel = undefined;
    });
    webview.options = { enableScripts: true, localResourceRoots: roots };
    webview.onDidReceiveMessage((data: unknown) => {
      const message = readMessage(data);
      if (message && panel === next) hear(next, message);
    });
    webview.html = pageOf(context.extensionUri, webview);
  }

  const ticker = setInterval(soon, minute);
  const unsubscribe = store.subscribe(soon);
  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(found, memory: unknown) {
      shown = readMemory(memory);
      adopt(found);
    },
  });
  return {
    show(logins) {
      if (!panel) {
        shown = { logins, offset: 0 };
        return adopt(vscode.window.createWebviewPanel(viewType, l10n.t('Week'), vscode.ViewColumn.Active));
      }
      look({ ...shown, logins });
      panel.reveal();
    },
    dispose() {
      clearTimeout(timer);
      clearInterval(ticker);
      unsubscribe();
      serializer.dispose();
      panel?.dispose();
    },
  };
}

function post({ webview }: vscode.WebviewPanel, message: ToWeek): void {
  void webview.postMessage(message);
}

function pageOf(extension: vscode.Uri, webview: vscode.Webview): string {
  const address = (file: string) => String(webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', file)));
  return weekPage({
    script: address('week.js'),
    style: address('week.css'),
    styleSource: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    language: vscode.env.language,
    title: l10n.t('Week'),
  });
}
