/**
 * How a check-in stands on GitHub: the opening text of the day's discussion, and a comment of a person's.
 *
 *     One comment a person: what they have shipped, what is next, and what they need. Nobody has to answer …
 *
 *     <!-- makertime {"v":1,"kind":"checkInDay","id":"…","by":1,"day":"2026-11-30"} -->
 *
 *     ## Shipped …
 *
 *     <!-- makertime {"v":1,"kind":"checkIn","id":"…","by":1,"day":"2026-11-30","needs":[{"id":2,"login":"bo"}]} -->
 *
 * Whom it needs is read from the text: it may be edited on github.com.
 */
import type { Person } from '../model/people/person.js';
import { blockVersion, decode, encode } from './block.js';

export interface CheckInRecord {
  /** ULID. */
  readonly id: string;
  readonly by: Person;
  /** Date. */
  readonly day: string;
  readonly needs: readonly Person[];
}

const explained =
  'One comment a person: what they have shipped, what is next, and what they need. Nobody has to answer but whoever is named in “I need”.';

export function writeCheckInDay({ id, by, day }: Omit<CheckInRecord, 'needs'>): string {
  return encode('', { v: blockVersion, kind: 'checkInDay', id, by: by.id, day }, explained);
}

export function writeCheckIn(text: string, { id, by, day, needs }: CheckInRecord): string {
  return encode('', { v: blockVersion, kind: 'checkIn', id, by: by.id, day, needs }, text);
}

/** The same check-in with another text; with a new record where it has none or a damaged one. Undefined for a newer version's. */
export function editCheckIn(body: string, text: string, record: CheckInRecord): string | undefined {
  const decoded = decode(body);
  switch (decoded.kind) {
    case 'block':
      return encode('', { ...decoded.block, needs: record.needs }, text);
    case 'none':
    case 'unreadable':
      return writeCheckIn(text, record);
    case 'newer':
      return undefined;
  }
}
