/**
 * What the page of a discussion and the extension say to each other. The page imports these types and nothing else of the
 * extension; what it sends is read here, and anything strange is no message.
 *
 * extension → page: `picture` after `ready` and whenever it differs; one of the others after each `say` and `unsent`.
 * page → extension: everything in `FromThread`. `key` is the picture's: whose discussion it was when somebody pressed or typed.
 */
import type { ReactionKind } from '../../model/threads/talk.js';
import { isReaction } from './reactions.js';

export type ToThread =
  | { readonly kind: 'picture'; readonly picture: ThreadPicture }
  /** It is saved: its box may be emptied. */
  | { readonly kind: 'saved'; readonly to?: string }
  /** It is not: the text stays in its box. */
  | { readonly kind: 'notSaved'; readonly to?: string; readonly why: string }
  /** What was refused is to be written again. */
  | { readonly kind: 'rewrite'; readonly to?: string; readonly text: string };

export type FromThread =
  /** The page listens from now on. */
  | { readonly kind: 'ready' }
  /** Somebody types. `to`: GitHub's name of the comment it replies to; absent: a comment of its own. */
  | { readonly kind: 'draft'; readonly key: string; readonly to?: string; readonly text: string }
  | { readonly kind: 'say'; readonly key: string; readonly to?: string; readonly text: string }
  | { readonly kind: 'markAnswer'; readonly key: string; readonly comment: string; readonly isOver: boolean }
  | {
      readonly kind: 'react';
      readonly key: string;
      readonly comment?: string;
      readonly reaction: ReactionKind;
      readonly isOver: boolean;
    }
  /** Earlier comments are wanted. */
  | { readonly kind: 'earlier'; readonly key: string }
  | { readonly kind: 'action'; readonly key: string; readonly action: ThreadActionName }
  /** With what has not been sent: `id` is the mutation's. */
  | { readonly kind: 'unsent'; readonly key: string; readonly id: string; readonly act: UnsentAct }
  | { readonly kind: 'link'; readonly address: string };

export const unsentActs = ['retry', 'rewrite', 'discard'] as const;
export type UnsentAct = (typeof unsentActs)[number];

/** What can be done with a discussion as a whole: `actions.ts` has a row for each. */
export const threadActionNames = [
  'pickUp',
  'agree',
  'object',
  'abstain',
  'decide',
  'editTeamFile',
  'keepDecision',
  'openOnGitHub',
  'copyLink',
  'draftAnswer',
  'summarize',
  'snooze',
  'captureBlocker',
  'proposeDecision',
  'saveAnswer',
  'close',
  'reopen',
] as const;
export type ThreadActionName = (typeof threadActionNames)[number];

/** The extension's side of it. */
export interface ThreadPage {
  /** @param asked a key, as an object that has it, or what the page kept over a restart: anything may stand in it */
  picture(asked: unknown): Promise<ToThread>;
  /** @param data what the page said, as it came */
  hear(data: unknown, answer: (message: ToThread) => void): Promise<void>;
}

/** What the page keeps over a restart of the window. */
export interface ThreadMemory {
  readonly key: string;
  /** GitHub's number: discussions are counted in each repository. */
  readonly repository: number;
}

/** One discussion. Every text is safe to show but those called Markdown, which are untrusted; instants are said already. */
export interface ThreadPicture extends ThreadMemory {
  /** Where the team's pages are. */
  readonly server: string;
  readonly title: string;
  /** "Q&A", "Open", "Answered", "#12" */
  readonly facts: readonly string[];
  /** What stands above everything: how old it is, what is in the way, what was refused. */
  readonly notices: readonly ThreadNotice[];
  readonly actions: readonly { readonly name: ThreadActionName; readonly label: string }[];
  readonly decision?: PictureDecision;
  readonly opening?: PictureSaid;
  /** As it stands among the comments, if it does. */
  readonly answer?: PictureSaid;
  readonly earlier?: { readonly label: string; readonly isBusy: boolean };
  readonly comments: readonly PictureComment[];
  /** What is being written, as it was when the discussion was opened here. */
  readonly drafts: readonly { readonly to?: string; readonly text: string }[];
  /** Why nobody may answer here. */
  readonly isClosedTo?: string;
  /** Characters. */
  readonly longest: number;
  readonly words: ThreadWords;
}

/** How a decision or a hand-off stands. */
export interface PictureDecision {
  readonly heading: string;
  /** "Open until Thu 17:30. Then @ana decides." */
  readonly standing: string;
  /** What else there is to know, a sentence each. */
  readonly notes: readonly string[];
  /** Of the table. */
  readonly columns: readonly [string, string, string];
  /** One for each who is asked, or for each stop. */
  readonly rows: readonly { readonly who: string; readonly answer: string; readonly times: string }[];
}

