/** What can be done with what is awaited beside blockers, and which part of it *Waiting* shows. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { threadKey } from '../../model/threads/thread.js';
import { addressOf, ledger } from '../../model/waits/ledger.js';

/** A row may be older than what GitHub has told since: what is awaited no longer has nothing to be opened. */
export async function openWaiting(app: App, row?: unknown): Promise<void> {
  const state = app.state();
  const wait = Object.values(ledger(state))
    .flat()
    .find(({ key }) => key === row);
  if (!state.team || !wait) return app.ask.say(l10n.t('Nobody is waiting for this anymore'));
  if (wait.kind === 'question') return app.showThread(threadKey(wait.asked.number));
  const address = addressOf(wait, state.team);
  if (!address) return app.ask.say(l10n.t('It has no page on GitHub'));
  await app.editor.openAddress(address);
}

export function showBlockersOnly(app: App): void {
  app.showWaiting('onlyBlocked');
}

export function showAllWaiting(app: App): void {
  app.showWaiting('all');
}
