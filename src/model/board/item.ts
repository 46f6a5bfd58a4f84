/** Owns what can be captured: the kinds, one row each, and the item they become on the board. */
import type { ThingName } from './thing.js';

/** A person as GitHub names them. `id` is who they are for good; `login` may change. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

/** What the editor knew at the moment of capture. All of it is shown to the person before it is sent. */
export interface Context {
  /** `owner/name` of the repository the person was working in. */
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
  /** Path inside that repository, with `/`. */
  readonly path?: string;
  /** First and last line, counted from 1. */
  readonly lines?: readonly [number, number];
  /** An https address of those lines; absent where the commit is not on GitHub. */
  readonly permalink?: string;
  readonly diagnostic?: string;
}

/** What a person can say about an item and change later. */
export interface Words {
  readonly title: string;
  /** Text too long for a title, or added by hand on GitHub. */
  readonly notes?: string;
  /** Login of the person who has to do something. */
  readonly owner?: string;
  /** ISO instant. */
  readonly needBy?: string;
  readonly outcome?: string;
  /** The work that cannot go on. */
  readonly blocks?: ThingName;
}

export interface Item extends Words {
  readonly key: ItemKey;
  /** The record's ULID. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly by: Person;
  readonly context?: Context;
  readonly state: 'open' | 'closed';
  /** ISO instants by GitHub's clock; for an unsent item, by this machine's. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly comments: number;
  /** The issue's number; absent until GitHub has confirmed it. */
  readonly number?: number;
  /** `newer`: written by a newer Makertime, `unreadable`: its record was damaged. Shown, never rewritten. */
  readonly record: 'ours' | 'newer' | 'unreadable';
}

/** Author and record together: nobody can take over another person's record by copying its id. */
export type ItemKey = string & { readonly itemKey: never };

export function itemKey(authorId: number, recordId: string): ItemKey {
  return `${authorId}/${recordId}` as ItemKey;
}

/** The record's id; undefined where there is none in it. */
export function recordOf(key: ItemKey): string | undefined {
  return key.split('/')[1];
}

interface KindRow {
  /** Codicon name. */
  readonly icon: string;
  /** Label an issue of this kind is given where the role allows it. */
  readonly issueLabel: string;
}

/** One row a kind. */
export const itemKinds = {
  blocker: { icon: 'circle-slash', issueLabel: 'blocked' },
} satisfies Record<string, KindRow>;

export type ItemKind = keyof typeof itemKinds;

export const itemKindNames = Object.keys(itemKinds) as readonly ItemKind[];

/** GitHub refuses titles over 256 characters; a shorter one is easier to read in a list. */
const longestTitle = 160;

/** Splits what was typed into a title and, where it is too long or has several lines, notes that hold the whole text. */
export function wordsFrom(text: string): Words {
  const whole = text.trim();
  const [firstLine = ''] = whole.split(/\r?\n/, 1);
  if (firstLine.length <= longestTitle && firstLine.length === whole.length) return { title: whole };
  const cut = firstLine.slice(0, longestTitle);
  const title =
    firstLine.length <= longestTitle
      ? firstLine
      : `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
  return { title: withoutLoneSurrogates(title), notes: whole };
}

/** A cut may fall between the two halves of an emoji. */
function withoutLoneSurrogates(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}
