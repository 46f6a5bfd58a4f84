/** Owns recording a change of one's own status, and whether there is a place for one. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import { type StatusChanges, stampOf } from '../model/member.js';
import { myRecord } from '../model/queries.js';
import type { State } from '../model/state.js';
import type { Team } from '../model/team.js';
import { errorWords } from '../views/words.js';

/** On the roster, or on the way there. */
export function isInRoster(state: State): boolean {
  return myRecord(state) !== undefined;
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
    return true;
  } catch (error) {
    const text = changes.said?.text;
    if (text) await app.editor.copy(text);
    const why = errorWords(error);
    await app.ask.tell(
      text ? l10n.t('Not saved: {0}. Your text is on the clipboard.', why) : l10n.t('Not saved: {0}', why),
    );
    return false;
  }
}
