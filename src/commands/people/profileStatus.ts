/** The choice that GitHub is told of focus: asked with what it does, and taken back in one step. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { connectedTeam } from '../setup/connect.js';
import { signInWithToken } from '../setup/session.js';

export async function showAsBusy(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { state, settings, ask } = app;
  const isOn = settings.get('focus.showAsBusy');
  if (isOn && state().busyRefused !== undefined) return mendRefusal(app);
  if (isOn) {
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

/** GitHub does not let us: to be asked for the same again would lead nowhere. */
async function mendRefusal(app: App): Promise<void> {
  const chosen = await app.ask.pick<'again' | 'token' | 'stop'>(
    l10n.t('GitHub does not let Makertime change your status'),
    [
      {
        label: l10n.t('Sign in to GitHub again'),
        description: l10n.t('asks for the right to change your status'),
        icon: 'github',
        value: 'again',
      },
      {
        label: l10n.t('Use a personal access token…'),
        description: l10n.t('one with the “user” scope'),
        icon: 'key',
        value: 'token',
      },
      { label: l10n.t('Stop showing me as busy on GitHub'), icon: 'close', value: 'stop' },
    ],
  );
  switch (chosen) {
    case undefined:
      return;
    case 'again':
      if (await app.accounts.allowBusy(true)) app.ask.say(l10n.t('GitHub now shows you as busy while you focus'));
      return;
    case 'token':
      await signInWithToken(app);
      await app.accounts.allowBusy();
      return;
    case 'stop':
      await app.settings.set('focus.showAsBusy', false);
      app.ask.say(l10n.t('GitHub no longer shows you as busy while you focus'));
  }
}
