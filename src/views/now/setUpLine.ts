/** The line in the status bar until there is a team, apart from the rest so that it can stand there without it. */
import * as l10n from '@vscode/l10n';
import type { State } from '../../model/state.js';
import type { Line } from '../words/row.js';

export function setUpLine({ phase, account }: State): Line {
  if (phase === 'starting') return line('watch', [l10n.t('Makertime')], [l10n.t('Makertime is starting')]);
  const next = account ? l10n.t('Connect a team repository') : l10n.t('Sign in to GitHub');
  return line('plug', [l10n.t('Makertime')], [l10n.t('Makertime is not set up yet'), next]);
}

/** @param short what is seen @param long what is told when one hovers or listens */
export function line(
  icon: string,
  short: readonly (string | undefined)[],
  long: readonly (string | undefined)[],
  command = 'makertime.setStatus',
): Line {
  const spoken = long.filter(Boolean);
  return {
    text: `$(${icon}) ${short.filter(Boolean).join(' · ')}`,
    tooltip: spoken.join('\n'),
    spoken: spoken.join(', '),
    command,
  };
}
