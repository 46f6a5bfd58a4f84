/** The words about the rotation: who is the available person, until when, and who it was before. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { isMeant, type TeamFile } from '../../model/board/team.js';
import { type HandOver, handOver, rotation, type Turn } from '../../model/reach/rotation.js';
import { type State, visible } from '../../model/state.js';
import { moment } from './time.js';

/** A turn in a team's file, which says whom its logins mean. */
export interface TeamTurn extends Turn {
  readonly file: TeamFile;
}

/** Whose turn it is; undefined without a rotation. */
export function turnNow(state: State, now: number): TeamTurn | undefined {
  const file = visible(state).teamFile;
  const turn = file?.rotation && rotation(file.rotation, now);
  return turn && { ...turn, file };
}

export function isTurnOf(
  turn: TeamTurn | undefined,
  person: { readonly id?: number; readonly login: string } | undefined,
): boolean {
  return turn?.who !== undefined && person !== undefined && isMeant(turn.file, turn.who, person);
}

/** That it is my turn, until when, and whose it is then. */
export function myTurnWords({ until, next }: Turn, now: number, zone: string): string {
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
