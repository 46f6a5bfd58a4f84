/** The row of a blocker: who has to do something or who waits, by when, and whom it holds up. */
import * as l10n from '@vscode/l10n';
import { plain, plainLines } from '../../base/plainText.js';
import type { AwaitedItem } from '../../model/board/item.js';
import { kinds } from '../../model/board/kinds.js';
import { isStranger } from '../../model/members.js';
import { type State, visible } from '../../model/state.js';
import { blockedBy, ledger, type Wait } from '../../model/waits/ledger.js';
import { ownerWord } from '../../model/waits/promises.js';
import { commentsOn, repliesTo } from '../../model/waits/replies.js';
import { newsOf, withNews } from '../deliveries/news.js';
import { waitWords } from '../words/kinds.js';
import { at, changedByWords } from '../words/logins.js';
import { commentWords, type Row } from '../words/row.js';
import { age, moment, span, spokenSpan } from '../words/time.js';
import { dueAnswer, type Side } from './order.js';
import { repliedWords, replyRows } from './replyRows.js';
import { answerWords, blocksLines, blocksShort, holdsUp } from './words.js';

export function blockerRow(
  state: State,
  wait: Wait & { readonly kind: 'item' },
  side: Side,
  now: number,
  zone: string,
): Row {
  const { item } = wait;
  const { spoken } = waitWords[item.kind];
  const title = plain(item.title) || l10n.t('(no title)');
  const isForMe = side === 'forMe';
  const person = isForMe ? item.by.login : item.owner;
  const who = person ? at(person) : l10n.t('nobody yet');
  const due = item.needBy === undefined ? undefined : dueWords(item.needBy, now, zone);
  const expected = dueAnswer(state, wait, side, now);
  const answer = expected && answerWords(state, expected, side, now, zone);
  const word = ownerWord(visible(state), item, now);
  const replied = word?.kind === 'replied' ? repliedWords(word.reply, side, now) : undefined;
  const replies = repliesTo(visible(state), item);
  const isNamed = replied !== undefined && !isForMe;
  // What was due is late no longer once its owner has said something of it; what they promised may be.
  const times = word ? [due?.isLate ? undefined : due?.label, answer?.label, replied] : [due?.label ?? answer?.label];
  const when = times.filter(Boolean).join(', ');
  const isLate = word ? answer?.isLate : (due?.isLate ?? answer?.isLate);
  const isUnsent = item.number === undefined;
  const since = age(item.createdAt, now);
  const held = holdsUp(state, wait, side);
  const blocks = blockedBy(state, wait);
  const editor = visible(state).editors.get(item.number ?? 0)?.by;
  const isOwnerless = !isForMe && item.owner !== undefined && isStranger(state, item.owner);
  const news = newsOf(state, wait, side);
  const remarks = [
    news.through,
    blocksShort(blocks),
    commentWords(commentsOn(visible(state), item)),
    isUnsent ? l10n.t('unsent') : undefined,
    item.isFormer ? l10n.t('@{0} is no longer in the team', item.by.login) : undefined,
    item.record === 'ours' ? undefined : recordWords(item.record),
    isOwnerless ? l10n.t('not a team member') : undefined,
    editor && changedByWords(editor),
  ];
  return {
    id: item.key,
    // In a narrow side bar the end of a row is what is not seen: what it is about stands first.
    label: title,
    description: [[person && !isNamed && who, when].filter(Boolean).join(', '), held?.short, span(since), ...remarks]
      .filter(Boolean)
      .join(' · '),
    get tooltip() {
      return tooltip(item, now, zone, [
        news.line,
        isOwnerless && l10n.t('{0} is not a team member: reassign it to someone who is', who),
        replied,
        ...(answer?.lines() ?? []),
        held?.line(),
        ...blocksLines(blocks),
      ]);
    },
    icon: isUnsent ? 'cloud-upload' : kinds[item.kind].icon,
    ...(isLate && { isLate }),
    ...(news.kind === 'unread' && { isUnread: true }),
    spoken: [
      news.spoken,
      title,
      isForMe ? spoken.raised(who) : spoken.needed(who),
      held?.spoken,
      spokenSpan(since),
      when,
      ...remarks,
    ]
      .filter(Boolean)
      .join(', '),
    offers: withNews(
      isUnsent ? 'item.unsent' : item.record !== 'ours' ? 'item.foreign' : isForMe ? 'item.forMe' : 'item',
      news,
    ),
    command: isOwnerless && item.record === 'ours' ? 'makertime.reassign' : 'makertime.showBlocker',
    get children() {
      return replies.length > 0 ? replyRows(item.key, replies, now, zone) : undefined;
    },
    ...(replies.length > 0 && { isExpanded: false }),
  };
}

/**
 * "@dana, expected 17:00": who is to do something about a blocker of mine, and when that can be expected. Undefined where
 * nobody is named, or it is not mine.
 */
export function awaitedFrom(state: State, key: string, now: number, zone: string): string | undefined {
  const wait = ledger(state).mine.find((one) => one.key === key);
  if (wait?.kind !== 'item' || wait.item.owner === undefined) return undefined;
  const { needBy, owner } = wait.item;
  const word = ownerWord(visible(state), wait.item, now);
  if (word?.kind === 'replied') return repliedWords(word.reply, 'mine', now);
  const expected = dueAnswer(state, wait, 'mine', now);
  const answer = expected && answerWords(state, expected, 'mine', now, zone).label;
  return [at(owner), answer ?? (needBy === undefined ? undefined : dueWords(needBy, now, zone).label)]
    .filter(Boolean)
    .join(', ');
}

function dueWords(needBy: string, now: number, zone: string): { readonly label: string; readonly isLate: boolean } {
  const isLate = Date.parse(needBy) < now;
  const time = moment(needBy, now, zone);
  return { label: isLate ? l10n.t('overdue since {0}', time) : l10n.t('due {0}', time), isLate };
}

function recordWords(record: 'newer' | 'unreadable'): string {
  return record === 'newer' ? l10n.t('made by a newer version of Makertime') : l10n.t('its record is damaged');
}

function tooltip(
  item: AwaitedItem,
  now: number,
  zone: string,
  waiting: readonly (string | false | undefined)[],
): string {
  const { context } = item;
  const { raised, needed } = waitWords[item.kind];
  const place = context?.path && `${plain(context.path)}${context.lines ? `:${context.lines[0]}` : ''}`;
  return [
    plain(item.title),
    item.notes && plainLines(item.notes),
    item.outcome && l10n.t('Desired outcome: {0}', plain(item.outcome)),
    raised(at(item.by.login), spokenSpan(age(item.createdAt, now))),
    needed(item.owner === undefined ? l10n.t('nobody yet') : at(item.owner)),
    item.needBy && l10n.t('Needed by {0}', moment(item.needBy, now, zone)),
    ...waiting,
    place && l10n.t('Where: {0}', place),
    context?.branch && l10n.t('Branch: {0}', plain(context.branch)),
    context?.diagnostic && l10n.t('Diagnostic: {0}', plain(context.diagnostic)),
    item.number !== undefined && `#${item.number}`,
  ]
    .filter(Boolean)
    .join('\n');
}
