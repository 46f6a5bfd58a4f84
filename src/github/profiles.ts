/** Owns hearing the statuses people set on GitHub itself: for those who are not on the roster. */
import * as v from 'valibot';
import type { Board } from '../model/board.js';
import type { Profile } from '../model/member.js';
import { longestLimit } from '../model/state.js';
import type { Repository } from '../model/team.js';
import type { Clock } from '../sync/ports.js';
import { graphqlRoute, type Send } from './client.js';
import { graphqlLimit } from './errors.js';

/**
 * Those who can be assigned are, by and large, those who work in the repository. Asking for them, and not for the whole
 * organization's `memberStatuses`, needs no further scope, works without an organization, and names no strangers.
 */
const query = `query Profiles($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    assignableUsers(first: 100) {
      totalCount
      nodes { databaseId login status { message indicatesLimitedAvailability expiresAt } }
    }
  }
}`;

/** Profiles that differ from the board's; undefined where they do not, or GitHub does not say: nothing depends on them. */
export type ReadProfiles = (repository: Repository, board: Board) => Promise<readonly Profile[] | undefined>;

/** One point of GraphQL's each time. Asks nothing while GraphQL wants to be left alone. */
export function profileReader(send: Send, clock: Clock): ReadProfiles {
  /** Milliseconds since 1970. */
  let closedUntil = Number.NEGATIVE_INFINITY;
  return async ({ owner, name }, board) => {
    const now = clock.now();
    if (closedUntil > now && closedUntil - now <= longestLimit) return undefined;
    const reply = await send(graphqlRoute, { query, variables: { owner, name } });
    closedUntil = graphqlLimit(reply, now) ?? Number.NEGATIVE_INFINITY;
    const answer = reply.kind === 'answer' ? v.safeParse(answerSchema, reply.data) : undefined;
    const users = answer?.success ? answer.output.data.repository.assignableUsers : undefined;
    if (!users) return undefined;
    const everybody = users.nodes.flatMap((user) => profileFrom(user, now) ?? []);
    // So many are an organization and no team: then only those whom the board knows.
    const profiles = users.totalCount > users.nodes.length ? everybody.filter(isKnownTo(board)) : everybody;
    return JSON.stringify(profiles) === JSON.stringify([...board.profiles.values()]) ? undefined : profiles;
  };
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
    repository: v.object({ assignableUsers: v.object({ totalCount: v.number(), nodes: v.array(userSchema) }) }),
  }),
});
