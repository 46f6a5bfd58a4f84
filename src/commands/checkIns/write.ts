/** Checking in: a document drafted from one's own work, which becomes one comment in the discussion of the day. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow } from '../../app/drafts.js';
import { plain } from '../../base/plainText.js';
import { day as dayLength, minute } from '../../base/zone.js';
import type { CheckIn } from '../../model/board/mutation.js';
import { isSameName, type Team } from '../../model/board/team.js';
import { readDate } from '../../model/hours/timetable.js';
import { checkInLabels, type TypedLine } from '../../model/local/writeUp.js';
import { type Member, memberNamed, membersOf, statusOf } from '../../model/members.js';
import type { Person } from '../../model/people/person.js';
import { checkInDays, lastCheckIns, type CheckIn as Said } from '../../model/posting/checkIns.js';
import { placementOf } from '../../model/posting/placement.js';
import { expectedAnswer } from '../../model/reach/expectation.js';
import { type State, visible } from '../../model/state.js';
import { checkInHeadings, dayTitle, neededIn } from '../../model/threads/checkIn.js';
import type { ThreadCategory } from '../../model/threads/forum.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { checkInAgainText, checkInTemplate } from '../../views/checkIns/draft.js';
import { sameDay, today } from '../../views/now/checkIn.js';
import { placementWords } from '../../views/words/kinds.js';
import { at } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { beginDraft, draftAgain } from '../discussionDraft.js';
import { elsewhere, lacking, tooLong } from '../draftLines.js';
import { connectedTeam } from '../setup/connect.js';

/** Who has never checked in begins with a week. */
const firstSpan = 7 * dayLength;
/** Longer ones are read by few. */
const mostLines = 12;

export async function writeCheckIn(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const state = app.state();
  const begun = state.writeUps.find(({ kind }) => kind === 'checkIn');
  if (begun && (await app.writeUps.open(begun.id))) return;
  const day = today(state, app.now(), app.editor.zone());
  const waiting = state.unsent.some((one) => one.kind === 'checkIn' && one.day === day && isHere(one, team));
  if (waiting) return app.ask.say(l10n.t('Your check-in of today is on its way'));
  const refused = state.refused.find(({ mutation: one }) => one.kind === 'checkIn' && one.day === day);
  if (refused?.mutation.kind === 'checkIn') return checkInAgain(app, refused.mutation);
  const placement = placementOf('checkIn', visible(state));
  if (placement.kind === 'nowhere' && placement.why === 'off') return app.ask.tell(offWords());

  const said = mineOn(state, day);
  const origin = { repository: team.repository, ...(said && { wasTried: true as const }) };
  const id = said?.record ?? app.newId();
  const text = said ? checkInAgainText(day, said.text) : await drafted(app, team, day);
  await beginDraft(app, id, text, { ...origin, kind: 'checkIn', context: {} });
}

