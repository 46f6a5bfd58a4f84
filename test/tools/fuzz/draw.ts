/** Chance in the fuzz run: numbers from a seed, and what becomes of a text by them. The same seed gives the same texts. */

export interface Draw {
  /** From 0, below `limit`. */
  below(limit: number): number;
  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T;
}

/** @param place of the input in the run: each has numbers of its own, so that one can be made again alone */
export function drawFrom(seed: number, place: number): Draw {
  let state = (Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(place + 1, 0xc2b2_ae35)) >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    of(choices) {
      const found = choices[below(choices.length)];
      if (found === undefined) throw new Error('nothing to choose from');
      return found;
    },
  };
}

/** What breaks readers: ends of comments and fences, signs of YAML, of Markdown and of patterns, what cannot be seen, half signs. */
const pieces = [
  '<!-- makertime ',
  '-->',
  '--',
  '<!--',
  '{"v":1}',
  '{"v":2,"kind":"status"}',
  '"__proto__":{"x":1}',
  '"constructor":1,',
  '\\u003c',
  '\\',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ': ',
  ',',
  '&a ',
  '*a',
  '!!binary ',
  '!!js/function ',
  '<<: *a',
  '? ',
  '|\n',
  '>-\n',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '\t',
  '- ',
  '#',
  '~',
  'null',
  'true',
  '.inf',
  '0x1f',
  '1e999',
  '-0',
  '00',
  '2026-02-30',
  '9999-12-31',
  '2026-11-21T09:00:00Z',
  '24:00',
  '12:60',
  'Europe/Berlin',
  '+01:00',
  'until ',
  ' for ',
  '@',
  '@ana ',
  '#12',
  'acme/team#12',
  '**',
  '**/',
  '?',
  '*',
  '`',
  '```',
  '~~~',
  '**Needed from:** ',
  '**Desired outcome:** ',
  '## ',
  '\n',
  '\r\n',
  '\r',
  '\u0085',
  '\u2028',
  '\u0000',
  '\u001b',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2063',
  '\ufeff',
  '\ufffe',
  '\ud83d',
  '\udc00',
  '🚧',
  'é',
  'e\u0301',
  'ß',
  'İ',
  '٣',
] as const;

/** Repeated as often as this, and never past `longest`: a text of GitHub's has 65,536 signs at the most. */
const counts = [2, 3, 10, 30, 100, 1_000] as const;
const longest = 100_000;

/** One to six changes: a sign, a line, a word, a piece of another text, a long repeat, brackets in brackets. */
export function mutated(text: string, others: readonly string[], draw: Draw): string {
  let changed = text;
  for (let left = 1 + draw.below(6); left > 0; left--)
    changed = mutations[draw.below(mutations.length)]?.(changed, others, draw) ?? '';
  return changed.slice(0, longest);
}

type Mutation = (text: string, others: readonly string[], draw: Draw) => string;

const mutations: readonly Mutation[] = [
  (text, _others, draw) => inserted(text, draw.of(pieces), draw),
  (text, _others, draw) => inserted(text, String.fromCharCode(draw.below(draw.of([128, 256, 65_536] as const))), draw),
  (text, _others, draw) => {
    const [from, to] = span(text, draw);
    return text.slice(0, from) + text.slice(to);
  },
  (text, _others, draw) => {
    const [from, to] = span(text, draw);
    return text.slice(0, from) + draw.of(pieces) + text.slice(to);
  },
  (text, _others, draw) => {
    const [from, to] = span(text, draw);
    return inserted(text, text.slice(from, to), draw);
  },
  (text, _others, draw) => {
    const lines = text.split('\n');
    lines.splice(
      draw.below(lines.length),
      draw.below(3),
      ...lines.slice(draw.below(lines.length)).slice(0, draw.below(4)),
    );
    return lines.join('\n');
  },
  (text, _others, draw) => {
    const words = text.split(/(\s+|[{}[\]":,])/);
    const [one, other] = [draw.below(words.length), draw.below(words.length)];
    [words[one], words[other]] = [words[other] ?? '', words[one] ?? ''];
    return words.join('');
  },
  (text, others, draw) => {
    const other = others.length > 0 ? draw.of(others) : '';
    return text.slice(0, draw.below(text.length + 1)) + other.slice(draw.below(other.length + 1));
  },
  (text, _others, draw) => {
    const [from, to] = span(text, draw);
    const piece = draw.below(2) === 0 ? draw.of(pieces) : text.slice(from, Math.min(to, from + 20));
    return inserted(text, repeated(piece, draw.of(counts)), draw);
  },
  (text, _others, draw) => {
    const times = draw.of(counts);
    const [open, close] = draw.of([
      ['[', ']'],
      ['{"a":', '}'],
      ['- ', ''],
      ['{a: ', '}'],
      ['> ', ''],
      ['? ', ''],
    ] as const);
    return inserted(text, repeated(open, times) + repeated(close, draw.below(2) * times), draw);
  },
  (text, _others, draw) => text.slice(0, draw.below(text.length + 1)),
  (text, _others, draw) =>
    draw.below(2) === 0 ? text.toUpperCase() : text.normalize(draw.of(['NFD', 'NFKC'] as const)),
  (text, _others, draw) =>
    text.replace(/\d+/g, (digits) =>
      draw.below(4) > 0 ? digits : draw.of(['0', '-1', '1e400', '99999999999999999999', '07'] as const),
    ),
];

function repeated(piece: string, times: number): string {
  return piece.repeat(Math.min(times, Math.floor(longest / Math.max(1, piece.length))));
}

function inserted(text: string, piece: string, draw: Draw): string {
  const at = draw.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function span(text: string, draw: Draw): readonly [from: number, to: number] {
  const from = draw.below(text.length + 1);
  return [from, Math.min(text.length, from + draw.below(draw.of([2, 10, 200] as const)))];
}
