/** What a box says below a time that it cannot read. */
import * as l10n from '@vscode/l10n';
import type { Choice } from '../app/ask.js';
import { plain } from '../base/plainText.js';

export function unreadTime(typed: string): Choice<undefined> {
  const label = l10n.t('“{0}” is not a time such as 16:30, 5pm, 2h, tomorrow, fri or 30 Nov', plain(typed, 60));
  return { label, icon: 'info', value: undefined };
}
