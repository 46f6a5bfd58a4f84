/** Finding what takes more than its length: the worst shapes of each reader at n, 2n and 4n. */
import { drawFrom } from './draw.js';
import { brokenBy, type Target } from './target.js';

export interface Growth {
  readonly target: string;
  /** Which of its worst shapes. */
  readonly shape: number;
  /** The beginning of it. */
  readonly text: string;
  /** For n, 2n and 4n characters. */
  readonly ms: readonly number[];
  /** 1 is linear, 2 the square. */
  readonly exponent: number;
  /** What broke, if anything did. */
  readonly broken?: string;
}

/** The longest is a little more than GitHub's longest text. */
const lengths = [16_384, 32_768, 65_536] as const;
/** Shorter times than this say nothing about growth. */
const least = 5;

/** Of several runs the quickest: what else the machine does only ever adds. */
const runs = 3;

export function growthOf(
  targets: readonly Target[],
  begun: (place: number) => void = () => undefined,
): readonly Growth[] {
  let place = 0;
  return targets.flatMap((target) =>
    (target.worst ?? []).map((shape, index): Growth => {
      let broken: string | undefined;
      const ms = lengths.map((length) => {
        const text = shape(length);
        begun(place++);
        return quickest(() => {
          broken = brokenBy(target, text, drawFrom(1, 1)) ?? broken;
        });
      });
      const [first = 0, , last = 0] = ms;
      const exponent = last < least ? 1 : Math.log2(last / Math.max(first, 0.01)) / 2;
      return { target: target.name, shape: index, text: shape(60), ms, exponent, ...(broken && { broken }) };
    }),
  );
}

export function quickest(act: () => unknown, times = runs): number {
  let best = Number.POSITIVE_INFINITY;
  for (let left = times; left > 0; left--) {
    const start = performance.now();
    act();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
