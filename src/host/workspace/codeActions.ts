/** The lightbulb: a blocker captured from the problem it hangs on. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../base/plainText.js';
import { describeDiagnostic, type Spot } from './diagnostic.js';

/** More entries than this in one menu help nobody. */
const most = 3;

export function codeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [{ scheme: 'file' }, { scheme: 'vscode-remote' }, { scheme: 'vscode-vfs' }],
    {
      provideCodeActions: (_document, _range, context) =>
        context.diagnostics
          .filter((one) => one.severity <= vscode.DiagnosticSeverity.Warning && one.source !== 'Makertime')
          .slice(0, most)
          .map((diagnostic) => {
            const message = describeDiagnostic(diagnostic);
            const title = l10n.t('Capture as blocker: {0}', plain(message, 60));
            const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
            const spot: Spot = { line: diagnostic.range.start.line, message };
            action.command = { command: 'makertime.captureBlocker', title, arguments: [{ at: spot }] };
            action.diagnostics = [diagnostic];
            return action;
          }),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}
