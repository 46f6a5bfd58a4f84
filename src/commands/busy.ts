/** Owns the choice that GitHub is told of focus: asked with what it does, and taken back in one step. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { plain } from '../views/plain.js';
import { connectedTeam } from './connect.js';

export async function busyOnGitHub(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { state, settings, ask } = app;
  const isOn = settings.get('focus.busyOnGitHub');
  if (isOn && state().busyRefused === undefined) {
    const stop = l10n.t('Stop');
    const question = l10n.t('GitHub shows you as busy while you focus.');
    if (!(await ask.confirm(question, l10n.t('What stood there before is given back.'), stop))) return;
    await settings.set('focus.busyOnGitHub', false);
    return ask.say(l10n.t('GitHub is no longer told of your focus'));
  }
  const question = l10n.t('Show you as busy on GitHub while you focus?');
  const detail = l10n.t(
    'Your GitHub profile then says that you are busy, with the end of the block, to the members of {0} if that is an organization and else to everybody. GitHub asks others for reviews meanwhile. What stood there before comes back. GitHub has to be asked for the right to change your profile’s status.',
    plain(team.repository.owner, 40),
  );
  if (!(await ask.confirm(question, detail, l10n.t('Show Busy')))) return;
  if (!(await app.accounts.allowBusy())) return;
  await settings.set('focus.busyOnGitHub', true);
  ask.say(l10n.t('From now on GitHub shows you as busy while you focus'));
}
