/** A problem of the editor as a capture carries it: in words, and where it stands. */
import type * as vscode from 'vscode';

/** What a lightbulb hands over: the line it hangs on and the message it is about. */
export interface Spot {
  /** Counted from 0. */
  readonly line: number;
  readonly message: string;
}

export function describeDiagnostic(diagnostic: vscode.Diagnostic): string {
  const { code, source, message } = diagnostic;
  const name = typeof code === 'object' ? code.value : code;
  const origin = [source, name].filter((part) => part !== undefined && part !== '').join(' ');
  return `${message.replace(/\s+/g, ' ').trim()}${origin ? ` (${origin})` : ''}`;
}
