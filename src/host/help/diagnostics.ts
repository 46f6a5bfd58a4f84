/** Writing help in the editor: problems of documents in the making, and their quick fixes. In no other document. */
import * as vscode from 'vscode';
import type { EditorWriteUps } from '../workspace/writeUps.js';

/** What is said of a document; places are characters from its beginning. */
export interface Advice {
  readonly rule: string;
  readonly severity: 'warning' | 'information' | 'hint';
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fixes: readonly AdviceFix[];
}

interface AdviceFix {
  readonly title: string;
  readonly edits?: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly goTo?: number;
}

/** Milliseconds after the last key. */
const pause = 300;
const severities = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

interface Ports {
  readonly writeUps: Pick<EditorWriteUps, 'idIn'>;
  readonly settings: { subscribe(listener: () => void): vscode.Disposable };
  advice(id: string, text: string): Promise<readonly Advice[]>;
  warn(message: string): void;
}

export function writingHelp({ writeUps, settings, advice, warn }: Ports): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('makertime');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const known = new Map<string, { readonly version: number; readonly advice: readonly Advice[] }>();
  const idOf = ({ uri }: vscode.TextDocument) => writeUps.idIn(uri);

  async function look(document: vscode.TextDocument): Promise<void> {
    const id = idOf(document);
    if (id === undefined || document.isClosed) return;
    const { version } = document;
    const found = await advice(id, document.getText());
    if (document.isClosed || document.version !== version) return;
    known.set(document.uri.toString(), { version, advice: found });
    problems.set(
      document.uri,
      found.map((one) => diagnosticOf(document, one)),
    );
  }

  function soon(document: vscode.TextDocument, wait = pause): void {
    if (idOf(document) === undefined) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        look(document).catch((error) => warn(`writing help: ${String(error)}`));
      }, wait),
    );
  }

  function forget({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    clearTimeout(timers.get(key));
    timers.delete(key);
    known.delete(key);
    problems.delete(uri);
  }

  const all = () => {
    for (const document of vscode.workspace.textDocuments) soon(document, 0);
  };
  const parts = [
    problems,
    settings.subscribe(all),
    vscode.workspace.onDidOpenTextDocument((document) => soon(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file', pattern: '**/drafts/*.md' },
      {
        provideCodeActions(document, range, { diagnostics }) {
          const now = known.get(document.uri.toString());
          if (idOf(document) === undefined || now?.version !== document.version) return [];
          return now.advice
            .filter((one) => rangeOf(document, one).intersection(range) !== undefined)
            .flatMap((one) => {
              const own = diagnostics.filter(({ source, code }) => source === problemSource && code === one.rule);
              return one.fixes.map((fix, place) => actionOf(document, fix, own, place === 0));
            });
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    {
      dispose() {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  ];
  all();
  return vscode.Disposable.from(...parts);
}

const problemSource = 'Makertime';

function rangeOf(document: vscode.TextDocument, { start, end }: { readonly start: number; readonly end: number }) {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function diagnosticOf(document: vscode.TextDocument, advice: Advice): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, advice), advice.message, severities[advice.severity]);
  diagnostic.source = problemSource;
  diagnostic.code = advice.rule;
  return diagnostic;
}

function actionOf(
  document: vscode.TextDocument,
  { title, edits, goTo }: AdviceFix,
  diagnostics: vscode.Diagnostic[],
  isPreferred: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.isPreferred = isPreferred;
  if (edits) {
    action.edit = new vscode.WorkspaceEdit();
    for (const edit of edits) action.edit.replace(document.uri, rangeOf(document, edit), edit.text);
  }
  if (goTo !== undefined) {
    const at = document.positionAt(goTo);
    action.command = {
      command: 'vscode.open',
      title,
      arguments: [document.uri, { selection: new vscode.Range(at, at) }],
    };
  }
  return action;
}
