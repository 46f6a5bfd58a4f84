/** Owns saying that one is stuck, and that one no longer is. Where the ladder is off, it is offered and not begun. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { errorWords } from '../views/plain.js';
import { moment } from '../views/time.js';
import { connectedTeam } from './connect.js';

export async function declareStuck(app: App): Promise<void> {
  if (!(await connectedTeam(app)) || !(await ladderIsOn(app))) return;
  const { stuck } = app.state();
  if (stuck) return app.ask.say(l10n.t('Stuck since {0}', moment(stuck.since, app.now(), app.editor.zone())));
  await saved(app, app.stuck.declare(), l10n.t('Saved on this machine: stuck since now'));
}

export async function clearStuck(app: App): Promise<void> {
  await saved(app, app.stuck.clear(), l10n.t('No longer stuck'));
}

async function ladderIsOn(app: App): Promise<boolean> {
  if (app.settings.get('stuck.ladder') !== 'off') return true;
  const chosen = await app.ask.pick(
    l10n.t('Stuck: a calm line after 20 minutes, the offer of a write-up after 2 hours?'),
    [
      {
        label: l10n.t('From now, and whenever I say so'),
        description: l10n.t('only on this machine; nothing is sent'),
        icon: 'question',
        value: 'declared' as const,
      },
      {
        label: l10n.t('Also when it is seen'),
        description: l10n.t('the same task keeps failing, or the file I edit keeps its errors'),
        icon: 'eye',
        value: 'seen' as const,
      },
      {
        label: l10n.t('No, but let me ask in one line now'),
        description: l10n.t('a blocker'),
        icon: 'circle-slash',
        value: 'captureBlocker' as const,
      },
      {
        label: l10n.t('No, but let me write it down now'),
        description: l10n.t('questions that make one explain'),
        icon: 'note',
        value: 'writeUp' as const,
      },
    ],
  );
  if (!chosen) return false;
  if (chosen === 'writeUp' || chosen === 'captureBlocker') {
    await app.run(`makertime.${chosen}`);
    return false;
  }
  return saved(app, app.settings.set('stuck.ladder', chosen));
}

/** False, with a word about it, where it could not be written. */
async function saved(app: App, writing: Promise<void>, word?: string): Promise<boolean> {
  try {
    await writing;
  } catch (error) {
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
    return false;
  }
  if (word) app.ask.say(word);
  return true;
}
