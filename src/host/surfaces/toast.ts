/** The one toast of a delivery: in the window somebody looks at, in one window only, and not if it is not wanted. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SettingsStore } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { Toast } from '../../views/deliveries/toast.js';

interface Parts {
  readonly store: Store<State>;
  readonly settings: SettingsStore;
  /** What there is to tell now. */
  toast(): Promise<Toast | undefined>;
  /** True in one window only, for each delivery. */
  claim(batch: string): Promise<boolean>;
  snooze(batch: string): Promise<void>;
}

export function toasts({ store, settings, toast, claim, snooze }: Parts): vscode.Disposable {
  let last: string | undefined;

  async function show({ batch, message, view }: Toast): Promise<void> {
    if (!(await claim(batch))) return;
    const [open, later, never] = [l10n.t('Open'), l10n.t('Snooze for 30 Minutes'), l10n.t("Don't Show Again")];
    const chosen = await vscode.window.showInformationMessage(message, open, later, never);
    if (chosen === open) await vscode.commands.executeCommand(`${view}.focus`);
    else if (chosen === later) await snooze(batch);
    else if (chosen === never) await settings.set('deliveries.notification', false).catch(notSaved);
  }

  /** Settings that somebody is editing cannot be written. */
  async function notSaved(error: unknown): Promise<void> {
    await vscode.window.showWarningMessage(l10n.t('Could not save: {0}', errorWords(error)));
  }

  /** In a window nobody looks at a toast would be over before it was seen. */
  async function look(): Promise<void> {
    if (!vscode.window.state.focused || !settings.get('deliveries.notification')) return;
    const next = await toast();
    if (!next || next.batch === last) return;
    last = next.batch;
    void show(next);
  }

  const soon = () => void look();
  return vscode.Disposable.from(vscode.window.onDidChangeWindowState(soon), { dispose: store.subscribe(soon) });
}
