/** The one item in the status bar. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import type { Line } from '../../views/words/row.js';
import { everyMinute } from './everyMinute.js';

export function statusBar(store: Store<State>, now: () => number, line: () => Promise<Line>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('makertime.status', vscode.StatusBarAlignment.Left, 50);
  item.name = l10n.t('Makertime');
  let shown: Line | undefined;
  const draw = async () => {
    const next = await line();
    if (next.text === shown?.text && next.tooltip === shown.tooltip && next.command === shown.command) return;
    shown = next;
    item.text = next.text;
    item.tooltip = next.tooltip;
    item.command = next.command;
    item.accessibilityInformation = { label: next.spoken };
    item.show();
  };
  const soon = () => void draw();
  soon();
  return vscode.Disposable.from(item, everyMinute(now, soon), { dispose: store.subscribe(soon) });
}
