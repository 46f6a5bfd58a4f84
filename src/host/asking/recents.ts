/** Owns the sentences used lately, in VS Code's own memory of this machine: losing them costs nothing but typing. */
import type * as vscode from 'vscode';
import type { Recents } from '../app.js';

const key = 'makertime.recentSentences';
const most = 5;

export function createRecents(memory: vscode.Memento): Recents {
  const list = (): readonly string[] => {
    const kept = memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : [];
  };
  return {
    list,
    add: (text) => void memory.update(key, [text, ...list().filter((one) => one !== text)].slice(0, most)),
  };
}
