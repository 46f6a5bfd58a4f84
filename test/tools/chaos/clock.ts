/** The one fast time of a chaos run: all processes and the simulated GitHub count it from the same moment at the same speed. */
import { systemClock } from '../../../src/host/clock.js';

/** Where a run's time begins and how fast it passes. Plain JSON, since every process is told. */
export interface FastTime {
  /** Milliseconds since 1970 by this machine's clock at which the run begins. */
  readonly from: number;
  /** What a clock in the run shows then, milliseconds since 1970. */
  readonly shows: number;
  /** Milliseconds of the run in one of this machine's. */
  readonly speed: number;
}

export interface FastClock {
  now(): number;
  /** Resolves after `ms` of the run, or at once when `signal` is or becomes aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Node.js takes a longer one for none at all. */
const longestTimer = 2 ** 31 - 1;

export function fastClock({ from, shows, speed }: FastTime): FastClock {
  return {
    now: () => Math.round(shows + (Date.now() - from) * speed),
    sleep: (ms, signal) => systemClock.sleep(Math.min(ms / speed, longestTimer), signal),
  };
}

/** How often a process looks whether it stood still, and what it takes for that. Milliseconds of this machine. */
const heartbeat = 50;
const longestBeat = 250;

/**
 * Calls back when this process has stood still, because the machine is busy: at this speed a second of it is what a request may
 * take. @param stalled since when, by the run's clock
 */
export function watchStalls(clock: FastClock, stalled: (since: number) => void): void {
  let last = Date.now();
  let lastShown = clock.now();
  setInterval(() => {
    const now = Date.now();
    if (now - last > heartbeat + longestBeat) stalled(lastShown);
    last = now;
    lastShown = clock.now();
  }, heartbeat).unref();
}
