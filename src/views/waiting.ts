/** Owns the *Waiting* view: who waits for whom, whose turn it is, and what is due. */
import * as l10n from '@vscode/l10n';
import { type Item, itemKinds } from '../model/item.js';
import { waiting } from '../model/queries.js';
import type { State } from '../model/state.js';
import { plain, plainLines } from './plain.js';
import type { Row } from './row.js';
import { age, moment, span, spokenSpan } from './time.js';

/** A long list of other people's blockers starts folded: what concerns me comes first. */
const mostUnfolded = 15;

export function waitingRows(state: State, now: number): readonly Row[] {
  if (!state.team) return [];
  const { forMe, mine, team } = waiting(state);
  const group = (id: string, label: string, items: readonly Item[], whose: 'owner' | 'by'): readonly Row[] =>
    items.length === 0
      ? []
      : [
          {
            id,
            label,
            description: String(items.length),
            spoken: l10n.t('{0}, {1}', label, items.length),
            children: [
              ...items.slice(0, mostRows).map((item) => itemRow(item, now, whose)),
              ...moreRow(id, items.length - mostRows),
            ],
            isExpanded: items.length <= mostUnfolded || id !== 'team',
          },
        ];
  return [
    ...group('forMe', l10n.t('Waiting for me'), forMe, 'by'),
    ...group('mine', l10n.t('I wait for'), mine, 'owner'),
    ...group('team', l10n.t('The team waits for'), team, 'owner'),
  ];
}

/** Drawing thousands of rows helps nobody; the most urgent are the first. */
const mostRows = 200;

function moreRow(id: string, count: number): readonly Row[] {
  if (count <= 0) return [];
  const label = l10n.t('{0} more', count);
  return [{ id: `${id}/more`, label, spoken: label }];
}

function itemRow(item: Item, now: number, whose: 'owner' | 'by'): Row {
  const title = plain(item.title) || l10n.t('(no title)');
  const person = whose === 'by' ? item.by.login : item.owner;
  const who = person ? `@${plain(person, 40)}` : l10n.t('nobody yet');
  const isLate = item.needBy !== undefined && Date.parse(item.needBy) < now;
  const due =
    item.needBy &&
    (isLate ? l10n.t('was due {0}', moment(item.needBy, now)) : l10n.t('due {0}', moment(item.needBy, now)));
  // Who and when come first: in a narrow side bar the end of a row is what is not seen.
  const head = [person && who, due].filter(Boolean).join(', ');
  const label = head ? `${head}: ${title}` : title;
  const isUnsent = item.number === undefined;
  const state = isUnsent ? l10n.t('unsent') : undefined;
  const since = age(item.createdAt, now);
  const replies = item.comments > 0 ? l10n.t('{0} comments', item.comments) : undefined;
  const strange = item.record === 'ours' ? undefined : recordWords(item.record);
  return {
    id: item.key,
    label,
    description: [span(since), replies, state, strange].filter(Boolean).join(' · '),
    tooltip: tooltip(item, now),
    icon: isUnsent ? 'cloud-upload' : isLate ? 'watch' : itemKinds[item.kind].icon,
    spoken: [
      title,
      whose === 'by' ? l10n.t('raised by {0}', who) : l10n.t('needed from {0}', who),
      spokenSpan(since),
      due,
      replies,
      state,
      strange,
    ]
      .filter(Boolean)
      .join(', '),
    offers: isUnsent ? 'item.unsent' : item.record === 'ours' ? 'item' : 'item.foreign',
    command: 'makertime.showItem',
  };
}

function recordWords(record: 'newer' | 'unreadable'): string {
  return record === 'newer' ? l10n.t('made by a newer Makertime') : l10n.t('its record was damaged by hand');
}

function tooltip(item: Item, now: number): string {
  const { context } = item;
  const place = context?.path && `${plain(context.path)}${context.lines ? `:${context.lines[0]}` : ''}`;
  return [
    plain(item.title),
    item.notes && plainLines(item.notes),
    item.outcome && l10n.t('Desired outcome: {0}', plain(item.outcome)),
    l10n.t('Raised by {0} {1}', `@${plain(item.by.login, 40)}`, spokenSpan(age(item.createdAt, now))),
    item.owner && l10n.t('Needed from {0}', `@${plain(item.owner, 40)}`),
    item.needBy && l10n.t('Needed by {0}', moment(item.needBy, now)),
    place && l10n.t('Where: {0}', place),
    context?.branch && l10n.t('Branch: {0}', plain(context.branch)),
    context?.diagnostic && l10n.t('Diagnostic: {0}', plain(context.diagnostic)),
    item.number !== undefined && `#${item.number}`,
  ]
    .filter(Boolean)
    .join('\n');
}
