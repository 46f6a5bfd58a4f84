/** Owns everything that needs a calendar: times a person can choose from, times a person types. */
import { DateTime } from 'luxon';

export interface Moment {
  readonly kind: 'soon' | 'today' | 'tomorrow' | 'endOfWeek' | 'nextWeek' | 'typed';
  /** ISO instant in UTC. */
  readonly at: string;
}

const endOfDay = 17;
const midday = 12;

/**
 * Times by which something is usually needed, soonest first.
 * @param now milliseconds since 1970
 * @param zone IANA name
 */
export function needByChoices(now: number, zone: string): readonly Moment[] {
  const here = DateTime.fromMillis(now, { zone });
  const at = (day: DateTime, hour: number) => day.startOf('day').set({ hour });
  const friday = here.startOf('week').plus({ days: 4 });
  const monday = here.startOf('week').plus({ weeks: 1 });
  const candidates: readonly [Moment['kind'], DateTime][] = [
    ['soon', here.plus({ hours: 2 }).startOf('hour')],
    ['today', at(here, endOfDay)],
    ['tomorrow', at(here.plus({ days: 1 }), midday)],
    ['endOfWeek', at(friday, endOfDay)],
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

/**
 * Reads "15:00" (the next time it is three o'clock), "2026-11-24" (end of that day's work) and "2026-11-24 15:00".
 * Undefined for anything else, and for times that are over.
 */
export function readMoment(text: string, now: number, zone: string): string | undefined {
  const typed = text.trim();
  const here = DateTime.fromMillis(now, { zone });
  const clock = DateTime.fromFormat(typed, 'H:mm', { zone: 'utc' });
  const readings = [
    clock.isValid ? nextTime(here, clock.hour, clock.minute) : undefined,
    DateTime.fromFormat(typed, 'yyyy-MM-dd', { zone }).set({ hour: endOfDay }),
    DateTime.fromFormat(typed, 'yyyy-MM-dd H:mm', { zone }),
  ];
  const found = readings.find((reading) => reading?.isValid);
  if (!found || found.toMillis() <= now) return undefined;
  return found.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
}

function nextTime(here: DateTime, hour: number, minute: number): DateTime {
  const today = here.startOf('day').set({ hour, minute });
  return today > here ? today : here.startOf('day').plus({ days: 1 }).set({ hour, minute });
}
