/** Owns the questions about a blocker's owner, time and outcome. */
import * as l10n from '@vscode/l10n';
import type { App, Choice } from '../app.js';
import { peopleOn } from '../model/queries.js';
import { type Moment, needByChoices, readMoment } from '../time/schedule.js';
import { plain } from '../views/plain.js';
import { moment } from '../views/time.js';

/** A login, or undefined where it is left open. */
export function askOwner(app: App, title: string): Promise<string | undefined> {
  const choices = peopleOn(app.state()).map((login) => ({
    label: `@${plain(login, 40)}`,
    icon: 'account',
    value: login,
  }));
  return app.ask.pick(title, choices, (typed) => {
    const login = /^@?([a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,38}))$/.exec(typed.trim())?.[1];
    return login ? [{ label: `@${login}`, description: l10n.t('as typed'), icon: 'account', value: login }] : [];
  });
}

/** An ISO instant, or undefined where it is left open. */
export function askNeedBy(app: App, title: string): Promise<string | undefined> {
  const zone = app.editor.zone();
  const now = app.now();
  const choice = ({ kind, at }: Moment): Choice<string> => ({
    label: momentWords(kind),
    description: moment(at, now, zone),
    icon: 'watch',
    value: at,
  });
  return app.ask.pick(title, needByChoices(now, zone).map(choice), (typed) => {
    const at = readMoment(typed, now, zone);
    return at ? [choice({ kind: 'typed', at })] : [];
  });
}

export async function askOutcome(app: App, title: string, value?: string): Promise<string | undefined> {
  const answer = await app.ask.line({
    title,
    placeholder: l10n.t('How will you know that it is solved?'),
    ...(value && { value }),
  });
  return answer?.text.trim() || undefined;
}

function momentWords(kind: Moment['kind']): string {
  switch (kind) {
    case 'soon':
      return l10n.t('In two hours');
    case 'today':
      return l10n.t('End of today');
    case 'tomorrow':
      return l10n.t('Tomorrow noon');
    case 'endOfWeek':
      return l10n.t('End of the week');
    case 'nextWeek':
      return l10n.t('Monday noon');
    case 'typed':
      return l10n.t('As typed');
  }
}
