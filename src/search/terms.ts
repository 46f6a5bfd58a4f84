/** Which words of a text say what it is about, in a form in which they can be compared. */

export interface Meaningful {
  readonly word: string;
  /** A name of something, such as an identifier or a code: one in common may be enough. */
  readonly isName: boolean;
}

/**
 * Each once, in their order. Takes a time that grows no faster than the text.
 * @param most characters that are looked at
 */
export function wordsIn(text: string, most: number): readonly Meaningful[] {
  const found = new Map<string, Meaningful>();
  for (const [run] of text
    .slice(0, most)
    .normalize('NFKC')
    .matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    if (run.length > longestWord) continue;
    const isName = /_|\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}/u.test(run);
    for (const word of isName ? [run.toLowerCase()] : formsOf(run.toLowerCase()))
      if (!found.has(word)) found.set(word, { word, isName });
  }
  return [...found.values()];
}

/** Longer ones are data. */
const longestWord = 60;
const shortestWord = 3;

function formsOf(word: string): readonly string[] {
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) return pairsOf(word);
  if (word.length < shortestWord || emptyWords.has(word)) return [];
  const stem = word.replace(/^([a-z]{4,}?)(?:ing|ed|es|(?<!s)s|e)$/, '$1');
  return [stem];
}

/** Written without spaces: two signs that stand together are what comes nearest to a word. */
function pairsOf(run: string): readonly string[] {
  const signs = [...run];
  return signs.length === 1 ? signs : signs.slice(1).map((sign, place) => `${signs[place]}${sign}`);
}

/** They stand in any text. Those of other languages are known by how often they occur. */
const emptyWords: ReadonlySet<string> = new Set(
  (
    'about after again all also and any are because been before being but can cannot could did does doing done dont down each ' +
    'for from get gets got had has have here how into isnt its just like may might more most must need needs not now off one ' +
    'only other our out over own same she should some still such than that the their them then there these they this those too ' +
    'under until use used using very want was way were what when where which while who why will with without work works would ' +
    'yet you your'
  ).split(' '),
);
