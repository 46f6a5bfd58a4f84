/** Times by which something is usually needed, in the hours of whoever is to do it. */
import { DateTime } from 'luxon';
import { day, type Zone, zoneOf } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import { endOfDay } from './declared.js';

export interface Moment {
  readonly kind: 'soon' | 'today' | 'tomorrow' | 'endOfWeek' | 'nextWeek';
  /** ISO instant in UTC. */
  readonly at: string;
}

const midday = 12;
/** Nobody asks for it to the minute. */
const quarter = 15;

/**
 * Soonest first.
 * @param now milliseconds since 1970
 * @param zone IANA name
 * @param status of whoever is to do it: a day ends when their hours do
 */
export function needByChoices(now: number, zone: string, status?: Status): readonly Moment[] {
  const here = DateTime.fromMillis(now, { zone });
  const known = zoneOf(zone);
  if (!known) return [];
  const at = (day: DateTime, hour: number) => day.startOf('day').set({ hour });
  const friday = here.startOf('week').plus({ days: 4 });
  const monday = here.startOf('week').plus({ weeks: 1 });
  const candidates: readonly [Moment['kind'], DateTime][] = [
    ['soon', quarterAfter(here.plus({ hours: 2 }))],
    ['today', closing(here, known, status)],
    ['tomorrow', at(here.plus({ days: 1 }), midday)],
    ['endOfWeek', closing(friday, known, status)],
    ['nextWeek', at(monday, midday)],
  ];
  const seen = new Set<number>();
  return candidates
    .filter(
      ([kind, time]) =>
        time.toMillis() > now + (kind === 'soon' ? 0 : 3_600_000) &&
        !seen.has(time.toMillis()) &&
        seen.add(time.toMillis()),
    )
    .sort((a, b) => a[1].toMillis() - b[1].toMillis())
    .map(([kind, time]) => ({ kind, at: time.toUTC().toISO({ suppressMilliseconds: true }) ?? '' }));
}

/** Two hours are two hours, or a little more. */
function quarterAfter(time: DateTime): DateTime {
  const start = time.startOf('minute');
  return start.plus({ minutes: (quarter - (start.minute % quarter)) % quarter });
}

/** The end of that day's work. */
function closing(date: DateTime, zone: Zone, status: Status | undefined): DateTime {
  const number = Date.UTC(date.year, date.month - 1, date.day) / day;
  return DateTime.fromMillis(endOfDay(status, zone, number), { zone: date.zone });
}
