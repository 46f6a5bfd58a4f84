/**
 * Focus blocks as states and events. What a person is at follows from their status and the clock alone: all windows
 * agree, nothing is counted down, and a block ends at its time though nothing ran then. What an event does is a change of
 * what they say; it changes nothing where it gives undefined.
 */

import { day, hour, minute } from '../../base/zone.js';
import { declaredAt, instantIn } from '../hours/declared.js';
import { focusSpans, type Span } from '../hours/hours.js';
import type { Status, StatusChanges } from '../people/member.js';

export type Focus =
  | { readonly kind: 'none' }
  /** A planned block begins within a minute. */
  | { readonly kind: 'soon'; readonly plan: Span }
  /** A planned block is running, and nothing was said against it. */
  | { readonly kind: 'planned'; readonly plan: Span }
  /** Declared, over a planned block or not. `end`: milliseconds since 1970. */
  | { readonly kind: 'started'; readonly end: number; readonly plan?: Span };

export type FocusEvent =
  /** `end`: milliseconds since 1970. */
  | { readonly kind: 'start'; readonly end: number }
  /** `by`: milliseconds. */
  | { readonly kind: 'extend'; readonly by: number }
  | { readonly kind: 'end' }
  /** Not this planned block; the next one is as planned. */
  | { readonly kind: 'skip' };

export type FocusDeclaration = NonNullable<StatusChanges['said']>;

/** A planned block is announced so long before, in milliseconds. */
const notice = minute;
/** Nobody focuses for longer without a break. */
export const longestBlock = 4 * hour;

export function focusAt(status: Status | undefined, now: number): Focus {
  if (!status) return { kind: 'none' };
  const said = declaredAt(status, now);
  const blocks = focusSpans(status, now - day, now + 2 * day);
  const running = blocks.find(({ start, end }) => start <= now && now < end);
  if (said?.mode === 'focusing') {
    const end = Math.min(said.until ?? Number.POSITIVE_INFINITY, now + day);
    return { kind: 'started', end, ...(running && { plan: running }) };
  }
  // A sentence alone says nothing against the plan; anything else that was said comes before it.
  const holds = (at: number) => {
    const then = declaredAt(status, at);
    return then === undefined || (then.mode === 'available' && instantIn(status.until) === undefined);
  };
  if (running) return holds(now) ? { kind: 'planned', plan: running } : { kind: 'none' };
  const next = blocks.find(({ start }) => now < start && start - now <= notice);
  return next && holds(next.start) ? { kind: 'soon', plan: next } : { kind: 'none' };
}

/** When the running block began, in milliseconds since 1970; undefined where none runs. */
export function focusSince(status: Status | undefined, now: number): number | undefined {
  const focus = focusAt(status, now);
  if (focus.kind === 'planned') return focus.plan.start;
  return focus.kind === 'started' ? (instantIn(status?.since) ?? now) : undefined;
}

/** When the last block that is over ended, in milliseconds since 1970; undefined where there was none today or it was cut short. */
export function focusEnded(status: Status | undefined, now: number): number | undefined {
  if (!status || focusAt(status, now).kind !== 'none') return undefined;
  const declared = status.mode === 'focusing' ? instantIn(status.until) : undefined;
  const ends = [
    ...focusSpans(status, now - day, now + day).map(({ end }) => end),
    declared ?? Number.POSITIVE_INFINITY,
  ];
  const since = instantIn(status.since) ?? Number.NEGATIVE_INFINITY;
  // What was said later says nothing of it.
  const wasFocus = (end: number) => end <= since || ['planned', 'started'].includes(focusAt(status, end - 1).kind);
  return ends.filter((end) => end <= now && wasFocus(end)).sort((a, b) => b - a)[0];
}

/** Every state answers every event: a missing cell does not compile. */
type Table = {
  readonly [S in Focus['kind']]: {
    readonly [E in FocusEvent['kind']]: (
      focus: Focus & { kind: S },
      event: FocusEvent & { kind: E },
      now: number,
    ) => FocusDeclaration | undefined;
  };
};

const nothing = () => undefined;

const table: Table = {
  none: { start: (_focus, { end }, now) => focusing(end, now), extend: nothing, end: nothing, skip: nothing },
  soon: {
    start: (_focus, { end }, now) => focusing(end, now),
    extend: nothing,
    end: nothing,
    skip: ({ plan }) => availableUntil(plan.end),
  },
  planned: {
    start: (_focus, { end }, now) => focusing(end, now),
    extend: ({ plan }, { by }, now) => focusing(plan.end + by, now),
    end: ({ plan }) => availableUntil(plan.end),
    skip: ({ plan }) => availableUntil(plan.end),
  },
  started: {
    start: (_focus, { end }, now) => focusing(end, now),
    // A plan goes on where less is declared, and nothing that is to be longer becomes shorter.
    extend: ({ end, plan }, { by }, now) => longer(Math.max(end, plan?.end ?? end), by, now),
    end: ({ plan }) => (plan ? availableUntil(plan.end) : { mode: 'available' }),
    skip: nothing,
  },
};

/** What to say for an event to happen. The sentence stays where it says what somebody is at; one about a lunch ends with it. */
export function focusOn(status: Status | undefined, event: FocusEvent, now: number): FocusDeclaration | undefined {
  const focus = focusAt(status, now);
  const cell = table[focus.kind][event.kind] as (
    focus: Focus,
    event: FocusEvent,
    now: number,
  ) => FocusDeclaration | undefined;
  const next = cell(focus, event, now);
  const said = status && declaredAt(status, now);
  const isWork = said?.mode === 'available' || said?.mode === 'focusing';
  return next && { ...next, ...(isWork && said.text && { text: said.text }) };
}

function longer(end: number, by: number, now: number): FocusDeclaration | undefined {
  return Math.min(end + by, now + longestBlock) > end ? focusing(end + by, now) : undefined;
}

function focusing(end: number, now: number): FocusDeclaration | undefined {
  const until = Math.min(end, now + longestBlock);
  return until > now ? { mode: 'focusing', until: new Date(until).toISOString() } : undefined;
}

/** A plan would take hold again at once if nothing were said against it. */
function availableUntil(end: number): FocusDeclaration {
  return { mode: 'available', until: new Date(end).toISOString() };
}
