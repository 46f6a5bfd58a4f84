/** Owns hearing what blockers were resolved with: the last that somebody who counts has said before they were closed. */
import * as v from 'valibot';
import type { Repository } from '../model/team.js';
import { type Answer, longestAnswer } from '../model/waits.js';
import { proseOf } from '../records/block.js';
import { actorSchema, askIssues, type Graphql, nodesOf } from './graphql.js';
import type { Counts } from './issues.js';

const fields =
  'number closedAt comments(last: 5) { nodes { body createdAt author { login ... on User { databaseId } } authorAssociation } }';

/** Whoever closes with a comment has GitHub say it a moment after closing. Milliseconds. */
const afterwards = 60_000;

/** Of some issues what resolved them; undefined where nobody has said anything, or they are not closed or not there. */
export async function hearAnswers(
  graphql: Pick<Graphql, 'ask'>,
  repository: Repository,
  numbers: readonly number[],
  counts: Counts,
) {
  const answer = await askIssues(graphql, repository, numbers, fields, issueSchema);
  if (answer.kind !== 'told') return answer;
  const issues = new Map(
    [...answer.issues].map(([number, issue]) => [number, issue && answerFrom(issue, counts)] as const),
  );
  return { kind: 'told' as const, issues };
}

function answerFrom(issue: v.InferOutput<typeof issueSchema>, counts: Counts): Answer | undefined {
  const { number, closedAt, comments } = issue;
  if (closedAt === null) return undefined;
  for (const { body, createdAt, author, authorAssociation } of [...comments].reverse()) {
    if (!author || Date.parse(createdAt) > Date.parse(closedAt) + afterwards) continue;
    const by = { id: author.databaseId, login: author.login };
    const text = cut(proseOf(body));
    if (text !== '' && counts(by, authorAssociation)) return { number, by, text, at: createdAt };
  }
  return undefined;
}

function cut(text: string): string {
  const first = text.slice(0, longestAnswer);
  // Half an emoji is none.
  return /[\uD800-\uDBFF]$/.test(first) ? first.slice(0, -1) : first;
}

const issueSchema = v.object({
  number: v.number(),
  closedAt: v.nullable(v.string()),
  comments: nodesOf(
    v.object({ body: v.string(), createdAt: v.string(), author: actorSchema, authorAssociation: v.string() }),
  ),
});
