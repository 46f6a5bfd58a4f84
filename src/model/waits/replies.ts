/** What was said under an item that somebody waits for. */
import type { Board } from '../board/board.js';
import type { Item } from '../board/item.js';
import type { Reply } from '../board/links.js';

/** The latest last; of many only the last are known. */
export function repliesTo({ replies }: Pick<Board, 'replies'>, { number }: Pick<Item, 'number'>): readonly Reply[] {
  return (number === undefined ? undefined : replies.get(number)?.replies) ?? [];
}

/** Comments of people: the one that holds a promise is none. */
export function commentsOn({ replies }: Pick<Board, 'replies'>, { number, comments }: Item): number {
  return Math.max(0, comments - (number !== undefined && replies.get(number)?.promise?.id ? 1 : 0));
}
