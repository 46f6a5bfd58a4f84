/**
 * What the end of a line says: whom it is for and what it blocks. `@login`, `#12` or `owner/name#12` at the very end is a
 * mark and no part of the text, unless the words before it lead on to it: "blocked by #12" awaits it, "blocks #12" is the reverse.
 */
import { isLogin } from '../people/person.js';
import { type IssueReference, parseReference } from './reference.js';

export interface LineEnd {
  /** What is left; the text as it was where nothing else would be. */
  readonly text: string;
  /** Login, as the team spells it. */
  readonly owner?: string;
  /** Cannot go on until this is resolved. */
  readonly blocks?: IssueReference;
  /** This cannot go on until that is. */
  readonly awaits?: IssueReference;
}

/** Who and what is meant by what stands there. */
export interface Names {
  /** A login as the team spells it, and undefined for what is nobody's: `npm i @types` names no owner. */
  login(word: string): string | undefined;
  /** Nothing else is taken for an issue: `color #336699`, `error #404`. */
  isIssue(name: IssueReference): boolean;
  /** Where a bare number is at home: `owner/name`. */
  readonly repository: string;
}

/** Takes one of each from the end, in either order; what else stands in the text stays. */
export function readLineEnd(text: string, names: Names): LineEnd {
  let found: Omit<LineEnd, 'text'> = {};
  let rest = text.trimEnd();
  for (;;) {
    const word = lastWord(rest);
    const owner = found.owner === undefined && word.startsWith('@') ? names.login(word.slice(1)) : undefined;
    const issue = found.blocks === undefined ? issueNamed(word, names) : undefined;
    if (owner === undefined && issue === undefined) break;
    const before = rest.slice(0, -word.length).trimEnd();
    if (before === '') return { text };
    const lead = leadTo(before, word);
    if (owner !== undefined && lead !== 'blocked') found = { ...found, owner };
    if (issue !== undefined) found = { ...found, ...(lead === 'awaited' ? { awaits: issue } : { blocks: issue }) };
    if (lead !== 'none') break;
    rest = before;
  }
  const goesOn = found.blocks === undefined ? issueNamed(goesOnAfter(rest) ?? '', names) : undefined;
  if (goesOn !== undefined) found = { ...found, blocks: goesOn };
  return { text: Object.keys(found).length === 0 ? text : rest, ...found };
}

function issueNamed(word: string, { isIssue, repository }: Names): IssueReference | undefined {
  const name = readReference(word, repository);
  return name !== undefined && isIssue(name) ? name : undefined;
}

/** "for #12 to go on", "until #12 can continue": what goes on then. */
function goesOnAfter(text: string): string | undefined {
  const end = text.slice(-300);
  return /\b(?:for|before|until|that|so) (\S{2,150}) (?:to|can|could) (?:go on|go ahead|continue|proceed|start|land|ship|be (?:done|merged))[.!]?$/i.exec(
    end,
  )?.[1];
}

/**
 * Whether the words before lead on to what follows, and so would be left hanging without it. `blocked`: they say that it cannot
 * go on without this; `awaited`: the other way round, or they need it as their end.
 */
function leadTo(before: string, word: string): 'none' | 'awaited' | 'blocked' {
  const words = before.slice(-400).toLowerCase().split(/\s+/);
  // "see #11, #12 and #13": what leads to the first leads to all.
  const isListed = (one: string) =>
    conjunction.test(one) || (one.startsWith('@') === word.startsWith('@') && /[@#]/.test(one));
  let last = words.length - 1;
  while (last >= 0 && isListed(words[last] ?? '')) last -= 1;
  const phrase = withoutEnd(words.slice(Math.max(0, last - 2), last + 1).join(' '), (sign) => opening.has(sign));
  if (blocking.test(phrase)) return 'blocked';
  const isHanging = hanging.test(phrase) || (!word.startsWith('@') && hangingBeforeIssue.test(phrase));
  return isHanging || conjunction.test(words.at(-1) ?? '') ? 'awaited' : 'none';
}

const opening = new Set(':,;("\'“‘');

/** What is left where some signs are taken off the end. Each is looked at once: an expression would begin anew at every sign. */
export function withoutEnd(text: string, isTaken: (sign: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isTaken(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const conjunction = /^(?:and|or|&|\+|,)$/;

/** What somebody else needs, at the end of a phrase. */
const blocking =
  /(?:^|\s)(?:(?:un)?blocks?|(?:un)?blocking|holds? up|holding up|delay(?:s|ing)|stop(?:s|ping)|before|(?:needed|required|wanted|missing) (?:for|by|in)|(?:necessary|prerequisite|blocker) (?:for|of|in))$/;

/** Words that no line ends in: prepositions, articles, and verbs that need an object. */
const hanging = lastOf(
  'about after against among as at because between by concerning despite due during except for from into of on onto per',
  'in pending regarding since than through to toward towards under unless until till upon using versus via vs while with',
  'within without cf re see a an the this that these those my our your their is are was were',
  'await awaits awaiting depend depends need needs require requires want wants follow follows',
);
/** Those that say which kind of thing an issue is, and what is done with one. */
const hangingBeforeIssue = lastOf(
  'pr prs pull request mr issue issues ticket bug task story number no nr discussion question review reviewing reviews',
  'merge merging fix fixes fixing close closes closing resolve resolves resolving',
);

function lastOf(...words: readonly string[]): RegExp {
  return new RegExp(`(?:^|\\s)(?:${words.join(' ').replaceAll(' ', '|')})\\.?$`);
}

/** `#12` or `owner/name#12`; undefined for anything else. */
export function readReference(word: string, repository: string): IssueReference | undefined {
  const name = word.startsWith('#') ? `${repository}${word}` : word;
  return parseReference(name) && name;
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
