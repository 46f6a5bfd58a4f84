/** Taking in news of discussions. Order does not matter: what is older than what we have never overwrites it. */
import { isSameValue } from '../../base/sameValue.js';
import type { Talk } from './talk.js';
import { type Thread, type ThreadKey, threadKey } from './thread.js';

export type Threads = ReadonlyMap<ThreadKey, Thread>;
/** By the discussion's number. */
export type Talks = ReadonlyMap<number, Talk>;

/** Of so many discussions what was said is kept: those that changed last. */
export const mostTalks = 200;

/** @param gone numbers GitHub knows no more */
export function receiveThreads(before: Threads, news: readonly Thread[], gone: readonly number[]): Threads {
  const told = news.map((thread) => {
    // A list does not tell of the record in the opening text.
    const record = thread.record ?? before.get(thread.key)?.record;
    return { key: thread.key, at: thread.updatedAt, value: record === undefined ? thread : { ...thread, record } };
  });
  return receive(before, told, gone.map(threadKey), ({ updatedAt }) => updatedAt);
}

export function receiveTalks(before: Talks, news: readonly Talk[], gone: readonly number[]): Talks {
  const told = news.map((talk) => ({ key: talk.number, at: talk.at, value: talk }));
  const next = receive(before, told, gone, ({ at }) => at);
  if (next.size <= mostTalks) return next;
  const newestFirst = [...next.values()].sort((a, b) => (a.at === b.at ? b.number - a.number : a.at < b.at ? 1 : -1));
  const kept = new Map(newestFirst.slice(0, mostTalks).map((talk) => [talk.number, talk]));
  return kept.size === before.size && [...kept].every(([number, talk]) => before.get(number) === talk) ? before : kept;
}

/** What has not changed stays the same object, and so does the whole. */
function receive<K, T>(
  before: ReadonlyMap<K, T>,
  told: readonly { readonly key: K; readonly at: string; readonly value: T }[],
  gone: readonly K[],
  changedAt: (value: T) => string,
): ReadonlyMap<K, T> {
  const next = new Map(before);
  let isChanged = false;
  for (const { key, at, value } of told) {
    const known = next.get(key);
    if ((known && changedAt(known) > at) || isSameValue(known, value)) continue;
    next.set(key, value);
    isChanged = true;
  }
  for (const key of gone) isChanged = next.delete(key) || isChanged;
  return isChanged ? next : before;
}
