/** What a new blocker may hold up: the issue a branch is named after, and the open issues of the person. */
import type { Board } from '../board/board.js';
import { type IssueReference, parseReference, referenceKey } from '../board/reference.js';
import { fullName, isSameName } from '../board/team.js';
import { type State, visible } from '../state.js';

export interface BlockedWork {
  readonly name: IssueReference;
  readonly number: number;
  /** Untrusted. */
  readonly title?: string;
}

/** `12-lamp`, `fix/12`, `issue-12`, `ana/GH-12_lamp`: the last part that begins with a number, or with a word for one. */
const inBranch = /^(?:(?:issue|gh|fix|bug|task|feature|feat)[-_]?)?#?([1-9]\d{0,8})(?=$|[-_]|\.(?![\dx]))/i;
/** `2.4`, `release/2`, `5-x`, `7-2-stable`, `2026-11-25-notes`, `20261125`, `2026-q4`, `25-11-2026`: versions and days. */
const release = /^(?:releases?|versions?|stable|support|maintenance)$/i;
const isOther =
  /^\d+(?:[-_]\d+)*[-_](?:x|stable|lts)$|^(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])(?:[-_]|\d\d(?!\d)|$)|^(?:19|20)\d\d[-_]?[qw]\d|^\d{1,2}[-_]\d{1,2}[-_](?:19|20)\d\d(?!\d)/i;

export function issueOfBranch(branch: string): number | undefined {
  const parts = branch.slice(0, 300).split('/');
  const found = parts.findLast(
    (part, place) => inBranch.test(part) && !isOther.test(part) && !release.test(parts[place - 1] ?? ''),
  );
  return found === undefined ? undefined : Number(inBranch.exec(found)?.[1]);
}

/** Open issues of the team repository that are mine, by number. */
export function myIssues(state: State): readonly BlockedWork[] {
  const { team } = state;
  if (!team) return [];
  const board = visible(state);
  const { id } = team.account;
  const numbers = [
    ...[...board.work.values()].filter((one) => one.kind === 'issue' && one.people.includes(id)),
    ...[...board.dependencies.values()].filter(({ people }) => people.some((one) => one.id === id)),
  ].map(({ number }) => number);
  return [...new Set(numbers)].sort((a, b) => a - b).map((number) => workCalled(state, number));
}

/** Mine, and the branch is named after it: whoever is stuck there is stuck with that. */
export function workOfBranch(state: State, branch: string | undefined): BlockedWork | undefined {
  const number = branch === undefined ? undefined : issueOfBranch(branch);
  return number === undefined ? undefined : myIssues(state).find((one) => one.number === number);
}

/** An issue of the team repository. */
function workCalled(state: State, number: number): BlockedWork {
  const title = titleOf(visible(state), number);
  return {
    name: `${fullName(state.team?.repository ?? { owner: '', name: '' })}#${number}`,
    number,
    ...(title && { title }),
  };
}

/** What is known of a thing, should it stand in the team repository. `isOurs`: it does. */
export function workNamed(
  state: State,
  name: IssueReference,
): (BlockedWork & { readonly isOurs: boolean }) | undefined {
  const thing = parseReference(name);
  if (!thing) return undefined;
  const isOurs =
    state.team !== undefined && thing.repository.toLowerCase() === fullName(state.team.repository).toLowerCase();
  const title = isOurs ? titleOf(visible(state), thing.number) : undefined;
  return { name, number: thing.number, isOurs, ...(title && { title }) };
}

/** Whether GitHub has told of it: an open issue or pull request, a blocker, or what has come in about it. */
export function isKnownIssue(state: State, name: IssueReference): boolean {
  const thing = parseReference(name);
  if (!thing) return false;
  const { repository, number } = thing;
  const board = visible(state);
  const isOurs = isSameName(repository, fullName(state.team?.repository ?? { owner: '', name: '' }));
  if (isOurs && (board.asked.has(number) || board.rosters.has(number) || titleOf(board, number) !== undefined))
    return true;
  if (state.inbox.entries.has(referenceKey(repository, number))) return true;
  return [...board.dependencies.values()].some(({ by }) =>
    by.some((one) => one.number === number && isSameName(one.repository, repository)),
  );
}

function titleOf({ work, dependencies, items }: Board, number: number): string | undefined {
  const known = work.get(number) ?? dependencies.get(number);
  return (known ?? [...items.values()].find((item) => item.number === number))?.title;
}
