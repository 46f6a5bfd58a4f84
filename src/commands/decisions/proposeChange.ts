/** Proposing a change to what the team has agreed on: a decision with the team's figure, and the team file's change as a diff. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { type State, visible } from '../../model/state.js';
import { type Agreement, agreements, type Change, diffOf, lengthText, readLength } from '../../model/tune/change.js';
import { processOf, workingDay } from '../../model/tune/figures.js';
import { decisionTemplate } from '../../views/threads/decisionDraft.js';
import { agreedWords, figureWords, nameOf } from '../../views/tune/picture.js';
import { workingTimeWords } from '../../views/words/expectedAnswer.js';
import { beginDraft } from '../discussionDraft.js';
import { connectedTeam } from '../setup/connect.js';
import { origin } from './propose.js';

export async function proposeChange(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const of = await app.ask.pick(
    l10n.t('What should the team agree on anew?'),
    agreements.map((value) => ({
      label: askedWords(value),
      description: agreedWords(agreedOn(app.state(), value)),
      detail: figureLine(app, value),
      icon: 'watch',
      value,
    })),
  );
  if (!of) return;
  const agreed = agreedOn(app.state(), of);
  const typed = await app.ask.line({
    title: askedWords(of),
    placeholder: l10n.t('Working time, such as 90m, 4h, or 1d for eight hours'),
    value: lengthText(agreed ?? workingDay),
    draft: `change/${of}`,
    check: (text) => {
      const read = readLength(text);
      if (!read) return { kind: 'error', message: l10n.t('Enter a length such as 90m, 4h or 1d') };
      return read.ms === agreed ? { kind: 'error', message: l10n.t('The team has agreed on that') } : undefined;
    },
  });
  const to = typed && readLength(typed.text);
  if (!to) return;
  const text = decisionTemplate(team.account.login, wordsOf(app, { of, to: to.text }, to.ms));
  await beginDraft(app, app.newId(), text, { ...origin, repository: team.repository });
}

function agreedOn(state: State, of: Agreement): number | undefined {
  return visible(state).teamFile?.expectations[of];
}

function askedWords(of: Agreement): string {
  switch (of) {
    case 'blocker':
      return l10n.t('How soon blockers are answered');
    case 'question':
      return l10n.t('How soon questions are answered');
    case 'review':
      return l10n.t('How soon reviews are given');
  }
}

/** "Blockers answered in time in the last 90 days: 60–80%; half within 4 working hours" */
function figureLine(app: App, of: Agreement): string {
  const figures = processOf(app.state().confirmed, app.now()).figures[of];
  const days = figures[90] || !figures[30] ? 90 : 30;
  return l10n.t('{0} in the last {1} days: {2}', nameOf(of), days, figureWords(figures[days]));
}

function wordsOf(
  app: App,
  change: Change,
  ms: number,
): { readonly title: string; readonly context: string; readonly proposal: string } {
  const agreed = agreedOn(app.state(), change.of);
  const to = workingTimeWords(ms);
  return {
    title: l10n.t('{0}: {1}', askedWords(change.of), l10n.t('within {0}', to)),
    context: [agreedWords(agreed), figureLine(app, change.of)].map((line) => `${line}.`).join('\n'),
    proposal: [l10n.t('We agree on {0}.', to), diffOf(change, agreed)].join('\n\n'),
  };
}
