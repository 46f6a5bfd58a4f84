/** The delivery windows of a person's working days, as instants. Knows nothing of focus and of what they say. */
import { day, dayOf, instantOf, minute, wallOf, weekdayIndex, type Zone } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import { workingSpans } from './hours.js';
import { hoursOn, isOff, timetableOf } from './timetable.js';

/**
 * On every day that one of two instants lies on, and on those between: windows on a day with work, or in hours that began the
 * day before. Monday to Friday where no hours are known.
 */
export function windowsBetween(own: Status, zone: Zone, from: number, to: number): readonly number[] {
  const timetable = timetableOf(own);
  const found: number[] = [];
  for (let date = dayOf(wallOf(zone, from)); date <= dayOf(wallOf(zone, to)); date++) {
    const isWorkday = timetable.week
      ? hoursOn(timetable, date).length > 0
      : weekdayIndex(date) < 5 && !isOff(timetable, date);
    for (const window of timetable.windows) {
      const at = instantOf(zone, date * day + window * minute, 'first');
      if (isWorkday || workingSpans(own, at, at + 1).length > 0) found.push(at);
    }
  }
  return found;
}
