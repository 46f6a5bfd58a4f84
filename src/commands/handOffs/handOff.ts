/** Handing off work: a document drafted from what is at hand, that says who goes on, with what first, and what can go wrong. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow } from '../../app/drafts.js';
import { minute } from '../../base/zone.js';
import type { OpenThread } from '../../model/board/mutation.js';
import { fullName, isSameName, type Team } from '../../model/board/team.js';
import {
  backToMe,
  handOffLabels,
  type TypedLine,
  type WriteUpOrigin,
  whoeverIsNext,
} from '../../model/local/writeUp.js';
import { membersOf } from '../../model/members.js';
import type { Person } from '../../model/people/person.js';
import { expectedAnswer } from '../../model/reach/expectation.js';
import { nextAtWork } from '../../model/reach/nextAtWork.js';
import type { State } from '../../model/state.js';
import { type HandedFile, type HandOffTerms, handedFileText, stopsOf } from '../../model/threads/handOff.js';
import { isBranchName } from '../../model/waits/tasks.js';
import { mostFiles, readFile } from '../../records/handOff.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { handOffAgain, handOffQuestions, handOffTemplate } from '../../views/handOffs/draft.js';
import { at, names } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { beginDraft, draftAgain, sendableDiscussion } from '../discussionDraft.js';
import { audienceLine, type Lacking, lacking, lacks as lineLacks, statusIn, tooLong } from '../draftLines.js';
import { connectedTeam } from '../setup/connect.js';
import { loginsIn, personNamed } from './people.js';

export async function handOff(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const [bench, { repository }] = await Promise.all([app.workshop.bench(), app.editor.context()]);
  const { branch, commit } = bench ?? {};
  const isTeams = repository !== undefined && isSameName(repository, fullName(team.repository));
  const [unshared, pull] = await Promise.all([
    bench && app.workshop.unshared(bench.root),
    branch === undefined || !isTeams ? undefined : app.connection.readPull(branch),
  ]);
  const files = (bench?.files ?? []).flatMap(({ path, cursor }) => {
    const file = readFile(path);
    return file ? [handedFileText({ path, ...(cursor && { line: cursor.line + 1 }) })] : [];
  });
  const work = {
    ...(branch && { branch }),
    ...(commit && { commit }),
    files: files.slice(0, mostFiles),
    ...(unshared && { unshared }),
    ...(pull && { pull }),
  };
  const context = { ...(repository && { repository }), ...(branch && { branch }), ...(commit && { commit }) };
  const text = handOffTemplate(app.state(), work);
  await beginDraft(app, app.newId(), text, { kind: 'handOff', repository: team.repository, context });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function handOffOnceMore(app: App, refused: OpenThread, terms: HandOffTerms): Promise<void> {
  const { title, text, team } = refused;
  await draftAgain(app, refused, { kind: 'handOff', context: { ...terms.code } }, (why) =>
    handOffAgain({ title, text, terms }, team.account.id, why),
  );
}

export const handOffDraft: DraftFlow = {
  isBlank(text) {
    const { title, notes, typed } = readIn(text);
    return title === '' && notes === '' && !typed.to && !typed.onward;
  },
  read(app, text, team, origin) {
    const written = readIn(text);
    const terms = termsOf(app, written, origin, team);
    if ('kind' in terms) return terms;
    return sendableDiscussion(app, team, written, {
      thread: { threadKind: 'handOff', handOff: terms },
      question: (repository) => l10n.t('Hand this off in {0}?', repository),
      detail: (place) => whatHappens(app, terms, place),
      saved: (title) => l10n.t('Handed off: {0}. It is yours until it is picked up', title),
    });
  },
};

type Label = keyof typeof handOffLabels;

function readIn(text: string): Written<Label> {
  return readWritten(text, handOffLabels, handOffQuestions());
}

function lacks(typed: TypedLine | undefined, label: Label, line: number, wanted: string): Lacking {
  return lineLacks({ label: handOffLabels[label], typed }, line, wanted);
}

const mostStops = 20;

function termsOf(
  app: App,
  { title, titleLine, notes, typed }: Written<Label>,
  origin: WriteUpOrigin | undefined,
  team: Team,
): HandOffTerms | Lacking {
  const state = app.state();
  if (title === '') return lacking(titleLine, l10n.t('In the first line, after “# ”, write what you hand off.'));
  const long = tooLong(titleLine, { title, notes });
  if (long) return long;
  const first = `## ${handOffQuestions()[1]}`;
  if (!notes.split('\n').some((line) => line.trim() === first))
    return lacking(titleLine, l10n.t('Below “{0}”, write what whoever picks it up does first.', first));

  const to = receiversIn(state, typed.to, team, titleLine);
  if ('kind' in to) return to;
  const onward = onwardIn(state, typed.onward, team);
  if ('kind' in onward) return onward;
  const files = filesIn(typed.files);
  if ('kind' in files) return files;
  const branch = typed.branch?.text;
  if (branch !== undefined && !isBranchName(branch))
    return lacks(typed.branch, 'branch', titleLine, l10n.t('the name of a branch, or delete the line'));
  const terms = { ...to, onward, ...(branch && { code: codeOf(branch, origin) }), files };
  const stops = stopsOf(terms).map((stop) => (stop.length === 1 ? stop[0]?.id : undefined));
  const isTwice = stops.some((id, place) => id !== undefined && id === stops[place + 1]);
  if (isTwice) return lacks(typed.onward, 'onward', titleLine, l10n.t('somebody who does not have it already'));
  return terms;
}

/** Where the branch was is known only of the one it was begun on. */
function codeOf(branch: string, origin: WriteUpOrigin | undefined): NonNullable<HandOffTerms['code']> {
  const { repository, branch: begunOn, commit } = origin?.context ?? {};
  return {
    branch,
    ...(repository && { repository }),
    ...(branch === begunOn && commit && { commit }),
  };
}