async function drafted(app: App, { account }: Team, day: string): Promise<string> {
  const last = lastCheckIns(visible(app.state())).get(account.id);
  const since = last ? Date.parse(last.at) : app.now() - firstSpan;
  // What cannot be read is left out: the document is there all the same.
  const [branches, pulls] = await Promise.all([
    app.workshop.ownHistory(account.login, since).catch(() => []),
    app.connection.myWork(new Date(since).toISOString()).catch(() => undefined),
  ]);
  return checkInTemplate(app.state(), day, { since, branches, pulls });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function checkInAgain(app: App, refused: CheckIn): Promise<void> {
  const { day, text } = refused;
  await draftAgain(app, refused, { kind: 'checkIn', context: {} }, (why) => checkInAgainText(day, text, why));
}

/** Nothing is posted: whoever reads would read the same again. */
export async function sameCheckIn(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const state = app.state();
  const last = lastCheckIns(visible(state)).get(team.account.id);
  if (!last) return app.ask.say(l10n.t('You have not checked in before'));
  markSame(app);
}

function markSame(app: App): void {
  const state = app.state();
  app.recents.saidSame(sameDay(state, today(state, app.now(), app.editor.zone())));
  app.connection.wake();
  app.ask.say(l10n.t('Same as last time: nothing is posted'));
}

export const checkInDraft: DraftFlow = {
  isBlank: (text) => readIn(text).notes === '',
  shape: () => ({ labels: Object.values(checkInLabels), mostLines }),
  read(app, text, team) {
    const written = readIn(text);
    const state = app.state();
    const { notes, titleLine } = written;
    const wrong = elsewhere(titleLine, state, team);
    if (wrong) return wrong;
    const now = today(state, app.now(), app.editor.zone());
    const day = dayIn(written.typed.day, now, titleLine);
    if (typeof day !== 'string') return day;
    if (notes === '')
      return lacking(titleLine, l10n.t('Below “## {0}”, write what others can use now.', checkInHeadings.shipped));
    const long = tooLong(titleLine, { title: '', notes });
    if (long) return long;
    const place = placeFor(state, day);
    if (typeof place === 'string') return lacking(titleLine, place);

    const before = mineOn(state, day);
    const last = lastCheckIns(visible(state)).get(team.account.id);
    const isUnchanged = !before && last !== undefined && isSame(last.text, notes);
    const needs = needsIn(state, notes);
    return {
      kind: 'sendable',
      ...(!isUnchanged && {
        question: {
          text: before ? l10n.t('Replace your check-in of this day?') : l10n.t('Post your check-in?'),
          detail: whatHappens(app, day, place, needs),
        },
      }),
      standing: (later) => (isUnchanged || isSame(mineOn(later, day)?.text ?? '', notes) ? 'sent' : 'unsent'),
      sentOtherwise: '',
      ...(isUnchanged && { already: () => markSame(app) }),
      mutation: (base) => ({
        ...base,
        kind: 'checkIn',
        day,
        category: place.category,
        text: notes,
        needs,
        ...(before && { was: before.text }),
      }),
      follow: async () => undefined,
      confirm: () => app.ask.say(l10n.t('Check-in saved')),
    };
  },
};

/** Days: nobody reads what is older. */
const oldest = 30;

function readIn(text: string): Written<keyof typeof checkInLabels> {
  return readWritten(text, checkInLabels, Object.values(checkInHeadings));
}

/** Today, where the line is gone or empty. */
function dayIn(typed: TypedLine | undefined, now: string, line: number) {
  if (!typed) return now;
  const age = (readDate(now) ?? 0) - (readDate(typed.text) ?? Number.POSITIVE_INFINITY);
  if (age >= 0 && age <= oldest) return typed.text;
  return lacking(
    typed.line ?? line,
    l10n.t(
      '“{0} {1}” is not valid: enter today, {2}, or one of the last 30 days.',
      checkInLabels.day,
      plain(typed.text, 80),
      now,
    ),
  );
}

interface Place {
  readonly category: ThreadCategory;
  /** Where it goes, in words. */
  readonly words: string;
}

/** A sentence where there is none. */
function placeFor(state: State, day: string): Place | string {
  const [known] = checkInDays(visible(state)).get(day)?.threads ?? [];
  if (known) return { category: known.category, words: l10n.t('to discussion #{0}', known.number) };
  const placement = placementOf('checkIn', visible(state));
  if (placement.kind === 'category') {
    const { isOpen: _isOpen, ...category } = placement.category;
    return { category, words: placementWords(placement) };
  }
  return placement.why === 'off' ? offWords() : l10n.t('Could not send: {0}', placementWords(placement));
}

function offWords(): string {
  return l10n.t(
    'Check-ins are discussions, which are disabled in the team repository. Somebody who administers it can enable them in its settings on GitHub.',
  );
}

/** Only people whose number GitHub has told are needed. */
function needsIn(state: State, notes: string): readonly Person[] {
  return neededIn(notes).flatMap((login) => {
    const { id, isMe, ...member } = memberNamed(state, login) ?? { login, isMe: false };
    return id === undefined || isMe ? [] : [{ id, login: member.login }];
  });
}

function mineOn(state: State, day: string): Said | undefined {
  const me = state.team?.account.id;
  return checkInDays(visible(state))
    .get(day)
    ?.checkIns.find(({ by }) => by.id === me);
}

/** More are told of, and not named. */
const mostSeen = 8;

/** Where it goes, and who will see it when, by their own clocks: those who are needed first. */
function whatHappens(app: App, day: string, { words }: Place, needs: readonly Person[]): string {
  const state = app.state();
  const others = membersOf(state).filter(({ isMe }) => !isMe);
  const isNeeded = ({ login }: Member) => needs.some((one) => isSameName(one.login, login));
  const readers = [...others.filter(isNeeded), ...others.filter((one) => !isNeeded(one))];
  const seen = readers.slice(0, mostSeen).map((one) => seenBy(app, one));
  const needed = needs.map(({ login }) => at(login)).join(', ');
  return [
    state.team?.repository.isPrivate === false
      ? l10n.t('{0}. It goes {1}, and everyone can read it.', dayTitle(day), words)
      : l10n.t('{0}. It goes {1}, for everyone who can read the repository.', dayTitle(day), words),
    ...(seen.length > 0 ? [l10n.t('Seen, by their own clocks: {0}.', seen.join(', '))] : []),
    needs.length > 0 ? l10n.t('You need {0}, who will find it in Waiting.', needed) : l10n.t('You need nobody.'),
  ].join('\n');
}

function seenBy(app: App, member: Member): string {
  const now = app.now();
  const status = statusOf(member);
  const first = expectedAnswer({ status, asked: now, expectation: 0 })?.likely;
  if (first === undefined) return at(member.login);
  if (first - now < minute) return l10n.t('{0} at once', at(member.login));
  return l10n.t('{0} {1}', at(member.login), saidMoment(first, now, status?.zone ?? app.editor.zone()));
}

function isHere({ team }: CheckIn, { repository }: Team): boolean {
  return team.repository.id === repository.id;
}

function isSame(a: string, b: string): boolean {
  return a.trim() === b.trim();
}
