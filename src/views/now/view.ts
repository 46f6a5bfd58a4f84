/** Owns the *Now* view: what concerns me, how it stands with GitHub, and what of mine has not got there. */
import * as l10n from '@vscode/l10n';
import { idTime } from '../model/id.js';
import type { Telling } from '../model/mutation.js';
import { type Aside, type Refused, type Standing, type State, standingOf, visible } from '../model/state.js';
import { fullName } from '../model/team.js';
import { myZone } from '../time/zone.js';
import { myselfRows } from './myself.js';
import { parkRows } from './parks.js';
import { plain } from './plain.js';
import type { Row } from './row.js';
import { stuckRows } from './stuck.js';
import { taskRows } from './tasks.js';
import { age, span, spokenSpan } from './time.js';
import { asideWords, mutationWords, refusalWords, troubleWords } from './words.js';
import { writeUpRows } from './writeUps.js';

/** Drawing thousands of rows helps nobody; the group's number says how many there are. */
const mostRows = 200;

/** @param zone mine, IANA name */
export function nowRows(state: State, now: number, zone: string = myZone()): readonly Row[] {
  if (!state.team || state.phase === 'starting') return [];
  return [
    ...myselfRows(state, now, zone),
    ...stuckRows(state, now, zone),
    ...parkRows(state, now, zone),
    ...writeUpRows(state, now),
    ...taskRows(state, now),
    syncRow(state, now),
    ...refusedRows(state, now),
    ...unsentRows(state, now),
    ...state.aside.map((aside) => asideRow(aside)),
    ...state.elsewhere.map(({ login, count }, place) => elsewhereRow(`elsewhere/${place}`, login, count)),
  ];
}

function syncRow(state: State, now: number): Row {
  const team = state.team ? plain(fullName(state.team.repository)) : '';
  const { trouble, heardAt } = state.sync;
  const since = heardAt ? spokenSpan(age(heardAt, now)) : l10n.t('never');
  const signedOut = !state.account || trouble?.kind === 'signedOut';
  const label = !state.account
    ? l10n.t('Signed out: everything is kept and sent when you sign in')
    : trouble
      ? troubleWords(trouble, now)
      : standing[standingOf(state, now)](team);
  const heard = l10n.t('last heard {0}', since);
  return {
    id: 'sync',
    label,
    description: trouble || !state.account ? team : heardAt ? since : '',
    tooltip: [label, team, heard].join('\n'),
    icon: signedOut ? 'account' : trouble ? 'debug-disconnect' : standingOf(state, now) === 'inStep' ? 'check' : 'sync',
    // In step, the label names the team.
    spoken: [label, ...(trouble || !state.account ? [team] : []), heard].join(', '),
    offers: signedOut
      ? 'sync.signedOut'
      : trouble?.kind === 'singleSignOn' && trouble.address
        ? 'sync.singleSignOn'
        : 'sync',
    ...(signedOut && { command: 'makertime.signIn' }),
    ...(trouble?.kind === 'singleSignOn' && trouble.address && { command: 'makertime.authorizeSingleSignOn' }),
  };
}

const standing: Record<Standing, (team: string) => string> = {
  inStep: (team) => l10n.t('In step with {0}', team),
  sending: (team) => l10n.t('Sending to {0}', team),
  connecting: (team) => l10n.t('Connecting to {0}', team),
};

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

function unsentRow(state: State, mutation: Telling, now: number): Row {
  const words = mutationWords(mutation, titles(state));
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
  if (state.refused.length === 0) return [];
  return [
    {
      id: 'refused',
      label: l10n.t('Refused by GitHub'),
      description: String(state.refused.length),
      icon: 'warning',
      spoken: l10n.t('{0} refused by GitHub', state.refused.length),
      offers: 'refused.all',
      children: state.refused.slice(0, mostRows).map((refused) => refusedRow(state, refused, now)),
      isExpanded: true,
    },
  ];
}

function refusedRow(state: State, { mutation, reason }: Refused, now: number): Row {
  const words = mutationWords(mutation, titles(state));
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
    spoken: [words, l10n.t('refused'), why].join(', '),
    offers: mutation.kind === 'capture' || mutation.kind === 'comment' ? 'refused.words' : 'refused.one',
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
  const label = l10n.t('{0} unsent of @{1}', count, plain(login, 40));
  const detail = l10n.t('kept until that account signs in');
  return { id, label, description: detail, icon: 'account', spoken: `${label}, ${detail}` };
}

function titles(state: State): (key: string) => string | undefined {
  const { items } = visible(state);
  return (key) => items.get(key as never)?.title;
}
