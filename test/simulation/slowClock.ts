/**
 * A second opinion on working time and focus: for one instant at a time, by asking the platform what a wall clock shows at
 * that minute and at those around it. Slow and plain on purpose; shares no code with src/model, only its rules.
 */
import type { Mode } from '../../src/model/people/member.js';

/** Minutes since midnight; an end of 1440 and more lies on the next day. */
export interface PlainSpan {
  readonly start: number;
  readonly end: number;
}

/** A status as it was drawn, before it was written as text. Dates are days since 1970-01-01. */
export interface PlainStatus {
  readonly mode: Mode;
  readonly until?: number;
  readonly since?: number;
  readonly zone: string;
  /** Seven days from Monday. */
  readonly week: readonly (readonly PlainSpan[])[];
  readonly off: readonly { readonly first: number; readonly last: number }[];
  readonly focus: readonly {
    readonly date: number;
    readonly start: number;
    readonly minutes: number;
    readonly every?: 'day' | 'week' | 'workday';
  }[];
  /** Milliseconds since 1970, as are those of the marks. */
  readonly started?: { readonly since: number; readonly until: number };
  /** Of blocks that begin at that instant; none twice. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** What the clocks of a zone show in a minute, both counted from 1970. */
type WallClock = (minute: number) => number;

const clocks = new Map<string, WallClock>();

export function wallClock(zone: string): WallClock {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const seen = new Map<number, number>();
  const clock: WallClock = (minute) => {
    const before = seen.get(minute);
    if (before !== undefined) return before;
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(minute * 60_000)) shown[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute: ofHour = 0 } = shown;
    const wall = Date.UTC(year, month - 1, day, hour, ofHour) / 60_000;
    if (seen.size > 20_000) seen.clear();
    seen.set(minute, wall);
    return wall;
  };
  clocks.set(zone, clock);
  return clock;
}

/** No zone puts its clocks back by more. */
const longestRepeat = 180;

/** Have the clocks shown this wall time, or one after it, by now? */
function hasBegun(clock: WallClock, now: number, wall: number): boolean {
  if (clock(now) >= wall) return true;
  if (clock(now) - clock(now - longestRepeat) === longestRepeat) return false;
  for (let before = now - longestRepeat; before < now; before++) if (clock(before) >= wall) return true;
  return false;
}

/** Will the clocks not show this wall time, or one before it, any more? */
function isOver(clock: WallClock, now: number, wall: number): boolean {
  if (clock(now) < wall) return false;
  if (clock(now + longestRepeat) - clock(now) === longestRepeat) return true;
  for (let after = now + 1; after <= now + longestRepeat; after++) if (clock(after) <= wall) return false;
  return true;
}

const isOff = ({ off }: PlainStatus, date: number) => off.some(({ first, last }) => first <= date && date <= last);

const hoursOn = (status: PlainStatus, date: number) =>
  isOff(status, date) ? [] : (status.week[(new Date(date * 86_400_000).getUTCDay() + 6) % 7] ?? []);

const hasHours = ({ week }: PlainStatus) => week.some((spans) => spans.length > 0);

/** Who has no hours is taken to work from Monday to Friday. */
const isWorkday = (status: PlainStatus, date: number) =>
  hasHours(status) ? hoursOn(status, date).length > 0 : ![0, 6].includes(new Date(date * 86_400_000).getUTCDay());

function isSpanOver(status: PlainStatus, clock: WallClock, now: number, date: number, { end }: PlainSpan): boolean {
  return end >= 1440 && isOff(status, date + 1)
    ? hasBegun(clock, now, (date + 1) * 1440)
    : isOver(clock, now, date * 1440 + end);
}

function isIn(status: PlainStatus, clock: WallClock, now: number, date: number): boolean {
  return hoursOn(status, date).some(
    (span) => hasBegun(clock, now, date * 1440 + span.start) && !isSpanOver(status, clock, now, date, span),
  );
}

const dateAt = (clock: WallClock, now: number) => Math.floor(clock(now) / 1440);
const around = [-2, -1, 0, 1];

/** @param at milliseconds since 1970 */
export function isWorkingTime(status: PlainStatus, at: number): boolean {
  const [clock, now] = [wallClock(status.zone), Math.floor(at / 60_000)];
  return around.some((days) => isIn(status, clock, now, dateAt(clock, now) + days));
}

const happensOn = (status: PlainStatus, { date: first, every }: PlainStatus['focus'][number], date: number) =>
  every === undefined
    ? date === first
    : date >= first &&
      !isOff(status, date) &&
      (every === 'day' ||
        (every === 'week' && (date - first) % 7 === 0) ||
        (every === 'workday' && isWorkday(status, date)));

function isPlannedFocus(status: PlainStatus, at: number): boolean {
  const [clock, now] = [wallClock(status.zone), Math.floor(at / 60_000)];
  return status.focus.some((plan) =>
    around.some((days) => {
      const date = dateAt(clock, now) + days;
      const wall = date * 1440 + plan.start;
      if (!happensOn(status, plan, date) || !hasBegun(clock, now, wall)) return false;
      const mark = status.marks.find(({ start }) => {
        const minute = start / 60_000;
        return hasBegun(clock, minute, wall) && !hasBegun(clock, minute - 1, wall);
      });
      return mark ? at < mark.end : !hasBegun(clock, now - plan.minutes, wall);
    }),
  );
}

