/** How long to wait before the next try. */

const first = 5_000;
/** Longer would leave a person who is back online waiting; the next wake-up cuts it short anyway. */
const longest = 5 * 60_000;

/**
 * @param failures how many turns in a row got nothing through, from 1
 * @param random a number in [0, 1): spreads the windows of a whole team that lost the same server
 * @returns milliseconds
 */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.max(0, Math.min(failures, 16) - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

/**
 * When to look for a push whose answer was lost, in milliseconds after the first look. After the last one it is sent again:
 * GitHub's lists were seen to lag by eight minutes, and what is typed is safe meanwhile.
 */
export const lookTimes = [0, 10_000, 30_000, 180_000, 360_000, 600_000] as const;
/** How many of them there are for what others are to see within the hour. */
export const looksInHaste = 4;
