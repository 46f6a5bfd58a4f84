/**
 * The reader that closes twins. What was sent again because GitHub's lists lagged may stand there twice: the younger issue is
 * closed as a duplicate by its own author, unless anybody has touched it. So is a roster that another has come before.
 *
 * The cursor: `{ numbers }`, of issues that may be twins.
 */
import * as v from 'valibot';
import { rosterOf } from '../../model/board/board.js';
import type { Trouble } from '../../model/board/trouble.js';
import { readRoster } from '../../records/roster.js';
import type { Reply } from '../client/reply.js';
import { asComments, asIssue, type Issue } from '../client/shapes.js';
import type { Reader, Turn } from '../reader.js';
import { itemFrom } from './issues.js';

/** GitHub itself may set an issue's time once more while it is made. Milliseconds. */
const making = 2_000;
/** More than one is rare; the rest waits for the next round. */
const mostAtOnce = 5;

const issueRoute = 'GET /repos/{owner}/{repo}/issues/{number}';
const changeRoute = 'PATCH /repos/{owner}/{repo}/issues/{number}';
const commentsRoute = 'GET /repos/{owner}/{repo}/issues/{number}/comments';

const cursorSchema = v.fallback(v.object({ numbers: v.array(v.number()) }), { numbers: [] });

/** @param confirm makes sure that the repository is still the one that is meant: undefined where it is */
export function twinsReader(confirm: () => Promise<{ readonly trouble: Trouble } | undefined>): Reader {
  return {
    name: 'twins',
    isDue: () => true,
    async read(turn, stored) {
      const known = v.parse(cursorSchema, stored ?? {}).numbers;
      const found = [...twinsIn(turn), ...rostersIn(turn)].filter((number) => !known.includes(number));
      // What could not be closed at once is tried again with what rarely changes.
      const asked = [...found, ...(turn.isRound ? known : [])].slice(0, mostAtOnce);
      if (asked.length === 0 && found.length === 0) return { cursor: stored };
      const settled = new Set<number>();
      if (!(await confirm()))
        for (const number of asked) if (!turn.signal.aborted && (await isSettled(turn, number))) settled.add(number);
      const numbers = [...known, ...found].filter((number) => !settled.has(number));
      return { cursor: numbers.length > 0 || stored !== undefined ? { numbers } : stored };
    },
  };
}

/** Of each record of one's own the issues that are not its first. */
function twinsIn({ issues, me, board, before }: Turn): readonly number[] {
  return issues.flatMap((issue) => {
    if (issue.user?.id !== me.id) return [];
    const key = itemFrom(issue, () => true)?.key;
    const numbers = key ? [board, before].flatMap(({ items }) => items.get(key)?.number ?? []) : [];
    const first = Math.min(...numbers);
    return key ? [...new Set([...numbers, issue.number])].filter((number) => number > first) : [];
  });
}

/** Rosters that another has come before, whoever opened them. */
function rostersIn({ board, before }: Turn): readonly number[] {
  const first = rosterOf(board);
  if (board.rosters === before.rosters || first === undefined) return [];
  return [...board.rosters.values()].flatMap(({ number, isOpen, counts }) =>
    isOpen && counts && number > first ? [number] : [],
  );
}

/** Whether there is nothing more to do: it was closed, or is not to be. */
async function isSettled(turn: Turn, number: number): Promise<boolean> {
  const { ask, meaning } = turn;
  const reply = await ask(issueRoute, { number });
  const meant = meaning(reply);
  if (meant.kind !== 'fine') return meant.kind === 'refused' || meant.kind === 'moved';
  const issue = asIssue((reply as Reply & { kind: 'answer' }).data);
  if (issue?.user?.id !== turn.me.id || issue.state !== 'open') return true;
  const isUntouched = readRoster(issue.body ?? '', issue.user) ? await isOwnRoster(turn, issue) : isAsMade(issue);
  if (isUntouched === undefined) return false;
  if (!isUntouched) return true;
  const closed = meaning(await ask(changeRoute, { number, state: 'closed', state_reason: 'duplicate' }));
  if (closed.kind !== 'refused') return closed.kind === 'fine';
  // Servers that do not know duplicates.
  const anyway = meaning(await ask(changeRoute, { number, state: 'closed', state_reason: 'not_planned' }));
  return anyway.kind === 'fine' || anyway.kind === 'refused';
}

function isAsMade({ comments, created_at, updated_at }: Issue): boolean {
  return comments === 0 && Date.parse(updated_at) - Date.parse(created_at) <= making;
}

/** Nobody else has a status there. Undefined where GitHub does not say. */
async function isOwnRoster({ ask, meaning, me }: Turn, { number }: Issue): Promise<boolean | undefined> {
  const reply = await ask(commentsRoute, { number, per_page: 100 });
  if (meaning(reply).kind !== 'fine') return undefined;
  return asComments((reply as Reply & { kind: 'answer' }).data)?.every(({ user }) => user?.id === me.id);
}