function receiversIn(
  state: State,
  typed: TypedLine | undefined,
  { account }: Team,
  titleLine: number,
): Pick<HandOffTerms, 'to' | 'isForNext'> | Lacking {
  const text = typed?.text ?? '';
  const isForNext = text.toLowerCase().startsWith(whoeverIsNext);
  const rest = isForNext ? text.slice(whoeverIsNext.length).replace(/^\s*(?::|of\b|among\b)/i, '') : text;
  const wanted = l10n.t('a login such as @bo, or “{0}”', whoeverIsNext);
  const to = peopleIn(state, loginsIn(rest), (login) => lacks(typed, 'to', titleLine, isNone(login)));
  if ('kind' in to) return to;
  const others = membersOf(state).flatMap(({ login, isMe }) => (isMe ? [] : (personNamed(state, login) ?? [])));
  const people = isForNext && to.length === 0 ? others : to;
  if (people.length === 0) return lacks(typed, 'to', titleLine, wanted);
  if (people.some(({ id }) => id === account.id))
    return lacks(typed, 'to', titleLine, l10n.t('somebody other than you'));
  if (people.length > mostStops && isForNext) return { to: people.slice(0, mostStops), isForNext };
  if (people.length > 1 && !isForNext) return lacks(typed, 'to', titleLine, wanted);
  return { to: people, ...(isForNext && people.length > 1 && { isForNext }) };
}

function onwardIn(state: State, typed: TypedLine | undefined, { account }: Team): readonly Person[] | Lacking {
  const parts = (typed?.text ?? '').split(/[,;]|\bthen\b/i).map((part) => part.trim());
  const logins = parts.flatMap((part) => (part.toLowerCase() === backToMe ? [account.login] : loginsIn(part)));
  const people = peopleIn(state, logins, (login) => lacks(typed, 'onward', 1, isNone(login)), account);
  if (!('kind' in people) && people.length > mostStops)
    return lacks(typed, 'onward', 1, l10n.t('at most {0} people', mostStops));
  return people;
}

function isNone(login: string): string {
  return l10n.t('logins of team members; {0} is none', at(login));
}

/** In their order; somebody may come twice. @param me known by number, whoever else is not */
function peopleIn(
  state: State,
  logins: readonly string[],
  unknown: (login: string) => Lacking,
  me?: Person,
): readonly Person[] | Lacking {
  const people: Person[] = [];
  for (const login of logins) {
    const isMe = me !== undefined && isSameName(login, me.login);
    const person = isMe ? { id: me.id, login: me.login } : personNamed(state, login);
    if (!person) return unknown(login);
    people.push(person);
  }
  return people;
}

function filesIn(typed: TypedLine | undefined): readonly HandedFile[] | Lacking {
  const parts = (typed?.text ?? '').split(',').map((part) => part.trim());
  const files = parts.filter(Boolean).map(readFile);
  const known = files.filter((file) => file !== undefined);
  if (known.length < files.length || known.length > mostFiles)
    return lacks(typed, 'files', 1, l10n.t('up to {0} paths within the repository, or delete the line', mostFiles));
  return known;
}

/** Who will see it and when by their own clocks, in whose hands it is until then, and how it goes on: a line each. */
function whatHappens(app: App, terms: HandOffTerms, place: string): string {
  const [state, now] = [app.state(), app.now()];
  const next = terms.isForNext ? nextAtWork(terms.to, (person) => statusIn(state, person), now) : undefined;
  const seen = terms.to.map((person) => {
    const status = statusIn(state, person);
    const first = expectedAnswer({ status, asked: now, expectation: 0 })?.likely;
    if (first === undefined) return l10n.t('{0}: nobody knows when', at(person.login));
    if (first - now < minute) return l10n.t('{0} at once', at(person.login));
    return l10n.t('{0} {1} their time', at(person.login), saidMoment(first, now, status?.zone ?? app.editor.zone()));
  });
  const onward = names(
    terms.onward.map(({ login }) => login),
    mostStops,
  );
  return [
    audienceLine(state, place),
    l10n.t('Delivered to {0}.', seen.join(', ')),
    ...(next
      ? [
          l10n.t(
            'Next to work: {0}, {1} their time.',
            at(next.person.login),
            saidMoment(next.from, now, statusIn(state, next.person)?.zone ?? app.editor.zone()),
          ),
        ]
      : []),
    ...(onward ? [l10n.t('Then it goes on to {0}.', onward)] : []),
    l10n.t('It is yours until it is picked up.'),
  ].join('\n');
}