/** Planned or started; nobody is taken to have started more than a day. */
export function isFocus(status: PlainStatus, at: number): boolean {
  const { started } = status;
  const isStarted = started && started.since <= at && at < started.until && at < started.since + 86_400_000;
  return isStarted || isPlannedFocus(status, at);
}

export function isDayOff(status: PlainStatus, at: number): boolean {
  return isOff(status, dateAt(wallClock(status.zone), Math.floor(at / 60_000)));
}

/** Is the working day of `since` over at `at`? */
function isWorkingDayOver(status: PlainStatus, since: number, at: number): boolean {
  const [clock, then, now] = [wallClock(status.zone), Math.floor(since / 60_000), Math.floor(at / 60_000)];
  const today = dateAt(clock, then);
  const date = isIn(status, clock, then, today - 1) ? today - 1 : today;
  const spans = hoursOn(status, date);
  const isOverFor = (minute: number) => spans.every((span) => isSpanOver(status, clock, minute, date, span));
  return isOverFor(then) ? hasBegun(clock, now, (today + 1) * 1440) : isOverFor(now);
}

/** Does it still last, what was said? */
export function isSaid(status: PlainStatus, at: number): boolean {
  const { mode, until, since } = status;
  if (until !== undefined) return at < until;
  return mode === 'invisible' || since === undefined || !isWorkingDayOver(status, since, at);
}

/** Does nothing come to them: in focus, away since they said so, or on a day off? */
export function isHeld(status: PlainStatus, at: number): boolean {
  const isAway = status.mode === 'away' && at >= (status.since ?? at) && isSaid(status, at);
  return isAway || isDayOff(status, at) || isFocus(status, at);
}

/** Without focus: what is said lies over the hours. */
function withoutFocus(status: PlainStatus, at: number): string {
  const hours = !hasHours(status) ? 'unknown' : isWorkingTime(status, at) ? 'available' : 'offHours';
  if (!isSaid(status, at)) return hours;
  switch (status.mode) {
    case 'invisible':
      return 'invisible';
    case 'away':
      return 'away';
    case 'busy':
      return hours === 'offHours' ? hours : 'busy';
    case 'available':
      return hours === 'unknown' && status.until !== undefined ? 'available' : hours;
  }
}

/** What others see, or what one sees of oneself. Focus lies over it, and makes nobody reachable who was not. */
export function stateAt(status: PlainStatus, at: number, who: 'oneself' | 'others'): string {
  const under = withoutFocus(status, at);
  const isHidden = who === 'others' && ['invisible', 'away', 'offHours'].includes(under);
  if (!isHidden && isFocus(status, at)) return 'focusing';
  return under === 'invisible' ? 'unknown' : under;
}

export function presenceAt(status: PlainStatus, at: number): string {
  if (!hasHours(status)) return 'unknown';
  if (isWorkingTime(status, at)) return 'working';
  if (isDayOff(status, at)) return 'dayOff';
  const [clock, now] = [wallClock(status.zone), Math.floor(at / 60_000)];
  const ofDay = clock(now) - 1440 * dateAt(clock, now);
  return 420 <= ofDay && ofDay < 1320 ? 'social' : 'unsocial';
}

/** The first minute after an instant in which the clocks show a time of day, or have jumped over it. */
export function nextShowing(zone: string, at: number, ofDay: number): number {
  const clock = wallClock(zone);
  for (let minute = Math.floor(at / 60_000) + 1; ; minute++) {
    const [before, shown] = [clock(minute - 1), clock(minute)];
    for (let wall = Math.min(before + 1, shown); wall <= shown; wall++)
      if (((wall % 1440) + 1440) % 1440 === ofDay) return minute * 60_000;
  }
}

/** When hours begin on the day after an instant, as the clocks of a zone count days; at nine where none do. */
export function beginningOfTomorrow(status: PlainStatus, zone: string, at: number): number {
  const clock = wallClock(zone);
  let minute = Math.floor(at / 60_000);
  const tomorrow = dateAt(clock, minute) + 1;
  let nine: number | undefined;
  for (; dateAt(clock, minute) <= tomorrow; minute++) {
    if (dateAt(clock, minute) < tomorrow) continue;
    if (isWorkingTime(status, minute * 60_000) && !isWorkingTime(status, (minute - 1) * 60_000)) return minute * 60_000;
    if (clock(minute) >= tomorrow * 1440 + 540) nine ??= minute;
  }
  return (nine ?? minute) * 60_000;
}

/** Minutes at which a zone's clocks change between two instants, found by asking every other day. */
export function changesOf(zone: string, from: number, to: number): readonly number[] {
  const clock = wallClock(zone);
  const offset = (minute: number) => clock(minute) - minute;
  const found: number[] = [];
  const step = 2880;
  for (let minute = Math.floor(from / 60_000); minute < to / 60_000; minute += step) {
    if (offset(minute) === offset(minute + step)) continue;
    let [low, high] = [minute, minute + step];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}
