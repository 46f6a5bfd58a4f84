/** What VS Code is asked for, and whom it is believed. */
import type { Mutant } from './mutant.js';

export const host: readonly Mutant[] = [
  {
    name: 'a workspace may set what is the person’s own',
    invariant: 13,
    file: 'host/ownSetting',
    find: 'configuration.inspect<unknown>(name)?.globalValue',
    replace: '(configuration as never as { get(name: string): unknown }).get(name)',
    tests: ['unit/host', 'integration: a token'],
  },
  {
    name: 'settings are whoever’s has the last word',
    invariant: 13,
    file: 'host/settings',
    find: "ownSetting(vscode.workspace.getConfiguration('makertime'), name)",
    replace: "vscode.workspace.getConfiguration('makertime').get<unknown>(name)",
    tests: ['unit/architecture'],
  },
  {
    name: 'a workspace may say which Enterprise server a token is for',
    invariant: 13,
    file: 'host/account/sessions',
    find: "ownSetting(vscode.workspace.getConfiguration(), 'github-enterprise.uri')",
    replace: "vscode.workspace.getConfiguration().get('github-enterprise.uri')",
    tests: ['integration: a token'],
  },
  {
    name: 'a token is handed out for a server it was not given for',
    invariant: 13,
    file: 'host/account/sessions',
    find: 'if (serverOf(source) !== account.server) return undefined;',
    replace: '',
    tests: ['integration: a token'],
  },
  {
    name: 'a typed token is handed out for the same number on another server',
    invariant: 13,
    file: 'host/account/sessions',
    find: '{account.server} $',
    replace: '',
    tests: ['integration: a token'],
  },
  {
    name: 'a place of a list on the screen is read in the list that is on its way',
    invariant: 'good manners',
    file: 'host/asking/pickList',
    find: 'const from = roomFor(rows);',
    replace: 'const from = roomFor([]) ? 1 : undefined;',
    tests: ['unit/host/asking/offerList'],
  },
  {
    name: 'who wrote the lines comes first while somebody is on the way to another',
    invariant: 'good manners',
    file: 'host/asking/pickOrder',
    find: 'if (shown.every(({ value }) => value === undefined)) return next;',
    replace: 'if (shown.length >= 0) return next;',
    tests: ['unit/host/asking/offerList'],
  },
];
