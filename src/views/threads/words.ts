/** The words of the page of a discussion: how it stands, who said something and when, what was hidden, what is in the way. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { localThere, weekdays, zoneOf } from '../../base/zone.js';
import type { Board } from '../../model/board/board.js';
import { openMemoIn } from '../../model/posting/memos.js';
import type { Hidden, ReactionKind, Talk } from '../../model/threads/talk.js';
import type { Closing, Speaker, Thread } from '../../model/threads/thread.js';
import { at, names } from '../words/logins.js';
import { moment, weekdayNames } from '../words/time.js';
import { placeIn } from '../words/zones.js';
import type { ThreadWords } from './protocol.js';

export function threadWords(): ThreadWords {
  return {
    actions: l10n.t('Discussion actions'),
    answer: l10n.t('Answer'),
    comments: l10n.t('Comments'),
    noComments: l10n.t('No comments yet.'),
    show: l10n.t('Show'),
    hide: l10n.t('Hide'),
    reply: l10n.t('Reply'),
    markAnswer: l10n.t('Mark as answer'),
    unmarkAnswer: l10n.t('Unmark as answer'),
    more: l10n.t('Actions'),
    write: l10n.t('Add a comment'),
    writeReply: l10n.t('Write a reply'),
    send: l10n.t('Comment'),
    sendReply: l10n.t('Reply'),
    hint: l10n.t('Markdown. Ctrl+Enter sends; what you type is kept on this machine until then.'),
    tooLong: l10n.t('Too long for GitHub by this many characters:'),
    saved: l10n.t('Saved. It is sent as soon as GitHub can be reached.'),
    image: l10n.t('Image'),
    table: l10n.t('Table'),
    unsent: { retry: l10n.t('Retry'), rewrite: l10n.t('Edit'), discard: l10n.t('Discard') },
  };
}

/** "Q&A", "Closed as resolved", "Answered", "Locked", "#12" */
export function threadFacts(thread: Thread): readonly string[] {
  const { category, isAnswered, isLocked, number } = thread;
  return [
    plain(category.name, 60),
    stateWords(thread),
    ...(category.isAnswerable ? [isAnswered ? l10n.t('Answered') : l10n.t('Unanswered')] : []),
    ...(isLocked ? [l10n.t('Locked')] : []),
    number === undefined ? l10n.t('Not sent yet') : `#${number}`,
  ];
}

/** Until when a memo waits for whom; nothing once it waits no more. */
export function memoFacts(thread: Thread, talk: Talk | undefined, { now, zone }: Looking): readonly string[] {
  const memo = openMemoIn(thread, talk);
  if (!memo || now >= Date.parse(memo.terms.until)) return [];
  const until = l10n.t('Comments until {0}', moment(memo.terms.until, now, zone));
  const who = names(memo.silent.map(({ login }) => login));
  return who === undefined ? [until] : [until, l10n.t('waits for {0}', who)];
}

export function stateWords({ state, closedAs }: Pick<Thread, 'state' | 'closedAs'>): string {
  if (state === 'open') return l10n.t('Open');
  return closedAs ? closedWords(closedAs) : l10n.t('Closed');
}

function closedWords(closing: Closing): string {
  switch (closing) {
    case 'resolved':
      return l10n.t('Closed as resolved');
    case 'outdated':
      return l10n.t('Closed as outdated');
    case 'duplicate':
      return l10n.t('Closed as duplicate');
  }
}

export function speakerName(speaker: Speaker): string {
  switch (speaker.kind) {
    case 'person':
      return at(speaker.person.login);
    case 'app':
      return l10n.t('{0} (bot)', plain(speaker.login, 60));
    case 'ghost':
      return l10n.t('ghost (deleted account)');
  }
}

/** Where and when somebody looks at it. */
export interface Looking {
  readonly now: number;
  /** Mine, IANA name. */
  readonly zone: string;
  readonly statuses: Board['statuses'];
}

/** "Mon 15:00", "Mon 23:00 (Tue 03:30 in Kolkata)" */
export function whenWords(iso: string, by: Speaker, { now, zone, statuses }: Looking): string {
  const mine = moment(iso, now, zone);
  const theirs = by.kind === 'person' ? statuses.get(by.person.id)?.status.zone : undefined;
  const instant = Date.parse(iso);
  if (theirs === undefined || Number.isNaN(instant)) return mine;
  const there = localThere(theirs, instant, zone);
  if (!there || zoneOf(theirs)?.offsetAt(instant) === zoneOf(zone)?.offsetAt(instant)) return mine;
  const weekday = there.dayOffset === 0 ? '' : `${weekdayNames()[weekdays.indexOf(there.weekday)]} `;
  return l10n.t('{0} ({1} in {2})', mine, `${weekday}${there.time}`, plain(placeIn(theirs), 40));
}

export function hiddenWords(hidden: Hidden): string {
  if (hidden.kind === 'deleted') return l10n.t('This comment was deleted.');
  const why = hidden.why && plain(hidden.why, 60);
  return why ? l10n.t('Hidden by a maintainer: {0}', why) : l10n.t('Hidden by a maintainer');
}

export function reactionWords(kind: ReactionKind, count: number): string {
  return count === 0 ? reactionName(kind) : l10n.t('{0}: {1}', reactionName(kind), count);
}

function reactionName(kind: ReactionKind): string {
  switch (kind) {
    case 'thumbsUp':
      return l10n.t('Thumbs up');
    case 'thumbsDown':
      return l10n.t('Thumbs down');
    case 'laugh':
      return l10n.t('Laugh');
    case 'hooray':
      return l10n.t('Hooray');
    case 'confused':
      return l10n.t('Confused');
    case 'heart':
      return l10n.t('Heart');
    case 'rocket':
      return l10n.t('Rocket');
    case 'eyes':
      return l10n.t('Eyes');
  }
}
