/** Owns how a bench measures and what it reports: a name, figures in milliseconds, and what they must not exceed. */
export interface Figures {
  readonly name: string;
  /** How many times it was measured. */
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** What p99 has to stay below. */
  readonly limit?: number;
  /** How many times as long another way of doing it takes, by the medians. */
  readonly ratio?: number;
  /** What is kept in memory afterwards. */
  readonly kilobytes?: number;
}

/** What is counted, or weighed, and does not vary from run to run. */
export interface Count {
  readonly name: string;
  readonly value: number;
  /** What it has to stay below. */
  readonly limit?: number;
}

export type Bench = () => Promise<readonly (Figures | Count)[]>;

/** @param times in milliseconds */
export function figures(name: string, times: readonly number[], limit?: number): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, count: times.length, p50: at(0.5), p99: at(0.99), max: at(1), ...(limit !== undefined && { limit }) };
}

/** How long each run took, in milliseconds; one at a time. */
export async function timesOf(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const began = performance.now();
    await run(index);
    times.push(performance.now() - began);
  }
  return times;
}
