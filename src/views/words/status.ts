/** Owns how modes, working hours and what cannot be read of them are said. */
import * as l10n from '@vscode/l10n';
import type { Hours, Mode, Weekday } from '../model/member.js';
import type { UntilChoice } from '../time/said.js';
import type { Problem } from '../time/timetable.js';
import { weekGroups } from '../time/weekText.js';
import { weekdays } from '../time/zone.js';
import { plain } from './plain.js';
import { weekdayNames } from './time.js';

export function modeWords(mode: Mode): string {
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
export const modeIcons: Readonly<Record<Mode, string>> = {
  available: 'circle-large-filled',
  focusing: 'eye-closed',
  busy: 'bell-slash',
  away: 'coffee',
  invisible: 'eye',
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
      return l10n.t('“{0}” is not a span of hours such as 09:00-17:30', shown);
    case 'emptySpan':
      return l10n.t('“{0}” ends when it begins', shown);
    case 'notTime':
      return l10n.t('“{0}” is not a time such as 09:00', shown);
    case 'notDays':
      return l10n.t('“{0}” is no day or days such as mon-fri', shown);
    case 'notDate':
      return l10n.t('“{0}” is not a day such as 24 Dec or 2026-12-24', shown);
    case 'endsBeforeStart':
      return l10n.t('“{0}” ends before it begins', shown);
    case 'notMinutes':
      return l10n.t('“{0}” is not a length in minutes', shown);
    case 'tooMany':
      return l10n.t('“{0}” and what follows is too much', shown);
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
      return l10n.t('To the end of the day');
    case 'tomorrow':
      return l10n.t('Until tomorrow');
    case 'nextWeek':
      return l10n.t('Until next week');
  }
}
