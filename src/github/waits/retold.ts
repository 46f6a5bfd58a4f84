/**
 * The reader of what issues tell of dependencies that are known already. It asks nobody: what it brings is on the board
 * together with the issues, while GraphQL still thinks about the rest.
 */
import type { Board } from '../../model/board/board.js';
import type { Dependency } from '../../model/board/links.js';
import { fullName, isSameName, type Repository } from '../../model/board/team.js';
import type { Issue } from '../client/shapes.js';
import type { Reader } from '../reader.js';

export const retoldReader: Reader = {
  name: 'retold',
  isDue: ({ issues }) => issues.length > 0,
  async read({ board, issues, repository }, cursor) {
    const free = issues.filter((issue) => board.dependencies.has(issue.number) && waitsForNothing(issue));
    const freed = new Set(free.map(({ number }) => number));
    const changed = retold(board.dependencies, issues, repository);
    const found = [...changed.values()].filter(({ number }) => !freed.has(number));
    const isNews = freed.size + found.length > 0;
    return { cursor, ...(isNews && { delta: { dependencies: { heard: [...freed], found } } }) };
  },
};

function waitsForNothing({ state, issue_dependencies_summary: summary }: Issue): boolean {
  return state !== 'open' || summary?.total_blocked_by === 0;
}

/**
 * What is known already, as far as issues of the team tell of it: whose work it is, what it is called, and whether what it
 * waits for is open.
 * @returns those that have changed, by number
 */
export function retold(
  known: Board['dependencies'],
  issues: readonly Issue[],
  repository: Repository,
): ReadonlyMap<number, Dependency> {
  const changed = new Map<number, Dependency>();
  if (issues.length === 0) return changed;
  const heard = new Map(issues.map((issue) => [issue.number, issue]));
  const own = fullName(repository);
  for (const one of known.values()) {
    const self = heard.get(one.number);
    const by = one.by.map((blocking) => {
      const issue = isSameName(blocking.repository, own) ? heard.get(blocking.number) : undefined;
      return issue ? changedTo(blocking, { ...readOf(issue), ...stateOf(issue) }) : blocking;
    });
    const next = self ? changedTo(one, { ...readOf(self), ...ownersOf(self) }) : one;
    const isChanged = next !== one || by.some((blocking, index) => blocking !== one.by[index]);
    if (isChanged) changed.set(one.number, { ...next, by });
  }
  return changed;
}

function readOf({ title, assignees }: Issue) {
  return { title, people: (assignees ?? []).map(({ id, login }) => ({ id, login })) };
}

function stateOf({ state, closed_at }: Issue) {
  return { isOpen: state === 'open', ...(closed_at && { closedAt: closed_at }) };
}

function ownersOf({ assignees, user }: Issue) {
  return assignees?.length || !user ? {} : { people: [{ id: user.id, login: user.login }] };
}

/** The same object where nothing has changed. */
function changedTo<T extends object>(before: T, changes: Partial<T>): T {
  const next = { ...before, ...changes };
  return JSON.stringify(next) === JSON.stringify(before) ? before : next;
}
