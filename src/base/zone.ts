/** Zones: which names are zones, and how a zone's clocks relate to instants. Knows nothing of people and their hours. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/**
 * A zone of the IANA database. Instants are milliseconds since 1970. What its clocks show, a *wall time*, is counted
 * the same way, as if the clocks stood in UTC: the day is `dayOf(wall)`, and no date has to be taken apart.
 */
export interface Zone {
  /** How far its clocks are ahead of UTC at an instant, in milliseconds. */
  offsetAt(at: number): number;
}

/** The machine's own zone, by its IANA name. */
export function myZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** IANA names only: "Europe/Berlin", "UTC"; not "+01:00" and not "CEST". */
export function isZone(name: string): boolean {
  return zoneOf(name) !== undefined;
}

/** The zone of that name; undefined where this machine knows none. */
export function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  const [oldest] = zones.keys();
  if (zones.size >= mostZones && oldest !== undefined) zones.delete(oldest);
  const zone = createZone(name);
  zones.set(name, zone);
  return zone;
}

/** What is worked out once for each name. The database has some 600, aliases included; anything may stand in a record. */
const zones = new Map<string, Zone | undefined>();
const mostZones = 700;

export function wallOf(zone: Zone, at: number): number {
  return at + zone.offsetAt(at);
}

/**
 * The instant at which a zone's clocks show a wall time. Where they show it twice (the clocks went back), `which` says
 * which of the two. Where they never show it (the clocks went forward past it), the instant at which they jumped.
 */
export function instantOf(zone: Zone, wall: number, which: 'first' | 'last'): number {
  // No offset is over 14 hours, and no zone has ever changed twice within a week: at most one change lies between these.
  const [early, late] = [wall - 15 * hour, wall + 15 * hour];
  const [before, after] = [zone.offsetAt(early), zone.offsetAt(late)];
  if (before === after) return wall - before;
  const change = changeBetween(zone, early, late, before);
  const isBefore = wall - before < change;
  const isAfter = wall - after >= change;
  if (isBefore && (which === 'first' || !isAfter)) return wall - before;
  return isAfter ? wall - after : change;
}

/** Days since 1970-01-01 on the clocks that show a wall time. */
export function dayOf(wall: number): number {
  return Math.floor(wall / day);
}

/** In the order of the week. */
export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** 0 for a Monday. @param dayNumber days since 1970-01-01, which was a Thursday */
export function weekdayIndex(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}

export interface There {
  /** "22:40" */
  readonly time: string;
  /** Calendar days ahead of mine. Two are possible: Kiritimati and Pago Pago are 25 hours apart. */
  readonly dayOffset: -2 | -1 | 0 | 1 | 2;
  readonly weekday: Weekday;
  readonly part: PartOfDay;
}

export type PartOfDay = 'night' | 'earlyMorning' | 'morning' | 'afternoon' | 'evening' | 'lateEvening';

/** The hour each part of the day begins with, the latest first. */
const parts: readonly (readonly [number, PartOfDay])[] = [
  [21, 'lateEvening'],
  [17, 'evening'],
  [12, 'afternoon'],
  [8, 'morning'],
  [5, 'earlyMorning'],
  [0, 'night'],
];

/** What the clocks of a zone show, as seen from mine; undefined where one of them is no zone. */
export function localThere(zone: string, now: number, myZone: string): There | undefined {
  const [there, here] = [zoneOf(zone), zoneOf(myZone)];
  if (!there || !here) return undefined;
  const wall = wallOf(there, now);
  const minutes = Math.floor((wall - dayOf(wall) * day) / minute);
  const clock = Math.floor(minutes / 60);
  return {
    time: `${String(clock).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
    dayOffset: (dayOf(wall) - dayOf(wallOf(here, now))) as There['dayOffset'],
    weekday: weekdays[weekdayIndex(dayOf(wall))] ?? 'mon',
    part: parts.find(([from]) => clock >= from)?.[1] ?? 'night',
  };
}

/** A stretch of time whose offsets are worked out together. */
interface Block {
  /** When each offset begins, ascending; the first is the block's own beginning. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

const blockLength = 400 * day;
/** Shorter than any two changes of a zone have been apart since 1970, which is a week. */
const step = 5 * day;
/** Nobody plans outside these; the platform's rules are not to be trusted there either. */
const [earliest, latest] = [Date.UTC(1970, 0), Date.UTC(2200, 0)];
const mostBlocks = 50;

function createZone(name: string): Zone | undefined {
  const ask = /^[A-Za-z][\w+/-]{1,60}$/.test(name) ? offsetReader(name) : undefined;
  if (!ask) return undefined;
  const blocks = new Map<number, Block>();
  return {
    offsetAt(at) {
      const instant = Math.min(Math.max(at, earliest), latest);
      const number = Math.floor(instant / blockLength);
      let block = blocks.get(number);
      if (!block) {
        if (blocks.size >= mostBlocks) blocks.clear();
        block = readBlock(ask, number * blockLength);
        blocks.set(number, block);
      }
      let place = block.starts.length - 1;
      while (place > 0 && (block.starts[place] ?? 0) > instant) place -= 1;
      return block.offsets[place] ?? 0;
    },
  };
}

function readBlock(offsetAt: Zone['offsetAt'], from: number): Block {
  const [starts, offsets] = [[from], [offsetAt(from)]];
  for (let at = from; at < from + blockLength; at += step) {
    const known = offsets.at(-1) ?? 0;
    const found = offsetAt(at + step);
    if (found === known) continue;
    starts.push(changeBetween({ offsetAt }, at, at + step, known));
    offsets.push(found);
  }
  return { starts, offsets };
}

/** The first second at which the offset is no longer `before`; it is so at `low` and not at `high`, whole seconds both. */
function changeBetween(zone: Zone, low: number, high: number, before: number): number {
  let [last, next] = [Math.floor(low / 1000), Math.ceil(high / 1000)];
  while (next - last > 1) {
    const middle = Math.floor((last + next) / 2);
    if (zone.offsetAt(middle * 1000) === before) last = middle;
    else next = middle;
  }
  return next * 1000;
}

/** Asks the platform each time, which is slow; undefined where it does not know the name. */
function offsetReader(name: string): Zone['offsetAt'] | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return (at) => {
      const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at));
      if (!match) return 0;
      const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
      return (match[1] === '-' ? -seconds : seconds) * 1000;
    };
  } catch {
    return undefined;
  }
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
