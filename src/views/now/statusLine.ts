/** Owns the one line in the status bar: how I am and until when, then what is owed to GitHub and what is in the way. */
import * as l10n from '@vscode/l10n';
import { type State, standingOf } from '../model/state.js';
import { fullName } from '../model/team.js';
import { focusAt } from '../time/focus.js';
import { myZone } from '../time/zone.js';
import { dueWords, heldWords } from './deliveries.js';
import { availabilityIcon, type Seen, shortState, stateSentence } from './member.js';
import { mySeen } from './myself.js';
import { plain } from './plain.js';
import { isTurnOf, myTurnWords, turnNow } from './rotation.js';
import type { Line } from './row.js';
import { line, setUpLine } from './setUpLine.js';
import { stuckDetail, stuckWord } from './stuck.js';
import { age, moment, spokenSpan } from './time.js';
import { troubleWords } from './words.js';

/** @param zone mine, IANA name */
export function statusLine(state: State, now: number, zone: string = myZone()): Line {
  if (state.phase === 'starting' || !state.team) return setUpLine(state);
  const { trouble, heardAt } = state.sync;
  const unsent = state.unsent.length > 0 ? l10n.t('{0} unsent', state.unsent.length) : undefined;
  const refused = state.refused.length > 0 ? l10n.t('{0} refused', state.refused.length) : undefined;
  const [icon, word] = standing(state, now);
  const stuck = stuckWord(state, now);
  const details = [
    stuckDetail(state, now, zone),
    plain(fullName(state.team.repository)),
    trouble ? troubleWords(trouble, now) : undefined,
    unsent && l10n.t('{0}: saved on this machine, not yet on GitHub', unsent),
    refused && l10n.t('{0} by GitHub: kept until you decide', refused),
    heardAt && l10n.t('Last heard from GitHub {0}', spokenSpan(age(heardAt, now))),
  ];
  const me = mySeen(state, now, zone);
  if (!me) return line(icon, [word, stuck, unsent, refused], [l10n.t('Makertime: {0}', word), ...details]);
  const obstacle = trouble || !state.account ? word : undefined;
  const focus = focusAt(me.status, now);
  if (focus.kind === 'soon') {
    const soon = l10n.t('Focus from {0}', moment(focus.plan.start, now, zone));
    const skip = l10n.t('Click to skip this block');
    return line('eye-closed', [soon, l10n.t('skip')], [soon, skip, ...details], 'makertime.skipFocus');
  }
  const isFocusing = focus.kind === 'started' || focus.kind === 'planned';
  const held = isFocusing ? heldWords(state) : undefined;
  const mine = [
    l10n.t('Makertime: {0}', stateSentence(me, now, zone)),
    ...myDetails(state, me, now, zone),
    held,
    dueWords(state, now, zone),
    state.account ? undefined : obstacle,
  ];
  return line(
    availabilityIcon(me.now),
    [myWord(me, now, zone), held, stuck, unsent, refused, obstacle],
    [...mine, ...details],
    isFocusing ? 'makertime.focus' : 'makertime.setStatus',
  );
}

/** Shortest first: the room is scarce. */
function myWord(me: Seen, now: number, zone: string): string {
  const { state, until } = me.now;
  return state === 'focusing' && until !== undefined
    ? l10n.t('Focus to {0}', moment(until, now, zone))
    : shortState(me.now, now, zone);
}

function myDetails(state: State, me: Seen, now: number, zone: string): readonly (string | undefined)[] {
  const turn = turnNow(state, now);
  return [
    me.sentence,
    me.isRough ? l10n.t('A rough day') : undefined,
    turn && isTurnOf(turn, state.team?.account.login) ? myTurnWords(turn, now, zone) : undefined,
  ];
}

function standing(state: State, now: number): readonly [icon: string, word: string] {
  const { trouble } = state.sync;
  if (!state.account) return ['account', l10n.t('Signed out')];
  switch (trouble?.kind) {
    case undefined:
      return calm(state, now);
    case 'offline':
      return ['debug-disconnect', l10n.t('Offline')];
    case 'serverDown':
      return ['debug-disconnect', l10n.t('GitHub is down')];
    case 'limited':
      return ['watch', l10n.t('Waiting until {0}', moment(trouble.until, now))];
    case 'signedOut':
    case 'singleSignOn':
      return ['account', l10n.t('Sign in again')];
    case 'disk':
      return ['warning', l10n.t('Disk trouble')];
    default:
      return ['warning', l10n.t('No access')];
  }
}

function calm(state: State, now: number): readonly [icon: string, word: string] {
  switch (standingOf(state, now)) {
    case 'sending':
      return ['cloud-upload', l10n.t('Sending')];
    case 'connecting':
      return ['sync', l10n.t('Connecting')];
    case 'inStep':
      return [state.refused.length > 0 ? 'warning' : 'check', l10n.t('In step')];
  }
}
