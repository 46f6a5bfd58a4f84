/** The first rows of the *Now* view: focus that runs, what is missing in my status, my turn, and what is wrong in the team file. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { zoneOf } from '../../base/zone.js';
import { type FileProblem, fullName, isMeant, loginsIn, numberOf, type TeamFile } from '../../model/board/team.js';
import { timetableOf } from '../../model/hours/timetable.js';
import { myRecord } from '../../model/members.js';
import type { StatusRecord } from '../../model/people/member.js';
import { type State, visible } from '../../model/state.js';
import { availabilityIcon, type MemberState, memberState, shortState, stateSentence } from '../team/memberState.js';
import { at } from '../words/logins.js';
import { isTurnOf, lastHandOver, myTurnWords, turnNow } from '../words/rotation.js';
import type { Row } from '../words/row.js';
import { problemWords } from '../words/teamFile.js';
import { moment } from '../words/time.js';
import { zoneName } from '../words/zones.js';

/** @param zone mine, IANA name */
export function myselfRows(state: State, now: number, zone: string): readonly Row[] {
  const record = myRecord(state);
  const me = myState(state, now, zone);
  return [
    ...(record && me ? mineRows(state, record, me, now, zone) : joinRows(state)),
    ...turnRows(state, now, zone),
    ...busyRows(state),
    ...problemRows(visible(state).teamFile?.problems ?? []),
    ...rosterRows(state),
    ...nameRows(visible(state).teamFile),
  ];
}

function mineRows(state: State, record: StatusRecord, me: MemberState, now: number, zone: string): readonly Row[] {
  return [
    ...(me.now.state === 'focusing' ? [focusRow(me, now, zone)] : []),
    ...recordRows(state, record),
    ...timeRows(me, now, zone),
  ];
}

/** Myself, where I have a status. */
export function myState(state: State, now: number, zone: string): MemberState | undefined {
  const record = myRecord(state);
  return record && memberState({ login: record.by.login, id: record.by.id, isMe: true, record, work: [] }, now, zone);
}

/** Whatever else I say stands in the status bar and in *Team*. */
function focusRow(me: MemberState, now: number, zone: string): Row {
  const label = shortState(me.now, now, zone);
  const rough = me.isRough ? l10n.t('rough day') : undefined;
  const whole = [stateSentence(me, now, zone), me.beneath, me.sentence, rough].filter(Boolean);
  return {
    id: 'me',
    label: me.isRough ? `${label} ☂` : label,
    description: [me.beneath, me.sentence].filter(Boolean).join(' · '),
    tooltip: [...whole, l10n.t('Click to end or extend it')].join('\n'),
    icon: availabilityIcon(me.now),
    spoken: l10n.t('Your status: {0}', whole.join(', ')),
    command: 'makertime.focus',
  };
}

/** What is not known yet is not missing: before GitHub was heard, nobody can say who is in the roster. */
function joinRows(state: State): readonly Row[] {
  if (!state.team || state.sync.heardAt === undefined) return [];
  const label = l10n.t('Join {0}: share your hours and status', plain(fullName(state.team.repository)));
  return [{ id: 'join', label, icon: 'person-add', spoken: label, command: 'makertime.join' }];
}

function recordRows(state: State, record: StatusRecord): readonly Row[] {
  switch (record.record) {
    case 'newer': {
      const label = l10n.t('Your status was written by a newer version of Makertime');
      return [{ id: 'record', label, icon: 'info', spoken: label }];
    }
    case 'unreadable': {
      const label = l10n.t('Your status on GitHub is damaged: republish it');
      return [{ id: 'record', label, icon: 'warning', spoken: label, command: 'makertime.republishStatus' }];
    }
    case 'ours': {
      if (record.changedBy && !isUnsent(state)) {
        const label = l10n.t('Your status on GitHub was changed by {0}: republish it', at(record.changedBy.login));
        return [{ id: 'record', label, icon: 'warning', spoken: label, command: 'makertime.republishStatus' }];
      }
      if (record.comment !== undefined || isUnsent(state)) return [];
      const label = l10n.t('Your status is missing on GitHub: republish it');
      return [{ id: 'record', label, icon: 'warning', spoken: label, command: 'makertime.republishStatus' }];
    }
  }
}

function isUnsent({ team, unsent }: State): boolean {
  return unsent.some(({ kind, team: one }) => kind === 'status' && one.repository.id === team?.repository.id);
}

