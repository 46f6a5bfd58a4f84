/** How a bench measures and what it reports. What a figure must not exceed stands in `budgets.ts`. */
export interface Figures {
  readonly name: string;
  /** Of the figures; milliseconds where it is absent. */
  readonly unit?: 's';
  /** How many times it was measured. */
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** How many times as long another way of doing it takes, by the medians. */
  readonly ratio?: number;
  /** What is kept in memory afterwards. */
  readonly kilobytes?: number;
}

/** What is counted, or weighed. */
export interface Count {
  readonly name: string;
  readonly value: number;
  /** What it is made of, where somebody may ask. */
  readonly kinds?: Readonly<Record<string, number>>;
}

export type Figure = Figures | Count;
export type Bench = () => Promise<readonly Figure[]>;

/** @param times in milliseconds */
export function figures(name: string, times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, count: times.length, min: at(0), p50: at(0.5), p99: at(0.99), max: at(1) };
}

export function count(name: string, value: number): Count {
  return { name, value };
}

/**
 * How long each run took, in milliseconds; one at a time.
 * @param now what tells the time: what only computes is best told by `ownTime`
 */
export async function timesOf(
  count: number,
  run: (index: number) => Promise<unknown>,
  now = () => performance.now(),
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const began = now();
    await run(index);
    times.push(now() - began);
  }
  return times;
}
