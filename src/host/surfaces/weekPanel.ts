/** Owns the panel of the week: whose week and which one it shows, and what its page asks for. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import { type FromWeek, readMemory, readMessage, type ToWeek, type WeekPicture } from '../views/protocol.js';
import { pagePanel } from './page.js';

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
  draw: (logins: readonly string[], offset: number) => Promise<WeekPicture>,
  handlers: Handlers,
): vscode.Disposable & { show(logins: readonly string[]): void } {
  let shown: Shown = { logins: [], offset: 0 };
  const page = pagePanel<FromWeek, ToWeek>(context, {
    name: 'week',
    title: l10n.t('Week'),
    picture: async () => ({ kind: 'picture', picture: await draw(shown.logins, shown.offset) }),
    read: readMessage,
    hear,
    restore(memory) {
      shown = readMemory(memory);
    },
    subscribe: store.subscribe,
  });

  function hear(message: FromWeek, answer: (message: ToWeek) => void): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'week':
        shown = { ...shown, offset: message.offset };
        page.tell();
        return;
      case 'people':
        handlers.people(shown.logins);
        return;
      case 'copy': {
        const { start, end } = message;
        void handlers.copy(start, end, shown.logins).then(() => answer({ kind: 'copied', start, end }));
        return;
      }
    }
  }

  return {
    show(logins) {
      shown = page.isOpen() ? { ...shown, logins } : { logins, offset: 0 };
      page.show();
    },
    dispose: page.dispose,
  };
}
