/** How a decision stands, as its page shows it: who has answered what, and when the others have seen it or will. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import type { Decide, Say } from '../../model/board/mutation.js';
import type { Person } from '../../model/people/person.js';
import {
  type Decision,
  decisionIn,
  isOpen,
  isToBeMade,
  makerOf,
  silentOn,
  unheardOn,
} from '../../model/posting/decisions.js';
import { enough, firstChances, isScheduleKnown } from '../../model/reach/chances.js';
import type { Answered, Stance } from '../../model/threads/decision.js';
import type { Talk } from '../../model/threads/talk.js';
import type { Thread } from '../../model/threads/thread.js';
import { at, names } from '../words/logins.js';
import { moment } from '../words/time.js';
import type { PictureDecision } from './protocol.js';
import type { Looking } from './words.js';

/** With what this account has said and GitHub has not got. */
export function knownDecision(
  thread: Thread,
  talk: Talk | undefined,
  unsent: readonly { readonly kind: string }[],
): Decision | undefined {
  if (!talk?.opening.record?.terms) return undefined;
  const said = unsent.flatMap((one) => (isSaid(one) ? [one] : []));
  const comments = said.map(({ id, text, at: when, team }) => ({
    id,
    by: { kind: 'person', person: { id: team.account.id, login: team.account.login }, counts: true } as const,
    text,
    at: when,
    reactions: [],
    may: [],
    replies: [],
    earlierReplies: 0,
  }));
  return decisionIn(thread, { ...talk, comments: [...talk.comments, ...comments] });
}

/** What is said to a comment answers nothing. */
function isSaid(one: { readonly kind: string }): one is Say | Decide {
  return (one.kind === 'say' && (one as Say).to === undefined) || one.kind === 'decide';
}

export function decisionPicture(decision: Decision, { now, zone, statuses }: Looking): PictureDecision {
  const { terms, answers, thread } = decision;
  const asked = Date.parse(thread.createdAt);
  const timesOf = (person: Person): string => {
    const status = statuses.get(person.id)?.status;
    if (!isScheduleKnown(status)) return l10n.t('hours not known');
    const chances = firstChances(status, asked);
    const words = (all: readonly number[]) => all.map((one) => moment(one, now, zone)).join(', ');
    const [had, toCome] = [chances.filter((one) => one <= now), chances.filter((one) => one > now)];
    return [
      had.length > 0 && l10n.t('had {0}', words(had)),
      toCome.length > 0 && l10n.t('still to come: {0}', words(toCome)),
      chances.length < enough && l10n.t('no more are known'),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return {
    heading: l10n.t('Decision'),
    standing: standingWords(decision, { now, zone, statuses }),
    notes: notesOn(decision, { now, zone, statuses }),
    columns: [l10n.t('Asked'), l10n.t('Answer'), l10n.t('Delivery times')],
    rows: terms.named.map((person) => ({
      who: at(person.login),
      answer: answerWords(answers.get(person.id), now, zone),
      times: timesOf(person),
    })),
  };
}

function standingWords(decision: Decision, { now, zone, statuses }: Looking): string {
  const { terms, decided, thread } = decision;
  if (decided)
    return l10n.t(
      'Decided by {0} {1}: {2}',
      at(decided.by.login),
      moment(decided.at, now, zone),
      plain(decided.words.split('\n', 1)[0] ?? '', 300),
    );
  if (thread.state === 'closed') return l10n.t('Closed without a decision.');
  const maker = at(makerOf(decision, statuses, now).login);
  const closes = moment(terms.closes, now, zone);
  if (!isToBeMade(decision, now)) return l10n.t('Open until {0}. Then {1} decides.', closes, maker);
  return silentOn(decision).length === 0
    ? l10n.t('Everyone has answered: {0} decides.', maker)
    : l10n.t('Closed for answers {0}: {1} decides.', closes, maker);
}

function notesOn(decision: Decision, { now, statuses }: Looking): readonly string[] {
  const { terms, objections, isWhole, superseded, decided } = decision;
  const links = [
    ...(superseded === undefined ? [] : [l10n.t('Superseded by #{0}.', superseded)]),
    ...(terms.replaces === undefined
      ? []
      : [
          decided
            ? l10n.t('Replaces #{0}.', terms.replaces)
            : l10n.t('Replaces #{0} once it is decided.', terms.replaces),
        ]),
  ];
  if (!isOpen(decision)) return links;
  const maker = at(makerOf(decision, statuses, now).login);
  const unheard = isToBeMade(decision, now) ? unheardOn(decision, statuses) : [];
  return [
    ...links,
    ...objections.map(({ by }) =>
      l10n.t('{0} objects: it is held until {0} answers otherwise, or {1} says why not.', at(by.login), maker),
    ),
    ...(terms.deputy && maker === at(terms.decider.login)
      ? [l10n.t('{0} decides if {1} is off by then.', at(terms.deputy.login), maker)]
      : []),
    ...(unheard.length > 0
      ? [
          l10n.t(
            'No delivery time before it closed: {0}. Their silence is no consent.',
            names(unheard.map(({ login }) => login)) ?? '',
          ),
        ]
      : []),
    ...(isWhole ? [] : [l10n.t('Earlier comments have not been read: somebody may have answered there.')]),
  ];
}

function answerWords(answer: Answered | undefined, now: number, zone: string): string {
  if (!answer) return l10n.t('no answer');
  const said = l10n.t('{0} {1}', stanceWords[answer.stance](), moment(answer.at, now, zone));
  const why = plain(answer.words, 200);
  return why === '' ? said : l10n.t('{0}: {1}', said, why);
}

const stanceWords: Readonly<Record<Stance, () => string>> = {
  agree: () => l10n.t('agrees'),
  object: () => l10n.t('objects'),
  abstain: () => l10n.t('abstains'),
};
