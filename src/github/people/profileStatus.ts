/** Reading and setting the status a person has on GitHub itself: the scope `user` is needed to set it, none to read it. */
import * as v from 'valibot';
import { beginningOf } from '../../base/plainText.js';
import type { Repository } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import type { Audience, BusyRefusal, GitHubStatus, StatusRead, StatusSet } from '../../model/focus/profileStatus.js';
import type { Clock } from '../../ports/clock.js';
import { graphqlRoute } from '../client/client.js';
import { limited, meaningOf } from '../client/errors.js';
import { limitIn } from '../client/limits.js';
import type { Reply, Send } from '../client/reply.js';

/** Of the owner only what every owner has: an organization's own fields but the id would need `read:org`. */
const query = `query Busy($owner: String!, $name: String!) {
  viewer { status { message emoji indicatesLimitedAvailability expiresAt organization { id } } }
  repository(owner: $owner, name: $name) { databaseId owner { __typename id } }
}`;

const mutation = `mutation SetBusy($input: ChangeUserStatusInput!) {
  changeUserStatus(input: $input) { clientMutationId }
}`;

/**
 * One point of GraphQL's to read; five of the secondary limit's to set.
 * @param repository the team's: if an organization owns it, only its members see what focus says
 */
export function busyStatus(send: Send, clock: Pick<Clock, 'now'>, repository: () => Repository) {
  return {
    async read(): Promise<StatusRead> {
      const home = repository();
      const now = clock.now();
      const reply = await send(graphqlRoute, { query, variables: { owner: home.owner, name: home.name } });
      const answer = answerIn(reply, now);
      // A status beside an error may be missing because of it: only what is wrong with the repository does not matter.
      const error = answer.kind === 'answer' && answer.errors.find(({ path }) => path?.[0] !== 'repository');
      const ending = error ? meaningOfError(error) : answer;
      if (ending.kind === 'unsure') return { kind: 'blocked', trouble: ending.trouble };
      if (ending.kind !== 'answer') return ending;
      const read = v.safeParse(readSchema, ending.data);
      if (!read.success) return { kind: 'blocked', trouble: serverDown };
      const at = (reply.kind === 'answer' && Date.parse(reply.headers.date ?? '')) || now;
      const status = statusFrom(read.output.viewer.status, at);
      return { kind: 'seen', ...(status && { status }), audience: audienceIn(read.output, home, ending.errors), at };
    },
    async set(status: GitHubStatus | undefined): Promise<StatusSet> {
      const reply = await send(graphqlRoute, { query: mutation, variables: { input: status ? inputFor(status) : {} } });
      const ending = answerIn(reply, clock.now());
      if (ending.kind !== 'answer') return ending;
      if (v.is(setSchema, ending.data)) return { kind: 'done' };
      const [error] = ending.errors;
      return error ? meaningOfError(error) : { kind: 'unsure', trouble: serverDown };
    },
  };
}

const serverDown: Trouble = { kind: 'serverDown' };

type NoAnswer = Exclude<StatusSet, { kind: 'done' }>;
type GraphqlError = v.InferOutput<typeof errorSchema>;
type Answer = NoAnswer | { readonly kind: 'answer'; readonly data: unknown; readonly errors: readonly GraphqlError[] };

function answerIn(reply: Reply, now: number): Answer {
  if (reply.kind === 'answer' && reply.status === 200) {
    const limit = limitIn(reply);
    if (limit) return limited(now, now + limit.span);
    const answer = v.safeParse(answerSchema, reply.data);
    if (!answer.success) return { kind: 'unsure', trouble: serverDown };
    const { data, errors = [] } = answer.output;
    return { kind: 'answer', data, errors };
  }
  // The token was turned down. Without one nothing was asked, and nothing is lost by trying again.
  if (reply.kind === 'answer' && reply.status === 401) return { kind: 'refused', why: { kind: 'signedOut' } };
  const meaning = meaningOf(reply, now);
  switch (meaning.kind) {
    case 'refused': {
      const { kind, detail } = meaning.reason;
      return refused(kind === 'forbidden' ? 'forbidden' : 'invalid', detail);
    }
    case 'blocked':
      return meaning;
    case 'lost':
      return { kind: 'unsure', trouble: meaning.trouble };
    case 'moved':
      return { kind: 'blocked', trouble: serverDown };
  }
}

