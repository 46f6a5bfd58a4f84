/** Where hearing notifications left off: what of GitHub's list has been heard, and when GitHub may be asked again. */
import * as v from 'valibot';
import { movedSchema } from './authors.js';
import { leastHeard, type Stretch } from './threads.js';

/** GitHub's own pace, for answers that do not tell it. */
export const usualPace = 60_000;
/** Neither a token nor a server learns something new by being asked often. */
const refusalInterval = 60 * 60_000;
const wholeInterval = 10 * 60_000;
/** Timestamps have whole seconds, and lists may lag: what moved shortly before the newest we know is read again. */
const overlap = 60_000;

/** Times are milliseconds since 1970: `newest` by GitHub's clock, the others by this machine's. */
const cursorSchema = v.fallback(
  v.object({
    askedAt: v.optional(v.number()),
    /** Milliseconds. */
    pace: v.optional(v.number()),
    lastModified: v.optional(v.string()),
    /** Of the last whole look; absent where one is wanted. */
    wholeAt: v.optional(v.number()),
    newest: v.optional(v.number()),
    /** While there is a rest: what is newer than this is news, though it stands below what has been heard. */
    newsSince: v.optional(v.number()),
    /** Threads of which it is to be asked who moved them. */
    owed: v.optional(v.fallback(v.array(movedSchema), [])),
    /** Below this place not all has been heard. */
    rest: v.optional(v.object({ heard: v.pipe(v.number(), v.integer(), v.minValue(leastHeard)), oldest: v.number() })),
    refused: v.optional(v.object({ why: v.picklist(['forbidden', 'missing']), at: v.number() })),
    limited: v.optional(v.object({ kind: v.literal('limited'), since: v.string(), until: v.string() })),
  }),
  {},
);

/** Plain JSON of one account, to be stored together with what was heard. */
export type ThreadCursor = v.InferOutput<typeof cursorSchema>;

/** Begins anew where it cannot be read. */
export function readCursor(stored: unknown): ThreadCursor {
  return v.parse(cursorSchema, stored ?? {});
}

type Closed =
  | { readonly kind: 'refused'; readonly why: 'forbidden' | 'missing' }
  | NonNullable<ThreadCursor['limited']>
  | { readonly kind: 'tooSoon' };

/** Why GitHub is not to be asked yet. */
export function closedBy({ refused, limited, askedAt, pace }: ThreadCursor, now: number): Closed | undefined {
  if (refused && isWithin(refused.at, now, refusalInterval)) return { kind: 'refused', why: refused.why };
  if (limited && Date.parse(limited.since) <= now && now < Date.parse(limited.until)) return limited;
  return isWithin(askedAt, now, pace ?? usualPace) ? { kind: 'tooSoon' } : undefined;
}

export function isWholeDue({ wholeAt }: ThreadCursor, now: number): boolean {
  return !isWithin(wholeAt, now, wholeInterval);
}

/** A time that lies ahead was told before the clock was set back. */
function isWithin(at: number | undefined, now: number, span: number): boolean {
  return at !== undefined && Math.abs(now - at) < span;
}

/** Whether everything that stands below a moment of the list has been heard, or is part of the rest. */
export function isKnown({ newest }: ThreadCursor, oldest: number): boolean {
  return newest !== undefined && oldest < newest - overlap;
}

/** What is left to hear, after the news and some of what was left before. */
export function restAfter(
  known: ThreadCursor,
  news: Stretch | undefined,
  older: Stretch | undefined,
): ThreadCursor['rest'] {
  const last = older ?? news;
  if (!last || last.end === 'known') return known.rest;
  if (last.end === 'bottom') return undefined;
  // A whole look at what is too long for one turn: below, all has been heard before.
  const isOver = !older && !known.rest && isKnown(known, last.place.oldest);
  return isOver ? undefined : last.place;
}
