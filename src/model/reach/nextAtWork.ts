/** Who works next, and until when: by what people declare of themselves. Pure; the clock is given. */
import { hour } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import type { Person } from '../people/person.js';
import { type Stretch, timelineAhead } from './availability.js';

/** In days: as far as availability looks. */
const horizon = 60;
/** Milliseconds. Whoever is back sooner has had a break. */
const longestBreak = 4 * hour;

const isAtWork = ({ state }: Stretch) => state === 'available' || state === 'busy' || state === 'focusing';

/** When somebody works: now, where they do. Undefined where nobody can know. */
export function atWorkFrom(status: Status | undefined, now: number): number | undefined {
  return status && timelineAhead(status, now, horizon).find(isAtWork)?.start;
}

/** When that working day is over; undefined where nobody can know. */
export function atWorkUntil(status: Status | undefined, now: number): number | undefined {
  let end: number | undefined;
  for (const stretch of status ? timelineAhead(status, now, horizon) : []) {
    if (!isAtWork(stretch)) continue;
    if (end !== undefined && stretch.start - end > longestBreak) return end;
    end = stretch.end;
  }
  return end;
}

export interface NextAtWork {
  readonly person: Person;
  /** Milliseconds since 1970. */
  readonly from: number;
}

/** Who of these works now or is the next to; of several the first named. Undefined where nobody can know of any. */
export function nextAtWork(
  people: readonly Person[],
  statusOf: (person: Person) => Status | undefined,
  now: number,
): NextAtWork | undefined {
  const found = people.flatMap((person): readonly NextAtWork[] => {
    const from = atWorkFrom(statusOf(person), now);
    return from === undefined ? [] : [{ person, from }];
  });
  return found.sort((a, b) => a.from - b.from)[0];
}
