/** Turning a meeting into a memo: what goes one way is announced, what is to be decided is proposed, and the rest is the meeting. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { bare, plain } from '../../base/plainText.js';
import { membersOf, statusOf } from '../../model/members.js';
import { focusCut } from '../../model/reach/cuts.js';
import { type Agenda, type AgendaItem, agendaIn } from '../../records/meeting/agenda.js';
import { type CalendarMeeting, isCalendar, meetingsIn } from '../../records/meeting/calendar.js';
import { meetingAgenda } from '../../views/threads/memoDraft.js';
import { names } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { capture } from '../blockers/capture.js';
import { proposeDecision } from '../decisions/propose.js';
import { writeMemo } from '../memos/write.js';
import { connectedTeam } from '../setup/connect.js';

export async function meetingToMemo(app: App): Promise<void> {
  if (!(await connectedTeam(app))) return;
  const text = await askText(app);
  const meeting = text === undefined ? undefined : await chooseMeeting(app, text);
  if (!meeting) return;
  const { start, end } = meeting;
  const title = bare(meeting.title, longestTitle);
  const items = meeting.items.map((item) => ({ ...item, text: bare(item.text) }));
  if (items.length === 0) return app.ask.tell(l10n.t('There is nothing in it to talk about: no line of an agenda.'));
  const cut = start === undefined || end === undefined ? undefined : cutWords(app, start, end);
  const head = [plain(title, 60), cut].filter(Boolean).join(' · ');

  const oneWay = await chooseItems(
    app,
    items,
    'oneWay',
    titled(head, l10n.t('Which go one way? They become announcements')),
  );
  if (!oneWay) return;
  const others = items.filter((item) => !oneWay.includes(item));
  const decisions =
    others.length === 0
      ? []
      : await chooseItems(
          app,
          others,
          'decision',
          titled(head, l10n.t('Which are to be decided? They become decisions')),
        );
  if (!decisions) return;
  const rest = others.filter((item) => !decisions.includes(item));

  for (const item of oneWay) await capture(app, 'announcement', { text: item.text });
  for (const item of decisions) await proposeDecision(app, item.text);
  if (rest.length === 0) {
    const done = l10n.t('Nothing is left to meet for');
    return app.ask.say(cut === undefined ? done : l10n.t('{0}: {1}', done, cut));
  }
  const when = start === undefined ? undefined : saidMoment(start, app.now(), app.editor.zone());
  const lines = rest.map((item) => item.text);
  await writeMemo(app, {
    title,
    text: meetingAgenda(
      [when, cut].filter((one) => one !== undefined),
      lines,
    ),
  });
}

/** Characters, as GitHub takes them for a discussion. */
const longestTitle = 200;

type Meeting = Agenda & Pick<CalendarMeeting, 'start' | 'end'>;

/** Where the agenda or the calendar entry is. */
async function askText(app: App): Promise<string | undefined> {
  const from = await app.ask.pick(l10n.t('Where is the agenda?'), [
    { label: l10n.t('In the clipboard'), icon: 'clippy', value: 'clipboard' },
    { label: l10n.t('In the active editor'), icon: 'file', value: 'editor' },
    { label: l10n.t('In a calendar file…'), description: '.ics', icon: 'calendar', value: 'file' },
  ] as const);
  if (from === undefined) return undefined;
  const text = await app.editor.text(from);
  if (text !== undefined && text.trim() !== '') return text;
  if (text !== undefined || from !== 'file') await app.ask.tell(l10n.t('There is no text in it.'));
  return undefined;
}

/** Of a calendar with several meetings, the one that is chosen. */
async function chooseMeeting(app: App, text: string): Promise<Meeting | undefined> {
  if (!isCalendar(text)) return agendaIn(text);
  const meetings = meetingsIn(text);
  if (meetings.length === 0) {
    await app.ask.tell(l10n.t('There is no meeting in this calendar.'));
    return undefined;
  }
  const [only, another] = meetings;
  const choices = meetings.map((value) => ({
    label: plain(value.title, 120) || l10n.t('(no title)'),
    ...(value.start !== undefined && { description: saidMoment(value.start, app.now(), app.editor.zone()) }),
    icon: 'calendar',
    value,
  }));
  const chosen = another ? await app.ask.pick(l10n.t('Select a meeting'), choices) : only;
  if (!chosen) return undefined;
  const { title, start, end } = chosen;
  const agenda = agendaIn(chosen.text === '' ? title : chosen.text);
  return { items: agenda.items, title, ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

function chooseItems(
  app: App,
  items: readonly AgendaItem[],
  seems: AgendaItem['seems'],
  title: string,
): Promise<readonly AgendaItem[] | undefined> {
  const choices = items.map((value) => ({ label: plain(value.text, 120), value }));
  return app.ask.pickMany(
    title,
    choices,
    items.filter((item) => item.seems === seems),
  );
}

function titled(head: string, question: string): string {
  return head === '' ? question : `${head} · ${question}`;
}

/** Of all members who declare any; who comes is not known. */
function cutWords(app: App, start: number, end: number): string {
  const members = membersOf(app.state());
  const { blocks, people } = focusCut(members.map(statusOf), start, end);
  const who = names(people.flatMap((place) => members[place]?.login ?? []));
  if (blocks === 0 || who === undefined) return l10n.t('cuts no declared focus block');
  return blocks === 1
    ? l10n.t('cuts 1 declared focus block: {0}', who)
    : l10n.t('cuts {0} declared focus blocks: {1}', blocks, who);
}
