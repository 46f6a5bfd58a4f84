/**
 * Owns what the simulated GitHub keeps of discussions: their categories, and what was said in them. It decides nothing: what may
 * happen to them is in `discussions.ts`.
 */

import type { Repository, World } from './world.js';

/** Some of those that every repository starts with. No API can make or change one. */
export const categories = [
  { name: 'General', slug: 'general', emoji: ':speech_balloon:', isAnswerable: false },
  { name: 'Ideas', slug: 'ideas', emoji: ':bulb:', isAnswerable: false },
  { name: 'Q&A', slug: 'q-a', emoji: ':pray:', isAnswerable: true },
] as const;

export type CategoryName = (typeof categories)[number]['name'];

export interface Discussion {
  readonly id: number;
  readonly nodeId: string;
  readonly repository: number;
  /** Counted together with issues. */
  readonly number: number;
  readonly category: CategoryName;
  readonly title: string;
  readonly body: string;
  readonly author: number;
  /** Oldest first. */
  readonly comments: readonly DiscussionComment[];
  readonly answer: { readonly comment: number; readonly by: number; readonly at: number } | null;
  readonly closedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DiscussionComment {
  readonly id: number;
  readonly nodeId: string;
  readonly author: number;
  readonly body: string;
  readonly createdAt: number;
}

/** By repository, then by number. */
export type Forums = Map<number, Map<number, Discussion>>;

export const discussionsOf = (world: World, { id }: Repository): Discussion[] => [
  ...(world.forums.get(id)?.values() ?? []),
];

export const discussionOf = (world: World, { id }: Repository, number: number): Discussion | undefined =>
  world.forums.get(id)?.get(number);

export function putDiscussion(world: World, discussion: Discussion): Discussion {
  const forum = world.forums.get(discussion.repository) ?? new Map<number, Discussion>();
  world.forums.set(discussion.repository, forum);
  forum.set(discussion.number, discussion);
  world.revision++;
  return discussion;
}
