/** The rows of the *Now* view about what comes next: the current or next focus block, and the next delivery. */
import * as l10n from '@vscode/l10n';
import { nextPlanned } from '../../model/focus/focus.js';
import type { State } from '../../model/state.js';
import type { MemberState } from '../team/memberState.js';
import { dueWords, heldWords, isDueWithFocus, shortDue } from '../words/delivery.js';
import type { Row } from '../words/row.js';
import { modeIcons } from '../words/status.js';
import { range } from '../words/time.js';

/** @param zone mine, IANA name */
export function focusRows(state: State, me: MemberState, now: number, zone: string): readonly Row[] {
  return [
    // A block that runs is said by the status itself.
    ...(me.now.state === 'focusing' ? [] : nextRows(me, now, zone)),
    ...dueRows(state, now, zone),
  ];
}

function nextRows({ status }: MemberState, now: number, zone: string): readonly Row[] {
  const next = nextPlanned(status, now);
  if (!next) return [];
  const label = l10n.t('Next focus: {0}', range(next.start, next.end, now, zone));
  return [
    {
      id: 'focus',
      label,
      tooltip: `${label}\n${l10n.t('Click to focus now')}`,
      icon: modeIcons.focusing,
      spoken: label,
      command: 'makertime.focus',
    },
  ];
}

/** None where nothing is held back. */
function dueRows(state: State, now: number, zone: string): readonly Row[] {
  const label = shortDue(state, now, zone);
  if (label === undefined) return [];
  const held = heldWords(state);
  const description = [held, isDueWithFocus(state, now, zone) && l10n.t('when focus ends')].filter(Boolean).join(' · ');
  const spoken = [dueWords(state, now, zone), held].filter(Boolean).join(', ');
  return [{ id: 'delivery', label, ...(description && { description }), tooltip: spoken, icon: 'inbox', spoken }];
}
