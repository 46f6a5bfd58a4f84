/** The person's settings. What a workspace says of them does not count; what is of the wrong type neither. */
import * as vscode from 'vscode';
import type { SettingsStore } from '../app/app.js';
import { type SettingName, settings } from '../app/contributions.js';
import { ownSetting } from './ownSetting.js';

export interface FollowedSettings extends SettingsStore {
  subscribe(listener: () => void): vscode.Disposable;
}

export function createSettings(): FollowedSettings {
  return {
    get(name) {
      const set = ownSetting(vscode.workspace.getConfiguration('makertime'), name);
      return isLike(set, settings[name]) ? (set as (typeof settings)[typeof name]) : settings[name];
    },
    set: async (name, value) =>
      vscode.workspace.getConfiguration('makertime').update(name, value, vscode.ConfigurationTarget.Global),
    subscribe: (listener) =>
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('makertime') && listener()),
  };
}

function isLike(value: unknown, usual: (typeof settings)[SettingName]): boolean {
  if (Array.isArray(usual)) return Array.isArray(value) && value.every((one) => typeof one === 'string');
  return typeof value === typeof usual;
}
