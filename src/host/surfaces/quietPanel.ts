/** The panel of one's own quiet time: days or weeks, drawn from what this machine has kept and nothing else. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { FromQuiet, QuietPicture, QuietStretch, ToQuiet } from '../../views/quiet/protocol.js';
import { type PageHost, pagePanel } from './page.js';

/** Loaded with the first page. */
interface Page {
  draw(span: QuietStretch): Promise<QuietPicture>;
  /** Total: undefined for whatever is no message. */
  readMessage(data: unknown): Promise<FromQuiet | undefined>;
  /** Total: of what cannot be read it is as at the beginning. */
  readMemory(data: unknown): Promise<{ readonly span: QuietStretch }>;
}

export function quietPanel(
  host: PageHost,
  store: Store<State>,
  { draw, readMessage, readMemory }: Page,
): vscode.Disposable & { show(): void } {
  let span: QuietStretch = 'fortnight';
  const page = pagePanel<FromQuiet, ToQuiet>(host, {
    name: 'quiet',
    title: l10n.t('My quiet time'),
    picture: async () => ({ kind: 'picture', picture: await draw(span) }),
    read: readMessage,
    hear(message) {
      switch (message.kind) {
        case 'ready':
          return;
        case 'span':
          span = message.span;
          page.tell();
          return;
      }
    },
    async restore(memory) {
      ({ span } = await readMemory(memory));
    },
    subscribe: store.subscribe,
  });
  return { show: page.show, dispose: page.dispose };
}
