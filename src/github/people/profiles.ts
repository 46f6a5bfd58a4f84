/** Owns hearing the statuses people set on GitHub itself: for those who are not on the roster. */
import * as v from 'valibot';
import type { Board } from '../model/board.js';
import type { Profile } from '../model/member.js';
import type { Repository } from '../model/team.js';
import type { Clock } from '../sync/ports.js';
import { graphqlRoute } from './client.js';
import { type Graphql, soonOrLater } from './graphql.js';

/**
 * Those who can be assigned are, by and large, those who work in the repository. Asking for them, and not for the whole
 * organization's `memberStatuses`, needs no further scope, works without an organization, and names no strangers.
 */
const query = `query Profiles($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    assignableUsers(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId login status { message indicatesLimitedAvailability expiresAt } }
    }
  }
}`;

export interface Profiles {
  /** Begins to ask. One point of GraphQL's for each hundred people; nothing while GraphQL wants to be left alone. */
  ask(repository: Repository): void;
  /** Those that differ from the board's; undefined where they do not, or GitHub has not said: nothing depends on them. */
  news(board: Board, signal: AbortSignal): Promise<readonly Profile[] | undefined>;
}

/** So many are an organization and no team: of those only whom the board knows. */
const mostPages = 3;

export function profileReader({ send }: Pick<Graphql, 'send'>, clock: Clock): Profiles {
  let asking: Promise<void> | undefined;
  let heard: Heard | undefined;

  async function read({ owner, name }: Repository): Promise<void> {
    const now = clock.now();
    const profiles: Profile[] = [];
    let after: string | null = null;
    for (let page = 1; page <= mostPages; page++) {
      const reply = await send(graphqlRoute, { query, variables: { owner, name, after } });
      const answer = reply.kind === 'answer' ? v.safeParse(answerSchema, reply.data) : undefined;
      if (!answer?.success) return;
      const { nodes, pageInfo } = answer.output.data.repository.assignableUsers;
      profiles.push(...nodes.flatMap((user) => profileFrom(user, now) ?? []));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      if (after === null) break;
    }
    heard = { profiles, isCrowd: after !== null };
  }

  return {
    ask(repository) {
      asking = read(repository).finally(() => {
        asking = undefined;
      });
    },
    async news(board, signal) {
      if (asking) await soonOrLater(asking, clock, signal);
      if (!heard) return undefined;
      const profiles = heard.isCrowd ? heard.profiles.filter(isKnownTo(board)) : heard.profiles;
      heard = undefined;
      return JSON.stringify(profiles) === JSON.stringify([...board.profiles.values()]) ? undefined : profiles;
    },
  };
}

interface Heard {
  readonly profiles: readonly Profile[];
  readonly isCrowd: boolean;
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
    repository: v.object({
      assignableUsers: v.object({
        pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
        nodes: v.array(userSchema),
      }),
    }),
  }),
});
