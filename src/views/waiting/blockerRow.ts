/** Owns the row of a blocker: who has to do something or who waits, by when, and whom it holds up. */
import * as l10n from '@vscode/l10n';
import { type Item, itemKinds } from '../model/item.js';
import { blockedBy, ledger, type Wait } from '../model/ledger.js';
import { isStranger } from '../model/queries.js';
import type { State } from '../model/state.js';
import { dueAnswer, type Side } from './due.js';
import { plain, plainLines } from './plain.js';
import type { Row } from './row.js';
import { age, moment, span, spokenSpan } from './time.js';
import { answerWords, at, blocksLines, blocksShort, heldInLabel, holdsUp } from './waitWords.js';

export function blockerRow(
  state: State,
  wait: Wait & { readonly kind: 'blocker' },
  side: Side,
  now: number,
  zone: string,
): Row {
  const { item } = wait;
  const title = plain(item.title) || l10n.t('(no title)');
  const person = side === 'forMe' ? item.by.login : item.owner;
  const who = person ? at(person) : l10n.t('nobody yet');
  const due = item.needBy === undefined ? undefined : dueWords(item.needBy, now, zone);
  const expected = dueAnswer(state, wait, side, now);
  const answer = expected && answerWords(state, expected, side, now, zone);
  const when = due?.label ?? answer?.label;
  // Who and when come first: in a narrow side bar the end of a row is what is not seen.
  const head = [person && heldInLabel(who, 1, wait, side), when].filter(Boolean).join(', ');
  const isUnsent = item.number === undefined;
  const since = age(item.createdAt, now);
  const held = holdsUp(state, wait, side);
  const blocks = blockedBy(state, wait);
  const isOwnerless = side !== 'forMe' && item.owner !== undefined && isStranger(state, item.owner);
  const remarks = [
    blocksShort(blocks),
    repliesWords(item.comments),
    isUnsent ? l10n.t('unsent') : undefined,
    item.record === 'ours' ? undefined : recordWords(item.record),
    isOwnerless ? l10n.t('no member of the team') : undefined,
  ];
  const isLate = due?.isLate ?? answer?.isLate;
  return {
    id: item.key,
    label: head ? `${head}: ${title}` : title,
    description: [held?.short, span(since), ...remarks].filter(Boolean).join(' · '),
    get tooltip() {
      return tooltip(item, now, zone, [
        isOwnerless && l10n.t('{0} is no member of the team: reassign it to somebody who is', who),
        ...(answer?.lines() ?? []),
        held?.line(),
        ...blocksLines(blocks),
      ]);
    },
    icon: isUnsent ? 'cloud-upload' : isLate ? 'watch' : itemKinds[item.kind].icon,
    spoken: [
      title,
      side === 'forMe' ? l10n.t('raised by {0}', who) : l10n.t('needed from {0}', who),
      held?.spoken,
      spokenSpan(since),
      when,
      ...remarks,
    ]
      .filter(Boolean)
      .join(', '),
    offers: isUnsent ? 'item.unsent' : item.record === 'ours' ? 'item' : 'item.foreign',
    command: isOwnerless && item.record === 'ours' ? 'makertime.reassign' : 'makertime.showItem',
  };
}

/**
 * "@dana, expected 17:00": who is to do something about a blocker of mine, and when that can be expected. Undefined where
 * nobody is named, or it is not mine.
 */
export function awaitedFrom(state: State, key: string, now: number, zone: string): string | undefined {
  const wait = ledger(state).mine.find((one) => one.key === key);
  if (wait?.kind !== 'blocker' || wait.item.owner === undefined) return undefined;
  const { needBy, owner } = wait.item;
  const expected = dueAnswer(state, wait, 'mine', now);
  const answer = expected && answerWords(state, expected, 'mine', now, zone).label;
  return [at(owner), answer ?? (needBy === undefined ? undefined : dueWords(needBy, now, zone).label)]
    .filter(Boolean)
    .join(', ');
}

function dueWords(needBy: string, now: number, zone: string): { readonly label: string; readonly isLate: boolean } {
  const isLate = Date.parse(needBy) < now;
  const time = moment(needBy, now, zone);
  return { label: isLate ? l10n.t('was due {0}', time) : l10n.t('due {0}', time), isLate };
}

function repliesWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? l10n.t('1 comment') : l10n.t('{0} comments', count);
}

function recordWords(record: 'newer' | 'unreadable'): string {
  return record === 'newer' ? l10n.t('made by a newer Makertime') : l10n.t('its record was damaged by hand');
}

function tooltip(item: Item, now: number, zone: string, waiting: readonly (string | false | undefined)[]): string {
  const { context } = item;
  const place = context?.path && `${plain(context.path)}${context.lines ? `:${context.lines[0]}` : ''}`;
  return [
    plain(item.title),
    item.notes && plainLines(item.notes),
    item.outcome && l10n.t('Desired outcome: {0}', plain(item.outcome)),
    l10n.t('Raised by {0} {1}', at(item.by.login), spokenSpan(age(item.createdAt, now))),
    l10n.t('Needed from {0}', item.owner === undefined ? l10n.t('nobody yet') : at(item.owner)),
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
