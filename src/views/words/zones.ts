/** The zones people choose from, under the names they have today: platforms list some under names of long ago. */
import { isZone, myZone } from '../../base/zone.js';

/** As V8 lists them, and as the IANA database calls them now. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};
const former = new Map(Object.entries(renamed).map(([before, now]) => [now, before]));

/** Sorted; UTC, which no platform lists, is among them. */
export function zoneNames(): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone').map(zoneName), 'UTC'])].sort();
}

/** What a zone is called today. */
export function zoneName(zone: string): string {
  const now = Object.hasOwn(renamed, zone) ? renamed[zone] : undefined;
  return now !== undefined && isZone(now) ? now : zone;
}

/** What the machine's own zone is called today. */
export function myZoneName(): string {
  return zoneName(myZone());
}

/** What of a zone's name says where it is: "New York". */
export function placeIn(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** What somebody may type who looks for a zone, where its name does not say so: "New York", "Asia/Calcutta". */
export function zoneAliases(zone: string): readonly string[] {
  const place = zone.split('/').at(-1) ?? zone;
  const before = former.get(zone);
  return [...(place.includes('_') ? [place.replaceAll('_', ' ')] : []), ...(before === undefined ? [] : [before])];
}

/** A zone by its whole name, however it is spelled; undefined where there is none. */
export function readZone(typed: string): string | undefined {
  const name = typed.trim();
  const listed = zoneNames().find((zone) => zone.toLowerCase() === name.toLowerCase());
  return listed ?? (isZone(name) ? name : undefined);
}
