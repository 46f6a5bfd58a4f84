/** The words around the picture of the week: its heading, its summary, its legend and its buttons. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import type { State } from '../../model/state.js';
import { type Attendee, namesOf } from './meeting.js';
import type { WeekDay, WeekShared, WeekWords } from './protocol.js';

/** More spans than this in one sentence nobody reads. */
const mostNamed = 4;

interface Around {
  readonly phase: State['phase'];
  readonly days: readonly WeekDay[];
  /** IANA name. */
  readonly zone: string;
}

export function weekWords(
  people: readonly Attendee[],
  shared: readonly WeekShared[],
  { phase, days, zone }: Around,
): WeekWords {
  const period = periodOf(days, zone);
  return {
    period,
    zone: l10n.t('Times in {0}', zone),
    summary: phase === 'starting' ? l10n.t('Makertime is starting') : summaryOf(people, shared, period),
    hint: l10n.t("Select a time to copy it in everyone's local time."),
    previous: l10n.t('Previous week ([)'),
    next: l10n.t('Next week (])'),
    picture: l10n.t('Chart'),
    table: l10n.t('Table'),
    view: l10n.t('View'),
    people: l10n.t('Select people'),
    shared: l10n.t('Times to copy'),
    copied: l10n.t('Copied'),
    now: l10n.t('Now'),
    legend: {
      work: l10n.t('Working hours'),
      focus: l10n.t('Planned focus'),
      off: l10n.t('Day off'),
      baton: l10n.t('Has handed-off work'),
      night: l10n.t('Local night'),
      shared: l10n.t('Shared hours'),
      compromise: l10n.t('Closest match'),
    },
  };
}

/** "21–27 Nov 2026", "28 Nov – 4 Dec 2026", "26 Dec 2026 – 1 Jan 2027" */
export function periodOf(days: readonly Pick<WeekDay, 'start'>[], zone: string): string {
  const [first, last] = [days[0]?.start, days.at(-1)?.start].map((at) => DateTime.fromMillis(at ?? 0, { zone }));
  if (!first || !last) return '';
  const end = last.toFormat('d LLL yyyy');
  if (first.hasSame(last, 'month')) return `${first.toFormat('d')}–${end}`;
  return `${first.toFormat(first.hasSame(last, 'year') ? 'd LLL' : 'd LLL yyyy')} – ${end}`;
}

function summaryOf(people: readonly Attendee[], shared: readonly WeekShared[], period: string): string {
  const names = namesOf(people);
  const [first] = shared;
  if (people.length === 0) return l10n.t('Nobody is selected.');
  if (people.length === 1) return l10n.t("{0}'s week. Select more people to see their shared hours.", names);
  if (!first) return l10n.t('No shared working hours for {0}, {1}.', names, period);
  const named = shared.slice(0, mostNamed).map(({ label }) => label);
  const more = shared.length - named.length;
  const spans = [...named, ...(more > 0 ? [l10n.t('{0} more', more)] : [])].join('; ');
  switch (first.kind) {
    case 'shared':
      return l10n.t('Shared working hours of {0}: {1}.', names, spans);
    case 'compromise':
      return l10n.t('No shared working hours for {0}, {1}. Closest matches: {2}.', names, period, spans);
  }
}
