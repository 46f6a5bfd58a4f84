/** Commands, registered before their code is there. The one place where a bug in a command is caught. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App, Handler } from '../app/app.js';
import type { CommandId } from '../app/contributions.js';
import type { Log } from '../ports/clock.js';
import type { EarlyBox } from './asking/earlyBox.js';
import { rowIdOf } from './surfaces/treeView.js';

interface Loaded {
  readonly app: App;
  readonly handlers: Readonly<Record<CommandId, Handler>>;
}

/** Those with a key of their own that open a box: whoever presses it types on at once. */
const quick = named('askQuestion', 'capture', 'captureBlocker', 'focus', 'focusInZen', 'setStatus', 'startNextTask');

/** What was typed and given up is offered again in any of them. */
const captures = named('askQuestion', 'capture', 'captureBlocker');

function named(...names: readonly NameOf<CommandId>[]): ReadonlySet<string> {
  return new Set(names.map((name) => `makertime.${name}`));
}

type NameOf<Id extends CommandId> = Id extends `makertime.${infer Name}` ? Name : never;

/** As package.json declares them, which is read already. A test holds `CommandId` to them. */
function declared({ extension }: vscode.ExtensionContext): readonly CommandId[] {
  const { contributes } = extension.packageJSON as { contributes: { commands: readonly { command: CommandId }[] } };
  return contributes.commands.map(({ command }) => command);
}

/** @param load resolves once the code of the commands is there */
export function registerCommands(
  context: vscode.ExtensionContext,
  load: () => Promise<Loaded>,
  log: Log & { show(): void },
  earlyBox: EarlyBox<vscode.QuickPick<vscode.QuickPickItem>>,
): vscode.Disposable {
  const run = async (id: CommandId, argument: unknown) => {
    const early = argument === undefined && quick.has(id) ? earlyBox.open() : undefined;
    try {
      const { app, handlers } = await load();
      const typed = early?.dismissed();
      if (typed && captures.has(id)) app.ask.keep('capture', typed);
      if (typed !== undefined) return;
      await handlers[id](app, rowIdOf(argument) ?? argument);
    } catch (error) {
      log.error(`${id} failed`, error);
      early?.close(); // it would take what is typed for as long as the toast stands there
      const show = l10n.t('Show Log');
      const chosen = await vscode.window.showErrorMessage(
        l10n.t('Something went wrong in Makertime. See the log for details.'),
        show,
      );
      if (chosen === show) log.show();
    } finally {
      early?.close();
    }
  };
  return vscode.Disposable.from(
    ...declared(context).map((id) => vscode.commands.registerCommand(id, (argument: unknown) => run(id, argument))),
  );
}
