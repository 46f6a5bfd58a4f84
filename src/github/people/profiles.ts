/** The reader of the statuses people set on GitHub itself: for those who are not on the roster. Nothing depends on them. */
import * as v from 'valibot';
import type { Board } from '../../model/board/board.js';
import type { Repository } from '../../model/board/team.js';
import type { Profile } from '../../model/people/member.js';
import type { Person } from '../../model/people/person.js';
import type { Clock } from '../../ports/clock.js';
import { graphqlRoute } from '../client/client.js';
import { type Graphql, soonOrLater } from '../client/graphql.js';
import type { Reader } from '../reader.js';

/**
 * Those who can be assigned are, by and large, those who work in the repository. Asking for them, and not for the whole
 * organization's `memberStatuses`, needs no further scope, works without an organization, and names no strangers.
 */
const query = `query Profiles($owner: String!, $name: String!, $after: String) {
  viewer { databaseId login }
  repository(owner: $owner, name: $name) {
    assignableUsers(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId login status { message indicatesLimitedAvailability expiresAt } }
    }
  }
}`;

/** So many are an organization and no team: of those only whom the board knows. */
const mostPages = 3;

/** @param met is told who asks, as GitHub names them now */
export function profileReader(graphql: Pick<Graphql, 'send'>, clock: Clock, met: (viewer: Person) => void): Reader {
  let asking: Promise<void> | undefined;
  let told: Told | undefined;

  function begin(repository: Repository): void {
    asking = ask(graphql, repository, clock.now())
      .then((answer) => {
        told = answer ?? told;
        if (answer?.viewer) met(answer.viewer);
      })
      .finally(() => {
        asking = undefined;
      });
  }

  return {
    name: 'profiles',
    isDue: () => true,
    async read({ repository, board, isRound, signal }, cursor) {
      if (isRound) begin(repository);
      if (asking) await soonOrLater(asking, clock, signal);
      if (!told) return { cursor };
      const profiles = told.isCrowd ? told.profiles.filter(isKnownTo(board)) : told.profiles;
      told = undefined;
      const isNews = JSON.stringify(profiles) !== JSON.stringify([...board.profiles.values()]);
      return { cursor, ...(isNews && { delta: { profiles } }) };
    },
  };
}

interface Told {
  readonly viewer: Person | undefined;
  readonly profiles: readonly Profile[];
  readonly isCrowd: boolean;
}

/** One point of GraphQL's for each hundred people; nothing while GraphQL wants to be left alone. */
async function ask(
  { send }: Pick<Graphql, 'send'>,
  { owner, name }: Repository,
  now: number,
): Promise<Told | undefined> {
  const profiles: Profile[] = [];
  let after: string | null = null;
  let viewer: Person | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const reply = await send(graphqlRoute, { query, variables: { owner, name, after } });
    const answer = reply.kind === 'answer' ? v.safeParse(answerSchema, reply.data) : undefined;
    if (!answer?.success) return undefined;
    const { data } = answer.output;
    const { nodes, pageInfo } = data.repository.assignableUsers;
    viewer = data.viewer && { id: data.viewer.databaseId, login: data.viewer.login };
    profiles.push(...nodes.flatMap((user) => profileFrom(user, now) ?? []));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after === null) break;
  }
  return { viewer, profiles, isCrowd: after !== null };
}

function profileFrom(user: v.InferOutput<typeof userSchema>, now: number): Profile | undefined {
  const { message, indicatesLimitedAvailability: isBusy, expiresAt } = user?.status ?? {};
  const until = expiresAt ?? undefined;
  if (!user || (!message && !isBusy) || (until !== undefined && !(Date.parse(until) > now))) return undefined;
  return {
    person: { id: user.databaseId, login: user.login },
    isBusy: isBusy ?? false,
    ...(message && { text: message }),
    ...(until && { until }),
  };
}

function isKnownTo(board: Board): (profile: Profile) => boolean {
  const logins = [...board.items.values()].flatMap(({ by, owner }) => [by.login, owner ?? by.login]);
  const named = [...(board.teamFile?.members ?? []), ...(board.teamFile?.rotation?.people ?? [])];
  const known = new Set([...logins, ...named].map((login) => login.toLowerCase()));
  return ({ person }) => known.has(person.login.toLowerCase()) || board.statuses.has(person.id);
}

const userSchema = v.nullable(
  v.object({
    databaseId: v.number(),
    login: v.string(),
    status: v.nullable(
      v.object({
        message: v.nullable(v.string()),
        indicatesLimitedAvailability: v.boolean(),
        expiresAt: v.nullable(v.string()),
      }),
    ),
  }),
);
const answerSchema = v.object({
  data: v.object({
    viewer: v.fallback(v.optional(v.object({ databaseId: v.number(), login: v.string() })), undefined),
    repository: v.object({
      assignableUsers: v.object({
        pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
        nodes: v.array(v.fallback(userSchema, null)),
      }),
    }),
  }),
});
