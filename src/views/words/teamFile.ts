/**
 * The words about the team file: the template a team starts from, and one sentence for each thing wrong in it.
 * The template is in English like all that stands in the team's repository: it is read by everybody there.
 */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { plain } from '../../base/plainText.js';
import { isZone } from '../../base/zone.js';
import type { FileProblem } from '../../model/board/team.js';

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
  return `# What the team agreed on. Makertime reads this file; everything in it is optional.
# Remove the # at the start of a line to make it count.

# Number of the roster issue, which holds everyone's status.
${roster === undefined ? '#roster: 12' : `roster: ${roster}`}

# GitHub logins of members without a role in this repository.
#members: [ana, bo, chidi]

# How soon to answer, in working hours of the person asked: 90m, 4h, or 1d for eight hours.
#expectations:
#  blocker: 4h
#  question: 1d
#  review: 1d

# Who is on duty, in turns of days (3d) or weeks (1w).
#rotation:
#  every: 1w
#  starts: ${day(monday)}T09:00[${place}]
#  people: [ana, bo, chidi]
#  overrides:
#    - { from: ${day(monday)}, to: ${day(monday.plus({ days: 3 }))}, who: bo }

# When the team should not be disturbed.
#quiet: ["12:00-13:30 ${place}"]

# The discussion category for each kind, by its name on GitHub.
#categories: { question: Q&A, idea: Ideas, decision: General, checkIn: General, handOff: General }

# The label for issues of each kind.
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
        ? l10n.t('Line {0}: “{1}” is not valid YAML', ...said)
        : l10n.t('Line {0}: this is not valid YAML', ...said);
    case 'unknownKey':
      return l10n.t('Line {0}: “{1}” is not a known setting ({2})', ...said);
    case 'repeatedKey':
      return l10n.t('Line {0}: “{1}” appears twice; only the first counts ({2})', ...said);
    case 'notNumber':
      return l10n.t('Line {0}: “{1}” is not an issue number ({2})', ...said);
    case 'notText':
      return l10n.t('Line {0}: “{1}” is not a short line of text ({2})', ...said);
    case 'notList':
      return l10n.t('Line {0}: “{1}” is not a list such as [one, two] ({2})', ...said);
    case 'notMap':
      return path
        ? l10n.t('Line {0}: “{1}” is not a group of settings ({2})', ...said)
        : l10n.t('Line {0}: “{1}” is not a group of settings', ...said);
    case 'notLogin':
      return l10n.t('Line {0}: “{1}” is not a valid GitHub login ({2})', ...said);
    case 'notDuration':
      return l10n.t('Line {0}: “{1}” is not a duration such as 4h or 1d ({2})', ...said);
    case 'notEvery':
      return l10n.t('Line {0}: “{1}” is not a duration such as 3d or 1w ({2})', ...said);
    case 'notStart':
      return l10n.t('Line {0}: “{1}” is not a start time such as 2026-11-23T09:00[Europe/Berlin] ({2})', ...said);
    case 'notDate':
      return l10n.t('Line {0}: “{1}” is not a date such as 2026-12-24 ({2})', ...said);
    case 'notQuiet':
      return l10n.t('Line {0}: “{1}” is not a time range such as 12:00-13:30 Europe/Berlin ({2})', ...said);
    case 'endsBeforeStart':
      return l10n.t('Line {0}: “{1}” is before the first day ({2})', ...said);
    case 'missing':
      return l10n.t('Line {0}: {2} is missing', ...said);
    case 'tooMany':
      return path
        ? l10n.t('Line {0}: too many entries; “{1}” and the rest are ignored ({2})', ...said)
        : l10n.t('The file is too large to read');
  }
}
