/** What is wrong with the text of a capture. */
import * as l10n from '@vscode/l10n';

/** GitHub takes 65,536 characters with the record; more is kept, but cannot be sent as it is. */
const comfortable = 60_000;

export function checkText(text: string): { kind: 'error' | 'warning'; message: string } | undefined {
  if (text.trim() === '') return { kind: 'error', message: l10n.t('Type a few words first') };
  if (text.length <= comfortable) return undefined;
  return {
    kind: 'warning',
    message: l10n.t(
      '{0} characters: GitHub accepts about {1}. It will be saved, but not sent until you shorten it.',
      text.length,
      comfortable,
    ),
  };
}
