/** How long it takes to find what resembles a text among 10,000 resolved blockers and documents, to build that, and to keep it up. */
import { createIndex, type Index } from '../../../src/search/similar.js';
import { type Figures, figures, timesOf } from './figures.js';
import { kilobytesUsed } from './heap.js';

const entries = 10_000;
const searches = 300;
const changes = 300;
/** Words differ in how often they are used, as they do in a language. */
const vocabulary = 20_000;
const letters = 'bcdfghjklmnpqrstvwxz';

export async function benchResembling(): Promise<readonly Figures[]> {
  const random = sequence(7);
  const word = () => {
    const rank = Math.floor(random() ** 3 * vocabulary);
    return [rank % 20, Math.floor(rank / 20) % 20, Math.floor(rank / 400) % 20, Math.floor(rank / 8_000)]
      .map((digit) => `${letters[digit]}a`)
      .join('');
  };
  const text = (words: number) => Array.from({ length: words }, word).join(' ');
  const texts = Array.from({ length: entries }, () => ({ title: text(8), text: text(60) }));
  const before = kilobytesUsed();
  const index: Index<number> = createIndex<number>();
  const built = await timesOf(entries, async (place) =>
    index.put(String(place), texts[place] ?? { title: '', text: '' }, place),
  );
  const kilobytes = kilobytesUsed() - before;
  const search = async (words: number) => {
    const asked = Array.from({ length: searches }, () => text(words));
    return timesOf(searches, async (place) => void index.resembling(asked[place] ?? '', 3));
  };
  const last = ` (${entries.toLocaleString('en')} entries)`;
  return [
    { ...figures(`taking in an entry${last}`, built), kilobytes },
    figures(`resembling 6 words${last}`, await search(6)),
    figures(`resembling 25 words${last}`, await search(25)),
    figures(`resembling 300 words${last}`, await search(300)),
    figures(
      `changing an entry${last}`,
      await timesOf(changes, async (place) => index.put(String(place), { title: text(8), text: text(60) }, place)),
    ),
  ];
}

/** The same numbers each time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
