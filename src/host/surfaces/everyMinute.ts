/** Drawing again when the minute changes: everything shown is true to the minute, and ends on one. */
import type * as vscode from 'vscode';

/** Timers may be early by a moment. */
const margin = 20;

export function everyMinute(now: () => number, draw: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout>;
  const next = () => {
    timer = setTimeout(
      () => {
        next();
        draw();
      },
      60_000 - (now() % 60_000) + margin,
    );
  };
  next();
  return { dispose: () => clearTimeout(timer) };
}
