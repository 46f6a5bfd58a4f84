/**
 * Focus blocks as states and events. What a person is at follows from their status and the clock alone: all windows
 * agree, nothing is counted down, and a block ends at its time though nothing ran then. Focus lies over what they say and takes
 * nothing from it: an event changes a block or a mark on the plan, and nothing where it gives undefined.
 */

import { day, hour, minute } from '../../base/zone.js';
import { declaredAt } from '../hours/declared.js';
import { focusSpans, plannedOccurrences, plannedSpans, type Span, startedSpan } from '../hours/hours.js';
import { blankStatus, type PlanMark, type Status, type StatusChanges } from '../people/member.js';

export type Focus =
  | { readonly kind: 'none' }
  /** A planned block begins within a minute. */
  | { readonly kind: 'soon'; readonly plan: Span }
  /** A planned block is running. */
  | { readonly kind: 'planned'; readonly plan: Span }
  /** Started, over a planned block or not. */
  | { readonly kind: 'started'; readonly block: Span; readonly plan?: Span };

export type FocusEvent =
  /** `end`: milliseconds since 1970. */
  | { readonly kind: 'start'; readonly end: number }
  /** `by`: milliseconds. */
  | { readonly kind: 'extend'; readonly by: number }
  | { readonly kind: 'end' }
  /** Not this planned block, or where none is running not the next one; those after it are as planned. */
  | { readonly kind: 'skip' };

export type FocusChange = Pick<Status, 'focusing' | 'marks'>;

/** A planned block is announced so long before, in milliseconds. */
const notice = minute;
/** Nobody focuses for longer without a break. */
export const longestBlock = 4 * hour;
/** What is planned for later than that is not skipped before its time. */
const skippedAhead = 7 * day;

export function focusAt(status: Status | undefined, now: number): Focus {
  if (!status) return { kind: 'none' };
  const block = startedSpan(status);
  const blocks = plannedSpans(status, now - day, now + 2 * day);
  const plan = blocks.find(({ start, end }) => start <= now && now < end);
  if (block && block.start <= now && now < block.end) return { kind: 'started', block, ...(plan && { plan }) };
  if (plan) return { kind: 'planned', plan };
  const next = blocks.find(({ start }) => now < start && start - now <= notice);
  return next ? { kind: 'soon', plan: next } : { kind: 'none' };
}

/** The next planned block that has not begun. */
export function nextPlanned(status: Status | undefined, now: number): Span | undefined {
  // Two days more, so that the end of a block that begins on the last day is not cut off.
  const blocks = status ? plannedSpans(status, now, now + skippedAhead + 2 * day) : [];
  return blocks.find(({ start }) => now < start && start < now + skippedAhead);
}

/** When the running block began, in milliseconds since 1970; undefined where none runs. */
export function focusSince(status: Status | undefined, now: number): number | undefined {
  const focus = focusAt(status, now);
  if (focus.kind === 'planned') return focus.plan.start;
  return focus.kind === 'started' ? focus.block.start : undefined;
}

/** When the last block that is over ended, in milliseconds since 1970; undefined where there was none today. */
export function focusEnded(status: Status | undefined, now: number): number | undefined {
  if (!status || isRunning(focusAt(status, now))) return undefined;
  const ends = [startedSpan(status), ...plannedSpans(status, now - day, now)].flatMap((span) => span?.end ?? []);
  return ends.filter((end) => now - day <= end && end <= now).sort((a, b) => b - a)[0];
}

export function isRunning({ kind }: Focus): boolean {
  return kind === 'planned' || kind === 'started';
}

/** What an event is about. */
interface Moment {
  readonly status: Status;
  readonly now: number;
}

/** Every state answers every event: a missing cell does not compile. */
type Table = {
  readonly [S in Focus['kind']]: {
    readonly [E in FocusEvent['kind']]: (
      focus: Focus & { kind: S },
      event: FocusEvent & { kind: E },
      moment: Moment,
    ) => FocusChange | undefined;
  };
};

