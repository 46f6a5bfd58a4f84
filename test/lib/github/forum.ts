/**
 * What the simulated GitHub keeps of discussions: their categories, and what was said in them. It decides nothing: what may
 * happen to them is in `discussions.ts`.
 */

import { asOf, type LockReason, type Repository, replace, type Slot, slotOf, type World } from './world.js';

export interface Category {
  /** For good; the name may change. */
  readonly slug: string;
  readonly name: string;
  readonly emoji: string;
  readonly isAnswerable: boolean;
  /** Who may begin discussions there. Polls cannot be made through the API. */
  readonly openTo: 'readers' | 'maintainers' | 'web';
}

/** Those that every repository starts with. No API can make or change one. */
export const usualCategories: readonly Category[] = [
  { name: 'Announcements', slug: 'announcements', emoji: ':mega:', isAnswerable: false, openTo: 'maintainers' },
  { name: 'General', slug: 'general', emoji: ':speech_balloon:', isAnswerable: false, openTo: 'readers' },
  { name: 'Ideas', slug: 'ideas', emoji: ':bulb:', isAnswerable: false, openTo: 'readers' },
  { name: 'Polls', slug: 'polls', emoji: ':ballot_box:', isAnswerable: false, openTo: 'web' },
  { name: 'Q&A', slug: 'q-a', emoji: ':pray:', isAnswerable: true, openTo: 'readers' },
  { name: 'Show and tell', slug: 'show-and-tell', emoji: ':raised_hands:', isAnswerable: false, openTo: 'readers' },
];

/** What a client knows it by. */
export const categoryNodeId = ({ nodeId }: Repository, { slug }: Category): string => `DIC_${nodeId.slice(2)}_${slug}`;

export const categoriesOf = (world: World, { id }: Repository): readonly Category[] =>
  world.categories.get(id) ?? usualCategories;

export function categoryOf(world: World, repository: Repository, slug: string): Category {
  const found = categoriesOf(world, repository).find((one) => one.slug === slug);
  if (!found) throw new Error(`there is no category ${slug}`);
  return found;
}

export interface Discussion {
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  /** Counted together with issues. */
  readonly number: number;
  /** Its slug. */
  readonly category: string;
  readonly title: string;
  readonly body: string;
  readonly author: number;
  /** Oldest first, replies among them. */
  readonly comments: readonly DiscussionComment[];
  readonly answer: { readonly comment: number; readonly by: number; readonly at: number } | null;
  readonly closedAt: number | null;
  readonly closedAs: CloseReason | null;
  readonly locked: boolean;
  readonly lockReason: LockReason | null;
  readonly edited: Edit | null;
  readonly reactions: readonly Reaction[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DiscussionComment {
  readonly id: number;
  readonly nodeId: string;
  readonly author: number;
  readonly body: string;
  /** A comment that is no reply itself. */
  readonly replyTo: number | null;
  readonly minimized: Classifier | null;
  readonly deletedAt: number | null;
  readonly edited: Edit | null;
  readonly reactions: readonly Reaction[];
  readonly createdAt: number;
}

export interface Edit {
  readonly by: number;
  readonly at: number;
}

export type CloseReason = 'RESOLVED' | 'DUPLICATE' | 'OUTDATED';
export type Classifier = 'abuse' | 'duplicate' | 'off-topic' | 'outdated' | 'resolved' | 'spam';

export const reactionContents = [
  'THUMBS_UP',
  'THUMBS_DOWN',
  'LAUGH',
  'HOORAY',
  'CONFUSED',
  'HEART',
  'ROCKET',
  'EYES',
] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly by: number;
  readonly content: ReactionContent;
  readonly at: number;
}

/** By repository, then by number. */
export type Forums = Map<number, Map<number, Slot<Discussion>>>;

/** @param moment lists that lag show the past */
export const discussionsOf = (world: World, { id }: Repository, moment = Number.POSITIVE_INFINITY): Discussion[] =>
  [...(world.forums.get(id)?.values() ?? [])].flatMap((slot) => asOf(slot, moment) ?? []);

export const discussionOf = (
  world: World,
  { id }: Repository,
  number: number,
  moment = Number.POSITIVE_INFINITY,
): Discussion | undefined => {
  const slot = world.forums.get(id)?.get(number);
  return slot && asOf(slot, moment);
};

export function putDiscussion(world: World, discussion: Discussion, now: number): Discussion {
  const forum = world.forums.get(discussion.repository) ?? new Map<number, Slot<Discussion>>();
  world.forums.set(discussion.repository, forum);
  const slot = forum.get(discussion.number);
  if (slot) replace(world, slot, discussion, now);
  else {
    forum.set(discussion.number, slotOf(discussion, now));
    world.revision++;
  }
  return discussion;
}

export function dropDiscussion(world: World, { repository, number }: Discussion, now: number): void {
  const slot = world.forums.get(repository)?.get(number);
  if (slot) replace(world, slot, undefined, now);
}
