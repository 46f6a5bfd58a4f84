/** The panel of how the team works: drawn from the board and nothing else. Made with the first time it is shown. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import { type FromTune, readTuneMessage, type ToTune, type TunePicture } from '../../views/tune/protocol.js';
import { type PageHost, pagePanel } from './page.js';

export function tunePanel(
  host: PageHost,
  store: Store<State>,
  draw: () => TunePicture,
  propose: () => void,
): vscode.Disposable & { show(): void } {
  return pagePanel<FromTune, ToTune>(host, {
    name: 'tune',
    title: l10n.t('How the team works'),
    picture: async () => ({ kind: 'picture', picture: draw() }),
    read: readTuneMessage,
    hear(message) {
      switch (message.kind) {
        case 'ready':
          return;
        case 'propose':
          return propose();
      }
    },
    restore() {},
    subscribe: store.subscribe,
  });
}
