/** Hearing what blockers were resolved with: the last that somebody who counts has said before they were closed. */
import * as v from 'valibot';
import { beginningOf } from '../../base/plainText.js';
import { type Answer, longestAnswer } from '../../model/board/links.js';
import type { Repository } from '../../model/board/team.js';
import { proseOf } from '../../records/block.js';
import { readPromise } from '../../records/promise.js';
import { actorSchema, askIssues, type Graphql } from '../client/graphql.js';
import type { Counts } from './issues.js';

const fieldsOf = (most: number) =>
  `number closedAt comments(last: ${most}) { totalCount nodes { body createdAt author { login ... on User { databaseId } } authorAssociation } }`;
/** Of most issues the last few hold it. Of the others GitHub is asked for as many as it gives at once. */
const [few, most] = [5, 100] as const;
/** So many of those in one turn. */
const mostLong = 5;

/** Whoever closes with a comment has GitHub say it a moment after closing. Milliseconds. */
const afterwards = 60_000;

/**
 * Of some issues what resolved them; undefined where nobody has said anything, or they are not closed or not there. What was
 * known stays where it stands too far back to be seen, or is not told.
 */
export async function readAnswers(
  graphql: Pick<Graphql, 'ask'>,
  repository: Repository,
  numbers: readonly number[],
  counts: Counts,
  known: ReadonlyMap<number, Answer>,
) {
  const answer = await askIssues(graphql, repository, numbers, fieldsOf(few), issueSchema);
  if (answer.kind !== 'told') return answer;
  const told = new Map(answer.issues);
  const isHidden = (issue: v.InferOutput<typeof issueSchema> | undefined, seen: number) =>
    issue !== undefined && issue.closedAt !== null && issue.total > seen && !answerFrom(issue, counts);
  const long = [...told].flatMap(([number, issue]) => (isHidden(issue, few) ? [number] : [])).slice(0, mostLong);
  const whole = long.length > 0 && (await askIssues(graphql, repository, long, fieldsOf(most), issueSchema));
  const seen = new Set<number>();
  if (whole && whole.kind === 'told')
    for (const [number, issue] of whole.issues) {
      told.set(number, issue);
      seen.add(number);
    }
  const issues = new Map(
    [...told].map(([number, issue]) => {
      const isUntold = issue !== undefined && issue.closedAt !== null && !issue.isWhole;
      const stays = isUntold || isHidden(issue, seen.has(number) ? most : few) ? known.get(number) : undefined;
      return [number, issue && (answerFrom(issue, counts) ?? stays)] as const;
    }),
  );
  return { kind: 'told' as const, issues };
}

function answerFrom(issue: v.InferOutput<typeof issueSchema>, counts: Counts): Answer | undefined {
  const { number, closedAt, comments } = issue;
  if (closedAt === null) return undefined;
  for (const { body, createdAt, author, authorAssociation } of [...comments].reverse()) {
    if (!author || Date.parse(createdAt) > Date.parse(closedAt) + afterwards) continue;
    const by = { id: author.databaseId, login: author.login };
    const text = saidIn(body);
    if (text !== '' && counts(by, authorAssociation) && !readPromise(body, by))
      return { number, by, text, at: createdAt };
  }
  return undefined;
}

/** What people read of a comment, as much as is kept of it. */
export function saidIn(body: string): string {
  return beginningOf(proseOf(body), longestAnswer);
}

const commentSchema = v.object({
  body: v.string(),
  createdAt: v.string(),
  author: actorSchema,
  authorAssociation: v.string(),
});
const issueSchema = v.pipe(
  v.object({
    number: v.number(),
    closedAt: v.nullable(v.string()),
    comments: v.object({
      totalCount: v.optional(v.number(), 0),
      nodes: v.nullable(v.array(v.fallback(v.nullable(commentSchema), null))),
    }),
  }),
  v.transform(({ comments: { totalCount, nodes }, ...issue }) => ({
    ...issue,
    total: totalCount,
    comments: (nodes ?? []).filter((one) => one !== null),
    /** Whether it is told who has said each of them. */
    isWhole: nodes?.every((one) => one?.author) ?? false,
  })),
);
