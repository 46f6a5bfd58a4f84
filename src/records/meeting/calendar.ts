/**
 * Reading the meetings of a calendar file (RFC 5545, `.ics`): what they are called and about, when they begin and end.
 *
 *     BEGIN:VEVENT
 *     SUMMARY:Weekly sync
 *     DTSTART;TZID=Europe/Berlin:20261201T100000
 *     DURATION:PT1H30M
 *     END:VEVENT
 *
 * Reading is total: any text gives a list. Only the first time of what repeats is read, so that no rule costs anything; a time in
 * a zone that this machine does not know, or without one, is none. What is longer than any calendar entry is cut off.
 */
import { day, hour, instantOf, minute, zoneOf } from '../../base/zone.js';

export interface CalendarMeeting {
  /** Untrusted. Empty where there is none. */
  readonly title: string;
  /** Untrusted. */
  readonly text: string;
  /** Milliseconds since 1970. Absent for whole days, and where they cannot be read. */
  readonly start?: number;
  readonly end?: number;
}

const longestFile = 1_000_000;
const longestText = 20_000;
const most = 100;

export function isCalendar(text: string): boolean {
  return /^\s*BEGIN:VCALENDAR\s*$/im.test(text.slice(0, 1_000));
}

export function meetingsIn(text: string): readonly CalendarMeeting[] {
  const meetings: CalendarMeeting[] = [];
  /** What stands open, the innermost last: of an alarm within a meeting nothing is read. */
  const open: string[] = [];
  let fields = new Map<string, Field>();
  for (const line of unfolded(text.slice(0, longestFile))) {
    const field = fieldOf(line);
    if (!field) continue;
    const { name, value } = field;
    if (name === 'BEGIN') {
      open.push(value.trim().toUpperCase());
      if (open.at(-1) === 'VEVENT') fields = new Map();
    } else if (name === 'END') {
      const isMeeting = open.pop() === 'VEVENT';
      if (isMeeting && meetings.length < most) meetings.push(meetingOf(fields));
    } else if (open.at(-1) === 'VEVENT' && !fields.has(name)) fields.set(name, field);
  }
  return meetings;
}

interface Field {
  readonly name: string;
  readonly zone?: string;
  readonly value: string;
}

/** A line that begins with a blank goes on with the one before. */
function unfolded(text: string): readonly string[] {
  const lines: string[][] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) last.push(line.slice(1));
    else lines.push([line]);
  }
  return lines.map((parts) => parts.join(''));
}

/** `NAME;PARAMETER=value;OTHER="va;lue":value` */
function fieldOf(line: string): Field | undefined {
  const [, name = '', parameters = '', value = ''] =
    /^([A-Za-z-]{1,40})((?:;[A-Za-z-]{1,40}=(?:"[^"]*"|[^";:]*))*):(.*)$/s.exec(line) ?? [];
  if (name === '') return undefined;
  const [, quoted, bare] = /;TZID=(?:"([^"]*)"|([^";:]*))/i.exec(parameters) ?? [];
  const zone = quoted ?? bare;
  return { name: name.toUpperCase(), ...(zone !== undefined && { zone }), value };
}

function meetingOf(fields: ReadonlyMap<string, Field>): CalendarMeeting {
  const text = (name: string) =>
    unescaped(fields.get(name)?.value ?? '')
      .slice(0, longestText)
      .trim();
  const start = instantIn(fields.get('DTSTART'));
  const stated = instantIn(fields.get('DTEND'));
  const lasts = lengthIn(fields.get('DURATION')?.value ?? '');
  const end = stated ?? (start !== undefined && lasts !== undefined ? start + lasts : undefined);
  return {
    title: text('SUMMARY').replace(/\s+/g, ' '),
    text: text('DESCRIPTION'),
    ...(start !== undefined && { start }),
    ...(start !== undefined && end !== undefined && end > start && { end }),
  };
}

function unescaped(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

/** `20261201T100000Z`, or with a zone beside it. */
function instantIn(field: Field | undefined): number | undefined {
  const [, date = '', time = '', utc] = /^(\d{8})T(\d{6})(Z?)$/.exec(field?.value.trim() ?? '') ?? [];
  const iso = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`;
  const wall = Date.parse(iso);
  // 31 February is no day, whatever a clock makes of it.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== iso.slice(0, 19)) return undefined;
  if (utc) return wall;
  const zone = field?.zone === undefined ? undefined : zoneOf(field.zone);
  return zone && instantOf(zone, wall, 'first');
}

/** `PT1H30M`, `P1DT2H`, `P1W`; milliseconds. */
function lengthIn(value: string): number | undefined {
  const found = /^\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,5}S)?)?$/.exec(
    value.trim(),
  );
  if (!found) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = found.slice(1).map((digits) => Number(digits ?? 0));
  return (7 * weeks + days) * day + hours * hour + minutes * minute;
}
