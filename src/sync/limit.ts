/** Owns for how long GitHub is still to be left alone, by a clock that somebody may set meanwhile. */
import { longestLimit, type Trouble } from '../model/state.js';
import type { Clock } from './ports.js';

export interface Limit {
  /** Takes in how the last turn ended, or what another window left on the disk. */
  note(trouble: Trouble | undefined): void;
  /** Milliseconds for which nothing may be asked; none or less where there is no limit. */
  left(): number;
}

export function createLimit(clock: Clock): Limit {
  let from = 0;
  let span = 0;
  return {
    note(trouble) {
      from = trouble?.kind === 'limited' ? Date.parse(trouble.since) : 0;
      span = trouble?.kind === 'limited' ? Math.min(Date.parse(trouble.until) - from, longestLimit) : 0;
    },
    left() {
      const now = clock.now();
      from = Math.min(from, now); // a clock that was set back must not make it longer than GitHub said
      return from + span - now;
    },
  };
}
