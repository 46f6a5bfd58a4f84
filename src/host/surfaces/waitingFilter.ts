/** What *Waiting* shows, as the person last chose it: in VS Code's own memory of this machine, for windows opened later. */
import type * as vscode from 'vscode';
import { createStore, type Store } from '../../base/store.js';
import type { Shown } from '../../views/waiting/view.js';
import { contextKey } from './contextKeys.js';

const key = 'makertime.blockersOnly';

export interface WaitingFilter extends Pick<Store<Shown>, 'get' | 'subscribe'> {
  show(shown: Shown): void;
}

export function waitingFilter(memory: vscode.Memento): WaitingFilter {
  const mark = contextKey('makertime.blockersOnly');
  const { get, update, subscribe } = createStore<Shown>(memory.get<unknown>(key) === true ? 'onlyBlocked' : 'all');
  mark(get() === 'onlyBlocked');
  return {
    get,
    subscribe,
    show(shown) {
      update(() => shown);
      mark(shown === 'onlyBlocked');
      void memory.update(key, shown === 'onlyBlocked');
    },
  };
}
