/** What a person does in a discussion, wherever it is and whether or not GitHub has it yet. */
import type { ReactionKind } from './talk.js';
import type { Closing } from './thread.js';

interface SayAct {
  readonly kind: 'say';
  /** ULID of the record on GitHub. */
  readonly record: string;
  readonly text: string;
  /** GitHub's name of the comment it replies to: a top-level one, nobody can reply to a reply. */
  readonly to?: string;
}

/** A comment is marked as the answer, or no longer. */
interface MarkAnswerAct {
  readonly kind: 'markAnswer';
  /** GitHub's name of it. */
  readonly comment: string;
  readonly isOver?: true;
}

/** A reaction is given, or taken back. */
interface ReactAct {
  readonly kind: 'react';
  /** GitHub's name of the comment; absent: the opening text. */
  readonly comment?: string;
  readonly reaction: ReactionKind;
  readonly isOver?: true;
}

/** A discussion is closed, or opened again. */
interface CloseThreadAct {
  readonly kind: 'closeThread';
  readonly as?: Closing;
  readonly isOver?: true;
}

/** What somebody wrote themselves is changed: an opening text, its title, or a comment. */
interface EditThreadAct {
  readonly kind: 'editThread';
  /** GitHub's name of the comment; absent: the opening. */
  readonly comment?: string;
  readonly title?: string;
  /** `was`: the text that was changed. Where another stands there by now, nothing is overwritten. */
  readonly text?: { readonly was: string; readonly is: string };
}

/** A decision is made: told in a comment, above the opening text, and by closing it as resolved. */
interface DecideAct {
  readonly kind: 'decide';
  /** ULID of the comment's record. */
  readonly record: string;
  /** The comment; its first line stands above the opening text as well. */
  readonly text: string;
}

/** A hand-off is picked up, in a comment. */
interface PickUpAct {
  readonly kind: 'pickUp';
  /** ULID of the comment's record. */
  readonly record: string;
  /** ULID of the hand-off's. */
  readonly of: string;
}

export type ThreadAct = SayAct | MarkAnswerAct | ReactAct | CloseThreadAct | EditThreadAct | DecideAct | PickUpAct;
export type ThreadActOf<K extends ThreadAct['kind']> = Extract<ThreadAct, { readonly kind: K }>;
