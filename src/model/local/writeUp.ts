/** Documents in the making, what kinds of them there are, and what a blocker's says once it is read. */
import type { Context } from '../board/item.js';
import type { Repository } from '../board/team.js';

/** What a document becomes once it is sent: `commands/drafts/table.ts` has a row for each. */
export const draftKinds = ['blocker', 'decision', 'checkIn', 'handOff', 'memo'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** How the lines at the top of a blocker's document begin. A format, so the same in every language. */
export const writeUpLabels = {
  owner: 'Needed from:',
  needBy: 'Needed by:',
  outcome: 'Desired outcome:',
  blocks: 'Blocks:',
  attached: 'Attached:',
} as const;

/** How those of a decision begin. */
export const decisionLabels = {
  decider: 'Decider:',
  deputy: 'Deputy:',
  named: 'Named:',
  closes: 'Closes:',
  replaces: 'Replaces:',
} as const;

/** How that of a check-in begins. */
export const checkInLabels = { day: 'Day:' } as const;
/** How those of a hand-off begin. */
export const handOffLabels = {
  to: 'To:',
  onward: 'Then:',
  branch: 'Branch:',
  files: 'Files:',
} as const;

/** What a line of a hand-off may say instead of a name. */
export const whoeverIsNext = 'whoever works next';
export const backToMe = 'back to me';

/** How those of a memo begin. */
export const memoLabels = { asked: 'Comments from:', until: 'Comments until:' } as const;

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

/** What is kept beside a document from its beginning. */
export interface WriteUpOrigin {
  /** Absent: a blocker. A newer Makertime may know kinds that this one does not. */
  readonly kind?: string;
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

/** A document in the making, in a file of this machine. */
export interface WriteUpDraft {
  /** ULID. */
  readonly id: string;
  /** As it stands beside it. */
  readonly kind?: string;
  /** Its first heading; empty while there is none. */
  readonly title: string;
  /** ISO instant of its beginning. */
  readonly at: string;
}

/** What the writing help looks for in a kind of document beside its words. Lines and headings as they stand in it. */
export interface DraftShape {
  /** How the lines at the top begin. */
  readonly labels: readonly string[];
  /** Of these the one that says whom it is for, until when, what is wanted, and what goes along. */
  readonly owner?: string;
  readonly needBy?: string;
  readonly outcome?: string;
  readonly attached?: string;
  /** Without "## ": below it stands what is wanted. */
  readonly wanted?: string;
  /** Of text: more of them nobody reads. */
  readonly mostLines?: number;
}
