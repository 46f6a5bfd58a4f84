/** The panel of the week: whose week and which one it shows, and what its page asks for. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { FromWeek, ToWeek, WeekPicture } from '../../views/week/protocol.js';
import { type PageHost, pagePanel } from './page.js';

/** Loaded with the first page. */
interface Page {
  draw(logins: readonly string[], offset: number): Promise<WeekPicture>;
  /** Total: undefined for whatever is no message. */
  readMessage(data: unknown): Promise<FromWeek | undefined>;
  /** Total: of what cannot be read it is as at the beginning. */
  readMemory(data: unknown): Promise<Shown>;
}

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
  host: PageHost,
  store: Store<State>,
  { draw, readMessage, readMemory }: Page,
  handlers: Handlers,
): vscode.Disposable & { show(logins: readonly string[]): void } {
  let shown: Shown = { logins: [], offset: 0 };
  const page = pagePanel<FromWeek, ToWeek>(host, {
    name: 'week',
    title: l10n.t('Week'),
    picture: async () => ({ kind: 'picture', picture: await draw(shown.logins, shown.offset) }),
    read: readMessage,
    hear,
    async restore(memory) {
      shown = await readMemory(memory);
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
