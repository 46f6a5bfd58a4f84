/** Owns registering the commands: one loop over the table, and the one place where a bug in a command is caught. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { type BoxKey, handlers } from '../commands/table.js';
import type { CommandId } from '../contributions.js';
import type { Log } from '../sync/ports.js';
import { rowIdOf } from './treeView.js';

export function registerCommands(app: App, log: Log): vscode.Disposable {
  const ids = Object.keys(handlers) as (keyof typeof handlers)[];
  return vscode.Disposable.from(
    ...ids.map((id) =>
      vscode.commands.registerCommand(id, (argument: unknown) => run(id, app, log, rowIdOf(argument) ?? argument)),
    ),
  );
}

async function run(id: Exclude<CommandId, BoxKey>, app: App, log: Log, argument: unknown): Promise<void> {
  try {
    await handlers[id](app, argument);
  } catch (error) {
    log.error(`${id} failed`, error);
    const show = l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(l10n.t('Makertime could not do that.'), show);
    if (chosen === show) app.editor.showLog();
  }
}
