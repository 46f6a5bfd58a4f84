/** Owns how spans and instants are said, in the person's own zone. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

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
  if (ms < hour) return l10n.t('{0} minutes ago', Math.floor(ms / minute));
  if (ms < 2 * day) return l10n.t('{0} hours ago', Math.floor(ms / hour));
  return l10n.t('{0} days ago', Math.floor(ms / day));
}

export function age(iso: string, now: number): number {
  return now - Date.parse(iso);
}

/** "15:00" today, "Tue 15:00" within a week, "24 Nov, 15:00" beyond. @param zone IANA name; the machine's own if absent */
export function moment(iso: string, now: number, zone?: string): string {
  const options = zone ? { zone } : {};
  const then = DateTime.fromISO(iso, options);
  const today = DateTime.fromMillis(now, options);
  if (!then.isValid) return '?';
  const days = then.startOf('day').diff(today.startOf('day'), 'days').days;
  if (Math.round(days) === 0) return then.toFormat('HH:mm');
  return Math.abs(days) < 6.5 ? then.toFormat('ccc HH:mm') : then.toFormat('d LLL, HH:mm');
}
