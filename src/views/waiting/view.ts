/** The *Waiting* view: who waits for whom, whose turn it is, and in which order to look at it. */
import * as l10n from '@vscode/l10n';
import { myZone } from '../../base/zone.js';
import { focusSince } from '../../model/focus/focus.js';
import { myStatus } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { ledger, type Wait } from '../../model/waits/ledger.js';
import { myPromises } from '../../model/waits/promises.js';
import { entryAbout, heldFreed, isShown, mostRows, newsOf, type Shown } from '../deliveries/news.js';
import { moreRow, type Row } from '../words/row.js';
import { blockerRow } from './blockerRow.js';
import { awaitedRow } from './linkRow.js';
import { dueAt, inOrder, type Side } from './order.js';
import { freedWords } from './words.js';

export type { Shown } from '../deliveries/news.js';

/** A long list of other people's blockers starts folded: what concerns me comes first. */
const mostUnfolded = 15;

/** "3 for me", where anything is. */
export function waitingHeadline(state: State, now: number, shown: Shown = 'all'): string | undefined {
  const { length } = forMe(state, now, shown).seen;
  return length > 0 ? l10n.t('{0} for me', length) : undefined;
}

/** @param zone mine, IANA name */
export function waitingRows(state: State, now: number, zone: string = myZone(), shown: Shown = 'all'): readonly Row[] {
  if (!state.team) return [];
  const all = ledger(state);
  const left = (waits: readonly Wait[]) => waits.filter((wait) => isShown(wait, shown));
  const { seen, held } = forMe(state, now, shown);
  const promised = myPromises(state, now).flatMap(({ wait, at }) => (at <= now ? [wait.key] : []));
  const lists = Object.values(all);
  const filtered = lists.flat().length - lists.flatMap(left).length;
  // While focusing nothing tells that it has come.
  const isFocusing = focusSince(myStatus(state), now) !== undefined;
  const freed = heldFreed(state, shown);
  const rowOf = (wait: Wait, side: Side) =>
    wait.kind === 'item' ? blockerRow(state, wait, side, now, zone) : awaitedRow(state, wait, side, now, zone);
  const group = (id: Side, label: string, waits: readonly Wait[], more?: string): readonly Row[] => {
    const over = id === 'mine' ? freed : [];
    const count = waits.length + over.length;
    if (count === 0 && more === undefined) return [];
    const open = isFocusing ? [...waits, ...over] : waits;
    const isUnread = waits.some((wait) => newsOf(state, wait, id).kind === 'unread');
    return [
      {
        id,
        label,
        description: [count, more].filter((one) => one !== undefined).join(' · '),
        spoken: [label, count, more].filter((one) => one !== undefined).join(', '),
        offers: isUnread ? 'news' : undefined,
        get children() {
          const first = inOrder(open, (wait) => dueAt(state, wait, id, now), mostRows);
          const rows = inTurn(first, waits, id === 'forMe' ? promised : []).map((wait) => rowOf(wait, id));
          const come = isFocusing ? [] : over.map((wait) => freedRow(rowOf(wait, id), freedWords(wait)));
          return [...rows, ...moreRow(id, open.length - mostRows), ...come];
        },
        isExpanded: count <= mostUnfolded || id !== 'team',
      },
    ];
  };
  return [
    ...(shown === 'onlyBlocked' ? [filterRow(filtered)] : []),
    ...group('forMe', l10n.t('Waiting for me'), seen, held > 0 ? l10n.t('{0} held', held) : undefined),
    ...group('mine', l10n.t("I'm waiting for"), left(all.mine)),
    ...group('team', l10n.t('Others are waiting for'), left(all.team)),
  ];
}

interface ForMe {
  readonly seen: readonly Wait[];
  /** How many came in during focus: they are not read out of the corner of an eye, unless they broke through or were asked for. */
  readonly held: number;
}

function forMe(state: State, now: number, shown: Shown): ForMe {
  const all = ledger(state).forMe.filter((wait) => isShown(wait, shown));
  const since = focusSince(myStatus(state), now);
  const seen = all.filter(
    (wait) => since === undefined || wait.since < since || entryAbout(state, wait)?.stage.kind === 'delivered',
  );
  return { seen, held: all.length - seen.length };
}

/** What I have said I would look at by now comes before what I have not. @param promised keys, the first first */
function inTurn(first: readonly Wait[], all: readonly Wait[], promised: readonly string[]): readonly Wait[] {
  if (promised.length === 0) return first;
  const due = promised.flatMap((key) => all.find((wait) => wait.key === key) ?? []);
  return [...due, ...first.filter((wait) => !due.includes(wait))].slice(0, mostRows);
}

/** What has come is no longer late, and nothing is left to be done there. */
function freedRow({ id, label, tooltip, command }: Row, words: string): Row {
  return {
    id,
    label,
    description: words,
    tooltip: [label, words, ...(tooltip ?? '').split('\n').slice(1)].join('\n'),
    icon: 'pass',
    spoken: [label, words].join(', '),
    offers: 'freed',
    command,
  };
}

/** Nobody is to take a filtered list for the whole one. */
function filterRow(count: number): Row {
  const label = l10n.t('Showing open blockers only');
  const hidden = l10n.t('{0} hidden', count);
  return {
    id: 'onlyBlocked',
    label,
    description: hidden,
    tooltip: l10n.t('Reviews, questions and other issues are hidden. Click to show everything.'),
    icon: 'filter',
    spoken: [label, hidden].join(', '),
    command: 'makertime.showAllWaiting',
  };
}
