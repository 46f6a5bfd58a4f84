/** The list of all regular expressions in `src`, and attacks on each of them with texts made for it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { quickest } from './growth.js';

export interface Expression {
  /** `src/model/thing.ts:6` */
  readonly place: string;
  readonly pattern: RegExp;
}

/** Every literal, found by reading the sources sign by sign: strings, templates and comments hold none. */
export function expressionsIn(folder: string): readonly Expression[] {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).sort();
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return literalsIn(text).map(({ at, source, flags }) => ({
      place: `${folder}/${file.replaceAll('\\', '/')}:${text.slice(0, at).split('\n').length}`,
      pattern: new RegExp(source, flags),
    }));
  });
}

interface Literal {
  readonly at: number;
  readonly source: string;
  readonly flags: string;
}

/** What stands between tokens, or is one in which a slash means nothing. The last is a pattern, where one may begin. */
const token =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=(?:[(,=:[!&|?{+]|=>|\breturn)\s*)\/(?![*/])((?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

export function literalsIn(text: string): readonly Literal[] {
  return [...text.matchAll(token)].flatMap((match) =>
    match[1] === undefined ? [] : [{ at: match.index, source: match[1], flags: match[2] ?? '' }],
  );
}

export interface Attack {
  readonly place: string;
  readonly source: string;
  /** The beginning of the worst text. */
  readonly text: string;
  /** For n, 2n and 4n characters of it. */
  readonly ms: readonly number[];
  /** 1 is linear, 2 the square. */
  readonly exponent: number;
}

/** At this many characters the square of a length stands out, and what is worse has not yet stopped everything. */
const tried = 2_000;
/** A quarter of the longest text on GitHub, at the most: its square is seen as well. */
const lengths = [4_000, 8_000, 16_000] as const;
const suspicious = 1.5;

/** The worst of many texts: a text that matches, a part of it many times over, and an end that does not. */
export function attack({ place, pattern }: Expression, seed: number): Attack {
  const attempts = attemptsOn(pattern, seed);
  let worst = { make: (_length: number) => '', ms: 0 };
  for (const make of attempts) {
    if (quickest(() => run(pattern, make(60)), 1) > 50) return grown(place, pattern, make, [60, 62, 64]); // by its power
    const text = make(tried);
    let ms = quickest(() => run(pattern, text), 1);
    if (ms > worst.ms) ms = quickest(() => run(pattern, text), 2);
    if (ms > worst.ms) worst = { make, ms };
  }
  // Whatever is linear is done by then.
  return worst.ms < 0.5
    ? { place, source: pattern.source, text: worst.make(60), ms: [worst.ms], exponent: 1 }
    : grown(place, pattern, worst.make, lengths);
}

export const isSuspicious = ({ exponent }: Attack) => exponent > suspicious;

function grown(place: string, pattern: RegExp, make: (length: number) => string, sizes: readonly number[]): Attack {
  const ms = sizes.map((length) => quickest(() => run(pattern, make(length)), 2));
  const exponent =
    Math.log2((ms.at(-1) ?? 0) / Math.max(ms[0] ?? 0, 0.01)) / Math.log2((sizes.at(-1) ?? 1) / (sizes[0] ?? 1));
  return { place, source: pattern.source, text: make(60), ms, exponent };
}

/** As `replace` does it: on from each match, to the end. */
function run(pattern: RegExp, text: string): string {
  return text.replace(pattern, '');
}

const usualPumps = [
  ' ',
  '\t',
  'a',
  '0',
  '-',
  '_',
  '.',
  '/',
  '`',
  '#',
  '@',
  '*',
  ',',
  ':',
  '<',
  '\\',
  '\n',
  ' a',
  'a ',
  '--',
  '` ',
  '{',
  '\u2063',
  '\ud800',
  'é',
];
const usualEnds = ['', '!', '\n', 'x', ' ', '\u0000'];

function attemptsOn(pattern: RegExp, seed: number): readonly ((length: number) => string)[] {
  const samples = samplesOf(pattern, seed);
  const shapes: (readonly [head: string, pump: string, tail: string])[] = [];
  for (const sample of ['', ...samples.slice(0, 6)])
    for (const pump of usualPumps) for (const end of usualEnds) shapes.push([sample, pump, end]);
  for (const sample of samples)
    for (let from = 0; from < sample.length; from += Math.ceil(sample.length / 8))
      for (const length of [1, 2, 5])
        for (const end of ['', '!'])
          shapes.push([
            sample.slice(0, from),
            sample.slice(from, from + length),
            `${end}${sample.slice(from + length)}`,
          ]);
  return shapes.map(
    ([head, pump, tail]) =>
      (length: number) =>
        head + pump.repeat(Math.max(1, Math.floor(length / pump.length))) + tail,
  );
}

/** Texts that match. Of what fast-check cannot read, such as a look behind, none. */
function samplesOf(pattern: RegExp, seed: number): readonly string[] {
  try {
    return [
      ...new Set(
        fc.sample(fc.stringMatching(new RegExp(pattern.source, pattern.flags.replace(/[dgy]/g, ''))), {
          numRuns: 25,
          seed,
        }),
      ),
    ]
      .filter((text) => text !== '')
      .map((text) => text.slice(0, 80));
  } catch {
    return [];
  }
}
