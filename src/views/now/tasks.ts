/** How tasks are shown: the one to go on with after a capture, and what is said of each where one is chosen. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import type { Work } from '../../model/people/member.js';
import type { State } from '../../model/state.js';
import { offeredTask } from '../../model/waits/tasks.js';
import type { Row } from '../words/row.js';
import { age, spokenSpan } from '../words/time.js';

/** "#12 Title" */
export function taskLabel({ number, title }: Pick<Work, 'number' | 'title'>): string {
  return `#${number} ${plain(title, 160) || l10n.t('(no title)')}`;
}

/** Its milestone, and how long it has been there. */
export function taskWords({ milestone, createdAt }: Work, now: number): string {
  const name = milestone && (plain(milestone.title, 60) || l10n.t('(no title)'));
  const due = milestone?.dueOn && dateWords(milestone.dueOn);
  return [
    name && due ? l10n.t('{0}, due {1}', name, due) : name,
    createdAt && Number.isFinite(age(createdAt, now)) && spokenSpan(age(createdAt, now)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** GitHub keeps a day as an instant: the day is the same for everybody. */
function dateWords(dueOn: string): string | undefined {
  const date = DateTime.fromISO(dueOn, { zone: 'utc' });
  return date.isValid ? date.toFormat('d LLL yyyy') : undefined;
}

export function taskRows(state: State, now: number): readonly Row[] {
  const task = offeredTask(state, now);
  if (!task) return [];
  const label = l10n.t('Next: {0}', taskLabel(task));
  const words = taskWords(task, now);
  const detail = l10n.t('Click to start it on its own branch');
  return [
    {
      id: `next/${task.number}`,
      label,
      ...(words && { description: words }),
      tooltip: [label, words, detail].filter(Boolean).join('\n'),
      icon: 'arrow-right',
      spoken: [label, words].filter(Boolean).join(', '),
      command: 'makertime.startNextTask',
    },
  ];
}
