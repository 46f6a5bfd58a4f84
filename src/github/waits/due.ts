/**
 * Owns which issues GitHub is still to be asked for, whether they wait for others and what resolved them: those that were heard
 * of since, each until it was told of.
 *
 * The cursor: `{ newest, dependencies: [number], answers: [number], isUnknown }`, with the newest issue looked at.
 */
import * as v from 'valibot';
import type { Board, Delta } from '../model/board.js';
import type { Item, Person } from '../model/item.js';
import { fullName, type Repository } from '../model/team.js';
import { readThingName } from '../model/thing.js';
import type { Dependency } from '../model/waits.js';
import type { Depth } from '../sync/ports.js';
import { isSame } from './dependencies.js';
import { issuesAtOnce } from './graphql.js';
import type { Issue } from './issues.js';

export interface WaitsTurn {
  readonly repository: Repository;
  /** As it stood before this turn's news. */
  readonly before: Board;
  /** With the news in it. */
  readonly board: Board;
  readonly news: Pick<Delta, 'items' | 'gone'>;
  readonly issues: readonly Issue[];
  readonly cursor: unknown;
  readonly depth: Depth;
  readonly isRound: boolean;
  readonly signal: AbortSignal;
}

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
  /** Numbers of issues whose dependencies have changed by our own hand. */
  readonly expected: ReadonlySet<number>;
  /** By number: what this turn's issues tell of dependencies that were known. */
  readonly changed: ReadonlyMap<number, Dependency>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is to be asked for, after what this turn has heard. */
export function dueAfter(turn: WaitsTurn, beside: Beside): Due {
  const known = v.parse(cursorSchema, turn.cursor);
  const { issues, depth } = turn;
  let newest = known?.newest ?? '';
  for (const { updated_at } of issues) if (updated_at > newest) newest = updated_at;
  const isUnknown = known?.isUnknown === true && depth !== 'thorough';
  return {
    newest,
    dependencies: isUnknown ? new Set() : dueDependencies(turn, known, beside),
    answers: dueAnswers(turn, known, new Date(beside.now - remembered).toISOString()),
    isUnknown,
  };
}

function dueDependencies(turn: WaitsTurn, known: KnownCursor, { expected, changed }: Beside): ReadonlySet<number> {
  const { before, board, news, issues, depth, repository } = turn;
  const own = fullName(repository);
  const due = new Set([...(known?.dependencies ?? []), ...expected]);
  // Where nothing has been asked for yet, and where the server did not know the question and may have learned it, all are.
  const items = known && !known.isUnknown ? news.items.filter(isNewsIn(turn, known)) : board.items.values();
  for (const { state, blocks } of items) {
    const thing = state === 'open' && blocks !== undefined ? readThingName(blocks) : undefined;
    if (thing && isSame(thing.repository, own)) due.add(thing.number);
  }
  for (const issue of issues) {
    const isOld = depth === 'news' && issue.updated_at <= (known?.newest ?? '');
    if (issue.state !== 'open' || issue.pull_request) due.delete(issue.number);
    else if (waitsPerhaps(issue, changed.get(issue.number) ?? before.dependencies.get(issue.number), isOld))
      due.add(issue.number);
  }
  const gone = trulyGone(turn);
  if (gone.size === 0) return due;
  for (const { number, by } of before.dependencies.values())
    if (by.some((one) => gone.has(one.number) && isSame(one.repository, own))) due.add(number);
  for (const number of gone) due.delete(number);
  return due;
}

/** @param oldest ISO instant */
function dueAnswers(turn: WaitsTurn, known: KnownCursor, oldest: string): ReadonlySet<number> {
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
function isNewsIn({ before }: WaitsTurn, known: NonNullable<KnownCursor>): (item: Item) => boolean {
  return (item) => {
    const last = before.items.get(item.key);
    return item.updatedAt > known.newest || last?.updatedAt !== item.updatedAt || last.comments !== item.comments;
  };
}

/** Numbers of issues that are nowhere to be found: an issue that holds no item was heard of, and is there. */
export function trulyGone({ news, issues }: WaitsTurn): ReadonlySet<number> {
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
      people.some(({ id }) => id === me.id) && by.some((one) => one.isOpen && !isSame(one.repository, own)),
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
