/** The lines at the top of a document in the making: whom they name, what time they say, and what is said where they cannot be read. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app/app.js';
import type { ReadDraft } from '../app/drafts.js';
import { plain } from '../base/plainText.js';
import { minute } from '../base/zone.js';
import { fullName, type Team } from '../model/board/team.js';
import { readTime } from '../model/hours/typedTime.js';
import type { TypedLine } from '../model/local/writeUp.js';
import { memberNamed, myRecord, statusOf } from '../model/members.js';
import type { Status } from '../model/people/member.js';
import { isLogin, type Person } from '../model/people/person.js';
import { fairClosing, isScheduleKnown, timeToAnswer } from '../model/reach/chances.js';
import { expectedAnswer } from '../model/reach/expectation.js';
import type { State } from '../model/state.js';
import { at, names } from '../views/words/logins.js';
import { saidMoment } from '../views/words/time.js';

export type Lacking = Extract<ReadDraft, { readonly kind: 'lacks' }>;

export function lacking(line: number, sentence: string): Lacking {
  return { kind: 'lacks', line, sentence };
}

/** Characters. GitHub takes 65,536 with our own lines and the record. */
const comfortable = 60_000;

export function tooLong(
  line: number,
  { title, notes }: { readonly title: string; readonly notes: string },
): Lacking | undefined {
  const length = title.length + notes.length;
  if (length <= comfortable) return undefined;
  return lacking(
    line,
    l10n.t('{0} characters: GitHub accepts about {1}. Shorten it, then send it.', length, comfortable),
  );
}

/** It is sent nowhere but where it was begun. */
export function elsewhere(line: number, state: State, { repository }: Team): Lacking | undefined {
  if (state.team?.repository.id === repository.id) return undefined;
  return lacking(
    line,
    l10n.t('This draft is for {0}: connect that repository to send it.', plain(fullName(repository))),
  );
}

/** A line of a document. */
export interface Line {
  /** How it begins. */
  readonly label: string;
  /** As typed; undefined where nothing is. */
  readonly typed: TypedLine | undefined;
}

/** @param place where it is said if nothing is typed, counted from 1 */
export function lacks({ label, typed }: Line, place: number, wanted: string): Lacking {
  const words = plain(typed?.text ?? '', 80);
  return lacking(typed?.line ?? place, l10n.t('“{0} {1}” is not valid: enter {2}.', label, words, wanted));
}

/** Whom a line names. Only people whose number GitHub has told can be asked: a login alone is nobody. */
export function peopleIn(state: State, line: Line, most: number): readonly Person[] | Lacking {
  const logins = (line.typed?.text ?? '').split(/[\s,;]+/).filter((word) => word !== '' && word !== '@');
  const found = new Map<number, Person>();
  for (const word of logins) {
    const login = word.replace(/^@/, '');
    const member = isLogin(login) ? memberNamed(state, login) : undefined;
    if (member?.id === undefined) return lacks(line, 1, l10n.t('logins of team members; {0} is none', at(login)));
    found.set(member.id, { id: member.id, login: member.login });
  }
  if (found.size > most) return lacks(line, 1, most === 1 ? l10n.t('one person') : l10n.t('at most {0} people', most));
  return [...found.values()];
}

/** Until when people can answer: the time that is typed, else when each of them has had two delivery times and two whole working days. */
export function endIn(app: App, line: Line, named: readonly Person[]): string | Lacking {
  const state = app.state();
  const status = myRecord(state)?.status;
  const { typed, label } = line;
  if (typed) {
    const read = readTime(typed.text, {
      now: app.now(),
      zone: app.editor.zone(),
      meaning: 'by',
      ...(status && { status }),
    });
    const wanted = l10n.t('a time in the future, such as friday 3pm or 2026-11-24 15:00, or nothing');
    return read ?? lacks(line, typed.line, wanted);
  }
  const fair = fairClosing(
    named.map((person) => statusIn(state, person)),
    app.now(),
  );
  if (fair !== undefined) return new Date(fair).toISOString();
  const never = named.filter((person) => timeToAnswer(statusIn(state, person), app.now()) === undefined);
  return lacking(1, l10n.t('{0} will not work in the next 400 days: enter a time after “{1}”.', said(never), label));
}

export function statusIn(state: State, { login }: Person): Status | undefined {
  const member = memberNamed(state, login);
  return member && statusOf(member);
}

export function zonesOf(state: State, people: readonly Person[]): readonly string[] {
  return [...new Set(people.flatMap((person) => statusIn(state, person)?.zone ?? []))];
}

export function said(people: readonly Person[]): string {
  return names(people.map(({ login }) => login)) ?? '';
}

/** Where it goes and who can read it there. @param place as `placementWords` says it */
export function audienceLine(state: State, place: string): string {
  return state.team?.repository.isPrivate === false
    ? l10n.t('It goes {0}, and everyone can read it.', place)
    : l10n.t('It goes {0}, for everyone who can read the repository.', place);
}

/** Who is told of it when. */
export function deliveredLine(app: App, named: readonly Person[]): string {
  const [state, now, zone] = [app.state(), app.now(), app.editor.zone()];
  const seen = named.map((person) => {
    const first = expectedAnswer({ status: statusIn(state, person), asked: now, expectation: 0 })?.likely;
    if (first === undefined) return at(person.login);
    return first - now < minute
      ? l10n.t('{0} at once', at(person.login))
      : l10n.t('{0} {1}', at(person.login), saidMoment(first, now, zone));
  });
  return l10n.t('Delivered to {0}.', seen.join(', '));
}

/** Whose hours are guessed; none where all are known. */
export function unknownHours(state: State, named: readonly Person[]): readonly string[] {
  const unknown = named.filter((person) => !isScheduleKnown(statusIn(state, person)));
  if (unknown.length === 0) return [];
  return [
    l10n.t(
      'The hours of {0} are not known: counted as Monday to Friday, 9:00 to 17:00, wherever they are.',
      said(unknown),
    ),
  ];
}
