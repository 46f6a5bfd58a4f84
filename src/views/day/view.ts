/** The rows of *Now* about what the person intends today, and what was left of the day before. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import { dateAt, type Intention, intentionsOn, leftBefore } from '../../model/local/days.js';
import type { State } from '../../model/state.js';
import type { Row } from '../words/row.js';

/** Days after which nobody is reminded of what was left. */
const remindedFor = 7;

/** @param zone mine, IANA name */
export function dayRows({ days = [] }: State, now: number, zone: string): readonly Row[] {
  const date = dateAt(now, zone);
  const today = intentionsOn(days, date);
  if (today.length > 0) return today.map(intentionRow);
  const { date: last, left } = leftBefore(days, date);
  const isOld = DateTime.fromISO(date).diff(DateTime.fromISO(last), 'days').days > remindedFor;
  if (left.length === 0 || isOld) return [];
  const label = l10n.t('Plan my day');
  const words = l10n.t('{0} left from {1}', left.length, dayName(last));
  return [
    {
      id: 'day',
      label,
      description: words,
      tooltip: [label, ...left.map(({ text }) => plain(text, 120))].join('\n'),
      icon: 'checklist',
      spoken: `${label}, ${words}`,
      command: 'makertime.planDay',
    },
  ];
}

function intentionRow({ id, text, doneAt }: Intention): Row {
  const label = plain(text, 120) || l10n.t('(no title)');
  const isDone = doneAt !== undefined;
  const state = isDone ? l10n.t('done') : l10n.t('today');
  return {
    id: `intention/${id}`,
    label,
    description: state,
    tooltip: [label, isDone ? l10n.t('Click if it is not done after all') : l10n.t('Click to tick it off')].join('\n'),
    icon: isDone ? 'pass' : 'circle-large-outline',
    spoken: `${label}, ${isDone ? state : l10n.t('planned for today')}`,
    command: 'makertime.tickOff',
  };
}

/** "Mon" */
export function dayName(date: string): string {
  return DateTime.fromISO(date).toFormat('ccc');
}
