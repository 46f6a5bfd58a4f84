/** Owns the words about the rotation: who is the available person, until when, and who it was before. */
import * as l10n from '@vscode/l10n';
import { type State, visible } from '../model/state.js';
import { type HandOver, handOver, rotation, type Turn } from '../time/rotation.js';
import { plain } from './plain.js';
import { moment } from './time.js';

/** Whose turn it is; undefined without a rotation. */
export function turnNow(state: State, now: number): Turn | undefined {
  const plan = visible(state).teamFile?.rotation;
  return plan && rotation(plan, now);
}

export function isTurnOf(turn: Turn | undefined, login: string | undefined): boolean {
  return turn?.who !== undefined && turn.who.toLowerCase() === login?.toLowerCase();
}

/** That it is my turn, until when, and whose it is then. */
export function myTurnWords({ until, next }: Turn, now: number, zone: string): string {
  if (until === undefined) return l10n.t('You are the available one');
  const end = moment(until, now, zone);
  return next === undefined
    ? l10n.t('You are the available one until {0}', end)
    : l10n.t('You are the available one until {0}, then {1}', end, plain(next, 40));
}

/** The last hand-over of the last 24 hours. */
export function lastHandOver(state: State, now: number): HandOver | undefined {
  const plan = visible(state).teamFile?.rotation;
  return plan && handOver(plan, now);
}
