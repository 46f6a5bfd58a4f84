/** What the discussions of a team are about, and which of them ask somebody. */
import { memo } from '../../base/memo.js';
import type { Board } from '../board/board.js';
import { type DiscussionKind, isDiscussionKind, type KindFacts, kindNames, kinds } from '../board/kinds.js';
import type { Thread } from '../threads/thread.js';
import { checkInDayOf } from './checkIns.js';

/** `talk`: of no kind in particular. */
export type ThreadSort = DiscussionKind | 'talk';

/**
 * By its record where there is one; people without Makertime choose a category, and that says as much.
 * A category may be renamed or go: what it is called now counts.
 */
export function sortOf(thread: Thread, { talks, teamFile }: Board): ThreadSort {
  const { number, category } = thread;
  const talk = number === undefined ? undefined : talks.get(number);
  if (checkInDayOf(thread, talk) !== undefined) return 'checkIn';
  const recorded = talk?.opening.record?.kind;
  if (recorded !== undefined && recorded !== 'comment' && recorded !== 'checkInDay') return recorded;
  if (category.isAnswerable) return 'question';
  const name = category.name.toLowerCase();
  const meant = (kind: DiscussionKind) => (teamFile?.categories[kind] ?? kinds[kind].category).toLowerCase().trim();
  return unasked.find((kind) => meant(kind) === name) ?? 'talk';
}

/** Those that nobody has to answer. What is asked until it closes, or is more than a line, is so by its record alone. */
const unasked = kindNames
  .filter(isDiscussionKind)
  .filter((kind) => !(kinds[kind] as KindFacts).isAwaited && !('isWritten' in kinds[kind]));

/** Numbers of what asks this person: open questions that name them and have no answer, decisions and hand-offs. */
export const askingNumbers = memo(
  ({ asked }: Pick<Board, 'asked'>, login: string) => [asked, login],
  ({ asked }, login): ReadonlySet<number> => {
    const me = login.toLowerCase();
    const mine = [...asked.values()].filter(
      ({ kind, of, given }) =>
        kind !== 'review' && (kind === 'handOff' || given.length === 0) && of.some((one) => one.toLowerCase() === me),
    );
    return new Set(mine.map(({ number }) => number));
  },
);
