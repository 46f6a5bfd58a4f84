/** Notes: a line each in a file of this machine, and a reminder where one ends in a time. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords, plain } from '../../base/plainText.js';
import type { Team } from '../../model/board/team.js';
import { readTime } from '../../model/hours/typedTime.js';
import { myRecord } from '../../model/members.js';
import { noteLine } from '../../views/deliveries/noteLine.js';
import { kindWords } from '../../views/words/kinds.js';
import { moment } from '../../views/words/time.js';

/** @param back ISO instant. Rejects where the note cannot be written. */
export async function saveNote(app: App, team: Team, text: string, back: string | undefined): Promise<void> {
  const title = text.split(/\r?\n/, 1)[0] ?? '';
  const [now, zone] = [app.now(), app.editor.zone()];
  await app.notes.add(noteLine(text, back, now, zone), heading());
  const saved = kindWords.note.saved(plain(title, 60));
  if (back === undefined) return app.ask.say(saved);
  try {
    await remind(app, team, title, back);
    app.ask.say(l10n.t('{0} · back {1}', saved, moment(Date.parse(back), now, zone)));
  } catch (error) {
    await app.ask.tell(l10n.t('The note is saved, but not the reminder: {0}', errorWords(error)));
  }
}

/** It lies in *Deliveries* as snoozed until then. */
async function remind(app: App, team: Team, title: string, until: string): Promise<void> {
  await app.connection.record({
    kind: 'attend',
    id: app.newId(),
    at: new Date(app.now()).toISOString(),
    team,
    target: { kind: 'parcel', key: `note/${app.newId()}` },
    act: { kind: 'remind', title, until },
  });
}

export async function openNotes(app: App): Promise<void> {
  try {
    await app.notes.open(heading());
  } catch (error) {
    await app.ask.tell(l10n.t('Could not open your notes: {0}', errorWords(error)));
  }
}

function heading(): string {
  return l10n.t('Notes');
}

const mostTimeWords = 5;

/** The time a note ends in. A bare number may be anything: only with more words is it an hour. */
export function timeAtEnd(app: App, text: string): { text: string; at: string; words: string } | undefined {
  const [now, zone] = [app.now(), app.editor.zone()];
  const status = myRecord(app.state())?.status;
  const typed = text.trimEnd().split(/ +/);
  for (let count = Math.min(mostTimeWords, typed.length - 1); count > 0; count -= 1) {
    const end = typed.slice(-count).join(' ');
    if (/^(?:[a-z]+ )?\d+$/i.test(end)) continue;
    const at = readTime(end, { now, zone, meaning: 'until', ...(status && { status }) });
    if (at !== undefined)
      return { text: typed.slice(0, -count).join(' '), at, words: moment(Date.parse(at), now, zone) };
  }
  return undefined;
}
