/** The panel of how to talk about something: where one's own dot lies, and which way is chosen. Loaded with the commands. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { FromTalk, TalkPicture, TalkSpot, ToTalk } from '../../views/talk/protocol.js';
import { type PageHost, pagePanel } from './page.js';

interface Page {
  draw(spot: TalkSpot): TalkPicture;
  /** Total: undefined for whatever is no message. */
  readMessage(data: unknown): FromTalk | undefined;
  start(way: string): void;
}

export function talkPanel(host: PageHost, { draw, readMessage, start }: Page): vscode.Disposable & { show(): void } {
  /** Where nothing else lies. */
  let spot: TalkSpot = { synchronicity: 0.65, fidelity: 0.3 };
  const page = pagePanel<FromTalk, ToTalk>(host, {
    name: 'talk',
    title: l10n.t('How to talk about it'),
    picture: async () => ({ kind: 'picture', picture: draw(spot) }),
    read: readMessage,
    hear(message) {
      switch (message.kind) {
        case 'ready':
          return;
        case 'spot':
          spot = { synchronicity: message.synchronicity, fidelity: message.fidelity };
          page.tell();
          return;
        case 'start':
          start(message.way);
          return;
      }
    },
    subscribe: () => () => undefined,
  });
  return { show: page.show, dispose: page.dispose };
}
