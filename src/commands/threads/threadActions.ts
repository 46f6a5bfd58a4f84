/** What the buttons at the head of a discussion's page do; views/threads/actions.ts says which there are. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { fullName, issueAddress, type Team } from '../../model/board/team.js';
import { type Closing, closings } from '../../model/threads/thread.js';
import type { KnownThread } from '../../views/threads/picture.js';
import type { ThreadActionName } from '../../views/threads/protocol.js';
import { capture } from '../blockers/capture.js';
import { proposeDecision } from '../decisions/propose.js';
import { snoozeDiscussion } from '../inbox/deliveries.js';
import { editAsDecided } from '../setup/teamFile.js';
import { draftAnswer } from '../work/draftAnswer.js';
import { saveThisAnswer } from '../work/keepAnswer.js';
import { tryAct } from './acts.js';
import { answer, decide, keepDecision, object } from './decide.js';
import { pickUpFromPage } from './pickUp.js';
import { summarizeThis } from './summarize.js';

/** @param write puts a text into the box at the end of the page, behind what stands there */
type Action = (app: App, known: KnownThread, team: Team, write: (text: string) => Promise<boolean>) => Promise<void>;

export const threadActionHandlers: Readonly<Record<ThreadActionName, Action>> = {
  pickUp: pickUpFromPage,
  agree: (app, known, team) => answer(app, known, team, 'agree'),
  object,
  abstain: (app, known, team) => answer(app, known, team, 'abstain'),
  decide,
  async editTeamFile(app, { talk }, team) {
    await editAsDecided(app, team, talk?.opening.text ?? '');
  },
  keepDecision,
  draftAnswer,
  summarize: (app, { thread, talk }, team) => summarizeThis(app, team, thread, talk),
  async close(app, { thread }, team) {
    const as = await app.ask.pick(
      l10n.t('Close discussion'),
      closings.map((value) => ({ label: closeWords(value), value })),
    );
    if (as && (await tryAct(app, thread, team, (base) => ({ ...base, kind: 'closeThread', as }))))
      app.ask.say(l10n.t('Discussion closed'));
  },
  async reopen(app, { thread }, team) {
    if (await tryAct(app, thread, team, (base) => ({ ...base, kind: 'closeThread', isOver: true })))
      app.ask.say(l10n.t('Discussion reopened'));
  },
  async openOnGitHub(app, { thread: { number } }, team) {
    if (number !== undefined) await app.editor.openAddress(issueAddress(team, number, 'discussion'));
  },
  async snooze(app, { thread: { title, number } }, team) {
    if (number !== undefined) await snoozeDiscussion(app, title, fullName(team.repository), number);
  },
  async captureBlocker(app, { thread: { title, number } }) {
    // GitHub makes a link of the number.
    await capture(app, 'blocker', { text: l10n.t('{0} (see discussion #{1})', plain(title, 120), number ?? '') });
  },
  async proposeDecision(app, { thread: { title, number } }) {
    // As above: GitHub makes a link of the number.
    await proposeDecision(app, plain(title, 120), l10n.t('See discussion #{0}.', number ?? ''));
  },
  async saveAnswer(app, { thread: { title, number }, talk }, team) {
    const { answer } = talk ?? {};
    if (number === undefined || !answer) return app.ask.say(l10n.t('The answer has not been read from GitHub yet'));
    await saveThisAnswer(app, team, { title, number, subject: 'discussion' }, answer.said.text);
  },
  async copyLink(app, { thread: { number } }, team) {
    if (number === undefined) return;
    await app.editor.copy(issueAddress(team, number, 'discussion'));
    app.ask.say(l10n.t('Link copied'));
  },
};

function closeWords(closing: Closing): string {
  switch (closing) {
    case 'resolved':
      return l10n.t('Close as resolved');
    case 'outdated':
      return l10n.t('Close as outdated');
    case 'duplicate':
      return l10n.t('Close as duplicate');
  }
}
