/** The choice that GitHub is told of focus: asked with what it does, and taken back in one step. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { connectedTeam } from '../setup/connect.js';

export async function showAsBusy(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { state, settings, ask } = app;
  const isOn = settings.get('focus.showAsBusy');
  if (isOn && state().busyRefused === undefined) {
    const stop = l10n.t('Stop');
    const question = l10n.t('GitHub shows you as busy while you focus.');
    if (!(await ask.confirm(question, l10n.t('Your previous status is restored.'), stop))) return;
    await settings.set('focus.showAsBusy', false);
    return ask.say(l10n.t('GitHub no longer shows you as busy while you focus'));
  }
  const question = l10n.t('Show you as busy on GitHub while you focus?');
  const detail = l10n.t(
    'Your GitHub profile will show you as busy until the block ends, to members of {0} if it is an organization and otherwise to everyone. Meanwhile GitHub asks others for reviews. Your previous status is restored afterwards. GitHub will ask you to allow changes to your profile.',
    plain(team.repository.owner, 40),
  );
  if (!(await ask.confirm(question, detail, l10n.t('Show as Busy')))) return;
  if (!(await app.accounts.allowBusy())) return;
  await settings.set('focus.showAsBusy', true);
  ask.say(l10n.t('GitHub now shows you as busy while you focus'));
}
