/** What was said under an item that somebody waits for, and whether its owner has said anything. */
import type { Board } from '../board/board.js';
import { type Item, isOwnedBy } from '../board/item.js';
import type { Reply } from '../board/links.js';

/** The latest last; of many only the last are known. */
export function repliesTo({ replies }: Pick<Board, 'replies'>, { number }: Pick<Item, 'number'>): readonly Reply[] {
  return (number === undefined ? undefined : replies.get(number)?.replies) ?? [];
}

/** The last reply of whoever has to do something, where that is not who asked: an answer of a kind. */
export function ownerReply(board: Pick<Board, 'replies' | 'teamFile'>, item: Item): Reply | undefined {
  if (isOwnedBy(item, item.by, board.teamFile)) return undefined;
  return repliesTo(board, item).findLast(({ by }) => isOwnedBy(item, by, board.teamFile));
}
