/** The kinds of what can be captured, one row each: how it looks, where it lives, and whether anybody waits for it. */
import type { TeamFile } from './team.js';

interface Look {
  /** Codicon name. */
  readonly icon: string;
  /** What a line begins with to be of this kind. */
  readonly sign?: string;
}

type Place =
  /** `issueLabel`: what an issue of this kind is given where the role allows it. */
  | { readonly place: 'issue'; readonly issueLabel: string }
  /**
   * `category`: where it is opened, unless the team file names another. `isAnswered`: only where an answer can be marked.
   * `issueLabel`: it is an issue where there is no such category.
   */
  | {
      readonly place: 'discussion';
      readonly category: string;
      readonly isAnswered?: true;
      readonly issueLabel?: string;
    }
  /** On this machine and nowhere else. */
  | { readonly place: 'here' };

type Waiting =
  /**
   * Somebody cannot go on until it is closed: it stands in the ledger, holds people up, and is reassigned and resolved.
   * `expectation`: which of the team's agreements says when an answer is due.
   */
  | { readonly isAwaited: true; readonly expectation: keyof TeamFile['expectations'] }
  /** It says itself until when. */
  | { readonly isAwaited: true; readonly expectation: 'closing' }
  | { readonly isAwaited: false };

/** Its line may say what cannot go on without it. */
interface Blocking {
  readonly saysWhatItBlocks?: true;
}

/** No line holds it: it is written as a document. */
interface Writing {
  readonly isWritten?: true;
}

/** What differs between kinds; their words are in views/words/kinds.ts. */
export type KindFacts = Look & Place & Waiting & Blocking & Writing;

const written = { place: 'discussion', category: 'General', isAwaited: true, isWritten: true } as const;

export const kinds = {
  blocker: {
    icon: 'stop-circle',
    sign: '!',
    place: 'issue',
    issueLabel: 'blocked',
    isAwaited: true,
    expectation: 'blocker',
    saysWhatItBlocks: true,
  },
  question: {
    icon: 'question',
    sign: '?',
    place: 'discussion',
    category: 'Q&A',
    isAnswered: true,
    issueLabel: 'question',
    isAwaited: true,
    expectation: 'question',
  },
  task: { icon: 'tasklist', sign: '+', place: 'issue', issueLabel: 'task', isAwaited: false },
  idea: { icon: 'lightbulb', sign: '*', place: 'discussion', category: 'Ideas', isAwaited: false },
  announcement: { icon: 'megaphone', place: 'discussion', category: 'Announcements', isAwaited: false },
  decision: { ...written, icon: 'law', expectation: 'closing' },
  checkIn: { ...written, icon: 'checklist', expectation: 'question' },
  handOff: { ...written, icon: 'arrow-swap', expectation: 'blocker' },
  memo: { ...written, icon: 'file-text', expectation: 'closing' },
  watercooler: { icon: 'coffee', place: 'discussion', category: 'General', isAwaited: false, isWritten: true },
  note: { icon: 'note', sign: '-', place: 'here', isAwaited: false },
} satisfies Readonly<Record<string, KindFacts>>;

export type Kind = keyof typeof kinds;

type KindsThat<F> = { [K in Kind]: (typeof kinds)[K] extends F ? K : never }[Kind];

/** Those that are an issue, always or where there is no other place for them. */
export type ItemKind = KindsThat<{ readonly issueLabel: string }>;
export type DiscussionKind = KindsThat<{ readonly place: 'discussion' }>;
/** Those that somebody waits for while they are an issue. */
export type AwaitedKind = ItemKind & KindsThat<{ readonly isAwaited: true }>;

/** Those that are captured in a line. */
export type LineKind = Exclude<Kind, KindsThat<{ readonly isWritten: true }>>;

export const kindNames = Object.keys(kinds) as readonly Kind[];
export const lineKindNames = kindNames.filter(isLineKind);
export const itemKindNames = kindNames.filter(isItemKind);

export function isItemKind(name: unknown): name is ItemKind {
  return typeof name === 'string' && Object.hasOwn(kinds, name) && 'issueLabel' in kinds[name as Kind];
}

export function isLineKind(kind: Kind): kind is LineKind {
  return (kinds[kind] as KindFacts).isWritten !== true;
}

export function isDiscussionKind(kind: Kind): kind is DiscussionKind {
  return kinds[kind].place === 'discussion';
}

export function isAwaitedKind(kind: ItemKind): kind is AwaitedKind {
  return kinds[kind].isAwaited;
}

/** A line that begins with the sign of a kind and a blank is of that kind: "? Who knows the lamp" is a question, `*args` is no idea. */
export function kindBegun(line: string): { readonly kind: LineKind; readonly text: string } | undefined {
  const [, sign, text = ''] = /^\s*([!?+*-])\s+(.*)$/su.exec(line) ?? [];
  const kind = lineKindNames.find((name) => sign !== undefined && (kinds[name] as KindFacts).sign === sign);
  return kind && { kind, text };
}
