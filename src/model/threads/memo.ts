/** A memo in a discussion: whom it asks for comments and until when, and who has said something there. */
import type { Person } from '../people/person.js';
import type { Said, Talk } from './talk.js';

export interface MemoTerms {
  /** Who is asked. */
  readonly named: readonly Person[];
  /** ISO instant. */
  readonly until: string;
}

/** Those who are asked and have said nothing there, neither a comment nor a reply. */
export function silentIn({ named }: MemoTerms, { comments }: Pick<Talk, 'comments'>): readonly Person[] {
  const said = comments.flatMap((comment) => [comment, ...comment.replies]);
  const heard = new Set(said.flatMap((one) => (one.by.kind === 'person' && isComment(one) ? one.by.person.id : [])));
  return named.filter(({ id }) => !heard.has(id));
}

/** Whoever only says when they will look at it has said nothing yet. */
function isComment({ hidden, record }: Said): boolean {
  return hidden?.kind !== 'deleted' && (record === undefined || record.kind === 'comment');
}
