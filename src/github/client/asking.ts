/** One repository at GitHub: how it is asked, and what its answers mean. */
import type { Delta } from '../../model/board/board.js';
import type { Person } from '../../model/people/person.js';
import type { Outcome } from '../../ports/remote.js';
import type { Editors } from './editors.js';
import type { Meaning } from './errors.js';
import type { Reply, Send } from './reply.js';

export interface Reading {
  readonly ask: Send;
  readonly meaning: (reply: Reply) => Meaning | { readonly kind: 'fine' };
  readonly me: Person;
}

/** What it takes to write as well. */
export interface Writing extends Reading {
  /** What a write ended in. @param read undefined where the answer is none of GitHub's to this question */
  /** Who has changed some nodes last; undefined where GitHub does not answer. */
  readonly editors: (ids: readonly string[]) => Promise<Editors | undefined>;
  readonly outcome: (reply: Reply, read: (data: unknown) => Delta | undefined) => Outcome;
}
