/** Asking GraphQL: one question after the other, and answers that are partly errors. */
import * as v from 'valibot';
import type { Repository } from '../../model/board/team.js';
import type { Clock } from '../../ports/clock.js';
import { graphqlRoute } from './client.js';
import type { Reply, Send } from './reply.js';

export interface Graphql {
  /** The same as the client's, but one after the other. */
  readonly send: Send;
  /** Nobody waits for an answer: whoever asks now need not wait for others. */
  isIdle(): boolean;
  ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer>;
}

export type GraphqlAnswer =
  /** Parts of it may be missing; then there is an error for each. */
  | { readonly kind: 'answer'; readonly data: unknown; readonly errors: readonly GraphqlError[] }
  /** This server does not know what was asked for. `names`: of fields and arguments, as far as it says. */
  | { readonly kind: 'unknownField'; readonly names: readonly string[] }
  | { readonly kind: 'failed' };

export function createGraphql(ask: Send): Graphql {
  let last: Promise<unknown> = Promise.resolve();
  let unanswered = 0;
  const send: Send = (...question) => {
    unanswered++;
    const reply = last.then(() => ask(...question)).finally(() => void unanswered--);
    last = reply;
    return reply;
  };
  return {
    send,
    isIdle: () => unanswered === 0,
    ask: async (query, variables) => answerIn(await send(graphqlRoute, { query, variables })),
  };
}

/** Milliseconds. What takes longer is told with the next news: it must not hold up what has been heard. */
const patience = 2_000;

/** Waits for an answer no longer than a turn can. */
export async function soonOrLater(asking: Promise<void>, clock: Clock, signal?: AbortSignal): Promise<void> {
  const finished = new AbortController();
  const late = clock.sleep(patience, AbortSignal.any([finished.signal, ...(signal ? [signal] : [])]));
  await Promise.race([asking, late]).finally(() => finished.abort());
}

function answerIn(reply: Reply): GraphqlAnswer {
  const read = reply.kind === 'answer' && reply.status === 200 ? v.safeParse(replySchema, reply.data) : undefined;
  if (!read?.success) return { kind: 'failed' };
  const { data, errors } = read.output;
  if (data) return { kind: 'answer', data, errors };
  const unknown = errors.filter(
    ({ extensions: { code } }) => code === 'undefinedField' || code === 'argumentNotAccepted',
  );
  if (unknown.length === 0) return { kind: 'failed' };
  const names = unknown.flatMap(({ extensions }) => extensions.argumentName ?? extensions.fieldName ?? []);
  return { kind: 'unknownField', names };
}

/** Of so many issues at once. */
export const issuesAtOnce = 50;
/** What GraphQL takes for a number. */
const largestNumber = 2 ** 31 - 1;

export type Replies<T> = ReadonlyMap<number, T | undefined>;

/**
 * Asks for some issues of a repository, `issuesAtOnce` at most. Undefined are those that are not there; of those that are
 * missing in what comes back GitHub has said nothing.
 * @param fieldsOf of `Issue`, the same for all or for each its own
 */
export function askIssues<S extends v.GenericSchema>(
  graphql: Pick<Graphql, 'ask'>,
  repository: Repository,
  numbers: readonly number[],
  fieldsOf: string | ((number: number) => string),
  schema: S,
) {
  const fields = typeof fieldsOf === 'string' ? () => fieldsOf : fieldsOf;
  return askNumbered(
    graphql,
    repository,
    numbers,
    (number) => `issue(number: ${number}) { ${fields(number)} }`,
    schema,
  );
}

/** The same for whatever has a number. @param partOf of `Repository` */
export async function askNumbered<S extends v.GenericSchema>(
  { ask }: Pick<Graphql, 'ask'>,
  { owner, name }: Repository,
  numbers: readonly number[],
  partOf: (number: number) => string,
  schema: S,
): Promise<
  { readonly kind: 'told'; readonly issues: Replies<v.InferOutput<S>> } | Exclude<GraphqlAnswer, { data: unknown }>
> {
  const possible = numbers.filter((number) => Number.isInteger(number) && number > 0 && number <= largestNumber);
  const issues = new Map<number, v.InferOutput<S> | undefined>();
  const asked = new Set(possible);
  for (const number of numbers) if (!asked.has(number)) issues.set(number, undefined);
  if (possible.length === 0) return { kind: 'told', issues };
  const aliases = possible.map((number) => `i${number}: ${partOf(number)}`);
  const answer = await ask(
    `query Issues($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${aliases.join('\n')} } }`,
    { owner, name },
  );
  if (answer.kind !== 'answer') return answer;
  const { repository } = answer.data as { repository?: Readonly<Record<string, unknown>> | null };
  if (!repository) return { kind: 'failed' };
  const absent = new Set(answer.errors.flatMap(({ type, path }) => (type === 'NOT_FOUND' ? [path?.[1]] : [])));
  for (const number of possible) {
    const issue = v.safeParse(schema, repository[`i${number}`]);
    if (issue.success) issues.set(number, issue.output);
    else if (absent.has(`i${number}`)) issues.set(number, undefined);
  }
  return { kind: 'told', issues };
}

/** Someone whom GitHub names by number. Apps and deleted accounts are none. */
export const userSchema = v.object({ login: v.string(), databaseId: v.number() });
export const actorSchema = v.fallback(v.nullable(userSchema), null);
/** What may not be seen is null; what cannot be read costs only itself. */
export const nodesOf = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.object({ nodes: v.nullable(v.array(v.fallback(v.nullable(schema), null))) }),
    v.transform(({ nodes }) => (nodes ?? []).filter((one): one is NonNullable<typeof one> => one !== null)),
  );

/** Where it matters how many of a list were not told: none of a list that is null. */
export const listedOf = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.object({ nodes: v.nullable(v.array(v.fallback(v.nullable(schema), null))) }),
    v.transform(({ nodes }) => {
      const listed = (nodes ?? []).filter((one): one is NonNullable<typeof one> => one !== null);
      return { listed, isWhole: nodes !== null && listed.length === nodes.length };
    }),
  );

const errorSchema = v.object({
  type: v.optional(v.string()),
  path: v.optional(v.nullable(v.array(v.unknown()))),
  extensions: v.optional(
    v.fallback(
      v.object({
        code: v.optional(v.string()),
        fieldName: v.optional(v.string()),
        argumentName: v.optional(v.string()),
      }),
      {},
    ),
    {},
  ),
});
type GraphqlError = v.InferOutput<typeof errorSchema>;

const replySchema = v.object({
  data: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  errors: v.optional(v.array(v.fallback(errorSchema, { extensions: {} })), []),
});