function timeRows({ status, zone: declared, member }: MemberState, now: number, zone: string): readonly Row[] {
  if (!status || member.record?.record === 'newer') return [];
  const hours = l10n.t('Set your working hours');
  const moved =
    declared !== undefined && isElsewhere(zone, declared, now)
      ? l10n.t('You seem to be in {0}; your status says {1}', zoneName(plain(zone)), zoneName(plain(declared)))
      : undefined;
  return [
    ...(timetableOf(status).week
      ? []
      : [{ id: 'hours', label: hours, icon: 'calendar', spoken: hours, command: 'makertime.setHours' }]),
    ...(moved ? [{ id: 'zone', label: moved, icon: 'globe', spoken: moved, command: 'makertime.setZone' }] : []),
  ];
}

/** A machine far away, or in a container, counts in UTC wherever its person is: such a zone says nothing of a place. */
function isElsewhere(machine: string, declared: string, now: number): boolean {
  const isPlace = machine.includes('/') && !machine.startsWith('Etc/');
  const [here, there] = [zoneOf(machine), zoneOf(declared)];
  return isPlace && here !== undefined && there !== undefined && here.offsetAt(now) !== there.offsetAt(now);
}

function turnRows(state: State, now: number, zone: string): readonly Row[] {
  const me = state.team?.account;
  const turn = turnNow(state, now);
  const change = lastHandOver(state, now);
  if (turn && isTurnOf(turn, me)) {
    const label = myTurnWords(turn, now, zone);
    const since = change && sinceWords(moment(change.at, now, zone), change.before);
    const spoken = [label, since].filter(Boolean).join(', ');
    return [{ id: 'turn', label, ...(since && { description: since }), tooltip: spoken, icon: 'megaphone', spoken }];
  }
  if (change?.before === undefined || !me || !isMeant(visible(state).teamFile, change.before, me)) return [];
  const label =
    turn?.who === undefined
      ? l10n.t('Nobody is on duty now')
      : l10n.t('{0} is on duty now', plain(turn.onDuty ?? turn.who, 40));
  const since = l10n.t('since {0}, after you', moment(change.at, now, zone));
  return [{ id: 'turn', label, description: since, icon: 'arrow-swap', spoken: `${label}, ${since}` }];
}

/** The person wants GitHub to show it, and GitHub does not let us. */
function busyRows({ busyRefused }: State): readonly Row[] {
  if (busyRefused === undefined) return [];
  const isMissing = busyRefused === 'scope' || busyRefused === 'signedOut';
  const label = isMissing
    ? l10n.t('Allow Makertime to show you as busy on GitHub')
    : l10n.t('Could not show you as busy on GitHub');
  const spoken = isMissing
    ? l10n.t('GitHub does not show you as busy yet. Click to allow it; a personal access token needs the “user” scope.')
    : label;
  return [{ id: 'busy', label, tooltip: spoken, icon: 'info', spoken, command: 'makertime.showAsBusy' }];
}

function sinceWords(at: string, before: string | undefined): string {
  return before === undefined ? l10n.t('since {0}', at) : l10n.t('since {0}, after {1}', at, plain(before, 40));
}

/** A file with many mistakes is mended from the top. */
const mostProblems = 5;

function problemRows(problems: readonly FileProblem[]): readonly Row[] {
  const ids = problems.map(({ line, path }) => `teamFile/${line}/${path}`);
  return problems.slice(0, mostProblems).map((problem, place) => {
    const label = l10n.t('Team file: {0}', problemWords(problem));
    const id = ids[place] ?? '';
    return {
      id: ids.indexOf(id) === place ? id : `${id}/${place}`,
      label,
      tooltip: label,
      icon: 'warning',
      spoken: label,
      command: 'makertime.openTeamFile',
    };
  });
}

/** Who takes a login that was given up is somebody else. */
function nameRows(file: TeamFile | undefined): readonly Row[] {
  if (!file) return [];
  return loginsIn(file)
    .filter((login) => file.taken?.includes(login) || numberOf(file, login) === null)
    .slice(0, mostProblems)
    .map((login) => {
      const label =
        numberOf(file, login) === null
          ? l10n.t('Team file: there is nobody called {0} on GitHub', at(login))
          : l10n.t(
              'Team file: {0} is no longer who it was when the file was written: edit it to name who you mean',
              at(login),
            );
      return {
        id: `teamFile/1/name/${login}`,
        label,
        tooltip: label,
        icon: 'warning',
        spoken: label,
        command: 'makertime.openTeamFile',
      };
    });
}

/** The team file may name an issue that is none, or not any more: then the roster is found as if it said nothing. */
function rosterRows(state: State): readonly Row[] {
  const { teamFile, rosters } = visible(state);
  if (teamFile?.roster === undefined || rosters.has(teamFile.roster)) return [];
  const label = l10n.t('Team file: issue #{0} is not a roster', teamFile.roster);
  return [
    {
      id: 'teamFile/1/roster',
      label,
      tooltip: label,
      icon: 'warning',
      spoken: label,
      command: 'makertime.openTeamFile',
    },
  ];
}
