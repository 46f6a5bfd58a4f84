/**
 * The reader of what people wait for beside blockers. It decides when GraphQL is asked: for dependencies and answers where an
 * issue that was read makes it worth asking, for reviews and questions each round. GraphQL answers in its own time, so it is
 * asked while turns go on; what it has not told yet is remembered in the cursor.
 */
import type { Delta } from '../../model/board/board.js';
import type { Answer, AskedThing, Dependency } from '../../model/board/links.js';
import { fullName, isSameName, type Repository } from '../../model/board/team.js';
import type { Clock } from '../../ports/clock.js';
import { type Graphql, issuesAtOnce, type Replies, soonOrLater } from '../client/graphql.js';
import { readAnswers } from '../issues/answers.js';
import { countsFor } from '../issues/issues.js';
import type { Reader, Turn } from '../reader.js';
import { readDependencies } from './dependencies.js';
import { cursorFrom, type Due, dueAfter, newestFirst, waitingElsewhere } from './due.js';
import { readRequests } from './requests.js';

export interface WaitsReader extends Reader {
  /** What this issue waits for has changed by our own hand: no list need tell of it. */
  expect(number: number): void;
}

/**
 * Of one turn. Fifty issues with their dependencies cost GitHub 26 points of the 5,000 an hour, which are the person's own: a
 * turn a minute takes 3,120 of them at most, and leaves the rest to whatever else they use.
 */
const mostDependencies = 2 * issuesAtOnce;

export function waitsReader(graphql: Graphql, clock: Clock): WaitsReader {
  let asking: Promise<void> | undefined;
  let told: Told | undefined;
  /** Reviews and questions are to be asked for, and what waits for other repositories. */
  let isOwed = false;
  /** Something was not told: it is asked for again in the next round, or when somebody wants to know. */
  let isResting = false;
  /** Numbers of issues that have moved since the last question left: what is told of them may be old. */
  let moved = new Set<number>();
  let expected = new Set<number>();

  /** What the next question is to be about. Undefined where there is nothing to ask. */
  function wantedOf({ board, repository, me }: Turn, due: Due): Wanted | undefined {
    const elsewhere = isOwed && !due.isUnknown ? waitingElsewhere(board, repository, me) : [];
    const dependencies = [...new Set([...due.dependencies, ...elsewhere])].slice(0, mostDependencies);
    const answers = newestFirst(due.answers, board).slice(0, issuesAtOnce);
    const isWanted = isOwed || dependencies.length + answers.length > 0;
    return isWanted ? { isAsked: isOwed, dependencies, answers } : undefined;
  }

  function begin(turn: Turn, wanted: Wanted): void {
    moved = new Set();
    isOwed = false;
    asking = ask(graphql, turn, wanted)
      .then((answer) => {
        told = answer;
        isResting = !isWhole(wanted, answer);
      })
      .finally(() => {
        asking = undefined;
      });
  }

  return {
    name: 'waits',
    isDue: () => true,
    expect(number) {
      expected.add(number);
      moved.add(number);
    },
    async read(turn, cursor) {
      const due = dueAfter(turn, { cursor, expected, now: clock.now() });
      expected = new Set();
      for (const { number } of turn.issues) moved.add(number);
      if (turn.isRound || turn.scope !== 'changes') {
        isOwed = true;
        isResting = false;
      }
      // Two turns after one another may tell different things of one issue: only one question is under way.
      const wanted = asking || told || isResting ? undefined : wantedOf(turn, due);
      if (wanted) begin(turn, wanted);
      if (asking) await soonOrLater(asking, clock, turn.signal);
      const now = told && stillTrue(told, moved, turn.repository);
      told = undefined;
      return { ...(now && { delta: deltaFrom(now) }), cursor: cursorFrom(now ? without(due, now) : due) };
    },
  };
}

interface Wanted {
  readonly isAsked: boolean;
  readonly dependencies: readonly number[];
  readonly answers: readonly number[];
}

interface Told {
  readonly asked?: readonly AskedThing[];
  readonly dependencies: Replies<Dependency>;
  readonly answers: Replies<Answer>;
  /** The server does not know dependencies. */
  readonly isUnknown: boolean;
}

async function ask(graphql: Graphql, { repository, board, me }: Turn, wanted: Wanted): Promise<Told> {
  const counts = countsFor(me, board.teamFile);
  const asked = wanted.isAsked ? await readRequests(graphql, repository, counts, board.asked.values()) : undefined;
  const dependencies = new Map<number, Dependency | undefined>();
  let end: 'told' | 'unknownField' | 'failed' = 'told';
  for (let at = 0; at < wanted.dependencies.length && end === 'told'; at += issuesAtOnce) {
    const batch = wanted.dependencies.slice(at, at + issuesAtOnce);
    const reply = await readDependencies(graphql, repository, batch, board.dependencies);
    end = reply.kind;
    if (reply.kind === 'told') for (const [number, one] of reply.issues) dependencies.set(number, one);
  }
  let answers: Replies<Answer> = new Map();
  if (wanted.answers.length > 0 && end !== 'failed') {
    const reply = await readAnswers(graphql, repository, wanted.answers, counts, board.answers);
    if (reply.kind === 'told') answers = reply.issues;
  }
  return { dependencies, answers, isUnknown: end === 'unknownField', ...(asked && { asked }) };
}

function isWhole(wanted: Wanted, { dependencies, answers, isUnknown }: Told): boolean {
  const areTold = isUnknown || wanted.dependencies.every((number) => dependencies.has(number));
  return areTold && wanted.answers.every((number) => answers.has(number));
}

/** What moved after the question had left is asked for once more. */
function stillTrue(told: Told, moved: ReadonlySet<number>, repository: Repository): Told {
  if (moved.size === 0) return told;
  const own = fullName(repository);
  const isOld = (number: number, one?: Dependency) =>
    moved.has(number) || one?.by.some((by) => isSameName(by.repository, own) && moved.has(by.number));
  return {
    ...told,
    dependencies: new Map([...told.dependencies].filter(([number, one]) => !isOld(number, one))),
    answers: new Map([...told.answers].filter(([number]) => !moved.has(number))),
  };
}

function without(due: Due, { dependencies, answers, isUnknown }: Told): Due {
  const rest = (numbers: ReadonlySet<number>, told: ReadonlyMap<number, unknown>) =>
    new Set([...numbers].filter((number) => !told.has(number)));
  return {
    ...due,
    dependencies: isUnknown ? new Set() : rest(due.dependencies, dependencies),
    answers: rest(due.answers, answers),
    isUnknown: due.isUnknown || isUnknown,
  };
}

function deltaFrom({ dependencies, asked, answers }: Told): Partial<Delta> {
  const unanswered = [...answers].flatMap(([number, one]) => (one ? [] : [number]));
  return {
    ...(dependencies.size > 0 && { dependencies: { heard: [...dependencies.keys()], found: present(dependencies) } }),
    ...(asked && { asked }),
    ...(answers.size > 0 && { answers: present(answers), unanswered }),
  };
}

function present<T>(told: Replies<T>): readonly T[] {
  return [...told.values()].flatMap((one) => one ?? []);
}
