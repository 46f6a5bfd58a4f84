/** Which of a person's tasks comes next, and the name of the branch it is begun on. */
import type { Board } from '../board/board.js';
import { isAwaitedItem } from '../board/item.js';
import { parseReference } from '../board/reference.js';
import { fullName } from '../board/team.js';
import type { Work } from '../people/member.js';
import { type State, visible } from '../state.js';

/**
 * The open issues of the person who looks that wait for nothing: by the due date of their milestone, then those of a
 * milestone without one, then the others; within each the oldest first.
 */
export function nextTasks(state: State): readonly Work[] {
  const { team } = state;
  if (!team) return [];
  const board = visible(state);
  const blocked = blockedNumbers(board, fullName(team.repository));
  return [...board.work.values()]
    .filter(({ kind, people, number }) => kind === 'issue' && people.includes(team.account.id) && !blocked.has(number))
    .sort(byTurn);
}

/** By GitHub's own dependencies, and by blockers that say what they hold up. */
function blockedNumbers({ dependencies, items }: Board, repository: string): ReadonlySet<number> {
  const blocked = new Set<number>();
  for (const { number, by } of dependencies.values()) if (by.some(({ isOpen }) => isOpen)) blocked.add(number);
  for (const item of items.values()) {
    if (item.state !== 'open' || item.blocks === undefined || !isAwaitedItem(item)) continue;
    const thing = parseReference(item.blocks);
    if (thing?.repository.toLowerCase() === repository.toLowerCase()) blocked.add(thing.number);
  }
  return blocked;
}

function byTurn(a: Work, b: Work): number {
  return dueOf(a) - dueOf(b) || createdOf(a) - createdOf(b) || a.number - b.number;
}

/** Later than any date, and finite: the two are subtracted. */
const withoutDate = 8.64e15 + 1;
const withoutMilestone = withoutDate + 1;

function dueOf({ milestone }: Work): number {
  return milestone ? Date.parse(milestone.dueOn ?? '') || withoutDate : withoutMilestone;
}

/** Of one whose age is not known its number tells: those come last. */
function createdOf({ createdAt }: Work): number {
  return Date.parse(createdAt ?? '') || withoutDate;
}

/** After a capture one may look for something else to do; milliseconds. */
const offeredFor = 10 * 60_000;

/** What to go on with, for a while after the person has raised a blocker. @param now milliseconds since 1970 */
export function offeredTask(state: State, now: number): Work | undefined {
  const me = state.team?.account.id;
  let newest = Number.NEGATIVE_INFINITY;
  for (const item of visible(state).items.values())
    if (item.by.id === me && item.state === 'open' && isAwaitedItem(item))
      newest = Math.max(newest, Date.parse(item.createdAt) || newest);
  // The two clocks may differ a little.
  return Math.abs(now - newest) < offeredFor ? nextTasks(state)[0] : undefined;
}

const longestSlug = 60;

/** Letters that are no other letter with a mark. */
const writtenOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'ng',
  ŧ: 't',
  ǝ: 'e',
  ə: 'e',
  ƒ: 'f',
};

/** Lower-case letters, digits and single hyphens; empty where a title has none of them. */
export function slug(title: string): string {
  return title
    .slice(0, longestSlug * 10)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u0080-\u{10ffff}]/gu, (letter) => writtenOut[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longestSlug)
    .replace(/-$/, '');
}

/** @param template of the person's settings: `{number}` and `{title}` stand for the issue's. A useless one is passed over. */
export function branchFor(template: string, { number, title }: Pick<Work, 'number' | 'title'>): string {
  const words = { number: String(number), title: slug(title) };
  const name = filled(template, words);
  return isBranchName(name) ? name : filled('{number}-{title}', words);
}

function filled(template: string, words: { readonly number: string; readonly title: string }): string {
  return template
    .trim()
    .replace(/\{(number|title)\}/g, (_whole, word: 'number' | 'title') => words[word])
    .replace(/^[-_/.]+|[-_/.]+$/g, '');
}

/** A file's name may have 255 bytes, and git adds some of its own. */
const longestBranch = 200;

/**
 * Whether git takes it as the name of a branch, and as nothing else: no option, no commit, no other kind of reference.
 * Stricter than `git check-ref-format --branch`.
 */
export function isBranchName(name: string): boolean {
  if (name === '' || new TextEncoder().encode(name).length > longestBranch || name.startsWith('-')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git takes none of them
  if (/[\u0000- \u007f~^:?*[\\\ud800-\udfff]|\.\.|@\{/u.test(name)) return false;
  if (!name.split('/').every((part) => part !== '' && !/^\.|\.$|\.lock$/i.test(part))) return false;
  return !/^(?:@|refs\/.*|(?:[a-z]+_)*head|[0-9a-f]{40,})$/i.test(name);
}
