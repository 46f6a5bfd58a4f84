/** What was said in a discussion: its opening, the last comments with their replies, reactions, the answer. */
import type { Person } from '../people/person.js';
import type { DecisionTerms } from './decision.js';
import type { HandOffTerms } from './handOff.js';
import type { MemoTerms } from './memo.js';
import type { Right, Speaker, ThreadKind } from './thread.js';

export interface Talk {
  /** The discussion's. */
  readonly number: number;
  /** The discussion's last change that is in here: ISO instant by GitHub's clock. */
  readonly at: string;
  readonly opening: Said;
  /** Oldest first. */
  readonly comments: readonly ThreadComment[];
  /** So many comments came before these. */
  readonly earlier: number;
  /** It may stand among the comments or be an earlier one. */
  readonly answer?: MarkedAnswer;
}

export interface Said {
  /** GitHub's name for it in GraphQL. */
  readonly id: string;
  /** Of a comment, as addresses name it, where GitHub has told it. */
  readonly number?: number;
  readonly by: Speaker;
  /** Untrusted Markdown, without its record. */
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
  readonly edited?: Edited;
  readonly hidden?: Hidden;
  readonly reactions: readonly Reaction[];
  /** Of an opening text: who has given a thumbs up, as far as GitHub tells. */
  readonly thumbs?: readonly Thumb[];
  /** What this account may do to it. */
  readonly may: readonly Right[];
  readonly record?: SaidRecord;
}

export interface ThreadComment extends Said {
  /** Oldest first. Nobody can reply to a reply. */
  readonly replies: readonly Said[];
  readonly earlierReplies: number;
}

export interface MarkedAnswer {
  readonly said: Said;
  /** Who marked it, and when: ISO instant. */
  readonly by?: Speaker;
  readonly at?: string;
}

export interface Edited {
  /** ISO instant. */
  readonly at: string;
  readonly by: Speaker;
}

export type Hidden =
  /** Its text is still told, and not meant to be read. `why`: GitHub's word. */
  | { readonly kind: 'minimized'; readonly why?: string }
  /** Only what has replies stays where it was. */
  | { readonly kind: 'deleted' };

export interface Reaction {
  readonly kind: ReactionKind;
  readonly count: number;
  readonly isMine: boolean;
}

export interface Thumb {
  readonly by: Person;
  /** ISO instant. */
  readonly at: string;
}

export const reactionKinds = [
  'thumbsUp',
  'thumbsDown',
  'laugh',
  'hooray',
  'confused',
  'heart',
  'rocket',
  'eyes',
] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/** Written by its author's Makertime. A kind that this version does not know is none. */
export interface SaidRecord {
  /** ULID. */
  readonly id: string;
  readonly kind?: ThreadKind | 'comment' | 'checkInDay';
  /** Of a decision, where they can be read. */
  readonly terms?: DecisionTerms;
  /** Of a check-in and of the discussion it stands in: a date. */
  readonly day?: string;
  /** Of a hand-off, where they can be read. */
  readonly handOff?: HandOffTerms;
  /** Of a memo, where they can be read. */
  readonly memo?: MemoTerms;
}
