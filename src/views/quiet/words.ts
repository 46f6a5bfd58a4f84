/** The words around one's own quiet time: its sentences, its table, its legend and its buttons. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { lengthWords } from '../week/meeting.js';
import { periodOf } from '../week/words.js';
import type { QuietBar, QuietStretch, QuietTable, QuietWords } from './protocol.js';

/** What was recorded in some days, taken together. */
export type QuietSum = Pick<QuietBar, 'isKnown' | 'arrived' | 'interruptions' | 'delivered' | 'through' | 'quiet'>;

interface Around {
  readonly span: QuietStretch;
  /** IANA name. */
  readonly zone: string;
  /** The current week until now, and all that is shown. */
  readonly week: QuietSum;
  readonly whole: QuietSum;
  /** Nothing has ever been recorded. */
  readonly isNew: boolean;
  /** Nothing was recorded before today. */
  readonly isFirstDay: boolean;
  readonly hasHours: boolean;
}

export function quietWords(bars: readonly QuietBar[], around: Around): QuietWords {
  return {
    title: l10n.t('My quiet time'),
    period: periodOf(
      bars.flatMap(({ start, end }) => [{ start }, { start: end - 1 }]),
      around.zone,
    ),
    summary: summaryOf(around),
    secret: l10n.t('Stays on this machine. Nothing is sent anywhere.'),
    picture: l10n.t('Chart'),
    table: l10n.t('Table'),
    view: l10n.t('View'),
    days: l10n.t('Days'),
    weeks: l10n.t('Weeks'),
    span: l10n.t('Group by'),
    hint: around.hasHours ? '' : l10n.t('Set your working hours to see your longest quiet stretch, too.'),
    legend: {
      arrived: l10n.t('Without Makertime'),
      shown: l10n.t('With Makertime'),
      through: l10n.t('Let through'),
      quiet: l10n.t('Longest quiet stretch, hours and minutes'),
    },
  };
}

function summaryOf({ span, week, whole, isNew, isFirstDay }: Around): string {
  if (isNew) return l10n.t('Nothing recorded yet. This page will show what was held and what interrupted you.');
  if (isFirstDay) return l10n.t('Your first day: {0}. Come back tomorrow to compare.', comparison(whole));
  switch (span) {
    case 'fortnight': {
      if (!whole.isKnown) return l10n.t('Nothing recorded in the last 14 days.');
      const [counts, length] = summed(week.isKnown ? week : whole);
      if (week.isKnown)
        return length
          ? l10n.t('This week: {0}; longest quiet stretch {1}.', counts, length)
          : l10n.t('This week: {0}.', counts);
      return length
        ? l10n.t('Last 14 days: {0}; longest quiet stretch {1}.', counts, length)
        : l10n.t('Last 14 days: {0}.', counts);
    }
    case 'quarter': {
      if (!whole.isKnown) return l10n.t('Nothing recorded in the last 13 weeks.');
      const [counts, length] = summed(whole);
      return length
        ? l10n.t('Last 13 weeks: {0}; longest quiet stretch {1}.', counts, length)
        : l10n.t('Last 13 weeks: {0}.', counts);
    }
  }
}

function summed(sum: QuietSum): readonly [counts: string, length: string] {
  return [comparison(sum), sum.quiet === undefined ? '' : lengthWords(sum.quiet)];
}

/** "4 interruptions instead of 31"; where there were not fewer, no such claim. */
function comparison({ interruptions, arrived }: QuietSum): string {
  const were = interruptions === 1 ? l10n.t('1 interruption') : l10n.t('{0} interruptions', interruptions);
  return interruptions < arrived
    ? l10n.t('{0} instead of {1}', were, arrived)
    : arrived === 1
      ? l10n.t('{0} for 1 item', were)
      : l10n.t('{0} for {1} items', were, arrived);
}

/** What a bar says besides its name. */
export function detailsOf(sum: QuietSum): readonly string[] {
  if (!sum.isKnown) return [l10n.t('nothing recorded')];
  const { delivered, through, quiet } = sum;
  return [
    comparison(sum),
    l10n.t('{0} delivered', delivered),
    ...(through > 0 ? [l10n.t('{0} let through', through)] : []),
    ...(quiet === undefined ? [] : [l10n.t('longest quiet stretch {0}', lengthWords(quiet))]),
  ];
}

/** "Mon 23 Nov", "Today, Mon 23 Nov", "16–22 Nov 2026", "This week, 16–22 Nov 2026" */
export function labelOf(
  { start, end, isNow }: Pick<QuietBar, 'start' | 'end' | 'isNow'>,
  span: QuietStretch,
  zone: string,
) {
  switch (span) {
    case 'fortnight': {
      const date = DateTime.fromMillis(start, { zone }).toFormat('ccc d LLL');
      return isNow ? l10n.t('Today, {0}', date) : date;
    }
    case 'quarter': {
      const dates = periodOf([{ start }, { start: end - 1 }], zone);
      return isNow ? l10n.t('This week, {0}', dates) : dates;
    }
  }
}

export function tableOf(bars: readonly QuietBar[], span: QuietStretch): QuietTable {
  const isDays = span === 'fortnight';
  return {
    caption: isDays ? l10n.t('Interruptions by day') : l10n.t('Interruptions by week'),
    columns: [
      isDays ? l10n.t('Day') : l10n.t('Week'),
      l10n.t('Without Makertime'),
      l10n.t('With Makertime'),
      l10n.t('Delivered'),
      l10n.t('Let through'),
      l10n.t('Longest quiet stretch'),
    ],
    rows: bars.map(({ label, isKnown, arrived, interruptions, delivered, through, quiet }) => ({
      name: label,
      cells: [
        ...[arrived, interruptions, delivered, through].map((count) => (isKnown ? String(count) : '–')),
        quiet === undefined ? '–' : lengthWords(quiet),
      ],
    })),
  };
}
