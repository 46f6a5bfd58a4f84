/** Logins in sentences, and names beside them. */

import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';

/** GitHub allows 39 characters. */
const longestName = 40;
export const mostNames = 5;

export function at(login: string): string {
  return `@${plain(login, longestName)}`;
}

/** "@ana, @bo and 2 others"; undefined where nobody is named. */
export function names(logins: readonly string[], most = mostNames, count = logins.length): string | undefined {
  if (logins.length === 0) return undefined;
  const shown = logins.slice(0, most).map(at).join(', ');
  const others = count - Math.min(logins.length, most);
  if (others <= 0) return shown;
  return others === 1 ? l10n.t('{0} and 1 other', shown) : l10n.t('{0} and {1} others', shown, others);
}

/** "gus (Gus Almeida)" for lists; the login alone where nobody knows more. */
export function withName(login: string, name: string | undefined): string {
  const shown = plain(login, longestName) || '?';
  return name === undefined ? shown : l10n.t('{0} ({1})', shown, name);
}

/** Of what stands under somebody's name. */
export function changedByWords({ login }: { readonly login: string }): string {
  return l10n.t('changed by {0}', at(login));
}
