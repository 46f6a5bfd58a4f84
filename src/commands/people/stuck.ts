/** Saying that one is stuck, and that one no longer is. Where the ladder is off, it is offered and not begun. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import { moment } from '../../views/words/time.js';
import { connectedTeam } from '../setup/connect.js';

export async function declareStuck(app: App): Promise<void> {
  if (!(await connectedTeam(app)) || !(await ladderIsOn(app))) return;
  const { stuck } = app.state();
  if (stuck) return app.ask.say(l10n.t('Stuck since {0}', moment(stuck.since, app.now(), app.editor.zone())));
  await saved(app, app.stuck.declare(), l10n.t('Marked as stuck, on this machine only'));
}

export async function clearStuck(app: App): Promise<void> {
  await saved(app, app.stuck.clear(), l10n.t('No longer stuck'));
}

async function ladderIsOn(app: App): Promise<boolean> {
  if (app.settings.get('stuck.reminders') !== 'off') return true;
  const chosen = await app.ask.pick(
    l10n.t('Remind you after 20 minutes, and offer a document to describe it after 2 hours?'),
    [
      {
        label: l10n.t("Yes, when I say I'm stuck"),
        description: l10n.t('on this machine only; nothing is sent'),
        icon: 'question',
        value: 'declared' as const,
      },
      {
        label: l10n.t('Yes, and also detect it for me'),
        description: l10n.t('the same task keeps failing, or the file I edit still has errors'),
        icon: 'eye',
        value: 'detected' as const,
      },
      {
        label: l10n.t('No, just capture a blocker now'),
        description: l10n.t('one line, then Enter'),
        icon: 'circle-slash',
        value: 'captureBlocker' as const,
      },
      {
        label: l10n.t('No, just describe it in a document now'),
        description: l10n.t('a template that helps you explain'),
        icon: 'note',
        value: 'describeBlocker' as const,
      },
    ],
  );
  if (!chosen) return false;
  if (chosen === 'describeBlocker' || chosen === 'captureBlocker') {
    await app.run(`makertime.${chosen}`);
    return false;
  }
  return saved(app, app.settings.set('stuck.reminders', chosen));
}

/** False, with a word about it, where it could not be written. */
async function saved(app: App, writing: Promise<void>, word?: string): Promise<boolean> {
  try {
    await writing;
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
  if (word) app.ask.say(word);
  return true;
}
