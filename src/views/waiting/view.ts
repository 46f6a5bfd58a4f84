/** The *Waiting* view: who waits for whom, whose turn it is, and in which order to look at it. */
import * as l10n from '@vscode/l10n';
import { myZone } from '../../base/zone.js';
import { referenceKey } from '../../model/board/reference.js';
import type { Team } from '../../model/board/team.js';
import { focusSince } from '../../model/focus/focus.js';
import { myStatus, visibleInbox } from '../../model/members.js';
import type { State } from '../../model/state.js';
import { ledger, placeOf, type Wait } from '../../model/waits/ledger.js';
import { moreRow, type Row } from '../words/row.js';
import { blockerRow } from './blockerRow.js';
import { awaitedRow } from './linkRow.js';
import { dueAt, inOrder, type Side } from './order.js';

/** A long list of other people's blockers starts folded: what concerns me comes first. */
const mostUnfolded = 15;

/** Drawing thousands of rows helps nobody; the most urgent are the first. */
const mostRows = 200;

export type Shown = 'all' | 'onlyBlocked';

/** @param zone mine, IANA name */
export function waitingRows(state: State, now: number, zone: string = myZone(), shown: Shown = 'all'): readonly Row[] {
  if (!state.team) return [];
  const all = ledger(state);
  const left = (waits: readonly Wait[]) => (shown === 'all' ? waits : waits.filter(isBlocker));
  const since = focusSince(myStatus(state), now);
  // What came in during focus is not read out of the corner of an eye, unless it broke through or was asked for.
  const isThere = isDelivered(state, state.team);
  const mayBeSeen = (wait: Wait) => since === undefined || wait.since < since || isThere(wait);
  const forMe = left(all.forMe).filter(mayBeSeen);
  const held = left(all.forMe).length - forMe.length;
  const lists = Object.values(all);
  const filtered = shown === 'all' ? 0 : lists.flat().length - lists.flatMap(left).length;
  const group = (id: Side, label: string, waits: readonly Wait[], more?: string): readonly Row[] =>
    waits.length === 0 && more === undefined
      ? []
      : [
          {
            id,
            label,
            description: [waits.length, more].filter((one) => one !== undefined).join(' · '),
            spoken: [label, waits.length, more].filter((one) => one !== undefined).join(', '),
            get children() {
              const first = inOrder(waits, (wait) => dueAt(state, wait, id, now), mostRows);
              const rows = first.map((wait) =>
                wait.kind === 'item' ? blockerRow(state, wait, id, now, zone) : awaitedRow(state, wait, id, now, zone),
              );
              return [...rows, ...moreRow(id, waits.length - mostRows)];
            },
            isExpanded: waits.length <= mostUnfolded || id !== 'team',
          },
        ];
  return [
    ...(shown === 'onlyBlocked' ? [filterRow(filtered)] : []),
    ...group('forMe', l10n.t('Waiting for me'), forMe, held > 0 ? l10n.t('{0} held', held) : undefined),
    ...group('mine', l10n.t("I'm waiting for"), left(all.mine)),
    ...group('team', l10n.t('Others are waiting for'), left(all.team)),
  ];
}

function isBlocker(wait: Wait): boolean {
  return wait.kind === 'item' && wait.item.kind === 'blocker';
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

function isDelivered(state: State, team: Team): (wait: Wait) => boolean {
  const { entries } = visibleInbox(state);
  return (wait) => {
    const { repository, number } = placeOf(wait, team);
    const stage = number === undefined ? undefined : entries.get(referenceKey(repository, number))?.stage;
    return stage?.kind === 'delivered';
  };
}
