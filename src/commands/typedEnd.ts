/** Owns reading an end typed where nothing but an end is asked for: "12:30", "45 min", "until 12:30", "for 2h", "90". */
import type { Status } from '../model/member.js';
import { readSaid } from '../time/said.js';

/**
 * ISO instant in the future; undefined where anything else is typed. A number that is no hour of a day counts minutes.
 * @param zone IANA name: where it is typed
 */
export function typedEnd(typed: string, now: number, zone: string, status: Status | undefined): string | undefined {
  const minutes = Number(typed) > 23 ? [`for ${typed} minutes`] : [];
  const readings = [typed, `until ${typed}`, `for ${typed}`, ...minutes].map((text) =>
    readSaid(text, now, zone, status),
  );
  return readings.find(({ text, until }) => until && !text)?.until;
}
