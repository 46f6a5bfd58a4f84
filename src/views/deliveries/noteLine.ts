/** A note as it stands in the file of notes. */
import { DateTime } from 'luxon';

/**
 * "- 2026-11-30 14:05 Look at the lamp (2026-12-01 10:00)", in clocks of `zone`. Further lines belong to the same entry of the list.
 * @param back ISO instant of its reminder @param now milliseconds since 1970 @param zone IANA name
 */
export function noteLine(text: string, back: string | undefined, now: number, zone: string): string {
  const written = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const words = text.trim().replace(/\r?\n/g, '\n  ');
  return `- ${written(now)} ${words}${back === undefined ? '' : ` (${written(Date.parse(back))})`}`;
}