const refused = (kind: BusyRefusal['kind'], detail: string | undefined): NoAnswer => ({
  kind: 'refused',
  why: { kind, ...(detail && { detail: beginningOf(detail, longestDetail) }) },
});
/** Fits a row. */
const longestDetail = 300;

/** What GraphQL says with 200. An error without a type is GitHub's own failure, in the middle of its work. */
function meaningOfError({ type, message, extensions }: GraphqlError): NoAnswer {
  switch (type) {
    case 'INSUFFICIENT_SCOPES':
      return refused('scope', message);
    case 'FORBIDDEN':
      if (extensions?.saml_failure) return { kind: 'blocked', trouble: { kind: 'singleSignOn' } };
      return refused('forbidden', message);
    case 'NOT_FOUND':
    case 'UNPROCESSABLE':
      return refused('invalid', message);
    default:
      return extensions?.code ? refused('invalid', message) : { kind: 'unsure', trouble: serverDown };
  }
}

/** Nobody is told where it is not certain who would hear it: a name may have passed to somebody else's repository. */
function audienceIn({ repository }: Read, home: Repository, errors: readonly GraphqlError[]): Audience {
  if (repository?.databaseId === home.id) {
    const { __typename, id } = repository.owner;
    return __typename === 'Organization' ? { kind: 'organization', id } : { kind: 'everybody' };
  }
  const error = errors[0] && meaningOfError(errors[0]);
  return error?.kind === 'blocked' ? error.trouble : { kind: 'repositoryMissing' };
}

function statusFrom(read: Read['viewer']['status'], at: number): GitHubStatus | undefined {
  if (!read) return undefined;
  const { message, emoji, indicatesLimitedAvailability: isBusy, expiresAt: until, organization } = read;
  if ((!message && !emoji && !isBusy) || (until && Date.parse(until) <= at)) return undefined;
  return {
    ...(message && { message }),
    ...(emoji && { emoji }),
    isBusy,
    ...(until && { until }),
    ...(organization && { organization: organization.id }),
  };
}

function inputFor({ message, emoji, isBusy, until, organization }: GitHubStatus) {
  return {
    limitedAvailability: isBusy,
    ...(message && { message }),
    ...(emoji && { emoji }),
    ...(until && { expiresAt: until }),
    ...(organization && { organizationId: organization }),
  };
}

const errorSchema = v.object({
  type: v.optional(v.string()),
  message: v.optional(v.string()),
  path: v.optional(v.array(v.union([v.string(), v.number()]))),
  extensions: v.optional(v.object({ saml_failure: v.optional(v.boolean()), code: v.optional(v.string()) })),
});
const answerSchema = v.object({ data: v.optional(v.unknown()), errors: v.optional(v.array(errorSchema)) });
const setSchema = v.object({ changeUserStatus: v.object({}) });
type Read = v.InferOutput<typeof readSchema>;
const readSchema = v.object({
  viewer: v.object({
    status: v.nullable(
      v.object({
        message: v.nullable(v.string()),
        emoji: v.nullable(v.string()),
        indicatesLimitedAvailability: v.boolean(),
        expiresAt: v.nullable(
          v.pipe(
            v.string(),
            v.check((text) => !Number.isNaN(Date.parse(text))),
          ),
        ),
        organization: v.nullable(v.object({ id: v.string() })),
      }),
    ),
  }),
  repository: v.nullable(
    v.object({ databaseId: v.number(), owner: v.object({ __typename: v.string(), id: v.string() }) }),
  ),
});
