/** What was said under an item that somebody waits for, and what its owner has said of it: when they will look at it, or anything. */
import type { Board } from '../board/board.js';
import { type AwaitedItem, type Item, isOwnedBy } from '../board/item.js';
import type { Promised, Reply } from '../board/links.js';
import { type State, visible } from '../state.js';
import { ledger } from './ledger.js';

type Said = Pick<Board, 'replies' | 'teamFile'>;

/** The latest last; of many only the last are known. */
export function repliesTo({ replies }: Pick<Board, 'replies'>, { number }: Pick<Item, 'number'>): readonly Reply[] {
  return (number === undefined ? undefined : replies.get(number)?.replies) ?? [];
}

/** Comments of people: the one that holds a promise is none. */
export function commentsOn({ replies }: Pick<Board, 'replies'>, { number, comments }: Item): number {
  return Math.max(0, comments - (number !== undefined && replies.get(number)?.promise?.id ? 1 : 0));
}

export type OwnerWord =
  /** Milliseconds since 1970. */
  | { readonly kind: 'promised'; readonly at: number }
  /** An answer of a kind: only whoever asked knows whether it was the answer. */
  | { readonly kind: 'replied'; readonly reply: Reply };

/**
 * What whoever has to do something has said of it, where that is not who asked. A promise stands until its time has passed and
 * something was said since it was made.
 */
export function ownerWord(board: Said, item: Item, now: number): OwnerWord | undefined {
  if (isOwnedBy(item, item.by, board.teamFile)) return undefined;
  const reply = repliesTo(board, item).findLast(({ by }) => isOwnedBy(item, by, board.teamFile));
  const promise = promiseOn(board, item);
  const at = Date.parse(promise?.at ?? '');
  const isStanding = at > now || (promise && !Number.isNaN(at) && !(reply && reply.at > promise.told));
  if (isStanding) return { kind: 'promised', at };
  return reply && { kind: 'replied', reply };
}

export interface MyPromise {
  readonly item: AwaitedItem;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What I have said that I would look at, and still am to: the first first. */
export function myPromises(state: State, now: number): readonly MyPromise[] {
  const board = visible(state);
  if (![...board.replies.values()].some(({ promise }) => promise?.by.id === state.team?.account.id)) return [];
  return ledger(state)
    .forMe.flatMap((wait): readonly MyPromise[] => {
      const word = wait.kind === 'item' ? ownerWord(board, wait.item, now) : undefined;
      return wait.kind === 'item' && word?.kind === 'promised' ? [{ item: wait.item, at: word.at }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** Of whoever has to do something now; others have promised nothing here. */
export function promiseOn({ replies, teamFile }: Said, item: Item): Promised | undefined {
  const promise = item.number === undefined ? undefined : replies.get(item.number)?.promise;
  return promise && isOwnedBy(item, promise.by, teamFile) ? promise : undefined;
}
