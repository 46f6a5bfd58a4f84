/** Owns the *Deliveries* view: what is held, what was delivered, what is put off and what is done. */

import * as l10n from '@vscode/l10n';
import { deliveredGroups, type Groups, heldCount, heldList, recentlyDone, snoozed } from '../model/digest.js';
import { type Inbox, instant, type Parcel, type ParcelKey } from '../model/inbox.js';
import type { Park } from '../model/park.js';
import { myRecord, parksByThing, visibleInbox } from '../model/queries.js';
import type { State } from '../model/state.js';
import { fullName } from '../model/team.js';
import { isFocusing, isQuiet, nextDelivery, windowsOf } from '../time/delivery.js';
import { myZone } from '../time/zone.js';
import {
  freedWords,
  parcelLabel,
  reasonWords,
  returnWords,
  spokenLabel,
  subjectIcon,
  throughWords,
} from './parcelWords.js';
import { plain } from './plain.js';
import type { Row } from './row.js';
import { age, moment, span, spokenSpan } from './time.js';

/** Drawing thousands of rows helps nobody; the group's number says how many there are. */
const mostRows = 200;
const mostDone = 50;

/** @param show what of the held is shown before it is delivered */
export function deliveryRows(
  state: State,
  now: number,
  show: 'count' | 'titles' = 'count',
  zone: string = myZone(),
): readonly Row[] {
  if (!state.team || state.phase === 'starting') return [];
  const inbox = visibleInbox(state);
  const around = { state, now, zone, parked: parksByThing(state) };
  return [
    ...heldRows(around, inbox, show),
    ...deliveredRows(around, inbox),
    ...groupRow(around, 'snoozed', l10n.t('Snoozed'), 'watch', snoozed(inbox), 'collapsed'),
    ...groupRow(around, 'done', l10n.t('Done'), 'check', recentlyDone(inbox, mostDone), 'collapsed'),
    ...refusedRows(state),
  ];
}

/** When what is held comes, in milliseconds since 1970; undefined where nothing is held back now. */
export function dueAt(state: State, now: number, zone: string = myZone()): number | undefined {
  const status = myRecord(state)?.status;
  const { deliveredAt } = visibleInbox(state);
  const isAtOnce = windowsOf(status).length === 0 && !isQuiet(status, now);
  return isAtOnce ? undefined : nextDelivery(status, zone, deliveredAt === undefined ? now : instant(deliveredAt), now);
}

/** "4 held", where anything is. */
export function heldWords(state: State): string | undefined {
  const count = heldCount(visibleInbox(state));
  return count > 0 ? l10n.t('{0} held', count) : undefined;
}

/** When the next delivery is, as short as it can be said. */
export function shortDue(state: State, now: number, zone: string): string | undefined {
  const due = dueAt(state, now, zone);
  if (due === undefined) return undefined;
  return due <= now ? l10n.t('Next delivery: any moment now') : l10n.t('Next delivery {0}', moment(due, now, zone));
}

/** When the next delivery is, and what brings it. */
export function dueWords(state: State, now: number, zone: string): string | undefined {
  const due = shortDue(state, now, zone);
  return due !== undefined && isFocusing(state, now) ? l10n.t('{0}, when focus ends', due) : due;
}

/** How much has been delivered and not been read. What is held has no number outside its view. */
export function deliveryBadge(state: State): { readonly value: number; readonly tooltip: string } | undefined {
  const value = unreadCount(state);
  return value > 0 ? { value, tooltip: l10n.t('{0} delivered, not read yet', value) } : undefined;
}

function unreadCount(state: State): number {
  let count = 0;
  for (const { stage, isUnread } of visibleInbox(state).parcels.values())
    if (stage.kind === 'delivered' && isUnread) count += 1;
  return count;
}

interface Around {
  readonly state: State;
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  readonly parked: ReadonlyMap<ParcelKey, Park>;
}

function heldRows(around: Around, inbox: Inbox, show: 'count' | 'titles'): readonly Row[] {
  const count = heldCount(inbox);
  const due = dueWords(around.state, around.now, around.zone);
  if (count === 0 && due === undefined) return [];
  const label = count > 0 ? l10n.t('{0} held', count) : l10n.t('Nothing held');
  const spoken = [label, due].filter(Boolean).join(', ');
  const isShown = show === 'titles' && count > 0;
  return [
    {
      // VS Code keeps a row without titles folded when it gets some: with them it is another.
      id: isShown ? 'held/titles' : 'held',
      label,
      ...(due && { description: due }),
      tooltip: spoken,
      icon: 'inbox',
      spoken,
      ...(count > 0 && { offers: 'held' }),
      ...(isShown && { children: parcelRows(around, heldList(inbox)), isExpanded: true }),
    },
  ];
}

