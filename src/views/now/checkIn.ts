/** Whether a check-in is due: on days a person has chosen, from their own hour until midnight, and never on a day off. */
import * as l10n from '@vscode/l10n';
import { day as dayLength, dayOf, instantOf, minute, wallOf, weekdayIndex, weekdays, zoneOf } from '../../base/zone.js';
import { isOut } from '../../model/hours/declared.js';
import { hoursOn, readWindows, timetableOf } from '../../model/hours/timetable.js';
import { myRecord } from '../../model/members.js';
import { checkInDays } from '../../model/posting/checkIns.js';
import { placementOf } from '../../model/posting/placement.js';
import { type State, unsentAndRefused, visible } from '../../model/state.js';
import { dayTitle } from '../../model/threads/checkIn.js';
import type { Row } from '../words/row.js';

/** What the person has chosen. */
export interface CheckInChoice {
  /** `mon` to `sun`; anything else is none. */
  readonly days: readonly string[];
  /** "16:00"; where it is none, when their hours begin. */
  readonly time: string;
  /** What `sameDay` gave when there was nothing new to say. */
  readonly same?: unknown;
}

/** Nobody's hours are known to begin then: nine o'clock. */
const usualStart = 9 * 60;

/** Today on the person's own calendar: a date. @param zone mine, IANA name, where the status names none */
export function today(state: State, now: number, zone: string): string {
  return dateOf(dayNumber(state, now, zone));
}

export function dateOf(number: number): string {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

function ownZone(state: State, zone: string) {
  return zoneOf(myRecord(state)?.status.zone ?? '') ?? zoneOf(zone);
}

function dayNumber(state: State, now: number, zone: string): number {
  const own = ownZone(state, zone);
  return dayOf(own ? wallOf(own, now) : now);
}

/** By whom, and on which day: another account has something to say. */
export function sameDay({ team }: State, day: string): string {
  return `${team?.account.id}/${team?.repository.id}/${day}`;
}

/** Somebody has checked in that day, or is about to. */
export function hasCheckedIn(state: State, day: string): boolean {
  const me = state.team?.account.id;
  const said = checkInDays(visible(state)).get(day)?.checkIns ?? [];
  return (
    said.some(({ by }) => by.id === me) ||
    unsentAndRefused(state).some(
      (one) => one.kind === 'checkIn' && one.day === day && one.team.repository.id === state.team?.repository.id,
    )
  );
}

/** The date it is due for; undefined where it is not. */
export function dueCheckIn(state: State, now: number, zone: string, choice: CheckInChoice): string | undefined {
  const status = myRecord(state)?.status;
  // Who has not joined says nothing of their days.
  if (!status || placementOf('checkIn', visible(state)).kind !== 'category') return undefined;
  const number = dayNumber(state, now, zone);
  const own = ownZone(state, zone);
  const isChosen = choice.days.includes(weekdays[weekdayIndex(number)] ?? '');
  const timetable = timetableOf(status);
  const hours = hoursOn(timetable, number);
  if (!own || !isChosen || isOut(status, now) || (timetable.week && hours.length === 0)) return undefined;
  const [typed] = readWindows([choice.time]).value;
  const start = instantOf(own, number * dayLength + (typed ?? hours[0]?.start ?? usualStart) * minute, 'first');
  const day = dateOf(number);
  const isOver = choice.same === sameDay(state, day) || hasCheckedIn(state, day);
  return now < start || isOver || state.writeUps.some(({ kind }) => kind === 'checkIn') ? undefined : day;
}

export function checkInRows(state: State, now: number, zone: string, choice: CheckInChoice): readonly Row[] {
  const day = dueCheckIn(state, now, zone, choice);
  if (day === undefined) return [];
  const label = l10n.t('Write your check-in');
  const title = dayTitle(day);
  return [
    {
      id: 'checkIn',
      label,
      tooltip: [title, l10n.t('Click to draft it from your work; nothing is posted until you send it')].join('\n'),
      icon: 'checklist',
      spoken: `${label}, ${title}`,
      offers: 'checkIn',
      command: 'makertime.writeCheckIn',
    },
  ];
}
