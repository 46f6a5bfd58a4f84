/**
 * What VS Code tells of being stuck: the context key, and, only while the person allows it to be seen, how tasks end,
 * which files of the workspace have errors, and that the person edits. None of it leaves the window but through `Ears`.
 */
import * as vscode from 'vscode';
import type { SettingsStore } from '../../app/app.js';
import type { Store } from '../../base/store.js';
import type { Cause } from '../../model/local/stuck.js';
import type { State } from '../../model/state.js';
import { contextKey } from '../surfaces/contextKeys.js';
import { everyMinute } from '../surfaces/everyMinute.js';

/** Whoever counts what is heard. */
interface Ears {
  note(cause: Cause, event: 'failed' | 'wrong' | 'passed'): void;
  touched(key: string | undefined): void;
  turn(): Promise<void>;
}

/** Milliseconds. Many a checker takes all its errors back before it finds them again. */
const settling = 2_000;
/** Files with errors that are looked at again; those of the longest ago are left. */
const mostFiles = 30;
/** 128 and the signal: interrupted, killed or ended by the person. */
const stoppedCodes: readonly number[] = [130, 137, 143];

export function watchStuck(
  store: Store<State>,
  settings: Pick<SettingsStore, 'get'>,
  ears: Ears,
  now: () => number,
): vscode.Disposable {
  const isStuck = contextKey('makertime.stuck');
  const draw = () => isStuck(store.get().stuck !== undefined);
  let seeing: vscode.Disposable | undefined;

  function follow(): void {
    const isWanted = settings.get('stuck.reminders') === 'detected';
    if (isWanted && !seeing) seeing = see(ears);
    else if (!isWanted) {
      seeing?.dispose();
      seeing = undefined;
    }
    void ears.turn();
  }

  draw();
  follow();
  const unsubscribe = store.subscribe(draw);
  return vscode.Disposable.from(
    everyMinute(now, () => void ears.turn()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration('makertime.stuck.reminders') && follow(),
    ),
    {
      dispose() {
        unsubscribe();
        seeing?.dispose();
      },
    },
  );
}

function see(ears: Ears): vscode.Disposable {
  /** By their keys. */
  const wrong = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    timer = undefined;
    const active = vscode.window.activeTextEditor?.document.uri;
    for (const uri of [...(active ? [active] : []), ...wrong.values()]) check(uri);
  }

  function check(uri: vscode.Uri): void {
    const cause = causeOfFile(uri);
    if (!cause) return;
    const hasErrors = vscode.languages
      .getDiagnostics(uri)
      .some(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    // Before its checker has spoken a file has no errors either: it is well only where it was wrong here.
    if (hasErrors) wrong.set(cause.key, uri);
    else if (!wrong.delete(cause.key)) return;
    ears.note(cause, hasErrors ? 'wrong' : 'passed');
    const [oldest] = wrong.size > mostFiles ? wrong : [];
    if (!oldest) return;
    const left = causeOfFile(oldest[1]);
    wrong.delete(oldest[0]);
    if (left) ears.note(left, 'passed');
  }

  const soon = () => {
    timer ??= setTimeout(look, settling);
  };
  soon();
  return vscode.Disposable.from(
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (exitCode === undefined || stoppedCodes.includes(exitCode)) return;
      ears.note(causeOfTask(execution.task), exitCode === 0 ? 'passed' : 'failed');
    }),
    vscode.languages.onDidChangeDiagnostics(soon),
    vscode.window.onDidChangeActiveTextEditor(soon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isMine = vscode.window.state.focused && document === vscode.window.activeTextEditor?.document;
      if (isMine && contentChanges.length > 0) ears.touched(causeOfFile(document.uri)?.key);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Undefined for what is no file of the workspace. */
function causeOfFile(uri: vscode.Uri): Cause | undefined {
  if (!vscode.workspace.getWorkspaceFolder(uri)) return undefined;
  return { key: `file ${uri.toString()}`, on: 'file', name: vscode.workspace.asRelativePath(uri, false) };
}

/** Tasks of one name are others in another folder, and others of another kind. */
function causeOfTask({ name, source, scope, definition }: vscode.Task): Cause {
  const folder = typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
  const key = `task ${JSON.stringify([folder?.toString(), definition.type, source, name])}`;
  // Those of tasks.json go by their label alone, as in VS Code's own lists.
  return { key, on: 'task', name: source === 'Workspace' ? name : `${source}: ${name}` };
}
