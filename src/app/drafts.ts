/** What a kind of document in the making has to say of itself, so that one command sends them all. */
import type { BoardMutation } from '../model/board/mutation.js';
import type { Team } from '../model/board/team.js';
import type { DraftShape, WriteUpOrigin } from '../model/local/writeUp.js';
import type { State } from '../model/state.js';
import type { App } from './app.js';

export interface DraftFlow {
  /** What is written, as it would be sent now. @param team for whom it was begun */
  read(app: App, text: string, team: Team, origin: WriteUpOrigin | undefined): ReadDraft;
  /** Whether nothing was written but what it began with. */
  isBlank(text: string): boolean;
  /** What the writing help looks for in it; absent: at its words only. */
  shape?(): DraftShape;
}

export type ReadDraft =
  | SendableDraft
  /** `line`: where it is to be said, counted from 1. */
  | { readonly kind: 'lacks'; readonly sentence: string; readonly line: number };

export interface SendableDraft {
  readonly kind: 'sendable';
  /** What is asked before it is sent; absent: nothing. */
  readonly question?: { readonly text: string; readonly detail: string };
  /** Whether GitHub has it already, and as it is written now. @param record ULID */
  standing(state: State, record: string): 'unsent' | 'sent' | 'sentOtherwise';
  /** What is said where GitHub has another text of it. */
  readonly sentOtherwise: string;
  /** @param before recorded under the same ULID by somebody who got no further: this takes its place */
  mutation(base: DraftBase, before: BoardMutation | undefined): BoardMutation;
  /** Says that there is nothing to send, where it is `sent`; else it is said that it was already sent. */
  already?(): void;
  /** What is to be recorded beside it. */
  follow(record: string): Promise<void>;
  /** Says that it is saved. */
  confirm(record: string, before: BoardMutation | undefined): void;
}

export interface DraftBase {
  readonly id: string;
  readonly record: string;
  readonly at: string;
  readonly team: Team;
  readonly replaces?: string;
}
