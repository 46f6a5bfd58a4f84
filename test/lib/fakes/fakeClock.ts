/** Time in tests: it stands still until told to pass, and passes sleeper by sleeper. Knows when everybody is at rest. */
import type { Clock } from '../../../src/ports/clock.js';

export interface FakeClock extends Clock {
  /** Passes time; whoever wakes meanwhile runs until at rest before time goes on. */
  advance(ms: number): Promise<void>;
  /** Waits until nobody does anything but sleep. */
  settle(): Promise<void>;
  /** Jumps without waking anybody early, as when somebody sets the clock of this machine. */
  jump(ms: number): void;
  /** What a clock says that nobody sets: another machine's. */
  elsewhere(): number;
  /** The same object, but `settle` waits for its methods' promises: until they end, or whoever waits for them stops. */
  watched<T extends object>(object: T, life?: () => AbortSignal): T;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Answers travel through a few macrotasks (streams, octokit): this many quiet rounds are rest. */
const quietRounds = 4;

export function fakeClock(start = '2026-11-21T09:00:00Z', seed = 1): FakeClock {
  /** Time that passes, and what the wall clock says. */
  let elapsed = 0;
  let wall = Date.parse(start);
  let state = seed;
  let activity = 0;
  let busy = 0;
  let sleepers: Sleeper[] = [];

  async function settle(): Promise<void> {
    for (let quiet = 0, seen = activity; quiet < quietRounds || busy > 0; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (seen !== activity) quiet = 0;
      seen = activity;
    }
  }

  return {
    now: () => wall,
    random() {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
    sleep(ms, signal) {
      activity++;
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const finish = () => {
          activity++;
          sleepers = sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const sleeper: Sleeper = { due: elapsed + Math.max(0, ms), wake: finish };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', finish, { once: true });
      });
    },
    settle,
    async advance(ms) {
      await settle();
      const end = elapsed + ms;
      for (;;) {
        const next = sleepers.reduce<Sleeper | undefined>(
          (first, one) => (first && first.due <= one.due ? first : one),
          undefined,
        );
        if (!next || next.due > end) break;
        wall += next.due - elapsed;
        elapsed = next.due;
        next.wake();
        await settle();
      }
      wall += end - elapsed;
      elapsed = end;
    },
    jump(ms) {
      wall += ms;
    },
    elsewhere: () => Date.parse(start) + elapsed,
    watched<T extends object>(object: T, life?: () => AbortSignal): T {
      return new Proxy(object, {
        get(target, name) {
          const value = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            const stop = life?.();
            const result: unknown = value.apply(target, args);
            activity++;
            if (!(result instanceof Promise)) return result;
            if (stop?.aborted) return result;
            busy++;
            let isOver = false;
            const done = () => {
              if (isOver) return;
              isOver = true;
              busy--;
              activity++;
              stop?.removeEventListener('abort', done);
            };
            stop?.addEventListener('abort', done);
            result.then(done, done);
            return result;
          };
        },
      });
    },
  };
}
