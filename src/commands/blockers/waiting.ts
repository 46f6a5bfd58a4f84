/** Owns what can be done with what is awaited beside blockers, and which part of it *Waiting* shows. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { addressOf, ledger } from '../model/ledger.js';

/** A row may be older than what GitHub has told since: what is awaited no longer has nothing to be opened. */
export async function openAwaited(app: App, row?: unknown): Promise<void> {
  const state = app.state();
  const wait = Object.values(ledger(state))
    .flat()
    .find(({ key }) => key === row);
  if (!state.team || !wait) return app.ask.say(l10n.t('Nobody waits for it any more'));
  const address = addressOf(wait, state.team);
  if (!address) return app.ask.say(l10n.t('It has no page of its own'));
  await app.editor.openAddress(address);
}

export function showOnlyBlocked(app: App): void {
  app.showWaiting('onlyBlocked');
}

export function showAllWaiting(app: App): void {
  app.showWaiting('all');
}