const nothing = () => undefined;

const table: Table = {
  none: {
    start: (_focus, { end }, { now }) => focusing(now, end, now),
    extend: nothing,
    end: nothing,
    skip: (_focus, _event, { status, now }) => without(status, nextPlanned(status, now), now),
  },
  soon: {
    start: (_focus, { end }, { now }) => focusing(now, end, now),
    extend: nothing,
    end: nothing,
    skip: ({ plan }, _event, { status, now }) => without(status, plan, now),
  },
  planned: {
    start: ({ plan }, { end }, { now }) => focusing(plan.start, end, now),
    extend: ({ plan }, { by }, { now }) => longer(plan.start, plan.end, by, now),
    end: ({ plan }, _event, { status, now }) => without(status, plan, now),
    skip: ({ plan }, _event, { status, now }) => without(status, plan, now),
  },
  started: {
    start: ({ block }, { end }, { now }) => focusing(block.start, end, now),
    // A plan that follows at once goes on, and what is to be longer is longer than that.
    extend: ({ block }, { by }, { status, now }) =>
      longer(block.start, focusSpans(status, now, now + day)[0]?.end ?? block.end, by, now),
    end: ({ block, plan }, _event, { status, now }) => ({
      focusing: spanOf(block.start, now),
      ...without(status, plan, now),
    }),
    // What runs is ended, and not skipped.
    skip: ({ plan }, _event, { status, now }) => (plan ? undefined : without(status, nextPlanned(status, now), now)),
  },
};

/** What changes for an event to happen. */
export function focusOn(status: Status | undefined, event: FocusEvent, now: number): FocusChange | undefined {
  const focus = focusAt(status, now);
  const cell = table[focus.kind][event.kind] as (
    focus: Focus,
    event: FocusEvent,
    moment: Moment,
  ) => FocusChange | undefined;
  return cell(focus, event, { status: status ?? blankStatus, now });
}

/** The status once that has happened. */
export function withFocus(status: Status | undefined, change: FocusChange): Status {
  const marks = [...(status?.marks ?? []), ...(change.marks ?? [])]; // of a block the last counts
  return { ...blankStatus, ...status, ...change, ...(marks.length > 0 && { marks }) };
}

function longer(start: number, end: number, by: number, now: number): FocusChange | undefined {
  return Math.min(end + by, now + longestBlock) > end ? focusing(start, end + by, now) : undefined;
}

function focusing(start: number, end: number, now: number): FocusChange | undefined {
  const until = Math.min(end, now + longestBlock);
  return until > now ? { focusing: spanOf(start, until) } : undefined;
}

function spanOf(start: number, end: number): NonNullable<Status['focusing']> {
  return { since: new Date(start).toISOString(), until: new Date(end).toISOString() };
}

/** Ends what runs of a planned stretch, and skips what has not begun of it. Undefined where there is none. */
function without(status: Status, plan: Span | undefined, now: number): FocusChange | undefined {
  if (!plan) return undefined;
  const ended = plannedOccurrences(status, plan.start, plan.end)
    .filter(({ start, end }) => start < plan.end && end > plan.start && end > now)
    .map(({ start }) => mark(start, Math.max(start, now)));
  return { marks: ended };
}

function mark(start: number, end: number): PlanMark {
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

/**
 * What to say for a sentence to stand beside focus: whoever is busy stays so. Undefined where nothing is said then, or where
 * nobody is to hear it: while away or invisible.
 * @param until ISO instant
 */
export function sentenceBeside(
  status: Status | undefined,
  text: string | undefined,
  until: string | undefined,
  now: number,
): StatusChanges['said'] | undefined {
  const said = status && declaredAt(status, now);
  const mode = said?.mode ?? 'available';
  if (!text || mode === 'away' || mode === 'invisible') return undefined;
  const end = mode === 'busy' && said?.until !== undefined ? new Date(said.until).toISOString() : until;
  return { mode, text, ...(end && { until: end }) };
}
