/** The reader of GitHub's profiles: what people are called there, and their status for those who are not on the roster. */
import * as v from 'valibot';
import type { Board } from '../../model/board/board.js';
import type { Repository } from '../../model/board/team.js';
import type { Named, Profile } from '../../model/people/member.js';
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
      nodes { databaseId login name status { message indicatesLimitedAvailability expiresAt } }
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
      const people = told.isCrowd ? told.people.filter(isKnownTo(board)) : told.people;
      const isUntold = untoldIn(told);
      told = undefined;
      const profiles = [
        ...people.flatMap(({ profile }) => profile ?? []),
        ...[...board.profiles.values()].filter(({ person }) => isUntold(person.id)),
      ];
      const names = [
        ...people.flatMap(({ person, name }) => (name === undefined ? [] : [{ number: person.id, name }])),
        ...[...board.names.values()].filter(({ number }) => isUntold(number)),
      ];
      const delta = {
        ...(!isKnown(profiles, board.profiles) && { profiles }),
        ...(!isKnown(names, board.names) && { names }),
      };
      return { cursor, ...(Object.keys(delta).length > 0 && { delta }) };
    },
  };
}

interface Told {
  readonly viewer: Person | undefined;
  readonly people: readonly Someone[];
  /** There is somebody of whom nothing could be read. */
  readonly isCut: boolean;
  readonly isCrowd: boolean;
}

interface Someone {
  readonly person: Person;
  readonly name: Named['name'] | undefined;
  readonly profile: Profile | undefined;
}

function isKnown<T>(told: readonly T[], known: ReadonlyMap<number, T>): boolean {
  return JSON.stringify(told) === JSON.stringify([...known.values()]);
}

/** One point of GraphQL's for each hundred people; nothing while GraphQL wants to be left alone. */
async function ask(
  { send }: Pick<Graphql, 'send'>,
  { owner, name }: Repository,
  now: number,
): Promise<Told | undefined> {
  const people: Someone[] = [];
  let isCut = false;
  let after: string | null = null;
  let viewer: Person | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const reply = await send(graphqlRoute, { query, variables: { owner, name, after } });
    const answer = reply.kind === 'answer' ? v.safeParse(answerSchema, reply.data) : undefined;
    if (!answer?.success) return undefined;
    const { data } = answer.output;
    const { nodes, pageInfo } = data.repository.assignableUsers;
    viewer = data.viewer && { id: data.viewer.databaseId, login: data.viewer.login };
    isCut ||= nodes.includes(null);
    people.push(...nodes.flatMap((user) => (user ? [someoneFrom(user, now)] : [])));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after === null) break;
  }
  return { viewer, people, isCut, isCrowd: after !== null };
}

/** Of whom nothing could be read, what was known stays. */
function untoldIn({ people, isCut }: Told): (number: number) => boolean {
  const named = new Set(people.map(({ person }) => person.id));
  return (number) => isCut && !named.has(number);
}

/** GitHub's own limit for a name. */
const longestName = 255;

function someoneFrom(user: User, now: number): Someone {
  const name = user.name?.slice(0, longestName).trim() || undefined;
  return { person: { id: user.databaseId, login: user.login }, name, profile: profileFrom(user, now) };
}

function profileFrom(user: User, now: number): Profile | undefined {
  const { message, indicatesLimitedAvailability: isBusy, expiresAt } = user.status ?? {};
  const until = expiresAt ?? undefined;
  if ((!message && !isBusy) || (until !== undefined && !(Date.parse(until) > now))) return undefined;
  return {
    person: { id: user.databaseId, login: user.login },
    isBusy: isBusy ?? false,
    ...(message && { text: message }),
    ...(until && { until }),
  };
}

function isKnownTo(board: Board): (someone: Someone) => boolean {
  const logins = [...board.items.values()].flatMap(({ by, owner }) => [by.login, owner ?? by.login]);
  const named = [...(board.teamFile?.members ?? []), ...(board.teamFile?.rotation?.people ?? [])];
  const known = new Set([...logins, ...named].map((login) => login.toLowerCase()));
  return ({ person }) => known.has(person.login.toLowerCase()) || board.statuses.has(person.id);
}

type User = NonNullable<v.InferOutput<typeof userSchema>>;
const userSchema = v.nullable(
  v.object({
    databaseId: v.number(),
    login: v.string(),
    name: v.fallback(v.optional(v.nullable(v.string())), undefined),
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
