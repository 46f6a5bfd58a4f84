/** Zen mode for focus: entered where the person has chosen so, and left when focus ends only where it was entered here. */
import * as vscode from 'vscode';
import type { Store } from '../../base/store.js';
import type { State } from '../../model/state.js';
import { everyMinute } from './everyMinute.js';

const entered = 'makertime.zen';

export interface Zen extends vscode.Disposable {
  enter(): Promise<void>;
}

/** @param memory of this window: it outlives a reload, as Zen mode does */
export function createZen(
  store: Store<State>,
  memory: vscode.Memento,
  isFocusing: (state: State, now: number) => boolean,
  now: () => number,
): Zen {
  async function check(): Promise<void> {
    const state = store.get();
    if (state.phase === 'starting' || !memory.get<boolean>(entered) || isFocusing(state, now())) return;
    await memory.update(entered, undefined);
    await vscode.commands.executeCommand('workbench.action.exitZenMode');
  }

  const unsubscribe = store.subscribe(() => void check());
  const ticking = everyMinute(now, () => void check());
  return {
    async enter() {
      if (memory.get<boolean>(entered)) return;
      // There is only a toggle: leaving first makes it go one way.
      await vscode.commands.executeCommand('workbench.action.exitZenMode');
      await vscode.commands.executeCommand('workbench.action.toggleZenMode');
      await memory.update(entered, true);
    },
    dispose() {
      unsubscribe();
      ticking.dispose();
    },
  };
}
