/** Finding what resembles a text among many: an index of words, kept up entry by entry. Pure, and in memory only. */
import { wordsIn } from './terms.js';

export interface Index<T> {
  readonly size: number;
  /** In the place of what had this id before. */
  put(id: string, text: IndexedText, value: T): void;
  /** Does nothing where there is none. */
  drop(id: string): void;
  /** The most alike first. Empty where too little is in common. */
  resembling(text: string, most: number): readonly T[];
}

export interface IndexedText {
  readonly title: string;
  readonly text: string;
}

/** Characters: of a blocker or a section its beginning says what it is about. */
const longestText = 3_000;
const longestQuery = 1_500;
/** A word that more of the entries have than this share says nothing about any of them. */
const commonShare = 0.1;
/** Of few entries the share of any word is large. */
const leastCommon = 5;
/** Among so few entries a word is not rare because one of them has it. */
const fewestForRare = 200;
const rareShare = 0.005;
/** A title says more than what stands below it. */
const titleWeight = 2;
/** The longer an entry, the more it has in common with anything. */
const lengthWeight = 0.6;

interface Slot<T> {
  readonly id: string;
  readonly words: readonly string[];
  readonly value: T;
}

export function createIndex<T>(): Index<T> {
  const places = new Map<string, number>();
  const slots: (Slot<T> | undefined)[] = [];
  const free: number[] = [];
  /** Twice the place of each entry that has the word, and one more where it is in the title. */
  const postings = new Map<string, number[]>();
  let length = 0;

  function drop(id: string): void {
    const place = places.get(id);
    const slot = place === undefined ? undefined : slots[place];
    if (place === undefined || !slot) return;
    for (const word of slot.words) {
      const list = postings.get(word) ?? [];
      const at = list.findIndex((posting) => posting >> 1 === place);
      const last = list.pop();
      if (last !== undefined && at < list.length) list[at] = last;
      if (list.length === 0) postings.delete(word);
    }
    places.delete(id);
    slots[place] = undefined;
    free.push(place);
    length -= slot.words.length;
  }

  function put(id: string, { title, text }: IndexedText, value: T): void {
    drop(id);
    const named = new Set(wordsIn(title, longestText).map(({ word }) => word));
    const words = [...new Set([...named, ...wordsIn(text, longestText).map(({ word }) => word)])];
    const place = free.pop() ?? slots.length;
    for (const word of words) {
      const posting = place * 2 + (named.has(word) ? 1 : 0);
      const list = postings.get(word);
      if (list) list.push(posting);
      else postings.set(word, [posting]);
    }
    places.set(id, place);
    slots[place] = { id, words, value };
    length += words.length;
  }

  function resembling(text: string, most: number): readonly T[] {
    const size = places.size;
    const scores = new Float64Array(slots.length);
    const shared = new Uint8Array(slots.length);
    const touched: number[] = [];
    for (const { word, isName } of wordsIn(text, longestQuery)) {
      const list = postings.get(word);
      if (!list || list.length > Math.max(leastCommon, size * commonShare)) continue;
      const isRare = isName || (size >= fewestForRare && list.length <= size * rareShare);
      const weight = Math.log(1 + size / list.length);
      for (const posting of list) {
        const place = posting >> 1;
        if (shared[place] === 0) touched.push(place);
        shared[place] = Math.min(255, (shared[place] ?? 0) + (isRare ? enough : 1));
        scores[place] = (scores[place] ?? 0) + weight * (posting & 1 ? titleWeight : 1);
      }
    }
    const usual = length / Math.max(1, size);
    const ranked = touched
      .filter((place) => (shared[place] ?? 0) >= enough)
      .map((place) => {
        const share = (slots[place]?.words.length ?? 0) / usual;
        return { place, score: (scores[place] ?? 0) / (1 - lengthWeight + lengthWeight * share) };
      })
      .sort((a, b) => b.score - a.score || a.place - b.place);
    return ranked.slice(0, most).flatMap(({ place }) => slots[place]?.value ?? []);
  }

  return {
    get size() {
      return places.size;
    },
    put,
    drop,
    resembling,
  };
}

/** Words in common: two, or a rare one. */
const enough = 2;