function deliveredRows(around: Around, inbox: Inbox): readonly Row[] {
  const groups = deliveredGroups(inbox);
  return (Object.keys(groupNames) as (keyof Groups)[]).flatMap((name) => {
    const { label, icon } = groupNames[name];
    const [row] = groupRow(around, `delivered/${name}`, label(), icon, groups[name], 'expanded');
    return row ? [{ ...row, offers: 'delivered' }] : [];
  });
}

/** In the order of a delivery. */
const groupNames: Readonly<Record<keyof Groups, { readonly label: () => string; readonly icon: string }>> = {
  through: { label: () => l10n.t('Broke through'), icon: 'zap' },
  freed: { label: () => l10n.t('The way is free'), icon: 'reply' },
  waitsForMe: { label: () => l10n.t('Waiting for me'), icon: 'person' },
  people: { label: () => l10n.t('People'), icon: 'mention' },
  threads: { label: () => l10n.t('Threads'), icon: 'comment-discussion' },
  rest: { label: () => l10n.t('The rest'), icon: 'list-unordered' },
};

function groupRow(
  around: Around,
  id: string,
  label: string,
  icon: string,
  parcels: readonly Parcel[],
  shown: 'expanded' | 'collapsed',
): readonly Row[] {
  if (parcels.length === 0) return [];
  const count = String(parcels.length);
  const children = parcelRows(around, parcels);
  return [
    { id, label, description: count, icon, spoken: `${label}, ${count}`, children, isExpanded: shown === 'expanded' },
  ];
}

function parcelRows(around: Around, parcels: readonly Parcel[]): readonly Row[] {
  return parcels.slice(0, mostRows).map((parcel) => parcelRow(around, parcel));
}

function parcelRow({ state, now, zone, parked }: Around, parcel: Parcel): Row {
  const { key, stage, repository, reason, at, isUnread, subject, from } = parcel;
  const label = parcelLabel(parcel);
  const isHome = state.team && repository.toLowerCase() === fullName(state.team.repository).toLowerCase();
  const why = parcel.through ? throughWords(parcel) : reasonWords(reason);
  // Why it broke through names them already.
  const who = plain(from ?? '', 40) && parcel.through !== 'person' ? `@${plain(from ?? '', 40)}` : undefined;
  const where = isHome ? undefined : plain(repository, 60);
  const until = stage.kind === 'snoozed' ? untilWords(stage.until, now, zone) : undefined;
  const park = parked.get(key);
  const back = park && returnWords(park);
  const isNew = stage.kind === 'delivered' && isUnread;
  const whyNow = [why, isHome && freedWords(state, parcel)];
  const rest = [who, ...whyNow, back, plain(repository, 80), until, spokenSpan(age(at, now))].filter(Boolean);
  return {
    id: `parcel/${key}`,
    label,
    description: [until, who, why, back, where, span(age(at, now))].filter(Boolean).join(' · '),
    tooltip: [label, ...rest].join('\n'),
    icon: park && reason === 'freed' ? 'reply' : subjectIcon(subject),
    ...(isNew && { isUnread: true }),
    spoken: [...(isNew ? [l10n.t('unread')] : []), spokenLabel(parcel), ...rest].join(', '),
    offers: ['parcel', stage.kind, parcel.thread !== undefined && 'thread', park && 'parked'].filter(Boolean).join('.'),
    command: 'makertime.openParcel',
  };
}

function untilWords(until: string, now: number, zone: string): string {
  return until === 'activity' ? l10n.t('until something happens') : l10n.t('until {0}', moment(until, now, zone));
}

/** GitHub may not tell of other repositories; blockers and answers of the team come all the same. */
function refusedRows({ threads }: State): readonly Row[] {
  if (threads === undefined) return [];
  const label = l10n.t('No GitHub notifications');
  const why =
    threads === 'forbidden'
      ? l10n.t('GitHub does not show them to this token')
      : l10n.t('this server has none to show');
  const detail = l10n.t('What concerns you in the team repository is delivered all the same');
  return [
    {
      id: 'threads',
      label,
      description: why,
      tooltip: [label, why, detail].join('\n'),
      icon: 'info',
      spoken: [label, why, detail].join(', '),
    },
  ];
}
