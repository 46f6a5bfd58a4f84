/** The *Deliveries* view: what was delivered and stands nowhere else, what is put off and what is done. */

import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { myZone } from '../../base/zone.js';
import { fullName } from '../../model/board/team.js';
import type { EntryKey, Inbox, InboxEntry } from '../../model/inbox/entries.js';
import { deliveredGroups, type Groups, heldList, recentlyDone, snoozed } from '../../model/inbox/groups.js';
import type { Park } from '../../model/local/park.js';
import { parksByThing, visibleInbox } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { heldWords, nextWords } from '../words/delivery.js';
import type { Row } from '../words/row.js';
import { age, moment, span, spokenSpan } from '../words/time.js';
import { inWaiting, type Shown } from './news.js';
import {
  entryLabel,
  freedWords,
  groupsNow,
  overWords,
  pickedUpWords,
  reasonWords,
  returnWords,
  spokenLabel,
  subjectIcon,
  throughWords,
} from './words.js';

/** Drawing thousands of rows helps nobody; the group's number says how many there are. */
const mostRows = 200;
const mostDone = 50;

/** When the next delivery is, and how much it will bring. @param zone mine, IANA name */
export function deliveryHeadline(state: State, now: number, zone: string = myZone()): string | undefined {
  if (!state.team || state.phase === 'starting') return undefined;
  return [nextWords(state, now, zone), heldWords(state)].filter(Boolean).join(' · ') || undefined;
}

/** @param show what of the held is shown before it is delivered @param waiting what *Waiting* shows */
export function deliveryRows(
  state: State,
  now: number,
  show: 'count' | 'titles' = 'count',
  zone: string = myZone(),
  waiting: Shown = 'all',
): readonly Row[] {
  if (!state.team || state.phase === 'starting') return [];
  const inbox = visibleInbox(state);
  const around = { state, now, zone, parked: parksByThing(state) };
  return [
    ...heldRows(around, inbox, show),
    ...deliveredRows(around, inbox, waiting),
    ...groupRow(around, 'snoozed', l10n.t('Snoozed'), 'watch', snoozed(inbox), 'collapsed'),
    ...groupRow(around, 'done', l10n.t('Done'), 'check', recentlyDone(inbox, mostDone), 'collapsed'),
    ...refusedRows(state),
  ];
}

/** How much has been delivered and not been read, wherever it stands. What is held has no number outside its view. */
export function deliveryBadge(state: State): { readonly value: number; readonly tooltip: string } | undefined {
  const value = unreadCount(state);
  return value > 0 ? { value, tooltip: l10n.t('{0} unread', value) } : undefined;
}

function unreadCount(state: State): number {
  let count = 0;
  for (const { stage, isUnread } of visibleInbox(state).entries.values())
    if (stage.kind === 'delivered' && isUnread) count += 1;
  return count;
}

interface Around {
  readonly state: State;
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  readonly parked: ReadonlyMap<EntryKey, Park>;
}

/** For whoever wants to see their titles: how many there are stands beside the title of the view. */
function heldRows(around: Around, inbox: Inbox, show: 'count' | 'titles'): readonly Row[] {
  const label = heldWords(around.state);
  if (label === undefined || show === 'count') return [];
  const children = entryRows(around, heldList(inbox));
  return [{ id: 'held', label, icon: 'inbox', spoken: label, offers: 'held', children, isExpanded: true }];
}

function deliveredRows(around: Around, inbox: Inbox, waiting: Shown): readonly Row[] {
  const isElsewhere = inWaiting(around.state, waiting);
  const groups = groupsNow(
    around.state,
    deliveredGroups(inbox, (entry) => !isElsewhere(entry)),
  );
  return (Object.keys(groupNames) as (keyof Groups)[]).flatMap((name) => {
    const { label, icon } = groupNames[name];
    const [row] = groupRow(around, `delivered/${name}`, label(), icon, groups[name], 'expanded');
    return row ? [{ ...row, offers: 'delivered' }] : [];
  });
}

/** In the order of a delivery. */
const groupNames: Readonly<Record<keyof Groups, { readonly label: () => string; readonly icon: string }>> = {
  through: { label: () => l10n.t('Let through'), icon: 'zap' },
  freed: { label: () => l10n.t('Unblocked'), icon: 'reply' },
  waitsForMe: { label: () => l10n.t('Waiting for me'), icon: 'person' },
  people: { label: () => l10n.t('People'), icon: 'mention' },
  threads: { label: () => l10n.t('Threads'), icon: 'comment-discussion' },
  rest: { label: () => l10n.t('Other'), icon: 'list-unordered' },
};

function groupRow(
  around: Around,
  id: string,
  label: string,
  icon: string,
  entries: readonly InboxEntry[],
  shown: 'expanded' | 'collapsed',
): readonly Row[] {
  if (entries.length === 0) return [];
  const count = String(entries.length);
  const children = entryRows(around, entries);
  return [
    { id, label, description: count, icon, spoken: `${label}, ${count}`, children, isExpanded: shown === 'expanded' },
  ];
}

function entryRows(around: Around, entries: readonly InboxEntry[]): readonly Row[] {
  return entries.slice(0, mostRows).map((entry) => entryRow(around, entry));
}

function entryRow({ state, now, zone, parked }: Around, entry: InboxEntry): Row {
  const { key, stage, repository, reason, at, isUnread, subject, from } = entry;
  const label = entryLabel(entry);
  const isHome = state.team && repository.toLowerCase() === fullName(state.team.repository).toLowerCase();
  const pickedUp = pickedUpWords(state, entry, now, zone);
  const why = entry.through ? throughWords(entry) : (overWords(state, entry) ?? pickedUp ?? reasonWords(entry));
  // Why it broke through names them already, and so does who has picked it up.
  const who =
    plain(from ?? '', 40) && entry.through !== 'person' && !pickedUp ? `@${plain(from ?? '', 40)}` : undefined;
  const where = isHome ? undefined : plain(repository, 60);
  const until = stage.kind === 'snoozed' ? untilWords(stage.until, now, zone) : undefined;
  const park = parked.get(key);
  const back = park && returnWords(park);
  const isNew = stage.kind === 'delivered' && isUnread;
  const whyNow = [why, isHome && freedWords(state, entry)];
  const rest = [who, ...whyNow, back, plain(repository, 80), until, spokenSpan(age(at, now))].filter(Boolean);
  return {
    id: `entry/${key}`,
    label,
    description: [until, who, why, back, where, span(age(at, now))].filter(Boolean).join(' · '),
    tooltip: [label, ...rest].join('\n'),
    icon: park && reason === 'freed' ? 'reply' : subjectIcon(subject),
    ...(isNew && { isUnread: true }),
    spoken: [...(isNew ? [l10n.t('unread')] : []), spokenLabel(entry), ...rest].join(', '),
    offers: ['entry', stage.kind, entry.thread !== undefined && 'thread', park && 'parked'].filter(Boolean).join('.'),
    command: 'makertime.openDelivered',
  };
}

function untilWords(until: string, now: number, zone: string): string {
  return until === 'activity' ? l10n.t('until there is activity') : l10n.t('until {0}', moment(until, now, zone));
}

/** GitHub may not tell of other repositories; blockers and answers of the team come all the same. */
function refusedRows({ threads }: State): readonly Row[] {
  if (threads === undefined) return [];
  const label = l10n.t('No GitHub notifications');
  const why =
    threads === 'forbidden' ? l10n.t('this token cannot read them') : l10n.t('this server does not provide them');
  const detail = l10n.t('Items that concern you in the team repository are still delivered');
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
