/** The signs of reactions, in GitHub's order. */
import type { ReactionKind } from '../../model/threads/talk.js';

export const reactionSigns = {
  thumbsUp: '👍',
  thumbsDown: '👎',
  laugh: '😄',
  hooray: '🎉',
  confused: '😕',
  heart: '❤️',
  rocket: '🚀',
  eyes: '👀',
} as const satisfies Readonly<Record<ReactionKind, string>>;

export function isReaction(value: unknown): value is ReactionKind {
  return typeof value === 'string' && Object.hasOwn(reactionSigns, value);
}