export interface ThreadNotice {
  readonly text: string;
  readonly unsent?: PictureUnsent;
}

/** `acts` are offered as buttons. */
export interface PictureUnsent {
  readonly id: string;
  readonly acts: readonly UnsentAct[];
}

export interface PictureSaid {
  /** GitHub's name for it, or the mutation's id of one that GitHub has not got. */
  readonly id: string;
  readonly isOpening: boolean;
  /** "@bo" */
  readonly by: string;
  /** "Mon 15:00 (19:30 in Kolkata)", "edited" */
  readonly facts: readonly string[];
  /** "Comment by @bo, Mon 15:00" */
  readonly spoken: string;
  /** Untrusted. */
  readonly markdown: string;
  /** Why its text is not to be seen at once; `isGone`: there is none. */
  readonly hidden?: { readonly why: string; readonly isGone: boolean };
  /** Not at GitHub yet, or refused. */
  readonly unsent?: PictureUnsent & { readonly why: string };
  readonly isAnswer: boolean;
  readonly reactions: readonly PictureReaction[];
  /** What it starts with where somebody replies to it; absent: nobody can. */
  readonly replyStart?: string;
  readonly offers: readonly ('markAnswer' | 'unmarkAnswer')[];
}

export interface PictureComment extends PictureSaid {
  readonly replies: readonly PictureSaid[];
  /** "3 earlier replies are on GitHub" */
  readonly earlierReplies?: string;
}

export interface PictureReaction {
  readonly kind: ReactionKind;
  readonly sign: string;
  readonly count: number;
  readonly isMine: boolean;
  /** "Thumbs up: 2" */
  readonly label: string;
  /** It can be given and taken back. */
  readonly isOffered: boolean;
}

export interface ThreadWords {
  readonly actions: string;
  readonly answer: string;
  readonly comments: string;
  readonly noComments: string;
  readonly show: string;
  readonly hide: string;
  readonly reply: string;
  readonly markAnswer: string;
  readonly unmarkAnswer: string;
  /** What stands before the name of the comment in a toolbar's label: "Actions for". */
  readonly more: string;
  readonly write: string;
  readonly writeReply: string;
  readonly send: string;
  readonly sendReply: string;
  readonly hint: string;
  /** "{0} characters too many": `{0}` stands in it. */
  readonly tooLong: string;
  readonly saved: string;
  readonly image: string;
  readonly table: string;
  readonly unsent: Readonly<Record<UnsentAct, string>>;
}

const longestName = 300;
/** Longer than anything GitHub takes: what is too long is kept as well. */
const longestText = 2_000_000;
const longestAddress = 10_000;

/** Total: undefined for whatever is no message. */
export function readMessage(data: unknown): FromThread | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, key, to, text, comment, isOver, reaction, action, act, id, address } = data;
  if (kind === 'ready') return { kind };
  if (kind === 'link') return isText(address, longestAddress) ? { kind, address } : undefined;
  if (!isName(key)) return undefined;
  switch (kind) {
    case 'draft':
    case 'say':
      return isText(text, longestText) && isNameOrNone(to)
        ? { kind, key, ...(to !== undefined && { to }), text }
        : undefined;
    case 'markAnswer':
      return isName(comment) && typeof isOver === 'boolean' ? { kind, key, comment, isOver } : undefined;
    case 'react':
      return isReaction(reaction) && isNameOrNone(comment) && typeof isOver === 'boolean'
        ? { kind, key, ...(comment !== undefined && { comment }), reaction, isOver }
        : undefined;
    case 'earlier':
      return { kind, key };
    case 'action': {
      const known = threadActionNames.find((one) => one === action);
      return known && { kind, key, action: known };
    }
    case 'unsent': {
      const known = unsentActs.find((one) => one === act);
      return known && isName(id) ? { kind, key, id, act: known } : undefined;
    }
    default:
      return undefined;
  }
}

/** What can be read of what the page kept. @param data may be anything */
export function readMemory(data: unknown): { readonly key?: string; readonly repository?: number } {
  const { key, repository } = isRecord(data) ? data : {};
  return {
    ...(isName(key) && { key }),
    ...(typeof repository === 'number' && Number.isInteger(repository) && { repository }),
  };
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isName(value: unknown): value is string {
  return isText(value, longestName) && value !== '';
}

function isNameOrNone(value: unknown): value is string | undefined {
  return value === undefined || isName(value);
}
