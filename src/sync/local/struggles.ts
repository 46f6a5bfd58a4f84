/**
 * What this window sees of tasks and files that keep going wrong: counted in memory, and from the first rung on agreed on with
 * what the other windows see.
 */
import type { Cause, StuckSeen } from '../../model/local/stuck.js';
import {
  isSeen,
  joinedWith,
  longestPause,
  type Struggle,
  type StruggleEvent,
  seenIn,
  struggleAfter,
  well,
} from '../../model/local/stuckLadder.js';

export type NotedEvent = Exclude<StruggleEvent, 'touched' | 'dismissed'>;

export interface Struggles {
  /** What happened to a task or a file. @param kept what is known to stand on the disk */
  note(cause: Cause, event: NotedEvent, kept: StuckSeen | undefined): 'news' | 'nothingNew';
  /** The person works: on any task that fails, and on the file of this key, if it is one's. */
  touched(key: string | undefined): void;
  /** The person has said that they are not stuck. */
  dismissAll(): void;
  forgetAll(): void;
  /** What is to stand on the disk: the worst of this window, unless another window has something there. */
  agreeWith(seen: StuckSeen | undefined): StuckSeen | undefined;
  /** It stands there now. */
  wrote(seen: StuckSeen | undefined): void;
}

/** What is seen stays true for so long on the disk; before that is over it is written again. */
const beat = longestPause / 2;
/** Nobody is stuck in more places; the one least worked on is forgotten. */
const mostTroubles = 30;

export function countStruggles(now: () => number): Struggles {
  const troubles = new Map<string, { readonly cause: Cause; readonly trouble: Struggle }>();
  /** Keys of what is well again, and may still stand on the disk. */
  const ended = new Set<string>();
  /** Those of them that the last agreement has told of. */
  let answered: readonly string[] = [];
  /** Key of what this window has put on the disk. */
  let written: string | undefined;

  function step(key: string, event: StruggleEvent): void {
    const found = troubles.get(key);
    if (!found) return;
    const trouble = struggleAfter(found.trouble, event, now());
    if (event === 'touched' && trouble === found.trouble) return;
    troubles.delete(key); // and in again at the end: the first is the one least worked on
    if (trouble.kind !== 'well') troubles.set(key, { ...found, trouble });
  }

  return {
    note(cause, event, kept) {
      const { key } = cause;
      const before = troubles.get(key)?.trouble ?? well;
      if (event === 'passed' && before.kind === 'well' && kept?.cause.key !== key) return 'nothingNew';
      troubles.set(key, { cause, trouble: before });
      step(key, event);
      if (event === 'passed') ended.add(key);
      const oldest = troubles.size > mostTroubles ? troubles.keys().next().value : undefined;
      if (oldest !== undefined) troubles.delete(oldest);
      return event !== 'wrong' || before.kind === 'well' ? 'news' : 'nothingNew';
    },
    touched(key) {
      for (const [one, { cause }] of [...troubles]) if (cause.on === 'task' || one === key) step(one, 'touched');
    },
    dismissAll() {
      for (const key of [...troubles.keys()]) step(key, 'dismissed');
    },
    forgetAll: () => troubles.clear(),
    agreeWith(seen) {
      const at = now();
      const mine = seen && troubles.get(seen.cause.key);
      // What was well in between, be it for a moment, has begun anew.
      const hasEnded = seen !== undefined && ended.has(seen.cause.key);
      if (seen && mine && !hasEnded)
        troubles.set(seen.cause.key, { ...mine, trouble: joinedWith(mine.trouble, seen, at) });
      // It is well in another window, or the person has said so there.
      if (!seen && written !== undefined) step(written, 'dismissed');
      const isOver = hasEnded || mine?.trouble.kind === 'waved';
      answered = [...ended];
      const isOfOthers = seen && !mine && !isOver && isSeen(seen, at);
      const found = [...troubles.values()].flatMap(({ cause, trouble }) => seenIn(cause, trouble, at) ?? []);
      const worst = found.sort((a, b) => a.since - b.since)[0];
      const isNews = isOver || worst?.cause.key !== seen?.cause.key || !seen || isStale(seen, worst, at);
      if (worst && !isOfOthers && isNews) return worst;
      return isOver ? undefined : seen;
    },
    wrote(seen) {
      for (const key of answered) ended.delete(key);
      written = seen && troubles.has(seen.cause.key) ? seen.cause.key : undefined;
    },
  };
}

/** Only what is later is news, or two windows would write in turns. */
function isStale(seen: StuckSeen, worst: StuckSeen | undefined, now: number): boolean {
  return !isSeen(seen, now) || (worst !== undefined && worst.seenAt - seen.seenAt >= beat);
}
