/** The *Now* view: what needs me, what I am in the middle of, and what of mine has not got to GitHub. */
import * as l10n from '@vscode/l10n';
import { idTime } from '../../base/id.js';
import { plain } from '../../base/plainText.js';
import { myZone } from '../../base/zone.js';
import type { BoardMutation } from '../../model/board/mutation.js';
import { fullName } from '../../model/board/team.js';
import type { Aside } from '../../model/board/trouble.js';
import { nextPlanned } from '../../model/focus/focus.js';
import { type Refused, type State, standingOf, visible } from '../../model/state.js';
import { dayRows } from '../day/view.js';
import { promiseRows } from '../waiting/promiseRows.js';
import type { Row } from '../words/row.js';
import { age, range, span, spokenSpan } from '../words/time.js';
import { asideWords, refusalWords, troubleWords } from '../words/troubleText.js';
import { type CheckInChoice, checkInRows } from './checkIn.js';
import { isEditable, mutationLine } from './mutationWords.js';
import { myState, myselfRows } from './myself.js';
import { parkRows } from './parks.js';
import { stuckRows } from './stuck.js';
import { taskRows } from './tasks.js';
import { writeUpRows } from './writeUps.js';

/** Drawing thousands of rows helps nobody; the group's number says how many there are. */
const mostRows = 200;

/** @param zone mine, IANA name */
export function nowRows(
  state: State,
  now: number,
  zone: string = myZone(),
  checkIn: CheckInChoice = { days: [], time: '' },
): readonly Row[] {
  if (!state.team || state.phase === 'starting') return [];
  return [
    ...myselfRows(state, now, zone),
    ...promiseRows(state, now, zone),
    ...checkInRows(state, now, zone, checkIn),
    ...dayRows(state, now, zone),
    ...stuckRows(state, now, zone),
    ...parkRows(state, now, zone),
    ...writeUpRows(state, now),
    ...taskRows(state, now),
    ...syncRows(state, now),
    ...refusedRows(state, now),
    ...unsentRows(state, now),
    ...state.aside.map((aside) => asideRow(aside)),
    ...state.elsewhere.map(({ login, count }, place) => elsewhereRow(`elsewhere/${place}`, login, count)),
  ];
}

/** The next planned block; what runs has a row. @param zone mine, IANA name */
export function nowHeadline(state: State, now: number, zone: string = myZone()): string | undefined {
  const me = myState(state, now, zone);
  const next = me && me.now.state !== 'focusing' ? nextPlanned(me.status, now) : undefined;
  return next && l10n.t('focus {0}', range(next.start, next.end, now, zone));
}

/** None where all is well, and none of what is being sent, which stands there itself. */
function syncRows(state: State, now: number): readonly Row[] {
  const isWell = state.account && !state.sync.trouble && standingOf(state, now) !== 'connecting';
  return isWell ? [] : [syncRow(state, now)];
}

function syncRow(state: State, now: number): Row {
  const team = state.team ? plain(fullName(state.team.repository)) : '';
  const { trouble, heardAt } = state.sync;
  const since = heardAt ? spokenSpan(age(heardAt, now)) : l10n.t('never');
  const signedOut = !state.account || trouble?.kind === 'signedOut';
  const label = !state.account
    ? l10n.t('Signed out: everything is kept and sent once you sign in')
    : trouble
      ? troubleWords(trouble, now)
      : l10n.t('Connecting to {0}', team);
  const heard = l10n.t('last sync: {0}', since);
  return {
    id: 'sync',
    label,
    description: trouble || !state.account ? team : heardAt ? since : '',
    tooltip: [label, team, heard].join('\n'),
    icon: signedOut ? 'account' : trouble ? 'debug-disconnect' : 'sync',
    // While connecting, the label names the team.
    spoken: [label, ...(trouble || !state.account ? [team] : []), heard].join(', '),
    offers: signedOut
      ? 'sync.signedOut'
      : trouble?.kind === 'singleSignOn' && trouble.address
        ? 'sync.singleSignOn'
        : trouble?.kind === 'madePublic'
          ? 'sync.madePublic'
          : 'sync',
    ...(signedOut && { command: 'makertime.signIn' }),
    ...(trouble?.kind === 'singleSignOn' && trouble.address && { command: 'makertime.authorizeSingleSignOn' }),
    ...(trouble?.kind === 'repositoryReplaced' && { command: 'makertime.connect' }),
    ...(!signedOut && trouble?.kind === 'madePublic' && { command: 'makertime.goOnInPublic' }),
  };
}

