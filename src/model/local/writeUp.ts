/** What a write-up says once it is read: a blocker in the making, in the words of whoever is stuck. */
import type { Context } from '../board/item.js';
import type { Repository } from '../board/team.js';

/** How the lines at the top of a write-up begin. A format, so the same in every language. */
export const writeUpLabels = {
  owner: 'Needed from:',
  needBy: 'Needed by:',
  outcome: 'Desired outcome:',
  blocks: 'Blocks:',
  attached: 'Attached:',
} as const;

export interface WriteUp {
  /** Empty where there is none. */
  readonly title: string;
  /** Where the title stands or belongs, counted from 1. */
  readonly titleLine: number;
  /** All that was written but the lines at the top, comments, and questions nobody has answered. */
  readonly notes: string;
  /** As typed; absent where the template's line was left as it is. */
  readonly owner?: TypedLine;
  readonly needBy?: TypedLine;
  readonly outcome?: TypedLine;
  readonly blocks?: TypedLine;
  /** The line that says what will be attached is still there. */
  readonly attaches: boolean;
}

export interface TypedLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What is kept beside a write-up from its beginning. */
export interface WriteUpOrigin {
  /** For whom it was begun: it is never sent anywhere else. */
  readonly repository: Repository;
  readonly context: Context;
  /** Somebody has begun to send it: whether it arrived has to be looked for before it is sent again. */
  readonly wasTried?: true;
}

/** Whether nothing was written but what the template says. */
export function isBlank({ title, notes, owner, needBy, outcome, blocks }: WriteUp): boolean {
  return title === '' && notes === '' && [owner, needBy, outcome, blocks].every((line) => line === undefined);
}

/** A blocker in the making, in a file of this machine. */
export interface WriteUpDraft {
  /** ULID. */
  readonly id: string;
  /** Its first heading; empty while there is none. */
  readonly title: string;
  /** ISO instant of its beginning. */
  readonly at: string;
}
