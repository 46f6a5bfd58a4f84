/** Owns the *Waiting* view: who waits for whom, whose turn it is, and what is due. */
import * as l10n from '@vscode/l10n';
import { thingKey } from '../model/concerns.js';
import { type Item, itemKinds } from '../model/item.js';
import { myRecord, visibleInbox, waiting } from '../model/queries.js';
import type { State } from '../model/state.js';
import { fullName, type Team } from '../model/team.js';
import { focusSince } from '../time/focus.js';
import { awaitedWords, type Expected, expectedFor } from './expected.js';
import { plain, plainLines } from './plain.js';
import type { Row } from './row.js';
import { age, moment, myZone, span, spokenSpan } from './time.js';

/** A long list of other people's blockers starts folded: what concerns me comes first. */
const mostUnfolded = 15;

/** @param zone mine, IANA name */
export function waitingRows(state: State, now: number, zone: string = myZone()): readonly Row[] {
  if (!state.team) return [];
  const { forMe: all, mine, team } = waiting(state);
  const since = focusSince(myRecord(state)?.status, now);
  // What came in during focus is not read out of the corner of an eye, unless it broke through or was asked for.
  const isThere = isDelivered(state, state.team);
  const forMe = since === undefined ? all : all.filter((one) => Date.parse(one.createdAt) < since || isThere(one));
  const hidden = all.length - forMe.length;
  const group = (
    id: string,
    label: string,
    items: readonly Item[],
    whose: 'owner' | 'by',
    more?: string,
  ): readonly Row[] =>
    items.length === 0 && more === undefined
      ? []
      : [
          {
            id,
            label,
            description: [items.length, more].filter((one) => one !== undefined).join(' · '),
            spoken: [label, items.length, more].filter((one) => one !== undefined).join(', '),
            children: [
              ...items.slice(0, mostRows).map((item) => itemRow(state, item, now, whose, zone)),
              ...moreRow(id, items.length - mostRows),
            ],
            isExpanded: items.length <= mostUnfolded || id !== 'team',
          },
        ];
  return [
    ...group('forMe', l10n.t('Waiting for me'), forMe, 'by', hidden > 0 ? l10n.t('{0} held', hidden) : undefined),
    ...group('mine', l10n.t('I wait for'), mine, 'owner'),
    ...group('team', l10n.t('The team waits for'), team, 'owner'),
  ];
}

function isDelivered(state: State, { repository }: Team): (item: Item) => boolean {
  const { parcels } = visibleInbox(state);
  return ({ number }) => {
    const stage = number === undefined ? undefined : parcels.get(thingKey(fullName(repository), number))?.stage;
    return stage?.kind === 'delivered';
  };
}

/** Drawing thousands of rows helps nobody; the most urgent are the first. */
const mostRows = 200;

function moreRow(id: string, count: number): readonly Row[] {
  if (count <= 0) return [];
  const label = l10n.t('{0} more', count);
  return [{ id: `${id}/more`, label, spoken: label }];
}

function itemRow(state: State, item: Item, now: number, whose: 'owner' | 'by', zone: string): Row {
  const title = plain(item.title) || l10n.t('(no title)');
  const person = whose === 'by' ? item.by.login : item.owner;
  const who = person ? `@${plain(person, 40)}` : l10n.t('nobody yet');
  const isLate = item.needBy !== undefined && Date.parse(item.needBy) < now;
  const due =
    item.needBy &&
    (isLate
      ? l10n.t('was due {0}', moment(item.needBy, now, zone))
      : l10n.t('due {0}', moment(item.needBy, now, zone)));
  const expected = answerTo(state, item, now, zone);
  const answer = expected && due === undefined ? answerLabel(expected, whose, now, zone) : undefined;
  // Who and when come first: in a narrow side bar the end of a row is what is not seen.
  const head = [person && who, due ?? answer].filter(Boolean).join(', ');
  const label = head ? `${head}: ${title}` : title;
  const isUnsent = item.number === undefined;
  const unsent = isUnsent ? l10n.t('unsent') : undefined;
  const since = age(item.createdAt, now);
  const replies = repliesWords(item.comments);
  const strange = item.record === 'ours' ? undefined : recordWords(item.record);
  return {
    id: item.key,
    label,
    description: [span(since), replies, unsent, strange].filter(Boolean).join(' · '),
    tooltip: tooltip(item, now, zone, expected && answerLines(expected, whose, now, zone)),
    icon: isUnsent ? 'cloud-upload' : isLate ? 'watch' : itemKinds[item.kind].icon,
    spoken: [
      title,
      whose === 'by' ? l10n.t('raised by {0}', who) : l10n.t('needed from {0}', who),
      spokenSpan(since),
      due ?? answer,
      replies,
      unsent,
      strange,
    ]
      .filter(Boolean)
      .join(', '),
    offers: isUnsent ? 'item.unsent' : item.record === 'ours' ? 'item' : 'item.foreign',
    command: 'makertime.showItem',
  };
}

/** When its owner's answer is due. Once somebody has written, only they can say whether that was the answer. */
function answerTo(state: State, { by, owner, createdAt, comments }: Item, now: number, zone: string) {
  if (owner === undefined || owner.toLowerCase() === by.login.toLowerCase()) return undefined;
  const expected = expectedFor(state, owner, Date.parse(createdAt), now, 'blocker', zone);
  return expected && (comments === 0 || expected.latest > now) ? expected : undefined;
}

/** Whoever is asked owes nothing before the latest time. */
function answerLabel({ latest, label }: Expected, whose: 'owner' | 'by', now: number, zone: string): string {
  return whose === 'by' && latest > now ? l10n.t('answer by {0}', moment(latest, now, zone)) : label;
}

function answerLines(expected: Expected, whose: 'owner' | 'by', now: number, zone: string): readonly string[] {
  if (whose === 'owner' || expected.latest <= now) return [awaitedWords(expected, now, zone), ...expected.reasons];
  return [l10n.t('They expect an answer by {0}', moment(expected.latest, now, zone)), ...expected.reasons];
}

function repliesWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? l10n.t('1 comment') : l10n.t('{0} comments', count);
}

function recordWords(record: 'newer' | 'unreadable'): string {
  return record === 'newer' ? l10n.t('made by a newer Makertime') : l10n.t('its record was damaged by hand');
}

function tooltip(item: Item, now: number, zone: string, answer: readonly string[] = []): string {
  const { context } = item;
  const place = context?.path && `${plain(context.path)}${context.lines ? `:${context.lines[0]}` : ''}`;
  return [
    plain(item.title),
    item.notes && plainLines(item.notes),
    item.outcome && l10n.t('Desired outcome: {0}', plain(item.outcome)),
    l10n.t('Raised by {0} {1}', `@${plain(item.by.login, 40)}`, spokenSpan(age(item.createdAt, now))),
    item.owner && l10n.t('Needed from {0}', `@${plain(item.owner, 40)}`),
    item.needBy && l10n.t('Needed by {0}', moment(item.needBy, now, zone)),
    ...answer,
    place && l10n.t('Where: {0}', place),
    context?.branch && l10n.t('Branch: {0}', plain(context.branch)),
    context?.diagnostic && l10n.t('Diagnostic: {0}', plain(context.diagnostic)),
    item.number !== undefined && `#${item.number}`,
  ]
    .filter(Boolean)
    .join('\n');
}
