/** The rows of what people wait for beside blockers: reviews, answers to questions, and issues that stand in the way. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { fullName, isSameName } from '../../model/board/team.js';
import type { State } from '../../model/state.js';
import { blockedBy, type Wait } from '../../model/waits/ledger.js';
import { isPromisable } from '../../model/waits/promises.js';
import { newsOf, withNews } from '../deliveries/news.js';
import { names } from '../words/logins.js';
import type { Row } from '../words/row.js';
import { span, spokenSpan } from '../words/time.js';
import { dueAnswer, type Side } from './order.js';
import { answerWords, blocksLines, blocksShort, holdsUp, numberOf } from './words.js';

type Awaited = Exclude<Wait, { readonly kind: 'item' }>;

/** Whoever else is asked can be read in the tooltip. */
const mostInLabel = 2;

export function awaitedRow(state: State, wait: Awaited, side: Side, now: number, zone: string): Row {
  const title = plain(titleOf(wait)) || l10n.t('(no title)');
  const isForMe = side === 'forMe';
  const logins = isForMe ? waitingFor(wait, state.team?.account.login) : neededFrom(wait);
  const who = names(logins, mostInLabel);
  const due = dueAnswer(state, wait, side, now);
  const answer = due && answerWords(state, due, side, now, zone);
  const head = [who, answer?.label].filter(Boolean).join(', ');
  const since = now - wait.since;
  const held = holdsUp(state, wait, side);
  const blocks = blockedBy(state, wait);
  const news = newsOf(state, wait, side);
  return {
    id: wait.key,
    label: title,
    description: [head, held?.short, span(since), news.through, kindWords(state, wait, side), blocksShort(blocks)]
      .filter(Boolean)
      .join(' · '),
    get tooltip() {
      return [
        title,
        news.line,
        sinceLine(wait, spokenSpan(since)),
        neededLine(wait, names(neededFrom(wait))),
        ...(answer?.lines() ?? []),
        held?.line(),
        ...blocksLines(blocks),
        placeWords(state, wait),
      ]
        .filter(Boolean)
        .join('\n');
    },
    icon: icons[wait.kind],
    ...(answer?.isLate && { isLate: true }),
    ...(news.kind === 'unread' && { isUnread: true }),
    spoken: [
      news.spoken,
      title,
      spokenKind(state, wait, side),
      isForMe ? who && l10n.t('{0} waiting', who) : neededWords(wait, who),
      held?.spoken,
      spokenSpan(since),
      answer?.label,
      news.through,
      blocksShort(blocks),
    ]
      .filter(Boolean)
      .join(', '),
    offers: withNews(
      !isForMe || !isPromisable(wait) ? 'awaited' : wait.kind === 'handOff' ? 'awaited.forMe.handOff' : 'awaited.forMe',
      news,
    ),
    command: 'makertime.openWaiting',
  };
}

export const icons = {
  dependency: 'issues',
  review: 'git-pull-request',
  question: 'comment-discussion',
  decision: 'law',
  checkIn: 'checklist',
  handOff: 'arrow-swap',
  memo: 'file-text',
} as const;

function titleOf(wait: Awaited): string {
  return wait.kind === 'dependency' ? wait.by.title : wait.asked.title;
}

/** @param me in a check-in several people may need me */
function waitingFor(wait: Awaited, me?: string): readonly string[] {
  if (wait.kind === 'dependency') return wait.dependency.people.map(({ login }) => login);
  const { by, askers = [] } = wait.asked;
  if (wait.kind !== 'checkIn') return [by.login];
  const ofMe = askers.filter(({ of }) => me === undefined || isSameName(of, me)).map((one) => one.by);
  return [...new Set(ofMe.length > 0 ? ofMe : [by.login])];
}

function neededFrom(wait: Awaited): readonly string[] {
  return wait.kind === 'dependency' ? wait.by.people.map(({ login }) => login) : wait.asked.of;
}

function neededWords(wait: Awaited, who: string | undefined): string {
  if (who !== undefined) return l10n.t('needed from {0}', who);
  return wait.kind === 'question' ? l10n.t('asked of everyone') : l10n.t('needed from {0}', l10n.t('nobody yet'));
}

function neededLine(wait: Awaited, who: string | undefined): string {
  if (who === undefined && wait.kind === 'question') return l10n.t('Asked of everyone');
  return l10n.t('Needed from {0}', who ?? l10n.t('nobody yet'));
}

function kindWords(state: State, wait: Awaited, side: Side): string {
  switch (wait.kind) {
    case 'dependency':
      return placeWords(state, wait);
    case 'review':
      return l10n.t('review');
    case 'question':
      return l10n.t('question');
    case 'decision':
      return wait.asked.closes === undefined ? l10n.t('decision to make') : l10n.t('decision');
    case 'checkIn':
      return l10n.t('check-in');
    case 'handOff':
      return side === 'forMe' ? l10n.t('to pick up') : l10n.t('handed off');
    case 'memo':
      return l10n.t('memo');
  }
}

function spokenKind(state: State, wait: Awaited, side: Side): string {
  const words = kindWords(state, wait, side);
  return wait.kind === 'dependency' ? l10n.t('issue {0}', words) : words;
}

function sinceLine(wait: Awaited, since: string): string {
  const who = names(waitingFor(wait)) ?? l10n.t('nobody');
  switch (wait.kind) {
    case 'dependency':
      return l10n.t('Opened {0}', since);
    case 'review':
      return l10n.t('{0} requested a review {1}', who, since);
    case 'question':
      return l10n.t('{0} asked {1}', who, since);
    case 'decision':
      return wait.asked.closes === undefined
        ? l10n.t('To be decided since {0}', since)
        : l10n.t('{0} proposed it {1}', who, since);
    case 'checkIn':
      return l10n.t('{0} checked in {1}', who, since);
    case 'handOff':
      return l10n.t('In the hands of {0}, handed off {1}', who, since);
    case 'memo':
      return l10n.t('{0} asked for comments {1}', who, since);
  }
}

function placeWords({ team }: State, wait: Awaited): string {
  if (wait.kind !== 'dependency') return `#${wait.asked.number}`;
  const { repository, number } = wait.by;
  const isHome = team !== undefined && repository.toLowerCase() === fullName(team.repository).toLowerCase();
  return isHome ? numberOf({ number }) : numberOf({ repository, number });
}
