/** The loop's sleep: it can be cut short, a ring that comes before it is not missed, and turns keep a distance. */
import type { Clock } from '../../ports/clock.js';

export interface Alarm {
  /** Says that a turn begins: what rings from now on is for the next one. */
  begin(): void;
  /** Waits so long, or until it rings; then at least until `shortest` after the last turn began. */
  rest(ms: number): Promise<void>;
  ring(): void;
}

/** @param shortest milliseconds between two turns, however often it rings */
export function createAlarm(clock: Clock, stopped: AbortSignal, shortest: number): Alarm {
  let nap = new AbortController();
  let hasRung = true;
  let beganAt = Number.NEGATIVE_INFINITY;
  return {
    begin() {
      hasRung = false;
      beganAt = clock.now();
      nap = new AbortController();
    },
    async rest(ms) {
      if (!hasRung) await clock.sleep(ms, AbortSignal.any([nap.signal, stopped]));
      const early = beganAt + shortest - clock.now();
      // A clock that was set back says nothing of how long ago it was.
      if (early > 0 && early <= shortest) await clock.sleep(early, stopped);
    },
    ring() {
      hasRung = true;
      nap.abort();
    },
  };
}
