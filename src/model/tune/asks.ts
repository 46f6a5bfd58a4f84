/** What people of a team have asked each other, and who has answered when: blockers, questions and reviews, as the board has them. */
import type { Board } from '../board/board.js';
import { isAwaitedItem } from '../board/item.js';
import { isSameName, type TeamFile } from '../board/team.js';
import { instantIn } from '../hours/timetable.js';
import type { Thread } from '../threads/thread.js';

export interface Ask {
  readonly key: string;
  readonly kind: keyof TeamFile['expectations'];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Numbers of those it is asked of, as far as they are known. */
  readonly of: readonly number[];
  /** By whom, and when. Absent: it waits. */
  readonly answer?: { readonly by: number; readonly at: number };
}

/** Those of which it is known how they stand. Whoever answers themselves has not been answered. */
export function asksOn(board: Board): readonly Ask[] {
  return [...askedInIssues(board), ...askedInDiscussions(board), ...reviewsOn(board)];
}

/** Blockers, and questions that are issues. Of one that is open again nobody knows since when it waits. */
function askedInIssues(board: Board): readonly Ask[] {
  return [...board.items.values()].flatMap((item): readonly Ask[] => {
    const { number, kind, by, owner, ownerId, state } = item;
    if (!isAwaitedItem(item) || number === undefined || item.isReopened) return [];
    const answer = board.answers.get(number);
    if (state === 'closed' && !answer) return [];
    const named = ownerId ?? (owner === undefined ? undefined : personCalled(board, owner));
    const of = named === undefined || named === by.id ? [] : [named];
    return askOf(`issue/${number}`, kind === 'question' ? 'question' : 'blocker', by.id, item.createdAt, of, answer);
  });
}

function askedInDiscussions(board: Board): readonly Ask[] {
  const { threads, talks, asked } = board;
  return [...threads.values()].flatMap((thread: Thread): readonly Ask[] => {
    const { number, by, category, state } = thread;
    if (number === undefined || by.kind !== 'person' || !by.counts || !category.isAnswerable) return [];
    const talk = talks.get(number);
    if (talk?.opening.record?.kind === 'decision') return [];
    const known = asked.get(number);
    const said = talk?.answer?.said;
    const given = known?.kind === 'question' ? known.given.at(-1) : undefined;
    const isByPerson = said?.by.kind === 'person' && said.by.counts;
    const answer = isByPerson && said.by.kind === 'person' ? { by: said.by.person, at: said.at } : given;
    const isOpen = state === 'open' && !thread.isAnswered;
    if (!answer && !isOpen) return [];
    const of = known?.kind === 'question' ? idsOf(board, known.of) : [];
    return askOf(`discussion/${number}`, 'question', by.person.id, thread.createdAt, of, answer);
  });
}

/** Of pull requests that are open: of others the board knows nothing. What was said before it was asked for again answers nothing. */
function reviewsOn(board: Board): readonly Ask[] {
  return [...board.asked.values()].flatMap((thing): readonly Ask[] => {
    if (thing.kind !== 'review') return [];
    const given = thing.given.find(({ at }) => Date.parse(at) >= Date.parse(thing.since));
    return askOf(`review/${thing.number}`, 'review', thing.by.id, thing.since, idsOf(board, thing.of), given);
  });
}

function askOf(
  key: string,
  kind: Ask['kind'],
  asker: number,
  since: string,
  of: readonly number[],
  answer: { readonly by: { readonly id: number }; readonly at: string } | undefined,
): readonly Ask[] {
  const at = instantIn(since);
  const answered = instantIn(answer?.at);
  if (at === undefined || answer?.by.id === asker) return [];
  if (!answer || answered === undefined) return answer ? [] : [{ key, kind, at, of }];
  return [{ key, kind, at, of, answer: { by: answer.by.id, at: Math.max(at, answered) } }];
}

function idsOf(board: Board, logins: readonly string[]): readonly number[] {
  return logins.flatMap((login) => personCalled(board, login) ?? []);
}

/** Of whoever has no status it is not known when they work either. */
function personCalled({ statuses }: Board, login: string): number | undefined {
  for (const { by } of statuses.values()) if (isSameName(by.login, login)) return by.id;
  return undefined;
}
