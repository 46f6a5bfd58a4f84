/** What to offer people who want to meet: the next times they all work or, where there are none, the best that are left. */

import { day } from '../../base/zone.js';
import type { Status } from '../people/member.js';
import { overlap, type SharedSpan } from './overlap.js';

/** Nobody reads through more. */
const most = 20;

/**
 * Spans that begin within so many days from now and last at least so long, in order of time, at most 20. They begin now at
 * the earliest, and are followed for a day beyond the last.
 *
 * - Where there are spans in which all work: the first of these, with nobody `outside`.
 * - Else, of all spans in which somebody works and nobody's presence changes: those with the fewest people outside their
 *   hours, and of these those with the fewest outside social hours too. Of more than 20, every day (24 hours from
 *   now on) gives its longest, then every day its second longest, and so on; earlier days first.
 *
 * Somebody whose hours are not known is outside them at all times, and prefers none.
 * @param atLeast milliseconds
 */
export function nextMeetingTimes(
  people: readonly (Status | undefined)[],
  now: number,
  days: number,
  atLeast: number,
): readonly SharedSpan[] {
  const end = now + days * day;
  const fitting = (missing: number) =>
    overlap(people, now, end + day, { missing }).filter((span) => span.start < end && span.end - span.start >= atLeast);
  const shared = fitting(0);
  if (shared.length > 0) return shared.slice(0, most);
  return spread(gentlest(fitting(people.length - 1)), now);
}

/** Those with the fewest people outside, and of these those with the fewest outside social hours. */
function gentlest(spans: readonly SharedSpan[]): readonly SharedSpan[] {
  const fewest = Math.min(...spans.map(({ outside }) => outside.length));
  const few = spans.filter(({ outside }) => outside.length === fewest);
  const least = Math.min(...few.map(hardships));
  return few.filter((span) => hardships(span) === least);
}

function hardships({ outside }: SharedSpan): number {
  return outside.filter(({ presence }) => presence === 'unsocial' || presence === 'dayOff').length;
}

/** At most as many as anybody reads, from all days alike and the longest of each; in order of time. */
function spread(spans: readonly SharedSpan[], now: number): readonly SharedSpan[] {
  const counts = new Map<number, number>();
  const ranked = [...spans]
    .sort((a, b) => b.end - b.start - (a.end - a.start))
    .map((span) => {
      const date = Math.floor((span.start - now) / day);
      const rank = counts.get(date) ?? 0;
      counts.set(date, rank + 1);
      return { span, rank };
    });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.span.start - b.span.start)
    .slice(0, most)
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
}
