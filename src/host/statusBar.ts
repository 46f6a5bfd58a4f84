/** Owns the one item in the status bar. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import type { Line } from '../views/row.js';

const ageing = 30_000;

export function statusBar(
  store: Store<State>,
  line: (state: State, now: number) => Line,
  now: () => number,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('makertime.status', vscode.StatusBarAlignment.Left, 50);
  item.name = l10n.t('Makertime');
  item.command = { command: 'makertime.setStatus', title: l10n.t('Set your status') };
  let shown: Line | undefined;
  const draw = () => {
    const next = line(store.get(), now());
    if (next.text === shown?.text && next.tooltip === shown.tooltip) return;
    shown = next;
    item.text = next.text;
    item.tooltip = next.tooltip;
    item.accessibilityInformation = { label: next.spoken };
  };
  draw();
  item.show();
  const ticker = setInterval(draw, ageing);
  const unsubscribe = store.subscribe(draw);
  return vscode.Disposable.from(item, {
    dispose() {
      clearInterval(ticker);
      unsubscribe();
    },
  });
}
