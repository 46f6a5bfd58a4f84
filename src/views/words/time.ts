/** How spans and instants are said, in the person's own zone. */
import * as l10n from '@vscode/l10n';
import { DateTime, Info, Settings } from 'luxon';
import { day, dayOf, hour, minute, wallOf, zoneOf } from '../../base/zone.js';

/** The language of the names of days and months: a tag such as `en` or `pt-BR`. */
export function speak(language: string): void {
  Settings.defaultLocale = language;
}

/** From Monday: "Mon". */
export function weekdayNames(): readonly string[] {
  return Info.weekdays('short');
}

/** A span as short as it can be said: "5 min", "3 h", "2 d". @param ms milliseconds; negative counts as none */
export function span(ms: number): string {
  if (!(ms >= minute)) return l10n.t('now');
  if (ms < hour) return l10n.t('{0} min', Math.floor(ms / minute));
  if (ms < 2 * day) return l10n.t('{0} h', Math.floor(ms / hour));
  return l10n.t('{0} d', Math.floor(ms / day));
}

/** The same in words for a screen reader. */
export function spokenSpan(ms: number): string {
  if (!(ms >= minute)) return l10n.t('just now');
  if (ms < 2 * minute) return l10n.t('a minute ago');
  if (ms < hour) return l10n.t('{0} minutes ago', Math.floor(ms / minute));
  if (ms < 2 * hour) return l10n.t('an hour ago');
  if (ms < 2 * day) return l10n.t('{0} hours ago', Math.floor(ms / hour));
  return l10n.t('{0} days ago', Math.floor(ms / day));
}

export function age(iso: string, now: number): number {
  return now - Date.parse(iso);
}

/** Further away than this a day is not clear without its year. */
const clearFor = 300;

/**
 * "15:00" today, "Tue 15:00" within a week, "24 Nov, 15:00" beyond, "24 Nov 2028, 15:00" far away.
 * @param at ISO instant, or milliseconds since 1970
 * @param zone IANA name; the machine's own if absent
 */
export function moment(at: string | number, now: number, zone?: string): string {
  const then = read(at, now, zone);
  if (!then) return '?';
  const { shown, days } = then;
  if (days === 0) return shown.toFormat('HH:mm');
  if (Math.abs(days) < 7) return shown.toFormat('ccc HH:mm');
  return shown.toFormat(Math.abs(days) < clearFor ? 'd LLL, HH:mm' : 'd LLL yyyy, HH:mm');
}

/** The same in a sentence: "tomorrow 11:00" for the next day. */
export function saidMoment(at: number, now: number, zone?: string): string {
  const then = read(at, now, zone);
  return then?.days === 1 ? l10n.t('tomorrow {0}', then.shown.toFormat('HH:mm')) : moment(at, now, zone);
}

/** "14:00–17:30" today, "Mon 09:00–12:00" another day, "22:00–Sun 02:00" over midnight. Milliseconds since 1970. */
export function range(start: number, end: number, now: number, zone?: string): string {
  const [from, to] = [read(start, now, zone), read(end, now, zone)];
  const days = from && to ? to.days - from.days : undefined;
  const time = to?.shown.toFormat('HH:mm');
  const isWhole = days === 1 && time === '00:00';
  return `${moment(start, now, zone)}–${isWhole ? '24:00' : days === 0 ? time : moment(end, now, zone)}`;
}

interface Read {
  /** What the clocks show, as if they stood in UTC: real zones make luxon slow, and hundreds of rows are drawn at once. */
  readonly shown: DateTime;
  /** On the calendar, from today. */
  readonly days: number;
}

/** Undefined where the time or the zone is none. */
function read(at: string | number, now: number, zone: string | undefined): Read | undefined {
  const instant = typeof at === 'number' ? at : DateTime.fromISO(at, zone ? { zone } : {}).toMillis();
  const wall = clockAt(instant, zone);
  const today = clockAt(now, zone);
  if (wall === undefined || today === undefined) return undefined;
  const shown = DateTime.fromMillis(wall, { zone: 'utc' });
  return shown.isValid ? { shown, days: dayOf(wall) - dayOf(today) } : undefined;
}

function clockAt(instant: number, zone: string | undefined): number | undefined {
  if (Number.isNaN(instant)) return undefined;
  if (zone === undefined) return instant - new Date(instant).getTimezoneOffset() * minute;
  const known = zoneOf(zone);
  return known && wallOf(known, instant);
}
