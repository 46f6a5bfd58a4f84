/** Where a discussion of some kind is begun: the category the team has agreed on, else the usual one, else the next best. */
import type { Board } from '../board/board.js';
import { type DiscussionKind, type KindFacts, kinds } from '../board/kinds.js';
import type { Category, Forum } from '../threads/forum.js';

export type Placement =
  | { readonly kind: 'category'; readonly category: Category }
  /** It is an issue instead. */
  | { readonly kind: 'issue'; readonly why: Lack }
  | { readonly kind: 'nowhere'; readonly why: Lack | 'unheard' };

/** `off`: there are no discussions at all. */
type Lack = 'off' | 'noCategory';

export function placementOf(kind: DiscussionKind, { forum, teamFile }: Pick<Board, 'forum' | 'teamFile'>): Placement {
  if (!forum) return { kind: 'nowhere', why: 'unheard' };
  const facts: KindFacts = kinds[kind];
  const category = categoryFor(forum, kind, teamFile?.categories[kind]);
  if (category) return { kind: 'category', category };
  const why = forum.isOn || forum.categories.length > 0 ? 'noCategory' : 'off';
  return { kind: 'issueLabel' in facts ? 'issue' : 'nowhere', why };
}

/** GitHub says `off` to some tokens that may write all the same: where it names categories, it is tried. @param agreed name, as the team file has it */
function categoryFor({ categories }: Forum, kind: DiscussionKind, agreed: string | undefined): Category | undefined {
  const facts: KindFacts = kinds[kind];
  const needsAnswers = 'isAnswered' in facts;
  const fitting = categories.filter((one) => one.isOpen && (!needsAnswers || one.isAnswerable));
  const named = (name: string | undefined) =>
    fitting.find((one) => one.name.toLowerCase() === name?.toLowerCase().trim());
  return (
    named(agreed) ??
    named(kinds[kind].category) ??
    named(usual) ??
    // What asks nobody stands where nothing has to be answered.
    fitting.find(({ isAnswerable }) => isAnswerable === needsAnswers)
  );
}

/** Every repository begins with one of this name. */
const usual = 'General';
