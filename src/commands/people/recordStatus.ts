/** Owns recording a change of one's own status, and the place for it: whether there is one, and opening one. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { rosterOf } from '../model/board.js';
import { type StatusChanges, stampOf } from '../model/member.js';
import { myRecord } from '../model/queries.js';
import { type State, visible } from '../model/state.js';
import { fullName, type Team } from '../model/team.js';
import { errorWords, plain } from '../views/plain.js';

/** On the roster, or on the way there. */
export function isInRoster(state: State): boolean {
  return myRecord(state) !== undefined;
}

function hasRoster(state: State): boolean {
  const isOpening = state.unsent.some(
    ({ kind, team }) => kind === 'roster' && team.repository.id === state.team?.repository.id,
  );
  return isOpening || rosterOf(visible(state)) !== undefined;
}

/** What joining does, said before it is done. */
export function consentWords(state: State, team: Team): string {
  const roster = rosterOf(visible(state));
  if (roster !== undefined)
    return l10n.t('Adds one comment to issue #{0}. Everybody who can read the repository sees it.', roster);
  return l10n.t(
    'Opens one issue in {0}, the roster, with one comment for each member. Everybody who can read the repository sees it.',
    plain(fullName(team.repository)),
  );
}

/** The first who joins opens the roster. */
export async function openRoster(app: App, team: Team): Promise<boolean> {
  if (hasRoster(app.state())) return true;
  try {
    const at = new Date(app.now()).toISOString();
    await app.desk.record({ kind: 'roster', id: app.newId(), record: app.newId(), at, team });
    return true;
  } catch (error) {
    await app.ask.tell(l10n.t('Not saved: {0}', errorWords(error)));
    return false;
  }
}

/** Where the roster was deleted, or was never let in, what is said would wait for good: whoever says it may open one. */
async function offerRoster(app: App, team: Team): Promise<void> {
  const state = app.state();
  // What is not known yet is not missing.
  if (hasRoster(state) || state.sync.heardAt === undefined) return;
  const name = plain(fullName(team.repository));
  const question = l10n.t('{0} has no roster any more. Your status is kept on this machine until there is one.', name);
  if (await app.ask.confirm(question, consentWords(state, team), l10n.t('Open a Roster'))) await openRoster(app, team);
}

/** False, with a word about it, where the disk refuses. @param at ISO instant: of two changes to a part the newer counts */
export async function change(
  app: App,
  team: Team,
  changes: StatusChanges,
  saved: string,
  at = stampOf(myRecord(app.state()) ?? { edited: {} }, changes, app.now()),
): Promise<boolean> {
  try {
    await app.desk.record({ kind: 'status', id: app.newId(), record: app.newId(), at, team, changes });
    app.ask.say(saved);
  } catch (error) {
    const text = changes.said?.text;
    if (text) await app.editor.copy(text);
    const why = errorWords(error);
    await app.ask.tell(
      text ? l10n.t('Not saved: {0}. Your text is on the clipboard.', why) : l10n.t('Not saved: {0}', why),
    );
    return false;
  }
  await offerRoster(app, team);
  return true;
}
