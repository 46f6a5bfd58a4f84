/** Saying what was done, with a way to take it back for as long as the words stand there. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app/app.js';
import { errorWords } from '../base/plainText.js';

/** Nobody waits for the person to make up their mind. @param undo may reject where the disk refuses */
export function sayWithUndo(app: App, message: string, undo: () => Promise<void>): void {
  const offered = app.ask.offer(message, l10n.t('Undo')).then((isPressed) => (isPressed ? undo() : undefined));
  void offered.catch((error: unknown) => app.ask.tell(l10n.t('Could not undo: {0}', errorWords(error))));
}
