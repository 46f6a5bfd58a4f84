/**
 * Owns the words about the team file: the template a team starts from, and one sentence for each thing wrong in it.
 * The template is in English like all that stands in the team's repository: it is read by everybody there.
 */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import type { FileProblem } from '../model/team.js';
import { isZone } from '../time/zone.js';
import { plain } from './plain.js';

/**
 * Valid YAML in which all but a known roster is an example in a comment: `#` right before a key or indentation.
 * @param roster number of the roster issue
 * @param zone IANA name
 * @param today "2026-11-21"
 */
export function teamFileTemplate(roster: number | undefined, zone: string, today: string): string {
  const place = isZone(zone) ? zone : 'UTC';
  const date = DateTime.fromISO(today, { zone: 'utc' });
  const monday = date.startOf('week').plus({ weeks: 1 });
  const day = (time: DateTime) => time.toISODate() ?? today;
  return `# What the team has agreed on. Makertime reads this file; all of it is optional.
# Remove the # before a line to let it count.

# Number of the issue in which everybody's status stands.
${roster === undefined ? '#roster: 12' : `roster: ${roster}`}

# Who counts even without a role in this repository, by their names on GitHub.
#members: [ana, bo, chidi]

# By when to answer, in working hours of the person asked: 90m, 4h, or 1d for eight of them.
#expectations:
#  blocker: 4h
#  question: 1d
#  review: 1d

# Who is the available person now, in turns of days (3d) or weeks (1w).
#rotation:
#  every: 1w
#  starts: ${day(monday)}T09:00[${place}]
#  people: [ana, bo, chidi]
#  overrides:
#    - { from: ${day(monday)}, to: ${day(monday.plus({ days: 3 }))}, who: bo }

# When the team is not to be disturbed.
#quiet: ["12:00-13:30 ${place}"]

# In which discussion category each kind is written, by its name on GitHub.
#categories: { question: Q&A, idea: Ideas, decision: General, checkIn: General, handOff: General }

# Which label an issue of each kind is given.
#labels: { blocker: blocked }
`;
}

/** @returns one sentence with line, value and place, or with the line alone where the whole file is meant */
export function problemWords(problem: FileProblem): string {
  const value = plain(problem.value, 60);
  const path = plain(problem.path, 80);
  const said = [problem.line, value, path] as const;
  switch (problem.kind) {
    case 'notYaml':
      return value
        ? l10n.t('Line {0}: “{1}” cannot be read as YAML', ...said)
        : l10n.t('Line {0}: this cannot be read as YAML', ...said);
    case 'unknownKey':
      return l10n.t('Line {0}: “{1}” is not a setting that Makertime knows ({2})', ...said);
    case 'repeatedKey':
      return l10n.t('Line {0}: “{1}” is there twice, and the first one counts ({2})', ...said);
    case 'notNumber':
      return l10n.t('Line {0}: “{1}” is not the number of an issue ({2})', ...said);
    case 'notText':
      return l10n.t('Line {0}: “{1}” is not a short text ({2})', ...said);
    case 'notList':
      return l10n.t('Line {0}: “{1}” is not a list such as [one, two] ({2})', ...said);
    case 'notMap':
      return path
        ? l10n.t('Line {0}: “{1}” is not a group of settings ({2})', ...said)
        : l10n.t('Line {0}: “{1}” is not a group of settings', ...said);
    case 'notLogin':
      return l10n.t('Line {0}: “{1}” is not a name that GitHub allows ({2})', ...said);
    case 'notDuration':
      return l10n.t('Line {0}: “{1}” is not a time such as 4h or 1d ({2})', ...said);
    case 'notEvery':
      return l10n.t('Line {0}: “{1}” is not a span such as 3d or 1w ({2})', ...said);
    case 'notStart':
      return l10n.t('Line {0}: “{1}” is not a start such as 2026-11-23T09:00[Europe/Berlin] ({2})', ...said);
    case 'notDate':
      return l10n.t('Line {0}: “{1}” is not a day such as 2026-12-24 ({2})', ...said);
    case 'notQuiet':
      return l10n.t('Line {0}: “{1}” is not a time such as 12:00-13:30 Europe/Berlin ({2})', ...said);
    case 'endsBeforeStart':
      return l10n.t('Line {0}: “{1}” lies before the first day ({2})', ...said);
    case 'missing':
      return l10n.t('Line {0}: {2} is missing', ...said);
    case 'tooMany':
      return path
        ? l10n.t('Line {0}: there are too many here; “{1}” and what follows is left out ({2})', ...said)
        : l10n.t('The file is too large to be read');
  }
}
