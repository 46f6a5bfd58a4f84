/** The memos of a team that wait for comments. */
import { memo } from '../../base/memo.js';
import type { Board } from '../board/board.js';
import type { Person } from '../people/person.js';
import { type MemoTerms, silentIn } from '../threads/memo.js';
import type { Talk } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';

export interface OpenMemo {
  readonly thread: Thread;
  readonly terms: MemoTerms;
  /** Those who are asked and have said nothing. */
  readonly silent: readonly Person[];
}

/** Undefined for any other discussion, for a closed one, and for one that is begun by somebody who is not on the team. */
export function openMemoIn(thread: Thread, talk: Talk | undefined): OpenMemo | undefined {
  const terms = talk?.opening.record?.memo;
  if (!terms || thread.state === 'closed' || thread.by.kind !== 'person' || !thread.by.counts) return undefined;
  return { thread, terms, silent: silentIn(terms, talk) };
}

export const openMemos = memo(
  ({ threads, talks }: Pick<Board, 'threads' | 'talks'>) => [threads, talks],
  ({ threads, talks }): readonly OpenMemo[] =>
    [...threads.values()].flatMap((thread) => {
      const talk = thread.number === undefined ? undefined : talks.get(thread.number);
      return openMemoIn(thread, talk) ?? [];
    }),
);
