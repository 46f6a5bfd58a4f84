/** Owns the panel of one's own quiet time: days or weeks, drawn from what this machine has kept and nothing else. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import {
  type FromQuiet,
  type QuietPicture,
  type QuietStretch,
  readQuietMemory,
  readQuietMessage,
  type ToQuiet,
} from '../views/quietProtocol.js';
import { pagePanel } from './page.js';

export function quietPanel(
  context: vscode.ExtensionContext,
  store: Store<State>,
  draw: (span: QuietStretch) => Promise<QuietPicture>,
): vscode.Disposable & { show(): void } {
  let span: QuietStretch = 'fortnight';
  const page = pagePanel<FromQuiet, ToQuiet>(context, {
    name: 'quiet',
    title: l10n.t('My quiet time'),
    picture: async () => ({ kind: 'picture', picture: await draw(span) }),
    read: readQuietMessage,
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
    restore(memory) {
      ({ span } = readQuietMemory(memory));
    },
    subscribe: store.subscribe,
  });
  return { show: page.show, dispose: page.dispose };
}
