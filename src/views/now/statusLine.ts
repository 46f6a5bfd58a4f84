/** The one line in the status bar: how I am and until when, then what is owed to GitHub and what is in the way. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { myZone } from '../../base/zone.js';
import { fullName } from '../../model/board/team.js';
import { focusAt } from '../../model/focus/focus.js';
import { type State, standingOf } from '../../model/state.js';
import { availabilityIcon, type MemberState, shortState, stateSentence } from '../team/memberState.js';
import { dueWords, heldWords } from '../words/delivery.js';
import { isTurnOf, myTurnWords, turnNow } from '../words/rotation.js';
import type { Line } from '../words/row.js';
import { age, moment, spokenSpan } from '../words/time.js';
import { troubleWords } from '../words/troubleText.js';
import { myState } from './myself.js';
import { line, setUpLine } from './setUpLine.js';
import { stuckDetail, stuckWord } from './stuck.js';

/** @param zone mine, IANA name */
export function statusLine(state: State, now: number, zone: string = myZone()): Line {
  if (state.phase === 'starting' || !state.team) return setUpLine(state);
  const { trouble, heardAt } = state.sync;
  const unsent = state.unsent.length > 0 ? l10n.t('{0} unsent', state.unsent.length) : undefined;
  const refused = state.refused.length > 0 ? l10n.t('{0} rejected', state.refused.length) : undefined;
  const [icon, word] = standing(state, now);
  const stuck = stuckWord(state, now);
  const details = [
    stuckDetail(state, now, zone),
    plain(fullName(state.team.repository)),
    trouble ? troubleWords(trouble, now) : undefined,
    unsent && l10n.t('{0}: saved on this machine, not yet on GitHub', unsent),
    refused && l10n.t('{0} by GitHub: kept until you decide what to do', refused),
    heardAt && l10n.t('Last sync: {0}', spokenSpan(age(heardAt, now))),
  ];
  const me = myState(state, now, zone);
  if (!me) return line(icon, [word, stuck, unsent, refused], [l10n.t('Makertime: {0}', word), ...details]);
  const obstacle = trouble || !state.account ? word : undefined;
  const focus = focusAt(me.status, now);
  if (focus.kind === 'soon') {
    const soon = l10n.t('Focus starts at {0}', moment(focus.plan.start, now, zone));
    const skip = l10n.t('Click to skip this block');
    return line('target', [soon, l10n.t('skip')], [soon, skip, ...details], 'makertime.skipFocus');
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
function myWord(me: MemberState, now: number, zone: string): string {
  const { state, until } = me.now;
  return state === 'focusing' && until !== undefined
    ? l10n.t('Focusing until {0}', moment(until, now, zone))
    : shortState(me.now, now, zone);
}

function myDetails(state: State, me: MemberState, now: number, zone: string): readonly (string | undefined)[] {
  const turn = turnNow(state, now);
  return [
    me.beneath,
    me.sentence,
    me.isRough ? l10n.t('Rough day') : undefined,
    turn && isTurnOf(turn, state.team?.account) ? myTurnWords(turn, now, zone) : undefined,
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
      return ['warning', l10n.t('Disk error')];
    case 'madePublic':
      return ['warning', l10n.t('Public now')];
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
      return [state.refused.length > 0 ? 'warning' : 'check', l10n.t('Up to date')];
  }
}
