/** Setting context keys, and only when a value changes. */
import * as vscode from 'vscode';
import type { ContextKeys } from '../../app/contributions.js';
import type { Store } from '../../base/store.js';
import { myRecord } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { everyMinute } from './everyMinute.js';

export function contextKey<K extends keyof ContextKeys>(key: K): (value: ContextKeys[K]) => void {
  let current: ContextKeys[K] | undefined;
  return (value) => {
    if (value === current) return;
    current = value;
    void vscode.commands.executeCommand('setContext', key, value);
  };
}

/** @param isFocusing whether a focus block runs at an instant */
export function followSetup(
  store: Store<State>,
  isFocusing: (state: State, now: number) => boolean,
  now: () => number,
): vscode.Disposable {
  const setUp = contextKey('makertime.setup');
  const heard = contextKey('makertime.synced');
  const joined = contextKey('makertime.joined');
  const focusing = contextKey('makertime.focusing');
  const draw = () => {
    setUp(setupOf(store.get()));
    heard(store.get().sync.heardAt !== undefined);
    joined(myRecord(store.get()) !== undefined);
    focusing(isFocusing(store.get(), now()));
  };
  draw();
  return vscode.Disposable.from(everyMinute(now, draw), { dispose: store.subscribe(draw) });
}

function setupOf(state: State): ContextKeys['makertime.setup'] {
  if (state.team) return 'connected';
  if (state.phase === 'starting') return 'starting';
  return state.account ? 'unconnected' : 'signedOut';
}
