/** The words about the rotation: who is on duty, until when, and who was before. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { isMeant } from '../../model/board/team.js';
import { type Duty, dutyOn } from '../../model/members.js';
import { type HandOver, handOver } from '../../model/reach/rotation.js';
import { type State, visible } from '../../model/state.js';
import { at } from './logins.js';
import { moment } from './time.js';

interface Someone {
  readonly id?: number;
  readonly login: string;
}

/** Who is on duty; undefined without a rotation. */
export function turnNow(state: State, now: number): Duty | undefined {
  return dutyOn(visible(state), now);
}

/** Whether somebody is whom to turn to now, in their own turn or in that of somebody who is out. */
export function isTurnOf(turn: Duty | undefined, person: Someone | undefined): boolean {
  return turn?.onDuty !== undefined && person !== undefined && isMeant(turn.file, turn.onDuty, person);
}

/** "on duty", "on duty for @finn", "on duty, covered by @bo": undefined for everybody else. */
export function dutyWords(turn: Duty | undefined, person: Someone): string | undefined {
  if (turn?.who === undefined) return undefined;
  if (isTurnOf(turn, person)) return turn.isOut ? l10n.t('on duty for {0}', at(turn.who)) : l10n.t('on duty');
  if (!isMeant(turn.file, turn.who, person)) return undefined;
  return turn.onDuty === undefined
    ? l10n.t('on duty, nobody covers')
    : l10n.t('on duty, covered by {0}', at(turn.onDuty));
}

/** That I am on duty, until when, and who is then. */
export function myTurnWords({ until, next, who, isOut }: Duty, now: number, zone: string): string {
  if (isOut && who !== undefined) return l10n.t("You're on duty for {0}, who is out", at(who));
  if (until === undefined) return l10n.t("You're on duty");
  const end = moment(until, now, zone);
  return next === undefined
    ? l10n.t("You're on duty until {0}", end)
    : l10n.t("You're on duty until {0}, then {1}", end, plain(next, 40));
}

/** The last hand-over of the last 24 hours. */
export function lastHandOver(state: State, now: number): HandOver | undefined {
  const plan = visible(state).teamFile?.rotation;
  return plan && handOver(plan, now);
}
