/**
 * Which issues GitHub is still to be asked for, whether they wait for others and what resolved them: those that were heard
 * of since, each until it was told of.
 *
 * The cursor: `{ newest, dependencies: [number], answers: [number], isUnknown }`, with the newest issue looked at.
 */
import * as v from 'valibot';
import type { Board } from '../../model/board/board.js';
import type { Item } from '../../model/board/item.js';
import type { Dependency } from '../../model/board/links.js';
import { parseReference } from '../../model/board/reference.js';
import { fullName, isSameName, type Repository } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import { issuesAtOnce } from '../client/graphql.js';
import type { Issue } from '../client/shapes.js';
import type { Turn } from '../reader.js';

/** What was closed longer ago is hardly looked for. Milliseconds. */
const remembered = 180 * 24 * 3_600_000;

export interface Due {
  readonly newest: string;
  readonly dependencies: ReadonlySet<number>;
  readonly answers: ReadonlySet<number>;
  /** The server does not know dependencies; until the next thorough look it is not asked for them. */
  readonly isUnknown: boolean;
}

interface Beside {
  readonly cursor: unknown;
  /** Numbers of issues whose dependencies have changed by our own hand. */
  readonly expected: ReadonlySet<number>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is to be asked for, after what this turn has heard. */
export function dueAfter(turn: Turn, { cursor, expected, now }: Beside): Due {
  const known = v.parse(cursorSchema, cursor);
  const { issues, scope } = turn;
  let newest = known?.newest ?? '';
  for (const { updated_at } of issues) if (updated_at > newest) newest = updated_at;
  const isUnknown = known?.isUnknown === true && scope !== 'full';
  return {
    newest,
    dependencies: isUnknown ? new Set() : dueDependencies(turn, known, expected),
    answers: dueAnswers(turn, known, new Date(now - remembered).toISOString()),
    isUnknown,
  };
}

function dueDependencies(turn: Turn, known: KnownCursor, expected: ReadonlySet<number>): ReadonlySet<number> {
  const { board, news, issues, scope, repository } = turn;
  const own = fullName(repository);
  const due = new Set([...(known?.dependencies ?? []), ...expected]);
  // Where nothing has been asked for yet, and where the server did not know the question and may have learned it, all are.
  const items = known && !known.isUnknown ? news.items.filter(isNewsIn(turn, known)) : board.items.values();
  for (const { state, blocks } of items) {
    const thing = state === 'open' && blocks !== undefined ? parseReference(blocks) : undefined;
    if (thing && isSameName(thing.repository, own)) due.add(thing.number);
  }
  for (const issue of issues) {
    const isOld = scope === 'changes' && issue.updated_at <= (known?.newest ?? '');
    if (issue.state !== 'open' || issue.pull_request) due.delete(issue.number);
    else if (waitsPerhaps(issue, board.dependencies.get(issue.number), isOld)) due.add(issue.number);
  }
  const gone = trulyGone(turn);
  if (gone.size === 0) return due;
  for (const { number, by } of board.dependencies.values())
    if (by.some((one) => gone.has(one.number) && isSameName(one.repository, own))) due.add(number);
  for (const number of gone) due.delete(number);
  return due;
}

/** @param oldest ISO instant */
function dueAnswers(turn: Turn, known: KnownCursor, oldest: string): ReadonlySet<number> {
  const { board, news } = turn;
  const due = new Set(known?.answers);
  for (const number of news.gone) due.delete(number);
  const isNews = known ? isNewsIn(turn, known) : () => true;
  for (const item of known ? news.items : board.items.values()) {
    const { number, state, comments, updatedAt } = item;
    if (number === undefined) continue;
    if (state === 'open') due.delete(number);
    else if (comments > 0 && updatedAt > oldest && isNews(item)) due.add(number);
  }
  return due;
}

/** What was written from here is on the board before it is heard of, and what stands near something new is heard of again. */
function isNewsIn({ before }: Turn, known: NonNullable<KnownCursor>): (item: Item) => boolean {
  return (item) => {
    const last = before.items.get(item.key);
    return item.updatedAt > known.newest || last?.updatedAt !== item.updatedAt || last.comments !== item.comments;
  };
}

/** Numbers of issues that are nowhere to be found: an issue that holds no item was heard of, and is there. */
export function trulyGone({ news, issues }: Turn): ReadonlySet<number> {
  const there = new Set(issues.map(({ number }) => number));
  return new Set(news.gone.filter((number) => !there.has(number)));
}

/** @param isOld it was heard again only because it stands near something new */
function waitsPerhaps(
  { issue_dependencies_summary: summary }: Issue,
  known: Dependency | undefined,
  isOld: boolean,
): boolean {
  if (!summary) return known !== undefined;
  const isAsKnown =
    known?.by.length === summary.total_blocked_by &&
    known.by.filter(({ isOpen }) => isOpen).length === summary.blocked_by;
  return summary.total_blocked_by > 0 && !(isOld && isAsKnown);
}

/** Own work that waits for other repositories, of which no list here tells. */
export function waitingElsewhere({ dependencies }: Board, repository: Repository, me: Person): readonly number[] {
  const own = fullName(repository);
  const waiting = [...dependencies.values()].filter(
    ({ people, by }) =>
      people.some(({ id }) => id === me.id) && by.some((one) => one.isOpen && !isSameName(one.repository, own)),
  );
  return waiting.slice(0, issuesAtOnce).map(({ number }) => number);
}

export function newestFirst(numbers: ReadonlySet<number>, { items }: Board): readonly number[] {
  if (numbers.size === 0) return [];
  const due = [...items.values()].flatMap(({ number, updatedAt }) =>
    number !== undefined && numbers.has(number) ? [{ number, updatedAt }] : [],
  );
  return due.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).map(({ number }) => number);
}

export function cursorFrom({ newest, dependencies, answers, isUnknown }: Due): unknown {
  return { newest, dependencies: [...dependencies], answers: [...answers], ...(isUnknown && { isUnknown }) };
}

type KnownCursor = v.InferOutput<typeof cursorSchema>;
const cursorSchema = v.fallback(
  v.optional(
    v.object({
      newest: v.string(),
      dependencies: v.array(v.number()),
      answers: v.array(v.number()),
      isUnknown: v.optional(v.boolean()),
    }),
  ),
  undefined,
);
