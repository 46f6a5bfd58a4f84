/** Owns the person's settings. What a workspace says of them does not count; what is of the wrong type neither. */
import * as vscode from 'vscode';
import type { SettingsStore } from '../app.js';
import { type SettingName, settings } from '../contributions.js';

export function createSettings(changed: () => void): SettingsStore & vscode.Disposable {
  const listener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('makertime')) changed();
  });
  return {
    get(name) {
      const set = vscode.workspace.getConfiguration('makertime').inspect(name)?.globalValue;
      return isLike(set, settings[name]) ? (set as (typeof settings)[typeof name]) : settings[name];
    },
    set: async (name, value) =>
      vscode.workspace.getConfiguration('makertime').update(name, value, vscode.ConfigurationTarget.Global),
    dispose: () => listener.dispose(),
  };
}

function isLike(value: unknown, usual: (typeof settings)[SettingName]): boolean {
  if (Array.isArray(usual)) return Array.isArray(value) && value.every((one) => typeof one === 'string');
  return typeof value === typeof usual;
}
