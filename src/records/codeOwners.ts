/**
 * Reading CODEOWNERS, as GitHub does: of the rules that match a path the last counts; no negation, no ranges; a line with
 * an owner that is none is no rule. Teams and addresses are left out, for only a login can own a blocker. The file is untrusted: patterns are walked, never compiled.
 */
import { isLogin } from '../model/people/person.js';

interface OwnerRule {
  readonly pattern: Pattern;
  /** Logins; empty where the rule takes the owners away. */
  readonly owners: readonly string[];
}

interface Pattern {
  /** `**` stands for any number of folders. */
  readonly parts: readonly string[];
  /** Whether what lies inside of a match matches as well. */
  readonly reachesIn: boolean;
}

/** Nobody writes longer ones; what is longer is left out. */
const longestLine = 1_000;
const mostLines = 100_000;
/** Signs compared, a few milliseconds of them: more is no file of owners, and somebody is waiting to type. */
const mostEffort = 5_000_000;

interface Effort {
  left: number;
}

export const codeOwnersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

export function readCodeOwners(text: string): readonly OwnerRule[] {
  return text
    .split(/\r?\n/, mostLines)
    .filter((line) => line.length <= longestLine)
    .flatMap((line) => ruleOf(wordsOf(line)) ?? []);
}

/** Logins. @param path below the repository's root, with `/` */
export function codeOwnersOf(rules: readonly OwnerRule[], path: string): readonly string[] {
  const folders = path.split('/').filter((part) => part !== '');
  const effort: Effort = { left: mostEffort };
  const rule = rules.findLast(({ pattern }) => matches(pattern, folders, effort) || effort.left < 0);
  return effort.left < 0 ? [] : (rule?.owners ?? []);
}

function ruleOf([first, ...others]: readonly string[]): OwnerRule | undefined {
  const pattern = first === undefined ? undefined : patternOf(first);
  if (!pattern || !others.every((word) => team.test(word) || address.test(word) || isLogin(loginIn(word))))
    return undefined;
  return { pattern, owners: others.map(loginIn).filter(isLogin) };
}

const team = /^@[a-z\d][a-z\d_-]{0,99}\/[\w.-]{1,255}$/i;
const address = /^[^\s@]+@[^\s@]+$/;

/** Empty where it is no `@login`. */
function loginIn(word: string): string {
  return word.startsWith('@') ? word.slice(1) : '';
}

/** An escaped space is part of a word; a word that begins with `#` begins a comment. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at <= line.length; at++) {
    const sign = line[at] ?? ' ';
    const isBreak = sign === ' ' || sign === '\t';
    if (sign === '#' && word === '') break;
    if (sign === '\\' && at + 1 < line.length) word += `\\${line[++at]}`;
    else if (!isBreak) word += sign;
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  return words;
}

function patternOf(word: string): Pattern | undefined {
  if (/^!|^\\#|(?<!\\)[[\]]/.test(word)) return undefined; // GitHub skips such lines
  const text = word.replace(/\\(.)/g, '$1');
  const isFolder = text.endsWith('/');
  const names = text.split('/').filter((part) => part !== '');
  if (names.length === 0) return undefined;
  // A slash before the end ties a pattern to the root.
  const isTied = text.slice(0, -1).includes('/');
  const all = [...(isTied ? [] : ['**']), ...names, ...(isFolder ? ['**'] : [])];
  const parts = all.filter((part, index) => part !== '**' || all[index - 1] !== '**'); // two are one
  // `docs/*` means what lies in `docs`, and no deeper.
  return { parts, reachesIn: parts.at(-1) !== '*' };
}

/** Goes along the pattern with all places in the path it may have come to: time is their product, whatever the pattern. */
function matches({ parts, reachesIn }: Pattern, path: readonly string[], effort: Effort): boolean {
  let reached: ReadonlySet<number> = new Set([0]);
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>();
    for (const at of reached) {
      if (effort.left-- < 0) return false;
      if (part === '**') {
        const least = index === parts.length - 1 ? at + 1 : at;
        for (let end = least; end <= path.length; end++) next.add(end);
        effort.left -= next.size;
        break; // the others are further on, and come to nothing else
      }
      const name = path[at];
      if (name !== undefined && isLike(name, part, effort)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return reachesIn || reached.has(path.length);
}

/** `*` stands for any signs, `?` for one. Only ever goes back to the last `*`: the product of both lengths at worst. */
function isLike(name: string, pattern: string, effort: Effort): boolean {
  let [at, here] = [0, 0];
  let star: { readonly after: number; from: number } | undefined;
  while (at < name.length) {
    if (effort.left-- < 0) return false;
    const sign = pattern[here];
    if (sign === '*') star = { after: ++here, from: at };
    else if (sign === '?' || sign === name[at]) {
      at++;
      here++;
    } else if (star) {
      at = ++star.from;
      here = star.after;
    } else return false;
  }
  while (pattern[here] === '*') here++;
  return here === pattern.length;
}
