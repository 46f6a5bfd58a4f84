/** What a server answers that somebody has broken into: GitHub's own answers with some of their leaves changed. */
import type { Answer } from '../../lib/github/headers.js';

/** What stands at a place in an answer; `name` is the key it stands under, also within a list. Undefined: as it was. */
export type Change = (leaf: unknown, name: string) => unknown;

/** Stands for nested lists that no encoder would get to the bottom of. */
export const deepHere = 'THE DEEP STANDS HERE';

/** @param deep in the place of {@link deepHere}, as JSON */
export function altered(change: Change, deep = '[]'): (answer: Answer) => Answer {
  return (answer) => {
    const data = answer.body === null ? undefined : read(answer.body);
    if (data === undefined) return answer;
    const text = JSON.stringify(walked(data, '', change));
    return { ...answer, body: text.replaceAll(`"${deepHere}"`, () => deep) };
  };
}

/** The same with another header, `Link` above all. */
export function withHeader(name: string, value: string): (answer: Answer) => Answer {
  return (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } });
}

/** Every address an answer holds leads to another server. */
export function addressesTo(evil: string): Change {
  return (leaf) =>
    typeof leaf === 'string' && /^https?:\/\//.test(leaf) ? leaf.replace(/^https?:\/\/[^/]+/, evil) : undefined;
}

/** In the place of what people write freely, one after the other. */
export function textsOf(texts: readonly string[], names: RegExp): Change {
  let next = 0;
  return (leaf, name) => (typeof leaf === 'string' && names.test(name) ? texts[next++ % texts.length] : undefined);
}

/** Some leaves of every kind, wherever they stand, are something else. @param random in [0, 1) */
export function anythingOf(values: readonly unknown[], random: () => number, share: number): Change {
  return () => (random() < share ? values[Math.floor(random() * values.length)] : undefined);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a file as it is
  }
}

function walked(value: unknown, name: string, change: Change): unknown {
  if (Array.isArray(value)) return value.map((one) => walked(one, name, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walked(one, key, change)]));
  }
  const next = change(value, name);
  return next === undefined ? value : next;
}
