/** Time for the simulated GitHub: everything that reads or passes time goes through a `Clock`, never past it. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason if that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** A clock that is ahead of this machine's by so many milliseconds. */
export const shiftedClock = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms });

/** GitHub's timestamps have whole seconds: `2026-11-21T12:30:00Z`. */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
