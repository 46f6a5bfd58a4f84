/** Proposing a decision: a document that says who decides, who is asked and until when, and what is proposed. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow, ReadDraft } from '../../app/drafts.js';
import { errorWords, plain } from '../../base/plainText.js';
import { minute } from '../../base/zone.js';
import { contentFrom } from '../../model/board/item.js';
import type { OpenThread, ProposedTerms } from '../../model/board/mutation.js';
import { fullName, type Team } from '../../model/board/team.js';
import { readTime } from '../../model/hours/typedTime.js';
import { decisionLabels, type TypedLine } from '../../model/local/writeUp.js';
import { type Member, memberNamed, myRecord, statusOf } from '../../model/members.js';
import { isLogin, type Person } from '../../model/people/person.js';
import { placementOf } from '../../model/posting/placement.js';
import { enough, fairClosing, isScheduleKnown, timeToAnswer } from '../../model/reach/chances.js';
import { expectedAnswer } from '../../model/reach/expectation.js';
import { type State, visible } from '../../model/state.js';
import { threadAt, threadKey, unsentThreadKey } from '../../model/threads/thread.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { decisionAgain, decisionQuestions, decisionTemplate } from '../../views/threads/decisionDraft.js';
import { placementWords } from '../../views/words/kinds.js';
import { at, names } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { refusalWords } from '../../views/words/troubleText.js';
import { connectedTeam } from '../setup/connect.js';

export async function proposeDecision(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  await begin(app, app.newId(), decisionTemplate(team.account.login), { repository: team.repository });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function proposeAgain(
  app: App,
  { id, record, title, text, team }: OpenThread,
  terms: ProposedTerms,
): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const reason = app.state().refused.find(({ mutation }) => mutation.id === id)?.reason;
  const document = decisionAgain({ title, text, terms }, app.editor.zone(), reason && refusalWords(reason));
  await begin(app, record, document, { repository: team.repository, wasTried: true });
}

/** Opens the document of one. */
export async function begin(
  app: App,
  id: string,
  text: string,
  origin: Pick<Team, 'repository'> & { readonly wasTried?: true },
): Promise<void> {
  try {
    await app.writeUps.begin(id, text, { ...origin, kind: 'decision', context: {} });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

export const decisionDraft: DraftFlow = {
  isBlank(text) {
    const { title, notes, typed } = readIn(text);
    return title === '' && notes === '' && !typed.named && !typed.deputy && !typed.closes && !typed.replaces;
  },
  shape: () => ({
    labels: Object.values(decisionLabels),
    owner: decisionLabels.named,
    wanted: decisionQuestions()[2],
  }),
  read(app, text, team) {
    const written = readIn(text);
    const terms = termsOf(app, written);
    if ('kind' in terms) return terms;
    const state = app.state();
    if (state.team?.repository.id !== team.repository.id)
      return lacking(
        written.titleLine,
        l10n.t('This draft is for {0}: connect that repository to send it.', plain(fullName(team.repository))),
      );
    const placement = placementOf('decision', visible(state));
    if (placement.kind !== 'category')
      return lacking(written.titleLine, l10n.t('Could not send: {0}', placementWords(placement)));
    const { isOpen: _isOpen, ...category } = placement.category;
    const { title, notes = '' } = contentFrom(written.title);
    const words = [notes, written.notes].filter(Boolean).join('\n\n');
    return {
      kind: 'sendable',
      question: {
        text: l10n.t('Propose this decision in {0}?', plain(fullName(team.repository))),
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
        threadKind: 'decision',
        category,
        title,
        text: words,
        terms,
      }),
      follow: async () => undefined,
      confirm: () =>
        app.ask.say(
          l10n.t(
            'Decision proposed: {0} · closes {1}',
            plain(title, 60),
            saidMoment(Date.parse(terms.closes), app.now(), app.editor.zone()),
          ),
        ),
    };
  },
};

type Lacking = Extract<ReadDraft, { readonly kind: 'lacks' }>;
type Label = keyof typeof decisionLabels;

function readIn(text: string): Written<Label> {
  return readWritten(text, decisionLabels, decisionQuestions());
}

function lacking(line: number, sentence: string): Lacking {
  return { kind: 'lacks', line, sentence };
}

/** Characters. GitHub takes 65,536 with the terms and the record. */
const comfortable = 60_000;
/** More are no longer asked, but told. */
const mostNamed = 20;

function termsOf(app: App, { title, titleLine, notes, typed }: Written<Label>): ProposedTerms | Lacking {
  const state = app.state();
  if (title === '') return lacking(titleLine, l10n.t('In the first line, after “# ”, write what is to be decided.'));
  const length = title.length + notes.length;
  if (length > comfortable)
    return lacking(
      titleLine,
      l10n.t('{0} characters: GitHub accepts about {1}. Shorten it, then send it.', length, comfortable),
    );
  const proposal = decisionQuestions()[2];
  // Without its heading somebody has written in their own way.
  if (notes === '') return lacking(titleLine, l10n.t('Below “## {0}”, write what you propose.', proposal));

  const decider = peopleIn(state, typed.decider, 'decider', 1);
  if ('kind' in decider) return decider;
  const deputy = peopleIn(state, typed.deputy, 'deputy', 1);
  if ('kind' in deputy) return deputy;
  const named = peopleIn(state, typed.named, 'named', mostNamed);
  if ('kind' in named) return named;
  const [first] = decider;
  if (!first) return lacks(typed.decider, 'decider', titleLine, l10n.t('one team member, such as @ana'));
  if (named.length === 0)
    return lacks(typed.named, 'named', titleLine, l10n.t('whoever is to be asked, such as @bo, @emi'));
  if (deputy[0]?.id === first.id)
    return lacks(typed.deputy, 'deputy', titleLine, l10n.t('somebody other than the decider, or nobody'));

  const closes = closingOf(app, typed.closes, named);
  if (typeof closes !== 'string') return closes;
  const replaces = replacedIn(state, typed.replaces);
  if (typeof replaces === 'object') return replaces;
  const zones = named.flatMap((person) => statusIn(state, person)?.zone ?? []);
  return {
    decider: first,
    ...(deputy[0] && { deputy: deputy[0] }),
    named,
    closes,
    zones: [...new Set(zones)],
    ...(typed.closes && { isChosen: true }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** The number of the decision whose place it takes; it may be long ago, so that nobody knows more of it than that it is there. */
function replacedIn(state: State, typed: TypedLine | undefined): number | undefined | Lacking {
  if (!typed) return undefined;
  const [, digits] = /(?:^|#|\/discussions\/)(\d{1,9})$/.exec(typed.text) ?? [];
  const number = Number(digits);
  const isThere = digits !== undefined && visible(state).threads.has(threadKey(number));
  return isThere
    ? number
    : lacks(typed, 'replaces', 1, l10n.t('the number of a decision in this repository, such as #12'));
}

function closingOf(app: App, typed: TypedLine | undefined, named: readonly Person[]): string | Lacking {
  const state = app.state();
  const status = myRecord(state)?.status;
  if (typed) {
    const read = readTime(typed.text, {
      now: app.now(),
      zone: app.editor.zone(),
      meaning: 'by',
      ...(status && { status }),
    });
    return (
      read ??
      lacks(
        typed,
        'closes',
        typed.line,
        l10n.t('a time in the future, such as friday 3pm or 2026-11-24 15:00, or nothing'),
      )
    );
  }
  const fair = fairClosing(
    named.map((person) => statusIn(state, person)),
    app.now(),
  );
  if (fair !== undefined) return new Date(fair).toISOString();
  const never = named.filter((person) => timeToAnswer(statusIn(state, person), app.now()) === undefined);
  return lacking(
    1,
    l10n.t('{0} will not work in the next 400 days: enter a time after “{1}”.', said(never), decisionLabels.closes),
  );
}

/** Whom a line names. Only people whose number GitHub has told can be asked: a login alone is nobody. */
function peopleIn(state: State, typed: TypedLine | undefined, label: Label, most: number): readonly Person[] | Lacking {
  const logins = (typed?.text ?? '').split(/[\s,;]+/).filter((word) => word !== '' && word !== '@');
  const found = new Map<number, Person>();
  for (const word of logins) {
    const login = word.replace(/^@/, '');
    const member = isLogin(login) ? memberNamed(state, login) : undefined;
    if (member?.id === undefined)
      return lacks(typed, label, 1, l10n.t('logins of team members; {0} is none', at(login)));
    found.set(member.id, { id: member.id, login: member.login });
  }
  if (found.size > most)
    return lacks(typed, label, 1, most === 1 ? l10n.t('one person') : l10n.t('at most {0} people', most));
  return [...found.values()];
}

function lacks(typed: TypedLine | undefined, label: Label, line: number, wanted: string): Lacking {
  const words = plain(typed?.text ?? '', 80);
  return lacking(
    typed?.line ?? line,
    l10n.t('“{0} {1}” is not valid: enter {2}.', decisionLabels[label], words, wanted),
  );
}

function memberOf(state: State, { login }: Person): Member | undefined {
  return memberNamed(state, login);
}

function statusIn(state: State, person: Person) {
  const member = memberOf(state, person);
  return member && statusOf(member);
}

/** Who will see it when, until when they can answer, and who has too little time for it: a line each. */
function whatHappens(app: App, terms: ProposedTerms, place: string): string {
  const [state, now, zone] = [app.state(), app.now(), app.editor.zone()];
  const closes = Date.parse(terms.closes);
  const { named } = terms;
  const seen = named.map((person) => {
    const first = expectedAnswer({ status: statusIn(state, person), asked: now, expectation: 0 })?.likely;
    if (first === undefined) return at(person.login);
    return first - now < minute
      ? l10n.t('{0} at once', at(person.login))
      : l10n.t('{0} {1}', at(person.login), saidMoment(first, now, zone));
  });
  const unknown = named.filter((person) => !isScheduleKnown(statusIn(state, person)));
  const hurried = named.filter((person) => (timeToAnswer(statusIn(state, person), now) ?? closes + 1) > closes);
  const isPrivate = state.team?.repository.isPrivate;
  return [
    isPrivate === false
      ? l10n.t('It goes {0}, and everyone can read it.', place)
      : l10n.t('It goes {0}, for everyone who can read the repository.', place),
    l10n.t('Delivered to {0}.', seen.join(', ')),
    l10n.t('Closes {0}.', saidMoment(closes, now, zone)),
    ...(unknown.length > 0
      ? [
          l10n.t(
            'The hours of {0} are not known: counted as Monday to Friday, 9:00 to 17:00, wherever they are.',
            said(unknown),
          ),
        ]
      : []),
    ...(hurried.length > 0
      ? [l10n.t('{0} will not have had {1} delivery times and {1} whole working days by then.', said(hurried), enough)]
      : []),
  ].join('\n');
}

function said(people: readonly Person[]): string {
  return names(people.map(({ login }) => login)) ?? '';
}
