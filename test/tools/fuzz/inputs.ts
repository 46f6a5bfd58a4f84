/** Giving mutated texts to every reader, one after the other, and noting what breaks a promise and what takes longest. */
import { type Draw, drawFrom, mutated } from './draw.js';
import { recordTargets } from './records.js';
import { brokenBy, type Target } from './target.js';
import { typedTargets } from './typed.js';

export const targets: readonly Target[] = [...recordTargets, ...typedTargets];

export interface Finding {
  readonly target: string;
  /** Of the input, to make it again: `--seed S --only PLACE`. */
  readonly place: number;
  readonly message: string;
  /** The beginning of it. */
  readonly text: string;
}

export interface Slowest {
  readonly target: string;
  readonly place: number;
  readonly length: number;
  readonly ms: number;
}

export interface Told {
  readonly inputs: number;
  readonly characters: number;
  readonly findings: readonly Finding[];
  /** One for each target. */
  readonly slowest: readonly Slowest[];
}

/** More of one kind help nobody. */
const mostFindings = 20;

/** The text an input is made of, and chance for whoever checks it: nothing but seed and place decide. */
export function inputAt(
  all: readonly Target[],
  seed: number,
  place: number,
): { readonly target: Target; readonly text: string; readonly draw: Draw } {
  const draw = drawFrom(seed, place);
  const target = all[place % all.length];
  if (!target) throw new Error('there is nothing to fuzz');
  const { corpus } = target;
  // Now and then as it is: what is valid has promises, too.
  const text = draw.below(50) === 0 ? draw.of(corpus) : mutated(draw.of(corpus), corpus, draw);
  return { target, text, draw };
}

/** @param begun is told of each input before it is run: whoever watches sees where it hangs */
export function runInputs(
  all: readonly Target[],
  seed: number,
  [from, to]: readonly [number, number],
  begun: (place: number) => void = () => undefined,
): Told {
  const findings: Finding[] = [];
  const slowest = new Map<string, Slowest>();
  let characters = 0;
  for (let place = from; place < to; place++) {
    begun(place);
    const { target, text, draw } = inputAt(all, seed, place);
    const start = performance.now();
    const message = brokenBy(target, text, draw);
    const ms = performance.now() - start;
    characters += text.length;
    if (message !== undefined && findings.length < mostFindings)
      findings.push({ target: target.name, place, message, text: text.slice(0, 500) });
    if (ms > (slowest.get(target.name)?.ms ?? 0))
      slowest.set(target.name, { target: target.name, place, length: text.length, ms });
  }
  return { inputs: to - from, characters, findings, slowest: [...slowest.values()] };
}
