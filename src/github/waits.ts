/**
 * Owns when GitHub is asked for what people wait for beside blockers, and what it told: dependencies and answers where an
 * issue that was heard of makes it worth asking, reviews and questions each round. GraphQL answers in its own time, so it
 * is asked while turns go on; what it has not told yet is remembered in the cursor.
 */
import type { Delta } from '../model/board.js';
import type { Person } from '../model/item.js';
import { fullName, type Repository } from '../model/team.js';
import type { Answer, Asked, Dependency } from '../model/waits.js';
import type { Clock } from '../sync/ports.js';
import { hearAnswers } from './answers.js';
import { hearAsked } from './asked.js';
import { hearDependencies, isSame, retold } from './dependencies.js';
import { type Graphql, issuesAtOnce, soonOrLater, type Told } from './graphql.js';
import { countsFor, type Issue } from './issues.js';
import { cursorFrom, type Due, dueAfter, newestFirst, type WaitsTurn, waitingElsewhere } from './waitsDue.js';

export interface WaitsReader {
  /** What this issue waits for has changed by our own hand. */
  expect(number: number): void;
  /** What is known now that was not, and the cursor for the next turn: the same object where that is as it was. */
  hear(turn: WaitsTurn): Promise<{ readonly delta: WaitsDelta; readonly cursor: unknown }>;
}

export type WaitsDelta = Pick<Delta, 'dependencies' | 'asked' | 'answers' | 'unanswered'>;

/**
 * Of one turn. Fifty issues with their dependencies cost GitHub 26 points of the 5,000 an hour, which are the person's own: a
 * turn a minute takes 3,120 of them at most, and leaves the rest to whatever else they use.
 */
const mostDependencies = 2 * issuesAtOnce;

export function waitsReader(graphql: Graphql, me: Person, clock: Clock): WaitsReader {
  let asking: Promise<void> | undefined;
  let heard: Heard | undefined;
  /** Reviews and questions are to be asked for, and what waits for other repositories. */
  let isOwed = false;
  /** Something was not told: it is asked for again in the next round, or when somebody wants to know. */
  let isResting = false;
  /** Numbers of issues that have moved since the last question left: what is told of them may be old. */
  let moved = new Set<number>();
  let expected = new Set<number>();

  async function ask({ repository, board }: WaitsTurn, wanted: Wanted): Promise<void> {
    const counts = countsFor(me, board.teamFile?.members ?? []);
    const asked = wanted.isAsked ? await hearAsked(graphql, repository, counts, board.asked.values()) : undefined;
    const dependencies = new Map<number, Dependency | undefined>();
    let answers: Told<Answer> = new Map();
    let end: 'told' | 'unknownField' | 'failed' = 'told';
    for (let at = 0; at < wanted.dependencies.length && end === 'told'; at += issuesAtOnce) {
      const batch = wanted.dependencies.slice(at, at + issuesAtOnce);
      const told = await hearDependencies(graphql, repository, batch);
      end = told.kind;
      if (told.kind === 'told') for (const [number, one] of told.issues) dependencies.set(number, one);
    }
    const isUnknown = end === 'unknownField';
    if (wanted.answers.length > 0 && end !== 'failed') {
      const told = await hearAnswers(graphql, repository, wanted.answers, counts);
      if (told.kind === 'told') answers = told.issues;
    }
    const isTold = isUnknown || wanted.dependencies.every((number) => dependencies.has(number));
    isResting = !isTold || !wanted.answers.every((number) => answers.has(number));
    heard = { dependencies, answers, isUnknown, ...(asked && { asked }) };
  }

  return {
    expect(number) {
      expected.add(number);
      moved.add(number);
    },
    async hear(turn) {
      const { repository, board, issues, depth, isRound, signal } = turn;
      const changed = retold(board.dependencies, issues, repository);
      const due = dueAfter(turn, { expected, changed, now: clock.now() });
      expected = new Set();
      for (const { number } of issues) moved.add(number);
      if (isRound || depth !== 'news') {
        isOwed = true;
        isResting = false;
      }
      // Two turns after one another may tell different things of one issue: only one question is under way.
      if (!asking && !heard && !isResting) {
        const elsewhere = isOwed && !due.isUnknown ? waitingElsewhere(board, repository, me) : [];
        const wanted: Wanted = {
          isAsked: isOwed,
          dependencies: [...new Set([...due.dependencies, ...elsewhere])].slice(0, mostDependencies),
          answers: newestFirst(due.answers, board).slice(0, issuesAtOnce),
        };
        if (isOwed || wanted.dependencies.length + wanted.answers.length > 0) {
          moved = new Set();
          isOwed = false;
          asking = ask(turn, wanted).finally(() => {
            asking = undefined;
          });
        }
      }
      if (asking) await soonOrLater(asking, clock, signal);
      const told = heard && stillTrue(heard, moved, repository);
      heard = undefined;
      const next = cursorFrom(told ? without(due, told) : due);
      const isSameCursor = JSON.stringify(next) === JSON.stringify(turn.cursor);
      return { delta: deltaFrom(turn, changed, told), cursor: isSameCursor ? turn.cursor : next };
    },
  };
}

