/** Asking an older server only for what it knows: what it has named as unknown once is not asked for again. */
import type { Graphql, GraphqlAnswer } from '../client/graphql.js';
import { dispensable, without } from './documents.js';

/** Undefined where there was no answer. */
export function askWhatIsKnown({ ask }: Pick<Graphql, 'ask'>) {
  const unknown = new Set<string>();
  return async (
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<(GraphqlAnswer & { kind: 'answer' }) | undefined> => {
    // Each round leaves out one more at least.
    for (let round = 0; round <= dispensable.length; round++) {
      const answer = await ask(without(document, unknown), variables);
      if (answer.kind === 'answer') return answer;
      if (answer.kind === 'failed') return undefined;
      const named = answer.names.filter((name) => dispensable.includes(name) && !unknown.has(name));
      // A server that does not say which: without all of them.
      const rest = answer.names.length === 0 ? dispensable.filter((name) => !unknown.has(name)) : named;
      if (rest.length === 0) return undefined;
      for (const name of rest) unknown.add(name);
    }
    return undefined;
  };
}
