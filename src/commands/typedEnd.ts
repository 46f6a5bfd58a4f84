/** Owns reading an end typed where nothing but an end is asked for: "12:30", "45 min", "until 12:30", "for 2h", "90". */
import type { Status } from '../model/member.js';
import { readSaid } from '../time/said.js';

/**
 * ISO instant in the future; undefined where anything else is typed. A number counts minutes where it is no hour that is still
 * to come today, or one later than `latest`.
 * @param zone IANA name: where it is typed
 * @param latest milliseconds since 1970: what ends by then is rather meant than what does not
 */
export function typedEnd(
  typed: string,
  now: number,
  zone: string,
  status: Status | undefined,
  latest = Number.POSITIVE_INFINITY,
): string | undefined {
  const ends = [typed, `until ${typed}`, `for ${typed}`, `for ${typed} minutes`].flatMap((words) => {
    const { text, until } = readSaid(words, now, zone, status);
    return until && !text ? [until] : [];
  });
  return ends.find((end) => Date.parse(end) <= latest) ?? ends[0];
}
