/** Owns hearing what people of the team are asked for beside blockers: reviews of pull requests, and answers to questions. */
import * as v from 'valibot';
import type { Person } from '../model/item.js';
import type { Repository } from '../model/team.js';
import type { Asked, Given } from '../model/waits.js';
import { proseOf } from '../records/block.js';
import { actorSchema, type Graphql, type GraphqlAnswer, nodesOf, type userSchema } from './graphql.js';
import type { Counts } from './issues.js';
import { mentionsIn } from './mentions.js';

/** The repository twice: where one part of it fails, GitHub makes nothing of the whole. */
const query = `query Asked($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title createdAt author { login ... on User { databaseId } }
        reviewRequests(first: 20) { nodes { requestedReviewer { __typename ... on User { login databaseId } } } }
        reviews(last: 20) { nodes { author { login ... on User { databaseId } } authorAssociation state submittedAt } }
        timelineItems(itemTypes: [REVIEW_REQUESTED_EVENT], last: 20) {
          nodes { ... on ReviewRequestedEvent { createdAt requestedReviewer { ... on User { login } } } }
        }
      }
    }
  }
  forum: repository(owner: $owner, name: $name) {
    discussions(first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title body createdAt closed isAnswered answerChosenAt author { login ... on User { databaseId } } authorAssociation
        category { isAnswerable } answer { createdAt author { login ... on User { databaseId } } }
      }
    }
  }
}`;

/**
 * All that is asked; undefined where GitHub has not told all of it. Discussions have troubles of their own: what was known
 * of questions then stays.
 */
export async function hearAsked(
  { ask }: Pick<Graphql, 'ask'>,
  { owner, name }: Repository,
  counts: Counts,
  known: Iterable<Asked>,
): Promise<readonly Asked[] | undefined> {
  const answer = await ask(query, { owner, name });
  if (answer.kind !== 'answer') return undefined;
  const pulls = partOf(answer, 'repository', pullsSchema);
  if (!pulls) return undefined;
  const forum = partOf(answer, 'forum', forumSchema);
  const questions = forum
    ? forum.discussions.flatMap((one) => questionFrom(one, counts) ?? [])
    : [...known].filter(({ kind }) => kind === 'question');
  return [...pulls.pullRequests.flatMap((one) => reviewFrom(one, counts) ?? []), ...questions];
}

/** Undefined where anything of it is missing. */
function partOf<S extends v.GenericSchema>(
  { data, errors }: GraphqlAnswer & { kind: 'answer' },
  name: 'repository' | 'forum',
  schema: S,
): v.InferOutput<S> | undefined {
  if (errors.some(({ path }) => !path || path[0] === name)) return undefined;
  const read = v.safeParse(schema, (data as Readonly<Record<string, unknown>>)[name]);
  return read.success ? read.output : undefined;
}

function reviewFrom(pull: v.InferOutput<typeof pullSchema>, counts: Counts): Asked | undefined {
  const { number, title, createdAt, author, reviewRequests, reviews, timelineItems } = pull;
  if (!author) return undefined;
  const of = reviewRequests.flatMap(({ requestedReviewer }) => requestedReviewer?.login ?? []);
  const given = reviews.flatMap((review) => givenIn(review, author, counts) ?? []);
  if (of.length === 0 && given.length === 0) return undefined;
  const asked = timelineItems.flatMap((event) =>
    event.requestedReviewer && of.includes(event.requestedReviewer.login) ? (event.createdAt ?? []) : [],
  );
  return { kind: 'review', number, title, by: asPerson(author), of, since: asked.sort().at(-1) ?? createdAt, given };
}

const verdicts: Readonly<Record<string, Given['verdict']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changesRequested',
  COMMENTED: 'commented',
};

/** Whoever wrote the pull request may talk under it, and anybody else on a public one. */
function givenIn(
  { author, authorAssociation, state, submittedAt }: v.InferOutput<typeof reviewSchema>,
  asker: v.InferOutput<typeof userSchema>,
  counts: Counts,
): Given | undefined {
  const verdict = Object.hasOwn(verdicts, state) ? verdicts[state] : undefined;
  if (!author || author.databaseId === asker.databaseId || !submittedAt || !verdict) return undefined;
  const by = asPerson(author);
  return counts(by, authorAssociation) ? { by, at: submittedAt, verdict } : undefined;
}

function questionFrom(question: v.InferOutput<typeof discussionSchema>, counts: Counts): Asked | undefined {
  const { number, title, body, createdAt, closed, author, authorAssociation, category } = question;
  if (!author || closed || !category.isAnswerable || !counts(asPerson(author), authorAssociation)) return undefined;
  const given = answersIn(question);
  if (!given) return undefined;
  const isOther = (login: string) => login.toLowerCase() !== author.login.toLowerCase();
  const of = mentionsIn(`${title}\n\n${proseOf(body)}`).filter(isOther);
  return { kind: 'question', number, title, by: asPerson(author), of, since: createdAt, given };
}

/** Undefined where it has an answer, but nobody is known to have given it. */
function answersIn(question: v.InferOutput<typeof discussionSchema>): readonly Given[] | undefined {
  const { isAnswered, answer, answerChosenAt } = question;
  if (!answer) return isAnswered ? undefined : [];
  const { author, createdAt } = answer;
  return author ? [{ by: asPerson(author), at: answerChosenAt ?? createdAt, verdict: 'answered' }] : undefined;
}

const asPerson = ({ databaseId, login }: v.InferOutput<typeof userSchema>): Person => ({ id: databaseId, login });

const reviewSchema = v.object({
  author: actorSchema,
  authorAssociation: v.string(),
  state: v.string(),
  submittedAt: v.optional(v.nullable(v.string())),
});
const pullSchema = v.object({
  number: v.number(),
  title: v.string(),
  createdAt: v.string(),
  author: actorSchema,
  // Teams, and apps that review, are nobody in particular.
  reviewRequests: nodesOf(v.object({ requestedReviewer: v.optional(actorSchema) })),
  reviews: nodesOf(reviewSchema),
  timelineItems: nodesOf(
    v.object({
      createdAt: v.optional(v.string()),
      requestedReviewer: v.optional(v.fallback(v.nullable(v.object({ login: v.string() })), null)),
    }),
  ),
});
const pullsSchema = v.object({ pullRequests: nodesOf(pullSchema) });
const discussionSchema = v.object({
  number: v.number(),
  title: v.string(),
  body: v.string(),
  createdAt: v.string(),
  closed: v.boolean(),
  isAnswered: v.optional(v.nullable(v.boolean())),
  answerChosenAt: v.optional(v.nullable(v.string())),
  author: actorSchema,
  authorAssociation: v.string(),
  category: v.object({ isAnswerable: v.boolean() }),
  answer: v.nullable(v.object({ createdAt: v.string(), author: actorSchema })),
});
const forumSchema = v.object({ discussions: nodesOf(discussionSchema) });
