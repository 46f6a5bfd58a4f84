/** Recording a change of one's own status, and the place for it: whether there is one, and opening one. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import { rosterOf } from '../../model/board/board.js';
import { fullName, type Team } from '../../model/board/team.js';
import { myRecord } from '../../model/members.js';
import { type StatusChanges, stampOf } from '../../model/people/member.js';
import { type State, visible } from '../../model/state.js';

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
    return l10n.t(
      'Adds a comment to issue #{0} and unsubscribes you from it. Everyone with access to the repository can see the comment, and GitHub notifies those who are subscribed. Later changes notify nobody.',
      roster,
    );
  return l10n.t(
    'Creates an issue in {0}, the roster, with a comment for each member, and unsubscribes you from it. Everyone with access to the repository can see it.',
    plain(fullName(team.repository)),
  );
}

/** The first who joins opens the roster. */
export async function openRoster(app: App, team: Team): Promise<boolean> {
  if (hasRoster(app.state())) return true;
  try {
    const at = new Date(app.now()).toISOString();
    await app.connection.record({ kind: 'roster', id: app.newId(), record: app.newId(), at, team });
    return true;
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
    return false;
  }
}

/** Where the roster was deleted, or was never let in, what is said would wait for good: whoever says it may open one. */
async function offerRoster(app: App, team: Team): Promise<void> {
  const state = app.state();
  // What is not known yet is not missing.
  if (hasRoster(state) || state.sync.heardAt === undefined) return;
  const name = plain(fullName(team.repository));
  const question = l10n.t(
    '{0} no longer has a roster issue. Your status stays on this machine until there is one.',
    name,
  );
  if (await app.ask.confirm(question, consentWords(state, team), l10n.t('Create Roster Issue')))
    await openRoster(app, team);
}

/**
 * False, with a word about it, where the disk refuses.
 * @param saved what to say once it is saved
 * @param at ISO instant: of two changes to a part the newer counts
 */
export async function change(
  app: App,
  team: Team,
  changes: StatusChanges,
  saved: string | undefined,
  at = stampOf(myRecord(app.state()) ?? { edited: {} }, changes, app.now()),
): Promise<boolean> {
  try {
    await app.connection.record({ kind: 'status', id: app.newId(), record: app.newId(), at, team, changes });
    if (saved !== undefined) app.ask.say(saved);
  } catch (error) {
    const text = changes.said?.text;
    if (text) await app.editor.copy(text);
    const why = errorWords(error);
    await app.ask.tell(
      text ? l10n.t('Could not save: {0}. Your text is on the clipboard.', why) : l10n.t('Could not save: {0}', why),
    );
    return false;
  }
  await offerRoster(app, team);
  return true;
}
