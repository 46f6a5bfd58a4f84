/** What was captured: its content, and the item it becomes on the board. */
import { beginningOf } from '../../base/plainText.js';
import type { Person } from '../people/person.js';
import { type AwaitedKind, type ItemKind, isAwaitedKind } from './kinds.js';
import type { IssueReference } from './reference.js';
import { isMeant, issueAddress, type Team, type TeamFile } from './team.js';

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
export interface Content {
  readonly title: string;
  /** Text too long for a title, or added by hand on GitHub. */
  readonly notes?: string;
  /** Login of the person who has to do something. */
  readonly owner?: string;
  /** ISO instant. */
  readonly needBy?: string;
  readonly outcome?: string;
  /** The work that cannot go on. */
  readonly blocks?: IssueReference;
}

export interface Item extends Content {
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
  /** Whose login the owner's is, where GitHub has told: of whoever is assigned there. */
  readonly ownerId?: number;
  /** The issue's number; absent until GitHub has confirmed it. */
  readonly number?: number;
  /** It was closed once, and is open again. */
  readonly isReopened?: boolean;
  /** Whoever wrote it has left the team since. */
  readonly isFormer?: boolean;
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

/** Whether it is this person who has to do something. A login alone may be somebody else's by now. */
export function isOwnedBy(
  { owner, ownerId }: Pick<Item, 'owner' | 'ownerId'>,
  person: Person,
  file: TeamFile | undefined,
): boolean {
  if (ownerId !== undefined) return ownerId === person.id;
  return owner !== undefined && isMeant(file, owner, person);
}

/** One that somebody waits for. */
export type AwaitedItem = Item & { readonly kind: AwaitedKind };

export function isAwaitedItem(item: Item): item is AwaitedItem {
  return isAwaitedKind(item.kind);
}

/** Its page on the team's server; undefined until GitHub has confirmed it. */
export function itemAddress(team: Team, { number }: Item): string | undefined {
  return number === undefined ? undefined : issueAddress(team, number);
}

/** GitHub refuses titles over 256 characters; a shorter one is easier to read in a list. */
const longestTitle = 160;

/** Splits what was typed into a title and, where it is too long or has several lines, notes that hold the whole text. */
export function contentFrom(text: string): Content {
  const whole = text.trim();
  const [firstLine = ''] = whole.split(/\r?\n/, 1);
  if (firstLine.length <= longestTitle && firstLine.length === whole.length) return { title: whole };
  const cut = beginningOf(firstLine, longestTitle);
  const title =
    firstLine.length <= longestTitle
      ? firstLine
      : `${beginningOf(cut, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trimEnd()}…`;
  return { title: withoutLoneSurrogates(title), notes: whole };
}

/** What was typed or pasted may hold half an emoji. */
function withoutLoneSurrogates(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}
