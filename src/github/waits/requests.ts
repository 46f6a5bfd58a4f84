/** Hearing what people of the team are asked for beside blockers: reviews of pull requests, and answers to questions. */
import * as v from 'valibot';
import { mentionsIn } from '../../base/mentions.js';
import type { AskedThing, Given } from '../../model/board/links.js';
import type { Repository } from '../../model/board/team.js';
import type { Person } from '../../model/people/person.js';
import { proseOf } from '../../records/block.js';
import {
  actorSchema,
  type Graphql,
  type GraphqlAnswer,
  listedOf,
  nodesOf,
  type userSchema,
} from '../client/graphql.js';
import type { Counts } from '../issues/issues.js';

const pullsPart = `repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title createdAt author { login ... on User { databaseId } }
        reviewRequests(first: 20) { nodes { requestedReviewer { __typename ... on User { login databaseId } } } }
        reviews(last: 20) { nodes { author { login ... on User { databaseId } } authorAssociation state submittedAt } }
        timelineItems(itemTypes: [REVIEW_REQUESTED_EVENT], last: 20) {
          nodes { ... on ReviewRequestedEvent { createdAt actor { login } requestedReviewer { ... on User { login } } } }
        }
      }
    }
  }`;
const forumPart = `forum: repository(owner: $owner, name: $name) {
    discussions(first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number title body createdAt closed isAnswered answerChosenAt author { login ... on User { databaseId } } authorAssociation
        category { isAnswerable } answer { createdAt author { login ... on User { databaseId } } }
      }
    }
  }`;
const queryOf = (...parts: readonly string[]) =>
  `query Asked($owner: String!, $name: String!) {\n  ${parts.join('\n  ')}\n}`;

/**
 * All that is asked; undefined where GitHub has told nothing of reviews. What it has not told of is as it was known: one
 * review, one question, or all questions, since discussions have troubles of their own.
 */
export async function readRequests(
  { ask }: Pick<Graphql, 'ask'>,
  { owner, name }: Repository,
  counts: Counts,
  known: Iterable<AskedThing>,
): Promise<readonly AskedThing[] | undefined> {
  // The repository twice: where one part of it fails, GitHub makes nothing of the whole.
  const both = await ask(queryOf(pullsPart, forumPart), { owner, name });
  // A server that does not know one part answers nothing of either.
  const answer = both.kind === 'unknownField' ? await ask(queryOf(pullsPart), { owner, name }) : both;
  if (answer.kind !== 'answer') return undefined;
  const pulls = partOf(answer, 'repository', pullsSchema)?.pullRequests.nodes;
  if (!pulls) return undefined;
  const forum = partOf(answer, 'forum', forumSchema)?.discussions.nodes;
  const before = [...known];
  return [
    ...told(
      pulls,
      pullSchema,
      (one) => reviewFrom(one, counts),
      before.filter(({ kind }) => kind === 'review'),
    ),
    ...told(
      forum ?? [null],
      discussionSchema,
      (one) => questionFrom(one, counts),
      before.filter(({ kind }) => kind === 'question'),
    ),
  ];
}

/** What stands in a list, and of what cannot be read there what was known; of something without a number, all that is not told. */
function told<S extends v.GenericSchema>(
  nodes: readonly unknown[],
  schema: S,
  read: (one: v.InferOutput<S>) => AskedThing | 'unknown' | undefined,
  known: readonly AskedThing[],
): readonly AskedThing[] {
  const heard = new Map<number | undefined, AskedThing | 'nothing' | 'unknown'>();
  for (const node of nodes) {
    const one = v.safeParse(schema, node);
    const numbered = v.safeParse(v.object({ number: v.number() }), node);
    const number = numbered.success ? numbered.output.number : undefined;
    heard.set(number, one.success ? (read(one.output) ?? 'nothing') : 'unknown');
  }
  const kept = known.filter(({ number }) => (heard.get(number) ?? heard.get(undefined)) === 'unknown');
  return [...[...heard.values()].filter((one) => typeof one === 'object'), ...kept];
}

/** Undefined where nothing of it is told. */
function partOf<S extends v.GenericSchema>(
  { data, errors }: GraphqlAnswer & { kind: 'answer' },
  name: 'repository' | 'forum',
  schema: S,
): v.InferOutput<S> | undefined {
  if (errors.some(({ path }) => !path)) return undefined;
  const read = v.safeParse(schema, (data as Readonly<Record<string, unknown>>)[name]);
  return read.success ? read.output : undefined;
}

function reviewFrom(pull: v.InferOutput<typeof pullSchema>, counts: Counts): AskedThing | 'unknown' | undefined {
  const { number, title, createdAt, author, reviewRequests, reviews, timelineItems } = pull;
  if (!author || !reviewRequests.isWhole) return 'unknown';
  const of = reviewRequests.listed.flatMap(({ requestedReviewer }) => requestedReviewer?.login ?? []);
  const given = reviews.flatMap((review) => givenIn(review, author, counts) ?? []);
  if (of.length === 0 && given.length === 0) return undefined;
  const asked = timelineItems.filter(({ requestedReviewer: one }) => one && of.includes(one.login));
  const since = asked.flatMap((event) => event.createdAt ?? []).sort();
  // The latest last: whoever was asked twice was asked by whom asked last.
  const askers = new Map(asked.map(({ actor, requestedReviewer }) => [requestedReviewer?.login ?? '', actor?.login]));
  const known = [...askers].flatMap(([of, by]) => (by === undefined ? [] : [{ of, by }]));
  return {
    kind: 'review',
    number,
    title,
    by: asPerson(author),
    of,
    ...(known.length > 0 && { askers: known }),
    since: since.at(-1) ?? createdAt,
    given,
  };
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

function questionFrom(
  question: v.InferOutput<typeof discussionSchema>,
  counts: Counts,
): AskedThing | 'unknown' | undefined {
  const { number, title, body, createdAt, closed, author, authorAssociation, category } = question;
  const given = answersIn(question);
  if (closed || !category.isAnswerable || !given) return undefined;
  if (!author) return 'unknown';
  if (!counts(asPerson(author), authorAssociation)) return undefined;
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

const namedSchema = v.fallback(v.nullable(v.object({ login: v.string() })), null);
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
  reviewRequests: listedOf(v.object({ requestedReviewer: v.optional(namedSchema) })),
  reviews: nodesOf(reviewSchema),
  timelineItems: nodesOf(
    v.object({
      createdAt: v.optional(v.string()),
      actor: v.optional(namedSchema),
      requestedReviewer: v.optional(namedSchema),
    }),
  ),
});
const listSchema = v.object({ nodes: v.nullable(v.array(v.unknown())) });
const pullsSchema = v.object({ pullRequests: listSchema });
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
const forumSchema = v.object({ discussions: listSchema });
