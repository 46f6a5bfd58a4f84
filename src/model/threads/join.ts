/** Two readings of one discussion as one: what one tells of the end of it, and another of what came before. */
import type { Said, Talk, ThreadComment } from './talk.js';

/**
 * Where they do not touch, nobody knows what was said between them: only the later one counts. What was said after the later
 * one was told stands in the other only where this account has said it: an answer to whoever writes tells of nothing else.
 */
export function joinedTalk(one: Talk, other: Talk): Talk {
  const [older, newer] = one.at <= other.at ? [one, other] : [other, one];
  const known = new Map(older.comments.map((comment) => [comment.id, comment]));
  const comments = newer.comments.map((comment) => withReplies(comment, known.get(comment.id), newer.at));
  const before = leading(older.comments, newer.comments, newer.earlier);
  const after = trailing(older.comments, newer.comments, newer.at);
  return { ...newer, comments: [...before, ...comments, ...after], earlier: newer.earlier - before.length };
}

/** What came before all that is known of it. @param page its comments end where those of `talk` begin */
export function withEarlier(talk: Talk, page: Talk): Talk {
  const known = new Set(talk.comments.map(({ id }) => id));
  const before = page.comments.filter(({ id }) => !known.has(id));
  return { ...talk, comments: [...before, ...talk.comments], earlier: Math.max(0, talk.earlier - before.length) };
}

/** @param at when the comment was told: ISO instant by GitHub's clock */
function withReplies(comment: ThreadComment, known: ThreadComment | undefined, at: string): ThreadComment {
  if (!known) return comment;
  const before = leading(known.replies, comment.replies, comment.earlierReplies);
  const after = trailing(known.replies, comment.replies, at);
  if (before.length === 0 && after.length === 0) return comment;
  return {
    ...comment,
    replies: [...before, ...comment.replies, ...after],
    earlierReplies: comment.earlierReplies - before.length,
  };
}

/** Of an older list, what stands before the first that both have; no more than is said to be missing. */
function leading<T extends { readonly id: string }>(
  older: readonly T[],
  newer: readonly T[],
  missing: number,
): readonly T[] {
  const first = newer[0]?.id;
  const place = older.findIndex(({ id }) => id === first);
  return place <= 0 || missing <= 0 ? [] : older.slice(0, place).slice(-missing);
}

function trailing<T extends Said>(older: readonly T[], newer: readonly T[], at: string): readonly T[] {
  const known = new Set(newer.map(({ id }) => id));
  return older.filter((said) => said.at > at && !known.has(said.id));
}