function unsentRows(state: State, now: number): readonly Row[] {
  const { unsent } = state;
  if (unsent.length === 0) return [];
  const label = l10n.t('Unsent');
  return [
    {
      id: 'unsent',
      label,
      description: String(unsent.length),
      icon: 'cloud-upload',
      spoken: l10n.t('{0} unsent', unsent.length),
      children: unsent.slice(0, mostRows).map((mutation) => unsentRow(state, mutation, now)),
      isExpanded: true,
    },
  ];
}

function unsentRow(state: State, mutation: BoardMutation, now: number): Row {
  const words = mutationLine(mutation, titles(state));
  const since = now - idTime(mutation.id);
  const elsewhere =
    mutation.team.repository.id === state.team?.repository.id ? undefined : plain(fullName(mutation.team.repository));
  return {
    id: `unsent/${mutation.id}`,
    label: words,
    description: [span(since), elsewhere].filter(Boolean).join(' · '),
    tooltip: [words, l10n.t('Saved on this machine {0}; not yet on GitHub', spokenSpan(since)), elsewhere]
      .filter(Boolean)
      .join('\n'),
    spoken: [words, l10n.t('unsent'), spokenSpan(since), elsewhere].filter(Boolean).join(', '),
    offers: 'unsent',
  };
}

function refusedRows(state: State, now: number): readonly Row[] {
  const count = state.refused.length;
  if (count === 0) return [];
  const isGitHubs = state.refused.every(({ reason }) => reason.kind !== 'interrupted');
  return [
    {
      id: 'refused',
      label: isGitHubs ? l10n.t('Rejected by GitHub') : l10n.t('Not sent'),
      description: String(count),
      icon: 'warning',
      spoken: isGitHubs ? l10n.t('{0} rejected by GitHub', count) : l10n.t('{0} not sent', count),
      offers: 'refused.all',
      children: state.refused.slice(0, mostRows).map((refused) => refusedRow(state, refused, now)),
      isExpanded: true,
    },
  ];
}

function refusedRow(state: State, { mutation, reason }: Refused, now: number): Row {
  const words = mutationLine(mutation, titles(state));
  const why = refusalWords(reason);
  return {
    id: `refused/${mutation.id}`,
    label: words,
    description: why,
    tooltip: [
      words,
      why,
      l10n.t('Saved {0}. Nothing is lost: retry, edit, copy or discard it.', spokenSpan(now - idTime(mutation.id))),
    ].join('\n'),
    spoken: [words, reason.kind === 'interrupted' ? l10n.t('not sent') : l10n.t('rejected'), why].join(', '),
    offers: isEditable(mutation) ? 'refused.words' : 'refused.one',
  };
}

function asideRow(aside: Aside): Row {
  const why = asideWords(aside);
  const name = plain(aside.file.split(/[\\/]/).at(-1) ?? '', 80);
  return {
    id: `aside/${aside.file}`,
    label: why,
    description: name,
    tooltip: `${why}\n${plain(aside.file)}`,
    icon: 'file',
    spoken: `${why}, ${name}`,
    offers: 'aside',
  };
}

function elsewhereRow(id: string, login: string, count: number): Row {
  const label = l10n.t('{0} unsent for @{1}', count, plain(login, 40));
  const detail = l10n.t('kept until that account signs in');
  return { id, label, description: detail, icon: 'account', spoken: `${label}, ${detail}` };
}

function titles(state: State): (key: string) => string | undefined {
  const { items } = visible(state);
  return (key) => items.get(key as never)?.title;
}
