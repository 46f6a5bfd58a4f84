/**
 * What may be told of a team without telling it of a person. A figure is told only where at least five items of three people
 * stand behind it, no person behind more than half of them, and then as a range and never as a number: a share as a fifth of
 * the whole, so that of five items all and all but one read alike; a time as one of a few steps; their number as one of a few.
 *
 * Of two periods of which the longer holds the shorter, both are told only where as much stands behind what they differ by: else
 * one could be taken from the other.
 */

/** One item that stands behind a figure. */
export interface Case {
  /** No two have the same. */
  readonly key: string;
  /** The number of the person it is of. */
  readonly person: number;
  /** What the share is of. */
  readonly isCounted: boolean;
  /** Milliseconds of working time, where it took any. */
  readonly took?: number;
}

export interface Figure {
  /** Which fifth of the whole, from 0 to 4: the lowest and the highest hold their outer ends. */
  readonly fifth: number;
  /** At least so many items stand behind it: one of `numbers`. */
  readonly atLeast: number;
  /** Half took no longer, and nine of ten. */
  readonly half?: Step;
  readonly most?: Step;
}

/** Places in `steps`: longer than the one before, and at most as long as this. One more than there are: longer than all. */
export type Step = number;

const hour = 3_600_000;
/** Milliseconds of working time; a working day has eight hours. */
export const steps: readonly number[] = [1, 2, 4, 8, 16, 40].map((hours) => hours * hour);
export const numbers: readonly number[] = [5, 10, 20, 50];

const [fewestItems, fewestPeople] = [5, 3];
/** Of fewer, nine of ten are all but one person's slowest. */
const fewestForMost = 10;

export function isEnough(cases: readonly Case[]): boolean {
  const counts = new Map<number, number>();
  for (const { person } of cases) counts.set(person, (counts.get(person) ?? 0) + 1);
  return cases.length >= fewestItems && counts.size >= fewestPeople && 2 * Math.max(...counts.values()) <= cases.length;
}

/** Undefined where too little stands behind it. */
export function figureOf(cases: readonly Case[]): Figure | undefined {
  if (!isEnough(cases)) return undefined;
  const lengths = cases.flatMap(({ took }) => took ?? []).sort((a, b) => a - b);
  /** The first that so many of ten are not longer than. */
  const within = (tenths: number) => stepOf(lengths[Math.ceil((tenths * lengths.length) / 10) - 1] ?? 0);
  return {
    fifth: fifthOf(cases.filter(({ isCounted }) => isCounted).length, cases.length),
    atLeast: numbers.findLast((number) => number <= cases.length) ?? fewestItems,
    ...(lengths.length === cases.length && {
      half: within(5),
      ...(cases.length >= fewestForMost && { most: within(9) }),
    }),
  };
}

/** @param longer holds all of the shorter */
export function figuresOf(
  shorter: readonly Case[],
  longer: readonly Case[],
): { readonly shorter: Figure | undefined; readonly longer: Figure | undefined } {
  const keys = new Set(shorter.map(({ key }) => key));
  const rest = longer.filter(({ key }) => !keys.has(key));
  const isApart = rest.length === 0 || isEnough(rest);
  return { shorter: isApart ? figureOf(shorter) : undefined, longer: figureOf(longer) };
}

function fifthOf(part: number, whole: number): number {
  if (5 * part <= whole) return 0;
  if (5 * part >= 4 * whole) return 4;
  if (5 * part <= 2 * whole) return 1;
  return 5 * part >= 3 * whole ? 3 : 2;
}

function stepOf(length: number): Step {
  const found = steps.findIndex((step) => length <= step);
  return found < 0 ? steps.length : found;
}
