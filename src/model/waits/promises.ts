/** What whoever has to do something has said of it: when they will look at it, or anything. */
import type { Board } from '../board/board.js';
import { type Item, isOwnedBy } from '../board/item.js';
import type { AskedPromise, AskedThing, Promised, Reply } from '../board/links.js';
import { isMeant } from '../board/team.js';
import { type State, visible } from '../state.js';
import { ledger, type Wait } from './ledger.js';
import { repliesTo } from './replies.js';

type Said = Pick<Board, 'replies' | 'teamFile'>;

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

/** The same of what somebody is asked for: what they have only said there is no answer. */
export type AskedWord = Extract<OwnerWord, { kind: 'promised' }> | { readonly kind: 'said' };

/** Undefined where they have promised nothing since they were asked. */
export function askedWord(board: Asking, asked: AskedThing, login: string, now: number): AskedWord | undefined {
  const promise = promiseOf(board, asked, login);
  const at = Date.parse(promise?.at ?? '');
  if (!promise || !(at > Date.parse(asked.since))) return undefined;
  const isOver = at <= now && promise.said !== undefined && promise.said > promise.told;
  return isOver ? { kind: 'said' } : { kind: 'promised', at };
}

type Asking = Pick<Board, 'promises' | 'teamFile'>;

function promiseOf({ promises, teamFile }: Asking, { number }: AskedThing, login: string): AskedPromise | undefined {
  return Object.values(promises.get(number)?.promises ?? {}).find(({ by }) => isMeant(teamFile, login, by));
}

/** What can be promised a time. Nobody has been asked for an issue that others wait for. */
export type Promisable = Exclude<Wait, { readonly kind: 'dependency' }>;

export function isPromisable(wait: Wait): wait is Promisable {
  return wait.kind !== 'dependency';
}

/** Whether there is something to withdraw. */
export function hasPromised(state: State, wait: Promisable): boolean {
  const board = visible(state);
  const promise =
    wait.kind === 'item' ? promiseOn(board, wait.item) : promiseOf(board, wait.asked, state.team?.account.login ?? '');
  return typeof promise?.at === 'string';
}

export interface MyPromise {
  readonly wait: Promisable;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What I have said that I would look at, and still am to: the first first. */
export function myPromises(state: State, now: number): readonly MyPromise[] {
  const board = visible(state);
  const { id, login = '' } = state.team?.account ?? {};
  const isMine = (promise: Promised | undefined) => promise?.by.id === id;
  const isAny =
    [...board.replies.values()].some(({ promise }) => isMine(promise)) ||
    [...board.promises.values()].some(({ promises }) => id !== undefined && id in promises);
  if (!isAny) return [];
  return ledger(state)
    .forMe.filter(isPromisable)
    .flatMap((wait): readonly MyPromise[] => {
      const word = wait.kind === 'item' ? ownerWord(board, wait.item, now) : askedWord(board, wait.asked, login, now);
      return word?.kind === 'promised' ? [{ wait, at: word.at }] : [];
    })
    .sort((a, b) => a.at - b.at);
}

/** Of whoever has to do something now; others have promised nothing here. */
function promiseOn({ replies, teamFile }: Said, item: Item): Promised | undefined {
  const promise = item.number === undefined ? undefined : replies.get(item.number)?.promise;
  return promise && isOwnedBy(item, promise.by, teamFile) ? promise : undefined;
}
