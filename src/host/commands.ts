/** Owns registering the commands, before their code is there, and the one place where a bug in a command is caught. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type CommandId, commandIds } from '../contributions.js';
import type { Log } from '../sync/ports.js';
import { rowIdOf } from './treeView.js';

export type Run = (id: CommandId, argument: unknown) => Promise<void>;

/** @param ready resolves with what runs a command, once its code is loaded */
export function registerCommands(ready: () => Promise<Run>, log: Log & { show(): void }): vscode.Disposable {
  const run = async (id: CommandId, argument: unknown) => {
    try {
      await (await ready())(id, rowIdOf(argument) ?? argument);
    } catch (error) {
      log.error(`${id} failed`, error);
      const show = l10n.t('Show Log');
      const chosen = await vscode.window.showErrorMessage(l10n.t('Makertime could not do that.'), show);
      if (chosen === show) log.show();
    }
  };
  return vscode.Disposable.from(
    ...commandIds.map((id) => vscode.commands.registerCommand(id, (argument: unknown) => run(id, argument))),
  );
}
