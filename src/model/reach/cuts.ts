/** How much declared focus something would cut: the blocks that lie in its time, and whose they are. Pure. */
import { focusSpans } from '../hours/hours.js';
import type { Status } from '../people/member.js';

export interface Cut {
  readonly blocks: number;
  /** Places in the list of those asked. */
  readonly people: readonly number[];
}

export function focusCut(statuses: readonly (Status | undefined)[], start: number, end: number): Cut {
  const blocks = statuses.map((status) => {
    const spans = status ? focusSpans(status, start, end) : [];
    return spans.filter((span) => span.start < end && start < span.end).length;
  });
  return {
    blocks: blocks.reduce((sum, one) => sum + one, 0),
    people: blocks.flatMap((count, place) => (count > 0 ? [place] : [])),
  };
}
