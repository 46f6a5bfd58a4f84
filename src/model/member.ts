/** Owns what a member declares about themselves. Values only; what follows from them is computed elsewhere, with the clock. */

export type Mode = 'available' | 'focusing' | 'busy' | 'away' | 'invisible';

/** As it stands in the record. Anything may stand in the texts: `timetable.ts` reads them and says what is wrong. */
export interface Status {
  readonly mode: Mode;
  readonly text?: string;
  /** ISO instant at which the mode and the text end by themselves. */
  readonly until?: string;
  /** ISO instant at which the mode was declared: without `until`, it ends with that working day. */
  readonly since?: string;
  /** IANA name. */
  readonly zone?: string;
  readonly hours?: Hours;
  /** "2026-12-24" or, both days included, "2026-12-24/2026-12-27". */
  readonly off?: readonly string[];
  readonly focus?: readonly PlannedFocus[];
  /** Times of day at which what was held is delivered: "11:00". Absent: the usual ones; empty: nothing is held. */
  readonly windows?: readonly string[];
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** "09:00-17:30", "09:00-12:00,13:00-17:30"; "22:00-06:00" ends on the next day. */
export type Hours = Readonly<Partial<Record<Weekday, string>>>;

export interface PlannedFocus {
  /** "2026-11-24T09:00" on the person's clocks. */
  readonly start: string;
  /** How long it lasts, in minutes that pass; no matter what the clocks do meanwhile. */
  readonly minutes: number;
  /** `week`: on the start's weekday; `workday`: on days with working hours. Absent: once. */
  readonly every?: 'day' | 'week' | 'workday';
}
