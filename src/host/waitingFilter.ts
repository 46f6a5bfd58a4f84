/** Owns what *Waiting* shows, as the person last chose it: in VS Code's own memory of this machine, for windows opened later. */
import type * as vscode from 'vscode';
import type { Shown } from '../views/waiting.js';
import { contextKey } from './contextKeys.js';

const key = 'makertime.onlyBlocked';

interface WaitingFilter {
  shown(): Shown;
  show(shown: Shown): void;
}

export function waitingFilter(memory: vscode.Memento): WaitingFilter {
  const mark = contextKey('makertime.onlyBlocked');
  let current: Shown = memory.get<unknown>(key) === true ? 'onlyBlocked' : 'all';
  mark(current === 'onlyBlocked');
  return {
    shown: () => current,
    show(shown) {
      current = shown;
      mark(shown === 'onlyBlocked');
      void memory.update(key, shown === 'onlyBlocked');
    },
  };
}
