/** Owns what is said once a blocker is saved. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { ItemKey } from '../model/item.js';
import { awaitedFrom } from '../views/blockerRow.js';
import { plain } from '../views/plain.js';

/** Whoever waits is to know until when. */
export function sayWhen(app: App, target: ItemKey, title: string): void {
  const who = awaitedFrom(app.state(), target, app.now(), app.editor.zone());
  app.ask.say([l10n.t('Blocker saved: {0}', plain(title, 60)), who].filter(Boolean).join(' · '));
}
