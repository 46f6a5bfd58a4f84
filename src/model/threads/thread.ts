/** A discussion of the team repository as lists name it: what it is about, whose it is, how it stands. */
import type { Person } from '../people/person.js';
import type { ThreadCategory } from './forum.js';

export interface Thread {
  readonly key: ThreadKey;
  /** GitHub's number, counted together with issues, and its name in GraphQL; absent until GitHub has confirmed it. */
  readonly number?: number;
  readonly id?: string;
  readonly title: string;
  readonly by: Speaker;
  readonly category: ThreadCategory;
  readonly state: 'open' | 'closed';
  /** Of a closed one, where GitHub says it. */
  readonly closedAs?: Closing;
  /** Only people with write access may still comment. */
  readonly isLocked: boolean;
  readonly isAnswered: boolean;
  /** Comments without their replies. */
  readonly comments: number;
  /** ISO instants by GitHub's clock; for an unsent one, by this machine's. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** What this account may do to it. */
  readonly may: readonly Right[];
  /** ULID of the record in its opening text, where there is one by its author. */
  readonly record?: string;
}

/** `#12`, or author and record of one that GitHub has not confirmed yet. */
export type ThreadKey = string & { readonly threadKey: never };

/** What it is for, as its record says. */
export const threadKinds = [
  'question',
  'idea',
  'announcement',
  'decision',
  'checkIn',
  'handOff',
  'memo',
  'watercooler',
] as const;
export type ThreadKind = (typeof threadKinds)[number];

export const closings = ['resolved', 'duplicate', 'outdated'] as const;
export type Closing = (typeof closings)[number];

export type Right = 'close' | 'reopen' | 'edit' | 'react' | 'markAnswer' | 'unmarkAnswer';

/** Who wrote something. */
export type Speaker =
  /** `counts`: belongs to the team, by role or by the team file. */
  | { readonly kind: 'person'; readonly person: Person; readonly counts: boolean }
  | { readonly kind: 'app'; readonly login: string }
  /** The account was deleted, or GitHub does not say. */
  | { readonly kind: 'ghost' };

export function threadKey(number: number): ThreadKey {
  return `#${number}` as ThreadKey;
}

export function unsentThreadKey(authorId: number, record: string): ThreadKey {
  return `${authorId}/${record}` as ThreadKey;
}

/** Where GitHub tells no number: the one of this title; undefined where several have it. */
export function threadTitled(threads: ReadonlyMap<ThreadKey, Thread>, title: string): Thread | undefined {
  const [found, another] = [...threads.values()].filter((thread) => thread.title === title);
  return another ? undefined : found;
}

/** Also what was said to it before GitHub had confirmed it finds it afterwards. */
export function threadAt(threads: ReadonlyMap<ThreadKey, Thread>, key: ThreadKey): Thread | undefined {
  const known = threads.get(key);
  if (known || key.startsWith('#')) return known;
  for (const thread of threads.values())
    if (thread.record !== undefined && thread.by.kind === 'person')
      if (unsentThreadKey(thread.by.person.id, thread.record) === key) return thread;
  return undefined;
}
