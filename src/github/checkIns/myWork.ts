/** What a check-in is drafted from at GitHub: pull requests and reviews, by one search. Its index lags, and a person edits the draft. */
import * as v from 'valibot';
import { fullName, type Repository } from '../../model/board/team.js';
import type { PullsWork } from '../../model/local/ownWork.js';
import type { Graphql } from '../client/graphql.js';

const pulls = '{ nodes { ... on PullRequest { number title state repository { databaseId } } } }';

/** One point. */
export const myWorkDocument = `query MyWork($mine: String!, $reviewed: String!) {
  mine: search(type: ISSUE, first: 20, query: $mine) ${pulls}
  reviewed: search(type: ISSUE, first: 20, query: $reviewed) ${pulls}
}`;

/** Undefined where GitHub does not say. @param since ISO instant */
export async function myWork(
  graphql: Pick<Graphql, 'ask'>,
  repository: Repository,
  since: string,
): Promise<PullsWork | undefined> {
  const where = `repo:${fullName(repository)} is:pr updated:>=${since}`;
  const answer = await graphql.ask(myWorkDocument, {
    mine: `${where} author:@me`,
    reviewed: `${where} reviewed-by:@me -author:@me`,
  });
  const read = answer.kind === 'answer' ? v.safeParse(answerSchema, answer.data) : undefined;
  if (!read?.success) return undefined;
  // A name is heard with its number: somebody else's repository may have it by now.
  const here = ({ nodes }: v.InferOutput<typeof listSchema>) =>
    nodes.flatMap((one) => (one?.repository.databaseId === repository.id ? [one] : []));
  const brief = ({ number, title }: { readonly number: number; readonly title: string }) => ({ number, title });
  const mine = here(read.output.mine);
  return {
    merged: mine.filter(({ state }) => state === 'MERGED').map(brief),
    open: mine.filter(({ state }) => state === 'OPEN').map(brief),
    reviewed: here(read.output.reviewed).map(brief),
  };
}

const pullSchema = v.object({
  number: v.number(),
  title: v.string(),
  state: v.string(),
  repository: v.object({ databaseId: v.number() }),
});
const listSchema = v.object({ nodes: v.array(v.fallback(v.nullable(pullSchema), null)) });
const answerSchema = v.object({ mine: listSchema, reviewed: listSchema });
