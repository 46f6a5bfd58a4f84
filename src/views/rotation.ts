/** Owns the words about the rotation: who is the available person, until when, and who it was before. */
import * as l10n from '@vscode/l10n';
import { type State, visible } from '../model/state.js';
import { rotation, type Turn } from '../time/rotation.js';
import { day } from '../time/zone.js';
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

/** For so long a hand-over is news. */
const isNews = day;
/** The shortest turn is a day, and an override adds two ends to it. */
const mostChanges = 10;

export interface HandOver {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who was the available person before; absent where nobody was. */
  readonly before?: string;
}

/** The last hand-over of the last 24 hours. */
export function lastHandOver(state: State, now: number): HandOver | undefined {
  const plan = visible(state).teamFile?.rotation;
  let turn = plan && rotation(plan, now - isNews);
  let last: HandOver | undefined;
  for (let left = mostChanges; plan && left > 0 && turn?.until !== undefined && turn.until <= now; left--) {
    last = { at: turn.until, ...(turn.who !== undefined && { before: turn.who }) };
    turn = rotation(plan, turn.until);
  }
  return last;
}
