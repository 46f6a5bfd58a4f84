/**
 * Everything that is asked of people: as GitHub tells of it from time to time, and of discussions as they stand on the board,
 * where what has just been asked or answered is known first.
 */
import { memo } from '../../base/memo.js';
import { mentionsIn } from '../../base/mentions.js';
import { isSameValue } from '../../base/sameValue.js';
import type { Board } from '../board/board.js';
import type { AskedThing } from '../board/links.js';
import type { Thread } from '../threads/thread.js';

/** The board with all of it: what the wait ledger is made of. */
export const boardOfWaits = memo(
  (board: Board) => [board],
  (board): Board => {
    const asked = askedOn(board);
    return asked === board.asked ? board : { ...board, asked };
  },
);

export const askedOn = memo(
  ({ asked, threads, talks }: Board) => [asked, threads, talks],
  (board, last?: Board['asked']): Board['asked'] => {
    const next = joined(board);
    const isSame =
      last !== undefined &&
      last.size === next.size &&
      [...next].every(([number, one]) => isSameValue(last.get(number), one));
    return isSame ? last : next;
  },
);

function joined({ asked, threads, talks }: Board): Board['asked'] {
  const changed = new Map<number, AskedThing | undefined>();
  for (const thread of threads.values()) {
    const { number } = thread;
    if (number === undefined) continue;
    const isOpen = thread.state === 'open' && !thread.isAnswered;
    const known = asked.get(number);
    // Of an answer that counts more is known there: who gave it, and when.
    if (known && !isOpen && known.given.length === 0) changed.set(number, undefined);
    if (known || !isOpen || !thread.category.isAnswerable) continue;
    const question = questionOf(thread, number, talks.get(number)?.opening.text);
    if (question) changed.set(number, question);
  }
  if (changed.size === 0) return asked;
  const next = new Map(asked);
  for (const [number, one] of changed) one ? next.set(number, one) : next.delete(number);
  return next;
}

/** Undefined for those whose author does not belong to the team. @param text of its opening; undefined where it is not known */
function questionOf(thread: Thread, number: number, text = ''): AskedThing | undefined {
  const { by, title, createdAt } = thread;
  if (by.kind !== 'person' || !by.counts) return undefined;
  const { person } = by;
  const of = mentionsIn(`${title}\n\n${text}`).filter((login) => login.toLowerCase() !== person.login.toLowerCase());
  return { kind: 'question', number, title, by: person, of, since: createdAt, given: [] };
}
