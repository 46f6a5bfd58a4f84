/** A time as it means the same to everybody: "2026-12-01 17:00 Europe/Berlin (21:30 for ana)". */
import { wallOf, zoneOf } from '../../base/zone.js';

/** As it can be typed: "2026-12-01 17:00". @param zone IANA name */
export function typedTime(at: number, zone: string): string {
  const found = zoneOf(zone);
  return new Date(found ? wallOf(found, at) : at).toISOString().slice(0, 16).replace('T', ' ');
}

/** @param for_ whose clock is said as well */
export function exactTime(
  at: number,
  zone: string,
  for_?: { readonly login: string; readonly zone: string | undefined },
): string {
  const mine = typedTime(at, zone);
  const theirs = for_?.zone === undefined || for_.zone === zone ? undefined : typedTime(at, for_.zone);
  const shown = theirs?.slice(0, 10) === mine.slice(0, 10) ? theirs.slice(11) : theirs;
  return `${mine} ${zone}${shown === undefined || for_ === undefined ? '' : ` (${shown} for ${for_.login})`}`;
}
