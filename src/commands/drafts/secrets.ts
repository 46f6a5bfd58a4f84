/** What leaves this machine is looked at for secrets first, whatever it is: whoever writes one is asked, once. */
import * as l10n from '@vscode/l10n';
import type { Connection } from '../../app/app.js';
import type { Ask } from '../../app/ask.js';
import { holdsSecret } from '../../records/help/secrets.js';

/** Records as before, but for what holds a secret and is not meant to: that rejects, and nothing has changed. */
export function askingAboutSecrets(connection: Connection, ask: Ask): Connection {
  return {
    ...connection,
    async record(mutation) {
      const { team: _team, ...words } = mutation;
      if (holdsSecret(words) && !(await isMeant(ask)))
        throw new Error(l10n.t('it looks as if it held a token, a key or a private address'));
      return connection.record(mutation);
    },
  };
}

function isMeant(ask: Ask): Promise<boolean> {
  return ask.confirm(
    l10n.t('Send this although it looks as if it held a secret?'),
    l10n.t(
      'There is what looks like a token, a key, a password or the private address of a calendar in it. Everyone who can read the repository could use it.',
    ),
    l10n.t('Send Anyway'),
  );
}
