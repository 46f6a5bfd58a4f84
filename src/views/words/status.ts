/** How modes, working hours and what cannot be read of them are said. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { type Weekday, weekdays } from '../../base/zone.js';
import type { UntilChoice } from '../../model/hours/declared.js';
import type { Problem } from '../../model/hours/timetable.js';
import { weekGroups } from '../../model/hours/weekText.js';
import type { Hours, Mode } from '../../model/people/member.js';
import { weekdayNames } from './time.js';

export function modeWords(mode: Mode | 'focusing'): string {
  switch (mode) {
    case 'available':
      return l10n.t('Available');
    case 'focusing':
      return l10n.t('Focusing');
    case 'busy':
      return l10n.t('Busy');
    case 'away':
      return l10n.t('Away');
    case 'invisible':
      return l10n.t('Invisible');
  }
}

/** Codicon names. */
export const modeIcons: Readonly<Record<Mode | 'focusing', string>> = {
  available: 'circle-large-filled',
  focusing: 'target',
  busy: 'circle-slash',
  away: 'coffee',
  invisible: 'eye-closed',
};

/** "Mon–Fri 09:00–17:30" */
export function hoursWords(hours: Hours): string {
  return weekGroups(hours)
    .map((group) => `${daysWords(group.days)} ${group.hours}`)
    .join('; ');
}

/** "Mon–Wed, Fri". @param days in the order of the week */
export function daysWords(days: readonly Weekday[]): string {
  const names = weekdayNames();
  const runs: number[][] = [];
  for (const place of days.map((name) => weekdays.indexOf(name))) {
    const run = runs.at(-1);
    if (run && run.at(-1) === place - 1) run.push(place);
    else runs.push([place]);
  }
  const [first, last] = [runs[0], runs.at(-1)];
  // A week that begins on Sunday: "Sun–Thu".
  if (first && last && first !== last && first[0] === 0 && last.at(-1) === 6)
    runs.splice(0, runs.length, [...last, ...first], ...runs.slice(1, -1));
  return runs
    .map((run) =>
      [...new Set([run[0], run.at(-1)])].map((place) => names[place ?? 0]).join(run.length > 2 ? '–' : ', '),
    )
    .join(', ');
}

/** Why what was typed cannot be read. */
export function timeProblemWords({ kind, text }: Problem): string {
  const shown = plain(text, 60);
  switch (kind) {
    case 'notSpan':
      return l10n.t('“{0}” is not a time range such as 09:00-17:30', shown);
    case 'emptySpan':
      return l10n.t('“{0}” ends when it starts', shown);
    case 'notTime':
      return l10n.t('“{0}” is not a time such as 09:00', shown);
    case 'notDays':
      return l10n.t('“{0}” is not a day or a range such as mon-fri', shown);
    case 'notDate':
      return l10n.t('“{0}” is not a date such as 24 Dec or 2026-12-24', shown);
    case 'endsBeforeStart':
      return l10n.t('“{0}” ends before it starts', shown);
    case 'notMinutes':
      return l10n.t('“{0}” is not a number of minutes', shown);
    case 'tooMany':
      return l10n.t('Too many entries: “{0}” and the rest do not fit', shown);
  }
}

export function endWords(kind: UntilChoice['kind']): string {
  switch (kind) {
    case 'halfHour':
      return l10n.t('For half an hour');
    case 'hour':
      return l10n.t('For an hour');
    case 'twoHours':
      return l10n.t('For two hours');
    case 'endOfDay':
      return l10n.t('Until the end of the day');
    case 'tomorrow':
      return l10n.t('Until tomorrow');
    case 'nextWeek':
      return l10n.t('Until next week');
  }
}
