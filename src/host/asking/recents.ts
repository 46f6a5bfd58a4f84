/** The sentences used lately, in VS Code's own memory of this machine: losing them costs nothing but typing. */
import type * as vscode from 'vscode';
import type { Recents } from '../../app/app.js';
import { lineKindNames } from '../../model/board/kinds.js';

const key = 'makertime.recentSentences';
const kindKey = 'makertime.recentKind';
const most = 5;

export function createRecents(memory: vscode.Memento): Recents {
  const list = (): readonly string[] => {
    const kept = memory.get<unknown>(key);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : [];
  };
  return {
    list,
    kind() {
      const kind = memory.get<unknown>(kindKey);
      return lineKindNames.find((name) => name === kind);
    },
    choseKind: (kind) => void memory.update(kindKey, kind),
    saidSame: (day) => void memory.update('makertime.sameCheckIn', day),
    add: (text) => void memory.update(key, [text, ...list().filter((one) => one !== text)].slice(0, most)),
  };
}
