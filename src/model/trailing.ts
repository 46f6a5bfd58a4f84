/** Owns the short way to say whom a line is for and what it blocks: `@login`, `#12` or `owner/name#12` at its very end. */
import { isLogin } from './author.js';
import { readThingName, type ThingName } from './thing.js';

interface Trailing {
  /** What is left; the text as it was where nothing else would be. */
  readonly text: string;
  /** Login, as the team spells it. */
  readonly owner?: string;
  readonly blocks?: ThingName;
}

/**
 * Takes one of each from the end, in either order; what else stands in the text stays.
 * @param known gives a login as the team spells it, and undefined for what is nobody's: `npm i @types` names no owner
 * @param repository where a bare number is at home: `owner/name`
 */
export function readTrailing(text: string, known: (login: string) => string | undefined, repository: string): Trailing {
  let rest = text.trimEnd();
  let owner: string | undefined;
  let blocks: ThingName | undefined;
  for (;;) {
    const word = lastWord(rest);
    const login = owner === undefined && word.startsWith('@') ? known(word.slice(1)) : undefined;
    const thing = blocks === undefined ? readThing(word, repository) : undefined;
    if (login === undefined && thing === undefined) break;
    owner ??= login;
    blocks ??= thing;
    rest = rest.slice(0, -word.length).trimEnd();
    if (rest === '') return { text };
  }
  if (owner === undefined && blocks === undefined) return { text };
  return { text: rest, ...(owner !== undefined && { owner }), ...(blocks !== undefined && { blocks }) };
}

/** `#12` or `owner/name#12`; undefined for anything else. */
export function readThing(word: string, repository: string): ThingName | undefined {
  const name = word.startsWith('#') ? `${repository}${word}` : word;
  return readThingName(name) && name;
}

/** A name that is being typed at the end of a text: what stands after its `@`, and the text before. */
export function nameBegun(text: string): { readonly text: string; readonly begun: string } | undefined {
  const word = lastWord(text);
  const begun = word.slice(1);
  if (!word.startsWith('@') || (begun !== '' && !isLogin(begun))) return undefined;
  return { text: text.slice(0, -word.length).trimEnd(), begun };
}

/** Empty where the text ends in a blank. What is longer than any name comes cut, and is none. */
function lastWord(text: string): string {
  return text.slice(-200).split(/\s/).at(-1) ?? '';
}
