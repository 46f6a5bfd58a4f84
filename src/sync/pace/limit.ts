/** The limit GitHub has stated to whoever syncs here: heard of, or left on the disk by another window. */
import { type Limit, limitAt, longestLimit, type Trouble } from '../../model/board/trouble.js';
import type { Clock } from '../../ports/clock.js';

export interface StatedLimit {
  /** Takes in how the last turn ended, or what another window left on the disk. */
  note(trouble: Trouble | undefined): void;
  /** Milliseconds for which nothing may be asked; none or less where there is no limit. */
  left(): number;
}

export function createLimit(clock: Clock): StatedLimit {
  let limit: Limit | undefined;
  return {
    note(trouble) {
      limit = undefined;
      if (trouble?.kind !== 'limited') return;
      const since = Date.parse(trouble.since);
      limit = { since, until: Math.min(Date.parse(trouble.until), since + longestLimit) };
    },
    left() {
      const now = clock.now();
      limit &&= limitAt(limit, now);
      return limit ? limit.until - now : 0;
    },
  };
}
