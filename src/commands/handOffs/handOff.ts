/** Handing off work: a document drafted from what is at hand, that says who goes on, with what first, and what can go wrong. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow, ReadDraft } from '../../app/drafts.js';
import { errorWords, plain } from '../../base/plainText.js';
import { minute } from '../../base/zone.js';
import { contentFrom } from '../../model/board/item.js';
import type { OpenThread } from '../../model/board/mutation.js';
import { fullName, isSameName, type Team } from '../../model/board/team.js';
import {
  backToMe,
  handOffLabels,
  type TypedLine,
  type WriteUpOrigin,
  whoeverIsNext,
} from '../../model/local/writeUp.js';
import { memberNamed, membersOf, statusOf } from '../../model/members.js';
import type { Person } from '../../model/people/person.js';
import { placementOf } from '../../model/posting/placement.js';
import { expectedAnswer } from '../../model/reach/expectation.js';
import { nextAtWork } from '../../model/reach/nextAtWork.js';
import { type State, visible } from '../../model/state.js';
import { type HandedFile, type HandOffTerms, handedFileText, stopsOf } from '../../model/threads/handOff.js';
import { threadAt, unsentThreadKey } from '../../model/threads/thread.js';
import { isBranchName } from '../../model/waits/tasks.js';
import { mostFiles, readFile } from '../../records/handOff.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { handOffAgain, handOffQuestions, handOffTemplate } from '../../views/handOffs/draft.js';
import { placementWords } from '../../views/words/kinds.js';
import { at, names } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { refusalWords } from '../../views/words/troubleText.js';
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
  await begin(app, app.newId(), handOffTemplate(app.state(), work), { repository: team.repository, context });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function handOffOnceMore(
  app: App,
  { id, record, title, text, team }: OpenThread,
  terms: HandOffTerms,
): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const reason = app.state().refused.find(({ mutation }) => mutation.id === id)?.reason;
  const document = handOffAgain({ title, text, terms }, team.account.id, reason && refusalWords(reason));
  await begin(app, record, document, { repository: team.repository, context: { ...terms.code }, wasTried: true });
}

async function begin(app: App, id: string, text: string, origin: Omit<WriteUpOrigin, 'kind'>): Promise<void> {
  try {
    await app.writeUps.begin(id, text, { ...origin, kind: 'handOff' });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
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
    const state = app.state();
    if (state.team?.repository.id !== team.repository.id)
      return lacking(
        written.titleLine,
        l10n.t('This draft is for {0}: connect that repository to send it.', plain(fullName(team.repository))),
      );
    const placement = placementOf('handOff', visible(state));
    if (placement.kind !== 'category')
      return lacking(written.titleLine, l10n.t('Could not send: {0}', placementWords(placement)));
    const { isOpen: _isOpen, ...category } = placement.category;
    const { title, notes = '' } = contentFrom(written.title);
    const words = [notes, written.notes].filter(Boolean).join('\n\n');
    return {
      kind: 'sendable',
      question: {
        text: l10n.t('Hand this off in {0}?', plain(fullName(team.repository))),
        detail: whatHappens(app, terms, placementWords(placement)),
      },
      standing(now, record) {
        const there = threadAt(now.confirmed.threads, unsentThreadKey(team.account.id, record));
        if (there?.number === undefined) return 'unsent';
        const said = now.confirmed.talks.get(there.number)?.opening.text;
        return there.title === title && (said === undefined || said.includes(words)) ? 'sent' : 'sentOtherwise';
      },
      sentOtherwise: l10n.t('This draft was already sent. Add what is new as a comment, then discard the draft.'),
      mutation: (base) => ({
        ...base,
        kind: 'openThread',
        threadKind: 'handOff',
        category,
        title,
        text: words,
        handOff: terms,
      }),
      follow: async () => undefined,
      confirm: () => app.ask.say(l10n.t('Handed off: {0}. It is yours until it is picked up', plain(title, 60))),
    };
  },
};

type Lacking = Extract<ReadDraft, { readonly kind: 'lacks' }>;
type Label = keyof typeof handOffLabels;

function readIn(text: string): Written<Label> {
  return readWritten(text, handOffLabels, handOffQuestions());
}

function lacking(line: number, sentence: string): Lacking {
  return { kind: 'lacks', line, sentence };
}

function lacks(typed: TypedLine | undefined, label: Label, line: number, wanted: string): Lacking {
  const words = plain(typed?.text ?? '', 80);
  return lacking(
    typed?.line ?? line,
    l10n.t('“{0} {1}” is not valid: enter {2}.', handOffLabels[label], words, wanted),
  );
}

/** Characters. GitHub takes 65,536 with the terms and the record. */
const comfortable = 60_000;
const mostStops = 20;

function termsOf(
  app: App,
  { title, titleLine, notes, typed }: Written<Label>,
  origin: WriteUpOrigin | undefined,
  team: Team,
): HandOffTerms | Lacking {
  const state = app.state();
  if (title === '') return lacking(titleLine, l10n.t('In the first line, after “# ”, write what you hand off.'));
  const length = title.length + notes.length;
  if (length > comfortable)
    return lacking(
      titleLine,
      l10n.t('{0} characters: GitHub accepts about {1}. Shorten it, then send it.', length, comfortable),
    );
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

function statusIn(state: State, { login }: Person) {
  const member = memberNamed(state, login);
  return member && statusOf(member);
}

/** Who will see it and when by their own clocks, in whose hands it is until then, and how it goes on: a line each. */
function whatHappens(app: App, terms: HandOffTerms, place: string): string {
  const [state, now] = [app.state(), app.now()];
  const isPrivate = state.team?.repository.isPrivate;
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
    isPrivate === false
      ? l10n.t('It goes {0}, and everyone can read it.', place)
      : l10n.t('It goes {0}, for everyone who can read the repository.', place),
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
