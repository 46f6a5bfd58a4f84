/** How long to rest after a turn: short while somebody looks, longer while nobody does, and longer still in trouble. */
import type { Trouble } from '../../model/board/trouble.js';
import type { Clock } from '../../ports/clock.js';
import { backoff } from './backoff.js';

export interface Pauses {
  /** Milliseconds. @param soon a turn is wanted in so many milliseconds anyway */
  after(trouble: Trouble | undefined, soon?: number): number;
  /** A turn has failed altogether. */
  afterFailure(): number;
}

/** GitHub's own minimum for polling. */
export const attendedInterval = 60_000;
const unattendedInterval = 5 * 60_000;

export function createPauses({ random }: Pick<Clock, 'random'>, attended: () => boolean): Pauses {
  /** Turns in a row that got nothing through. */
  let failures = 0;
  return {
    after(told, soon = Number.POSITIVE_INFINITY) {
      // Only a person ends it, and all else gets through.
      const trouble = told?.kind === 'madePublic' ? undefined : told;
      failures = trouble ? failures + 1 : 0;
      if (trouble?.kind === 'limited' && failures === 1) return 0; // for as long as it said, and no longer
      if (trouble) return backoff(failures, random());
      const usual = (attended() ? attendedInterval : unattendedInterval) * (0.9 + random() * 0.2);
      return Math.min(Math.round(usual), soon);
    },
    afterFailure() {
      failures++;
      return backoff(failures, random());
    },
  };
}