interface Wanted {
  readonly isAsked: boolean;
  readonly dependencies: readonly number[];
  readonly answers: readonly number[];
}

interface Heard {
  readonly asked?: readonly Asked[];
  readonly dependencies: Told<Dependency>;
  readonly answers: Told<Answer>;
  readonly isUnknown: boolean;
}

/** What moved after the question had left is asked for once more. */
function stillTrue(heard: Heard, moved: ReadonlySet<number>, repository: Repository): Heard {
  if (moved.size === 0) return heard;
  const own = fullName(repository);
  const isOld = (number: number, one?: Dependency) =>
    moved.has(number) || one?.by.some((by) => isSame(by.repository, own) && moved.has(by.number));
  return {
    ...heard,
    dependencies: new Map([...heard.dependencies].filter(([number, one]) => !isOld(number, one))),
    answers: new Map([...heard.answers].filter(([number]) => !moved.has(number))),
  };
}

function without(due: Due, { dependencies, answers, isUnknown }: Heard): Due {
  const rest = (numbers: ReadonlySet<number>, told: ReadonlyMap<number, unknown>) =>
    new Set([...numbers].filter((number) => !told.has(number)));
  return {
    ...due,
    dependencies: isUnknown ? new Set() : rest(due.dependencies, dependencies),
    answers: rest(due.answers, answers),
    isUnknown: due.isUnknown || isUnknown,
  };
}

function deltaFrom(
  { board, issues }: WaitsTurn,
  changed: ReadonlyMap<number, Dependency>,
  told: Heard | undefined,
): WaitsDelta {
  const free = issues.filter((issue) => board.dependencies.has(issue.number) && waitsForNothing(issue));
  const heard = [...free.map(({ number }) => number), ...(told?.dependencies.keys() ?? [])];
  const settled = new Set(heard);
  const still = [...changed.values()].filter(({ number }) => !settled.has(number));
  const found = [...still, ...present(told?.dependencies)];
  const unanswered = [...(told?.answers ?? [])].flatMap(([number, one]) => (one ? [] : [number]));
  return {
    ...(heard.length + found.length > 0 && { dependencies: { heard, found } }),
    ...(told?.asked && { asked: told.asked }),
    ...(told && told.answers.size > 0 && { answers: present(told.answers), unanswered }),
  };
}

function waitsForNothing({ state, issue_dependencies_summary: summary }: Issue): boolean {
  return state !== 'open' || summary?.total_blocked_by === 0;
}

function present<T>(told: Told<T> | undefined): readonly T[] {
  return [...(told?.values() ?? [])].flatMap((one) => one ?? []);
}
