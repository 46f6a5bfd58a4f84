/** The panel of a discussion: which one it shows. All that its page shows and does is loaded with the first. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { ThreadKey } from '../../model/threads/thread.js';
import type { ThreadPage, ToThread } from '../../views/threads/protocol.js';
import { type PageHost, pagePanel } from './page.js';

/** @param load is handed what to call when the page shows something else than before */
export function threadPanel(
  host: PageHost,
  store: Store<State>,
  load: (changed: () => void) => Promise<ThreadPage>,
): vscode.Disposable & { show(key: ThreadKey): void } {
  /** Which one, or what the page kept over a restart. */
  let asked: unknown;
  const page = pagePanel<{ readonly kind: string }, ToThread>(host, {
    name: 'thread',
    title: l10n.t('Discussion'),
    titleOf: (message) => (message.kind === 'picture' ? message.picture.title : undefined),
    picture: async (): Promise<ToThread> => (await load(page.tell)).picture(asked),
    // It is read where it is understood.
    read: (data) => (data ? (data as { kind: string }) : undefined),
    hear: (data, answer) => void load(page.tell).then((loaded) => loaded.hear(data, answer)),
    restore(memory) {
      asked = memory;
    },
    subscribe: store.subscribe,
  });
  return {
    show(key) {
      asked = { key };
      page.show();
    },
    dispose: page.dispose,
  };
}
