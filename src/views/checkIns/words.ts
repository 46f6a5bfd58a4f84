/** How the check-in of a day is called in a list: "Mon 30 Nov · 4 of 6", and who needs me there. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import { memo } from '../../base/memo.js';
import type { Board } from '../../model/board/board.js';
import { isSameName } from '../../model/board/team.js';
import { hoursOn, isOff, readDate, timetableOf } from '../../model/hours/timetable.js';
import { type CheckInDay, checkInDays } from '../../model/posting/checkIns.js';
import type { Thread } from '../../model/threads/thread.js';
import { at } from '../words/logins.js';

type Known = Pick<Board, 'threads' | 'talks' | 'statuses'>;

const dayByNumber = memo(
  ({ threads, talks }: Known) => [threads, talks],
  (board): ReadonlyMap<number, CheckInDay> =>
    new Map([...checkInDays(board).values()].flatMap((one) => one.threads.map(({ number }) => [number, one] as const))),
);

/** Undefined for any other discussion. */
export function checkInDayAt(board: Known, { number = 0 }: Thread): CheckInDay | undefined {
  return dayByNumber(board).get(number);
}

/** Somebody else has begun the same day with a lower number, and nobody has said anything here. */
export function isEmptyTwin(day: CheckInDay, { number, comments }: Thread): boolean {
  return day.threads[0]?.number !== number && comments === 0;
}

/** Whoever has a day off is not missing. */
export function checkInLabel({ statuses }: Known, { day, checkIns }: CheckInDay): string {
  const date = DateTime.fromISO(day, { zone: 'utc' }).toFormat('ccc d LLL');
  const said = new Set(checkIns.map(({ by }) => by.id));
  const number = readDate(day) ?? 0;
  const others = [...statuses.values()].filter(({ by, status }) => {
    const timetable = timetableOf(status);
    const isFree = timetable.week ? hoursOn(timetable, number).length === 0 : isOff(timetable, number);
    return !said.has(by.id) && !isFree;
  });
  return l10n.t('{0} · {1} of {2}', date, said.size, said.size + others.length);
}

/** Undefined where nobody does. @param me login */
export function needsMeWords({ checkIns }: CheckInDay, me: string): string | undefined {
  const who = checkIns.filter(({ needs }) => needs.some((one) => isSameName(one, me))).map(({ by }) => at(by.login));
  if (who.length === 0) return undefined;
  return who.length === 1 ? l10n.t('{0} needs you', who[0] ?? '') : l10n.t('{0} need you', who.join(', '));
}
