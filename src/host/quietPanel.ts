/** Owns the panel of one's own quiet time: days or weeks, drawn from what this machine has kept and nothing else. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { myRecord } from '../model/queries.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import type { quietPicture } from '../views/quiet.js';
import {
  type FromQuiet,
  type QuietStretch,
  readQuietMemory,
  readQuietMessage,
  type ToQuiet,
} from '../views/quietProtocol.js';
import { myZoneName } from '../views/zones.js';
import { pagePanel } from './page.js';

export function quietPanel(
  context: vscode.ExtensionContext,
  store: Store<State>,
  now: () => number,
  draw: () => Promise<typeof quietPicture>,
): vscode.Disposable & { show(): void } {
  let span: QuietStretch = 'fortnight';
  const page = pagePanel<FromQuiet, ToQuiet>(context, {
    name: 'quiet',
    title: l10n.t('My quiet time'),
    async picture() {
      const picture = await draw();
      const state = store.get();
      const status = myRecord(state)?.status;
      return { kind: 'picture', picture: picture(state.inbox, status, now(), myZoneName(), span) };
    },
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
