/** What GitHub knows of waiting beside blockers: dependencies between issues, reviews asked for, questions, answers, replies. */
import type { Person } from '../people/person.js';

/** An open issue of the team repository that cannot go on until others are closed, as GitHub's own dependencies have it. */
export interface Dependency {
  readonly number: number;
  readonly title: string;
  /** Whose work it is: the assignees, else the author. */
  readonly people: readonly Person[];
  /** What it waits for, those already closed as well: that is how it is seen that the way is free. */
  readonly by: readonly Blocking[];
}

export interface Blocking {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly isOpen: boolean;
  /** The assignees. */
  readonly people: readonly Person[];
  /** ISO instants. Of one that is open again, `closedAt` says nothing. */
  readonly createdAt: string;
  readonly closedAt?: string;
}

/**
 * A pull request that waits for reviews, a question, a decision, a hand-off or a memo in a discussion, or what people need in a check-in; of
 * the team repository.
 */
export interface AskedThing {
  readonly kind: 'review' | 'question' | 'decision' | 'checkIn' | 'handOff' | 'memo';
  readonly number: number;
  readonly title: string;
  readonly by: Person;
  /** Logins of those asked who have not answered yet; empty where nobody in particular is. */
  readonly of: readonly string[];
  /** Who asked whom: for a review, where GitHub says so, or in a check-in. Logins. */
  readonly askers?: readonly { readonly of: string; readonly by: string }[];
  /** ISO instant. */
  readonly since: string;
  /** ISO instant until which a decision can be answered, absent once it is to be made; of a memo, until which it asks. */
  readonly closes?: string;
  /** Reviews, the answer that was marked, or who has picked it up; the latest last. */
  readonly given: readonly Given[];
}

export interface Given {
  readonly by: Person;
  /** ISO instant. */
  readonly at: string;
  readonly verdict: 'approved' | 'changesRequested' | 'commented' | 'answered' | 'pickedUp';
  /** Whose it was until it was picked up, by number. */
  readonly to?: number;
}

/** Whether somebody still waits for it. Whoever reviews what others were asked for leaves those to answer. */
export function isAwaited({ kind, of, given }: AskedThing): boolean {
  return kind === 'question' ? given.length === 0 : of.length > 0;
}

/** What a blocker was resolved with: the last that somebody who counts has said before it was closed. */
export interface Answer {
  /** The issue's. */
  readonly number: number;
  readonly by: Person;
  /** Untrusted, without its record; at most `longestAnswer` long. */
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
}

/** What was said last under an open item that somebody waits for. */
export interface ItemReplies {
  /** The issue's. */
  readonly number: number;
  /** Of people who count; the latest last. A promise is none. */
  readonly replies: readonly Reply[];
  /** Of whoever has to do something. */
  readonly promise?: Promised;
}

/** When somebody will look at what waits for them. */
export interface Promised {
  /** GitHub's node id of the comment it stands in; absent until there is one. */
  readonly id?: string;
  readonly by: Person;
  /** ISO instant; null where it promises nothing: it was withdrawn, or changed by somebody else. */
  readonly at: string | null;
  /** ISO instant: when it was said last. */
  readonly told: string;
}

/** When those who are asked for something will look at it. */
export interface AskedPromises {
  /** Of what they are asked for. */
  readonly number: number;
  /** By the person's id. */
  readonly promises: Readonly<Record<number, AskedPromise>>;
}

export interface AskedPromise extends Promised {
  /** ISO instant: when they have said anything else there last. */
  readonly said?: string;
}

/** The same with another promise. @param known undefined where nobody has promised anything there */
export function withAskedPromise(known: AskedPromises | undefined, number: number, promise: Promised): AskedPromises {
  const { id } = promise.by;
  return { number, promises: { ...known?.promises, [id]: { ...known?.promises[id], ...promise } } };
}

/** The same with another promise. @param known undefined where nothing has been said there */
export function withPromise(known: ItemReplies | undefined, number: number, promise: Promised): ItemReplies {
  const before = known?.promise?.by.id === promise.by.id ? known.promise : {};
  return { number, replies: known?.replies ?? [], promise: { ...before, ...promise } };
}

export interface Reply {
  /** GitHub's node id. */
  readonly id: string;
  readonly by: Person;
  /** Untrusted, without its record; at most `longestAnswer` long. */
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
}

/** Characters that are kept of an answer or a reply here; the whole of it stands on GitHub. */
export const longestAnswer = 2_000;
